import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending } from '../../../sim/queue/engine/sorted.ts'

/** Waits and instants: small, alike, negative, and up to the largest a workload may hold. */
const anyNumbers = fc.array(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: 0, max: 10_000_000 }),
    fc.integer({ min: -1e15, max: 1e15 }),
    fc.constantFrom(2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 31),
  ),
  { maxLength: 60 },
)

describe('the order of whole numbers', () => {
  it('is that of a comparison sort, equal ones in their own order', () => {
    fc.assert(
      fc.property(anyNumbers, (numbers) => {
        const wanted = numbers.map((_, i) => i).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0))
        expect([...ascending(Float64Array.from(numbers))]).toEqual(wanted)
      }),
      { numRuns: 500 },
    )
  })

  it.each([[[0, Infinity]], [[-Infinity, 3]], [[Infinity]]])(
    'refuses %j instead of running on for ever',
    (numbers) => {
      expect(() => ascending(Float64Array.from(numbers))).toThrow('cannot be sorted')
    },
  )

  it('of nothing is nothing', () => {
    expect([...ascending(new Float64Array(0))]).toEqual([])
  })
})
