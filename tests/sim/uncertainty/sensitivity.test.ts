import { describe, expect, it } from 'vitest'
import type { Question } from '../../../sim/uncertainty/monte-carlo.ts'
import { edgesOf, sobolIndices, tornado } from '../../../sim/uncertainty/sensitivity.ts'

const angle = { kind: 'uniform', least: -Math.PI, most: Math.PI } as const

/** Ishigami and Homma 1990 with a = 7, b = 0.1. */
const ishigami: Question = {
  inputs: ['x1', 'x2', 'x3'].map((id) => ({ id, distribution: angle })),
  correlations: [],
  outputs: 1,
  evaluate: (x, y) => {
    const [x1 = 0, x2 = 0, x3 = 0] = x
    y[0] = Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1)
  },
}

/** Its indices in closed form: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2. */
function closedForm() {
  const [a, b] = [7, 0.1]
  const v1 = (1 + (b * Math.PI ** 4) / 5) ** 2 / 2
  const v2 = a ** 2 / 8
  const v13 = b ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50)
  const variance = v1 + v2 + v13
  return { first: [v1, v2, 0].map((v) => v / variance), total: [v1 + v13, v2, v13].map((v) => v / variance) }
}

describe('Sobol indices', () => {
  it.each([1, 2, 3])('of the Ishigami function are within 0.02 of the closed form, seed %i', (seed) => {
    const found = sobolIndices(ishigami, { output: 0, samples: 32_768, seed })
    const known = closedForm()
    expect(known.first[0]).toBeCloseTo(0.3139, 4)
    found.forEach(({ first, total }, index) => {
      expect(Math.abs(first - (known.first[index] ?? 0))).toBeLessThan(0.02)
      expect(Math.abs(total - (known.total[index] ?? 0))).toBeLessThan(0.02)
    })
  })

  it('of a sum of independent inputs are their shares of the variance, alone as in total', () => {
    const sum: Question = {
      ...ishigami,
      inputs: [1, 2, 3].map((deviation) => ({
        id: String(deviation),
        distribution: { kind: 'normal', mean: 0, deviation },
      })),
      evaluate: (x, y) => {
        y[0] = x.reduce((total, value) => total + value, 0)
      },
    }
    const found = sobolIndices(sum, { output: 0, samples: 16_384, seed: 5 })
    found.forEach(({ first, total }, index) => {
      const share = (index + 1) ** 2 / 14
      expect(Math.abs(first - share)).toBeLessThan(0.02)
      expect(Math.abs(total - share)).toBeLessThan(0.02)
    })
  })

  it('of what nothing moves are nothing', () => {
    const still = { ...ishigami, evaluate: (_: Float64Array, y: Float64Array) => void y.fill(3) }
    for (const { first, total } of sobolIndices(still, { output: 0, samples: 100, seed: 1 })) {
      expect([first, total]).toEqual([0, 0])
    }
  })
})

describe('a tornado', () => {
  it('has the widest bar first, each with one input at its p10 and p90', () => {
    const difference: Question = {
      inputs: [
        { id: 'narrow', distribution: { kind: 'quantiles', of: 'value', p10: 9, p50: 10, p90: 12 } },
        { id: 'wide', distribution: { kind: 'quantiles', of: 'value', p10: 0, p50: 4, p90: 5 } },
        { id: 'idle', distribution: { kind: 'uniform', least: 0, most: 1 } },
      ],
      correlations: [],
      outputs: 1,
      evaluate: (x, y) => {
        y[0] = (x[0] ?? 0) - (x[1] ?? 0)
      },
    }
    const rounded = tornado(edgesOf(difference), 0).map((bar) =>
      Object.fromEntries(
        Object.entries(bar).map(([key, value]) => [
          key,
          typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
        ]),
      ),
    )
    expect(rounded).toEqual([
      { id: 'wide', inputLow: 0, inputHigh: 5, atLow: 10, atHigh: 5 },
      { id: 'narrow', inputLow: 9, inputHigh: 12, atLow: 5, atHigh: 8 },
    ])
  })
})
