import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { quantile, quantileIn } from '../../../sim/base/math.ts'
import { withinWork } from '../../../sim/base/outcome.ts'
import {
  bandOf,
  dots,
  errorOfMedian,
  blocksOf,
  copula,
  type Question,
  sampleBlocks,
} from '../../../sim/uncertainty/monte-carlo.ts'
import { z90 } from '../../../sim/uncertainty/normal.ts'

/** Product and both factors of two lognormals: the product is a lognormal again, so its quantiles are known. */
const product: Question = {
  inputs: [
    { id: 'a', distribution: { kind: 'lognormal', p10: 1, p90: 4 } },
    { id: 'b', distribution: { kind: 'lognormal', p10: 2, p90: 3 } },
  ],
  correlations: [],
  outputs: 3,
  evaluate: (x, y) => {
    y[0] = (x[0] ?? 0) * (x[1] ?? 0)
    y[1] = x[0] ?? 0
    y[2] = x[1] ?? 0
  },
}

function samplesOf(question: Question, samples: number, seed = 1): Float64Array {
  return sampleBlocks(question, { seed, samples, fromBlock: 0, toBlock: blocksOf(samples) })
}

function output(samples: Float64Array, index: number, outputs: number): Float64Array {
  const count = samples.length / outputs
  return samples.slice(index * count, (index + 1) * count)
}

describe('a Monte Carlo', () => {
  it('finds the known quantiles of a product of lognormals', () => {
    const band = bandOf(output(samplesOf(product, 100_000), 0, 3))
    const half = Math.hypot(Math.log(4) / 2, Math.log(1.5) / 2)
    const middle = 2 * Math.sqrt(6)
    expect(band.p50 / middle).toBeCloseTo(1, 2)
    expect(band.p90 / (middle * Math.exp(half))).toBeCloseTo(1, 2)
    expect(band.p10 / (middle * Math.exp(-half))).toBeCloseTo(1, 2)
  })

  it('states a standard error of p50 that its scatter over seeds has', () => {
    const samples = Array.from({ length: 60 }, (_, seed) => output(samplesOf(product, 2000, seed), 0, 3))
    const bands = samples.map(bandOf)
    const mean = bands.reduce((sum, { p50 }) => sum + p50, 0) / bands.length
    const scatter = Math.sqrt(bands.reduce((sum, { p50 }) => sum + (p50 - mean) ** 2, 0) / (bands.length - 1))
    const stated = samples.reduce((sum, drawn) => sum + errorOfMedian(drawn), 0) / samples.length
    expect(stated / scatter).toBeGreaterThan(0.7)
    expect(stated / scatter).toBeLessThan(1.4)
  })

  it('gives the same bytes for the same seed, and others for another', () => {
    expect(samplesOf(product, 1000)).toEqual(samplesOf(product, 1000))
    expect(samplesOf(product, 1000, 2)).not.toEqual(samplesOf(product, 1000))
  })

  it('draws anew what is believed otherwise or moves together otherwise, and nothing else', () => {
    const before = samplesOf(product, 1000)
    const [a] = product.inputs
    const wider: Question['inputs'] = [
      ...(a === undefined ? [] : [a]),
      { id: 'b', distribution: { kind: 'lognormal', p10: 1, p90: 9 } },
    ]
    const otherwise = samplesOf({ ...product, inputs: wider }, 1000)
    expect(output(otherwise, 1, 3)).toEqual(output(before, 1, 3))
    expect(bandOf(output(otherwise, 2, 3)).p90).toBeCloseTo(9, 1)
    const together = samplesOf({ ...product, correlations: [['a', 'b', 0.9]] }, 1000)
    expect(output(together, 1, 3)).toEqual(output(before, 1, 3))
    // Logarithms of which nine tenths move together: the sum of their variances and of twice their covariance.
    const [ofA, ofB] = [Math.log(4) / 2, Math.log(1.5) / 2]
    const p90 = 2 * Math.sqrt(6) * Math.exp(Math.sqrt(ofA ** 2 + ofB ** 2 + 2 * 0.9 * ofA * ofB))
    expect(bandOf(output(together, 0, 3)).p90 / p90).toBeCloseTo(1, 1)
    expect(samplesOf(product, 1000)).toEqual(before)
  })

  it('gives the same samples however the blocks are shared out', () => {
    const whole = output(samplesOf(product, 1050), 0, 3)
    const parts = [
      [0, 2],
      [2, 3],
      [3, 6],
    ].flatMap(([fromBlock = 0, toBlock = 0]) => [
      ...output(sampleBlocks(product, { seed: 1, samples: 1050, fromBlock, toBlock }), 0, 3),
    ])
    expect(parts).toEqual([...whole])
  })

  it('changes no draw of the others when an input is added', () => {
    const more = {
      ...product,
      inputs: [{ id: 'new', distribution: { kind: 'uniform', least: 0, most: 1 } }, ...product.inputs],
    } as const
    const shifted: Question = {
      ...more,
      evaluate: (x, y) => {
        y[0] = x[1] ?? 0
        y[1] = 0
        y[2] = 0
      },
    }
    expect(output(samplesOf(shifted, 400), 0, 3)).toEqual(output(samplesOf(product, 400), 1, 3))
  })

  it('moves inputs together as asked: the rank correlation of a Gaussian copula, and the margins stay', () => {
    const wanted = 0.7
    const together = { ...product, correlations: [['a', 'b', wanted]] } as const
    const samples = samplesOf(together, 40_000)
    const [a, b] = [1, 2].map((index) => output(samples, index, 3))
    if (a === undefined || b === undefined) throw new Error('a column is missing')
    const spearman = correlation(ranks(a), ranks(b))
    expect(spearman).toBeCloseTo((6 / Math.PI) * Math.asin(wanted / 2), 1)
    expect(bandOf(b).p90).toBeCloseTo(3, 1)
    // Fully together, the logarithms add up instead of their squares.
    const joined = bandOf(
      output(samplesOf({ ...product, correlations: [['a', 'b', 0.999999]] }, 40_000), 0, 3),
    )
    expect(joined.p90 / 12).toBeCloseTo(1, 2)
  })

  it('knows which correlations contradict each other', () => {
    expect(
      copula(
        ['a', 'b', 'c'],
        [
          ['a', 'b', 0.9],
          ['b', 'c', 0.9],
          ['a', 'c', -0.9],
        ],
      ),
    ).toBeNull()
    expect(copula(['a', 'b'], [['a', 'x', 0.9]])).toEqual(Float64Array.of(1, 0, 0, 1))
  })
})

