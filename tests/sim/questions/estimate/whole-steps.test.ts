import { describe, expect, it } from 'vitest'
import { answerEstimate } from '../../../../sim/index.ts'

const asked = { system: 'alps', samples: 200 }

/** The steps of the answer, or the first thing that stands against the run. */
function stepsOf(question: object) {
  const answered = answerEstimate({ ...asked, ...question })
  if (answered.status === 'answer') return answered.value.step.steps
  return answered.status === 'infeasible' ? answered.obstacles[0] : answered.problems[0]
}

/** An optimizer takes whole steps: nobody trains a four-thousandth of one. */
describe('a run', () => {
  const runs = [
    { model: 'llama-3-70b', gpus: 64 },
    { model: 'qwen3-0.6b', gpus: 8 },
    { model: 'deepseek-v3', gpus: 512, seqLen: 8192 },
    { model: 'llama-3.1-405b', gpus: 1024 },
    { model: 'llama-3-8b', gpus: 64, globalBatchTokens: '4M' },
    { model: 'llama-3-8b', gpus: 16, mfu: 0.4 },
  ]
  it.each(runs)('of less than a step is refused with the least that is one: %j', (run) => {
    for (const tokens of [1, 100, 4000]) {
      const refused = stepsOf({ ...run, tokens })
      expect(refused).toMatchObject({ kind: 'tokens', nearest: { field: 'tokens' } })
      const least = typeof refused === 'object' && 'nearest' in refused ? refused.nearest?.value : null
      expect(Number(least)).toBeGreaterThan(tokens)
      expect(stepsOf({ ...run, tokens: least })).toBeGreaterThanOrEqual(1)
    }
  })

  it.each(runs.slice(0, 3))('of few tokens takes a batch that they fill: %j', (run) => {
    for (const tokens of [20_000, 123_456, 2e6, 3e7]) {
      const steps = stepsOf({ ...run, tokens })
      expect(steps).toBeGreaterThanOrEqual(1)
    }
  })

  it.each([1, 1000, 4095])(
    'whose step of %d tokens is less than a sequence is refused',
    (globalBatchTokens) => {
      const refused = stepsOf({ model: 'llama-3-8b', gpus: 64, tokens: '1T', globalBatchTokens })
      expect(refused).toMatchObject({ field: 'globalBatchTokens' })
    },
  )
})

describe('a machine of parts of nodes', () => {
  const own = { name: 'Own', acceleratorId: 'h100-sxm-80', nodes: 32, acceleratorsPerNode: 4, country: 'CH' }
  it.each([{ nodes: 16.5 }, { acceleratorsPerNode: 3.5 }, { accelerators: 64.5 }])(
    'is refused: %j',
    (part) => {
      const run = { model: 'llama-3-8b', gpus: 64, tokens: '1T' }
      expect(stepsOf({ ...run, system: own })).toBeGreaterThan(1)
      expect(stepsOf({ ...run, system: { ...own, ...part } })).toMatchObject({
        message: expect.stringContaining('is not a whole number'),
      })
    },
  )
})

/** Model cards count sequences by powers of two: the 128K of Llama 3.1 are 131,072 tokens, the 1M of Qwen2.5 1,048,576. */
it.each([
  ['8K', 8192],
  ['8k', 8192],
  ['8 K', 8192],
  ['8Ki', 8192],
  ['128K', 131_072],
  ['1M', 1_048_576],
  ['4096', 4096],
])('a sequence of %s has %i tokens', (seqLen, tokens) => {
  const run = { model: 'llama-3.1-8b', tokens: '1T', gpus: 1024, mfu: 0.3 }
  const said = (asked: string | number) => stepsOf({ ...run, globalBatchTokens: 2 ** 27, seqLen: asked })
  expect(said(seqLen)).toBe(said(tokens))
  const flops = (asked: string | number) => {
    const answered = answerEstimate({ ...run, system: 'alps', samples: 200, seqLen: asked })
    return answered.status === 'answer' ? answered.value.compute.flopsPerToken : answered
  }
  expect(flops(seqLen)).toBe(flops(tokens))
})
