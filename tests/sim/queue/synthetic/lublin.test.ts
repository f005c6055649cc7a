import { describe, expect, it } from 'vitest'
import { stream } from '../../../../sim/base/random.ts'
import { offeredLoad, synthesize, usualLimitsS } from '../../../../sim/queue/synthetic/generate.ts'
import { dailyWeights, lublin, drawGamma, gammaCdf } from '../../../../sim/queue/synthetic/lublin.ts'

const count = 100_000
const usual = { seed: 7, jobs: count, nodes: 128, load: null, limits: 'usual' } as const

/** Standard error of a share p among the jobs, times five: once in two million seeds a right model would fail. */
function fiveSigma(p: number): number {
  return 5 * Math.sqrt((p * (1 - p)) / count)
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0) / values.length
}

function spread(values: ArrayLike<number>): number {
  const middle = mean(values)
  return Math.sqrt(mean(Array.from(values, (value) => (value - middle) ** 2)))
}

/** Shares of 1,000,000 sizes and run times of another implementation of the paper. */
const published = {
  all: {
    size: 12.13,
    sizes: [0.2436, 0.1154, 0.1503, 0.1412, 0.1374, 0.0326, 0.0322, 0.0164],
    powers: 0.6255,
    run: 4349,
    quantiles: [7, 19, 107, 6992, 14_633],
    between: 891,
    busiest: 14,
    quietest: 4,
    load: 0.739,
  },
  batch: {
    size: 13.86,
    sizes: [0.2928, 0.0474, 0.1575, 0.1556, 0.1544, 0.098, 0.0415, 0.0208],
    powers: 0.6752,
    run: 9503,
    quantiles: [27, 92, 823, 17_903, 27_674],
    between: 3463,
    busiest: 13,
    quietest: 4,
    load: 0.367,
  },
  interactive: {
    size: 8.07,
    sizes: [0.1536, 0.135, 0.2488, 0.1563, 0.0761, 0.0753, 0, 0],
    powers: 0.6915,
    run: 247,
    quantiles: [3, 5, 13, 44, 180],
    between: 609,
    busiest: 14,
    quietest: 5,
    load: 0.04,
  },
} as const

describe.each(['all', 'batch', 'interactive'] as const)('the jobs of Lublin and Feitelson, %s', (kind) => {
  const jobs = synthesize({ ...usual, kind })
  const expected = published[kind]

  it('have the published sizes', () => {
    expected.sizes.forEach((share, exponent) => {
      const found = jobs.nodes.filter((nodes) => nodes === 2 ** exponent).length / count
      // The published shares are samples of a million themselves.
      expect(Math.abs(found - share)).toBeLessThanOrEqual(1.1 * fiveSigma(share) + 1e-4)
    })
    const powers =
      jobs.nodes.filter((nodes) => nodes > 1 && Number.isInteger(Math.log2(nodes))).length / count
    expect(Math.abs(powers - expected.powers)).toBeLessThan(1.1 * fiveSigma(expected.powers))
    expect(Math.abs(mean(jobs.nodes) - expected.size)).toBeLessThan(
      (5.5 * spread(jobs.nodes)) / Math.sqrt(count),
    )
  })

  it('have the published run times', () => {
    ;[0.1, 0.25, 0.5, 0.75, 0.9].forEach((p, i) => {
      const value = expected.quantiles[i] ?? 0
      const [below, upTo] = [
        jobs.actualS.filter((runS) => runS < value).length / count,
        jobs.actualS.filter((runS) => runS <= value).length / count,
      ]
      expect(below).toBeLessThan(p + 1.1 * fiveSigma(p))
      expect(upTo).toBeGreaterThan(p - 1.1 * fiveSigma(p))
    })
    expect(Math.abs(mean(jobs.actualS) - expected.run)).toBeLessThan(
      (5.5 * spread(jobs.actualS)) / Math.sqrt(count),
    )
  })

  it('arrive as published, most at midday and fewest before dawn', () => {
    const between = jobs.submitS.slice(1).map((submitS, i) => submitS - (jobs.submitS[i] ?? 0))
    // Arrivals of one day depend on each other, so the error is larger than that of independent ones; 200,000 of the
    // source's are known to 2 %.
    expect(Math.abs(mean(between) / expected.between - 1)).toBeLessThan(0.12)
    const hours = new Float64Array(24)
    for (const submitS of jobs.submitS) {
      const hour = Math.floor(submitS / 3600) % 24
      hours[hour] = (hours[hour] ?? 0) + 1
    }
    // Bursts move the top by an hour.
    expect(Math.abs(hours.indexOf(Math.max(...hours)) - expected.busiest)).toBeLessThanOrEqual(1)
    expect(Math.abs(hours.indexOf(Math.min(...hours)) - expected.quietest)).toBeLessThanOrEqual(1)
    expect(Math.abs(offeredLoad(jobs.submitS, jobs, 128) / expected.load - 1)).toBeLessThan(0.2)
  })
})

