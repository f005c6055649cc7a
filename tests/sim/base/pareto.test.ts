import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paretoFront } from '../../../sim/base/pareto.ts'

/** By the definition, every pair looked at. */
function bruteForce(values: readonly (readonly number[])[]): readonly number[] {
  const isBeaten = (row: readonly number[], index: number) =>
    values.some((other, at) => {
      const low = other.every((value, column) => value <= (row[column] ?? 0))
      const lower = other.some((value, column) => value < (row[column] ?? 0))
      return low && (lower || at < index)
    })
  return values.flatMap((row, index) => (isBeaten(row, index) ? [] : [index]))
}

const points = (columns: number) => {
  const value = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }))
  return fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { maxLength: 60 })
}

describe('the Pareto front', () => {
  it.each([1, 2, 3, 4])('of %i objectives is what brute force finds', (columns) => {
    fc.assert(
      fc.property(points(columns), (values) => {
        expect([...paretoFront(values)].sort((a, b) => a - b)).toEqual(bruteForce(values))
      }),
      { numRuns: 500 },
    )
  })

  it('leaves out what is no number, and keeps infinity where nothing beats it', () => {
    expect(
      paretoFront([
        [Number.NaN, 1],
        [1, Number.NaN],
        [Infinity, 0],
        [1, 1],
      ]),
    ).toEqual([3, 2])
    expect(paretoFront([])).toEqual([])
  })
})
