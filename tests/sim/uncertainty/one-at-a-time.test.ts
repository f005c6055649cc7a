import { describe, expect, it } from 'vitest'
import { combine, swings } from '../../../sim/uncertainty/one-at-a-time.ts'

const product = {
  centre: { a: 2, b: 3 },
  ranges: { a: [1, 4], b: [1.5, 6] },
  evaluate: ({ a, b }: { readonly a: number; readonly b: number }) => ({ area: a * b, nothing: 0 }),
} as const

describe('the range of an output', () => {
  it('is exact for a product of log-normal inputs', () => {
    const found = swings(product, ['area', 'nothing'])
    const range = combine(6, 'area', found)
    const factor = Math.exp(Math.hypot(Math.log(2), Math.log(2)))
    expect(range.p90).toBeCloseTo(6 * factor, 9)
    expect(range.p10).toBeCloseTo(6 / factor, 9)
    expect(range.p50).toBe(6)
  })

  it('of nothing is nothing', () => {
    const found = swings(product, ['area', 'nothing'])
    expect(combine(0, 'nothing', found)).toEqual({ p10: 0, p50: 0, p90: 0 })
  })

  it('has no width without uncertain inputs', () => {
    const found = swings({ ...product, ranges: {} }, ['area'])
    expect(combine(6, 'area', found)).toEqual({ p10: 6, p50: 6, p90: 6 })
  })
})