describe('the day', () => {
  it('has 48 half hours of mean weight 1', () => {
    for (const kind of Object.values(lublin)) expect(mean(dailyWeights(kind))).toBeCloseTo(1, 12)
  })
})

describe('the gamma distribution', () => {
  it.each([
    // An exponential, an Erlang of two stages, and a half: 1 − e^−x, 1 − (1 + x) e^−x, erf √x
    [{ shape: 1, scale: 2 }, 3, 1 - Math.exp(-1.5)],
    [{ shape: 2, scale: 1 }, 2, 1 - 3 * Math.exp(-2)],
    [{ shape: 0.5, scale: 1 }, 1, 0.842700792949715],
    [{ shape: 4, scale: 1 }, -1, 0],
    [{ shape: 4, scale: 1 }, 500, 1],
  ])('%o is below %d with probability %d', (gamma, x, expected) => {
    expect(gammaCdf(gamma, x)).toBeCloseTo(expected, 12)
  })

  it('is drawn with its own probabilities', () => {
    const random = stream(3, 'test')
    const gamma = { shape: 4.2, scale: 0.94 }
    const draws = Array.from({ length: count }, () => gammaCdf(gamma, drawGamma(gamma, random)))
    for (const p of [0.01, 0.1, 0.5, 0.9, 0.99])
      expect(Math.abs(draws.filter((u) => u <= p).length / count - p)).toBeLessThan(fiveSigma(p))
  })
})

describe('a synthetic workload', () => {
  const small = { ...usual, kind: 'all', jobs: 5000 } as const

  it('is the same for the same seed and another for another', () => {
    expect(synthesize(small)).toEqual(synthesize(small))
    expect(synthesize({ ...small, seed: 8 }).submitS).not.toEqual(synthesize(small).submitS)
  })

  it.each([0.3, 0.7, 1.2])('offers a load of %d where that is asked for', (load) => {
    const jobs = synthesize({ ...small, load, nodes: 2688 })
    // One half hour of the day more or less at the end.
    expect(offeredLoad(jobs.submitS, jobs, 2688)).toBeCloseTo(load, 2)
  })

  it('keeps its sizes and run times when the load or the limits change', () => {
    const [plain, loaded] = [synthesize(small), synthesize({ ...small, load: 0.9, limits: 'exact' })]
    expect(loaded.nodes).toEqual(plain.nodes)
    expect(loaded.actualS).toEqual(plain.actualS)
    expect(loaded.requestedS).toEqual(plain.actualS.map((runS) => Math.max(runS, 1)))
  })

  it('keeps its shares on a larger machine: four times the nodes, four times the large jobs', () => {
    const [one, four] = [
      synthesize({ ...usual, kind: 'all' }),
      synthesize({ ...usual, kind: 'all', nodes: 512 }),
    ]
    const largest = (jobs: typeof one, nodes: number) => jobs.nodes.filter((n) => n === nodes).length / count
    expect(Math.abs(largest(four, 512) - largest(one, 128))).toBeLessThan(2 * fiveSigma(0.02))
    expect(Math.max(...new Set(four.nodes))).toBe(512)
    expect(Math.abs(mean(four.actualS) / mean(one.actualS) - 1)).toBeLessThan(0.15)
  })

  it('mixes both kinds by arrival, a seventh of them batch jobs', () => {
    const jobs = synthesize({ ...usual, kind: 'both' })
    expect(jobs.submitS.every((submitS, i) => i === 0 || submitS >= (jobs.submitS[i - 1] ?? 0))).toBe(true)
    // Rates: one batch job in 3,463 s beside one interactive in 609 s.
    expect(Math.abs(1 - mean(jobs.queues?.of ?? []) - 609 / (609 + 3463))).toBeLessThan(0.02)
  })
})

describe('limits', () => {
  const jobs = synthesize({ ...usual, kind: 'all' })

  it('are never below the run time', () => {
    expect(jobs.requestedS.every((limitS, i) => limitS >= Math.max(1, jobs.actualS[i] ?? 0))).toBe(true)
  })

  it('are round: twenty values cover nine in ten', () => {
    const round = jobs.requestedS.filter((limitS) => usualLimitsS.includes(limitS)).length / count
    expect(usualLimitsS).toHaveLength(20)
    expect(round).toBeGreaterThan(0.88)
    expect(round).toBeLessThan(0.95)
  })

  it('are overestimates: long jobs use half of them or less on average', () => {
    const long = [...jobs.actualS.keys()].filter(
      (i) => (jobs.actualS[i] ?? 0) > 600 && (jobs.actualS[i] ?? 0) < 20_000,
    )
    const used = mean(long.map((i) => (jobs.actualS[i] ?? 0) / (jobs.requestedS[i] ?? 1)))
    expect(used).toBeGreaterThan(0.35)
    expect(used).toBeLessThan(0.55)
  })
})