function ranks(values: Float64Array): readonly number[] {
  const order = [...values.keys()].sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const found = new Array<number>(values.length).fill(0)
  order.forEach((index, rank) => {
    found[index] = rank
  })
  return found
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (a.length - 1) / 2
  let both = 0
  let alone = 0
  a.forEach((value, index) => {
    both += (value - mean) * ((b[index] ?? 0) - mean)
    alone += (value - mean) ** 2
  })
  return both / alone
}

describe('quantiles', () => {
  it('lie between neighbours on a straight line', () => {
    const values = Float64Array.of(1, 2, 4, 8)
    expect([0, 0.5, 1, 1 / 6].map((share) => quantile(values, share))).toEqual([1, 3, 8, 1.5])
    expect(bandOf(Float64Array.of(5))).toMatchObject({ p10: 5, p50: 5, p90: 5 })
    expect(errorOfMedian(Float64Array.of(5))).toBe(0)
  })

  it('are the same without sorting, ties, order and length as they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }),
        fc.nat(100),
        (all, percent) => {
          const sorted = Float64Array.from(all).sort()
          expect(quantileIn(Float64Array.from(all), percent / 100)).toBe(quantile(sorted, percent / 100))
          const { p10, p50, p90 } = bandOf(Float64Array.from(all))
          expect([p10, p50, p90]).toEqual([0.1, 0.5, 0.9].map((share) => quantile(sorted, share)))
        },
      ),
    )
  })

  it('as dots are the middles of equal shares', () => {
    expect(
      dots(
        Float64Array.from({ length: 101 }, (_, i) => i),
        4,
      ),
    ).toEqual([12.5, 37.5, 62.5, 87.5])
  })

  it('at p90 of a normal score are 1.28', () => {
    const normal: Question = {
      ...product,
      inputs: [{ id: 'n', distribution: { kind: 'normal', mean: 0, deviation: 1 } }],
      outputs: 1,
      evaluate: (x, y) => {
        y[0] = x[0] ?? 0
      },
    }
    expect(bandOf(samplesOf(normal, 20_000)).p90).toBeCloseTo(z90, 2)
  })

  it('are told as work before an input of them is drawn', () => {
    const untouched: Question = {
      ...product,
      inputs: [
        {
          id: 'a',
          get distribution(): never {
            throw new Error('was looked at')
          },
        },
      ],
    }
    const part = { seed: 1, samples: 5_000_000, fromBlock: 0, toBlock: Infinity }
    expect(withinWork(1_300_000, () => sampleBlocks(untouched, part))).toBeNull()
    expect(() => sampleBlocks(untouched, { ...part, samples: 10 })).toThrow('was looked at')
  })
})
