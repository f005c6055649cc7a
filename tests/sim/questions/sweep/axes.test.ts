import { describe, expect, it } from 'vitest'
import { answerSweep } from './asked.ts'
import { answerOf, base, planOf } from './asked.ts'

function problemsOf(raw: unknown): readonly string[] {
  const answered = answerSweep(raw, 1000)
  return answered.status === 'refused'
    ? answered.problems.map(({ field, message }) => `${field}: ${message}`)
    : ['answered']
}

describe('a span', () => {
  const valuesOf = (name: string, span: unknown) =>
    answerOf({ base: { ...base, gpus: 4096 }, axes: { [name]: span } }).sweep.axes[0]?.values

  it.each([
    ['is equally far apart', 'mfu', { from: 0.2, to: 0.4, steps: 5 }, [0.2, 0.25, 0.3, 0.35, 0.4]],
    [
      'of counts has equal ratios',
      'tokens',
      { from: '1T', to: '16T', steps: 5 },
      [1e12, 2e12, 4e12, 8e12, 16e12],
    ],
    ['of accelerators too', 'gpus', { from: 512, to: '8192', steps: 5 }, [512, 1024, 2048, 4096, 8192]],
    [
      'unless it says otherwise',
      'gpus',
      { from: 1000, to: 2000, steps: 5, scale: 'linear' },
      [1000, 1250, 1500, 1750, 2000],
    ],
    ['of whole numbers has each once', 'seed', { from: 1, to: 3, steps: 9 }, [1, 2, 3]],
    [
      'of money keeps its currency',
      'gpuHourPrice',
      { from: 'CHF 0.5', to: '1 CHF', steps: 3 },
      ['CHF 0.5', 'CHF 0.75', 'CHF 1'],
    ],
    [
      'of durations is in seconds',
      'checkpointInterval',
      { from: '10min', to: '1h', steps: 6 },
      [600, 1200, 1800, 2400, 3000, 3600],
    ],
  ])('%s', (_, name, span, values) => {
    expect(valuesOf(name, span)).toEqual(values)
  })

  it('of accelerators stays within a thirty-second of equal ratios, with a power of two in each', () => {
    const values = planOf({ base, axes: { gpus: { from: 1000, to: 9000, steps: 7 } } }).points
    if (values.kind !== 'grid') throw new Error('no grid')
    const inner = (values.axes[0]?.values ?? []).slice(1, -1).map(Number)
    expect(inner).toHaveLength(5)
    inner.forEach((value, place) => {
      const exact = 1000 * 9 ** ((place + 1) / 6)
      expect(Math.abs(value / exact - 1)).toBeLessThanOrEqual(1 / 32)
      expect(value % 32).toBe(0)
    })
  })
})

describe('what is wrong with a sweep as a whole', () => {
  const gpus = [4096]
  it.each([
    ['no object', 5, /^input: has to be \{ "base"/],
    ['an unknown axis', { base, axes: { gpus, gpu: [1] } }, /^axes\.gpu: .*did you mean gpus\?$/],
    ['an empty axis', { base, axes: { gpus: [] } }, /^axes\.gpus: is an empty list/],
    ['a value for a list', { base, axes: { gpus, grid: 'CH' } }, /^axes\.grid: has to be a list of values$/],
    [
      'an unknown scale',
      { base, axes: { gpus: { from: 1, to: 2, steps: 2, scale: 'square' } } },
      /^axes\.gpus: .*"log" or "linear"/,
    ],
    [
      'a span that falls',
      { base, axes: { gpus: { from: 2, to: 1, steps: 2 } } },
      /^axes\.gpus\.to: 1 is below from, 2$/,
    ],
    [
      'one step',
      { base, axes: { gpus: { from: 1, to: 2, steps: 1 } } },
      /^axes\.gpus\.steps: 1 is outside 2 to/,
    ],
    [
      'a span from nothing on a log scale',
      { base, axes: { gpus: { from: 0, to: 2, steps: 2 } } },
      /^axes\.gpus\.from: has to be above 0/,
    ],
    [
      'two currencies',
      { base, axes: { gpus, powerPrice: { from: 'CHF 1', to: 'EUR 2', steps: 2 } } },
      /^axes\.powerPrice\.to: is in EUR, from is in CHF$/,
    ],
    [
      'an unreadable end',
      { base, axes: { gpus: { from: '1X', to: 2, steps: 2 } } },
      /^axes\.gpus\.from: '1X' is not a number/,
    ],
    [
      'a wrong base',
      { base: { ...base, model: 'apertus-7b' }, axes: { gpus } },
      /^base\.model: 'apertus-7b' is not in the catalogue/,
    ],
    ['a field outside', { base, axes: { gpus }, tokens: '1T' }, /^tokens: belongs into "base"/],
    ['a field that nobody gives', { base, axes: {} }, /^base\.gpus: is missing/],
    ['an empty list', [], /^estimates: is an empty list/],
    [
      'too many',
      { base, axes: { gpus, seed: { from: 1, to: 1001, steps: 1001 } } },
      /^axes: make 1,001 points; at most 1,000 are taken here/,
    ],
  ])('%s', (_, raw, words) => {
    expect(problemsOf(raw)).toEqual([expect.stringMatching(words)])
  })

  it('is told all at once', () => {
    const problems = problemsOf({ base: { tokens: '1X', colour: 1 }, axes: { gpus: [], grd: [] } })
    expect(problems.map((line) => line.split(':')[0]).sort()).toEqual([
      'axes.grd',
      'base.colour',
      'base.model',
      'base.system',
      'base.tokens',
    ])
  })
})
