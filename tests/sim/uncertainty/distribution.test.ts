import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { samplerOf, type Distribution } from '../../../sim/uncertainty/distribution.ts'
import { normalCdf, normalQuantile, z90 } from '../../../sim/uncertainty/normal.ts'

describe('the normal distribution', () => {
  // Abramowitz and Stegun 1964, table 26.1, and the R language's pnorm and qnorm for the tails.
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.96, 0.9750021048517795],
    [-2.5, 0.006209665325776132],
    [-5, 2.866515718791939e-7],
    [-8, 6.220960574271785e-16],
    [3.5, 0.9997673709209645],
  ])('Φ(%d) = %d', (z, p) => {
    expect(Math.abs(normalCdf(z) - p)).toBeLessThan(1e-15)
  })

  it.each([
    [0.5, 0],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [1e-9, -5.997807015007687],
    [1e-300, -37.0471],
  ])('Φ⁻¹(%d) = %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, p < 1e-100 ? 3 : 12)
  })

  it('is undone by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-14)
      }),
    )
  })
})

/** Mean and deviation over equal shares of probability: what the distribution's own formulas have to give. */
function moments(distribution: Distribution): readonly [mean: number, deviation: number] {
  const sampler = samplerOf(distribution)
  const n = 200_000
  const values = Array.from({ length: n }, (_, i) => sampler(normalQuantile((i + 0.5) / n)))
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n)]
}

describe('a distribution', () => {
  const lognormalSpread = Math.log(4) / (2 * z90)
  it.each([
    ['fixed', { kind: 'fixed', value: 7 }, 7, 0],
    ['normal', { kind: 'normal', mean: 3, deviation: 2 }, 3, 2],
    ['uniform', { kind: 'uniform', least: 2, most: 8 }, 5, 6 / Math.sqrt(12)],
    [
      'triangular',
      { kind: 'triangular', least: 0, mode: 1, most: 5 },
      2,
      Math.sqrt((0 + 1 + 25 - 0 - 0 - 5) / 18),
    ],
    ['PERT', { kind: 'pert', least: 0, mode: 1, most: 6 }, 10 / 6, Math.sqrt(((10 / 6) * (6 - 10 / 6)) / 7)],
    [
      'lognormal',
      { kind: 'lognormal', p10: 1, p90: 4 },
      2 * Math.exp(lognormalSpread ** 2 / 2),
      2 * Math.exp(lognormalSpread ** 2 / 2) * Math.sqrt(Math.expm1(lognormalSpread ** 2)),
    ],
    ['discrete', { kind: 'discrete', values: [5, 1, 2], weights: [1, 2, 1] }, 2.25, Math.sqrt(2.6875)],
  ] satisfies readonly (readonly [string, Distribution, number, number])[])(
    '%s has its mean and deviation',
    (_, distribution, mean, deviation) => {
      const [foundMean, foundDeviation] = moments(distribution)
      expect(foundMean).toBeCloseTo(mean, 3)
      expect(foundDeviation).toBeCloseTo(deviation, 2)
    },
  )

  const quantiles = fc
    .tuple(
      fc.constantFrom('value', 'logarithm', 'odds'),
      fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.01, max: 0.99, noNaN: true }))),
    )
    .map(([of, shares]) => {
      const [p10 = 0, p50 = 0, p90 = 0] = [...shares].sort((a, b) => a - b)
      return { kind: 'quantiles', of, p10, p50, p90 } as const
    })

  it('through three quantiles has them, rises, and keeps a share inside 0 to 1', () => {
    fc.assert(
      fc.property(quantiles, fc.double({ min: -6, max: 6, noNaN: true }), (distribution, z) => {
        const sampler = samplerOf(distribution)
        expect(sampler(-z90)).toBeCloseTo(distribution.p10, 9)
        expect(sampler(0)).toBeCloseTo(distribution.p50, 9)
        expect(sampler(z90)).toBeCloseTo(distribution.p90, 9)
        expect(sampler(z + 0.1)).toBeGreaterThanOrEqual(sampler(z))
        if (distribution.of === 'odds') {
          expect(sampler(z)).toBeGreaterThan(0)
          expect(sampler(z)).toBeLessThan(1)
        }
      }),
    )
  })

  it('keeps a share below 1 where the odds are beyond what a double holds beside 1', () => {
    const steep = { kind: 'quantiles', of: 'odds', p10: 0.01, p50: 0.01, p90: 0.9857 } as const
    expect(samplerOf(steep)(6)).toBeLessThan(1)
  })

  it('without width is its one value', () => {
    for (const kind of ['triangular', 'pert'] as const) {
      expect(samplerOf({ kind, least: 3, mode: 3, most: 3 })(1.3)).toBe(3)
    }
    expect(samplerOf({ kind: 'uniform', least: 3, most: 3 })(1.3)).toBe(3)
  })
})
