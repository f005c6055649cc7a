import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stream } from '../../../sim/base/random.ts'

function draws(seed: number, name: string, count: number): readonly number[] {
  const random = stream(seed, name)
  return Array.from({ length: count }, () => random())
}

/** Correlation of two lists of numbers uniform in [0, 1): covariance over the variance 1/12. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const products = a.map((value, index) => (value - 0.5) * ((b[index] ?? 0.5) - 0.5))
  return (12 * products.reduce((total, product) => total + product, 0)) / a.length
}

describe('a random stream', () => {
  it('gives the same numbers for the same seed and name, in [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.string(), (seed, name) => {
        const first = draws(seed, name, 50)
        expect(draws(seed, name, 50)).toEqual(first)
        for (const value of first) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThan(1)
        }
      }),
    )
  })

  it('has other numbers for another name or seed, also for neighbours and beyond 32 bits', () => {
    const base = draws(1, 'failures', 4)
    for (const other of [
      draws(2, 'failures', 4),
      draws(1, 'failure', 4),
      draws(1, '', 4),
      draws(1 + 2 ** 32, 'failures', 4),
      draws(-1, 'failures', 4),
    ]) {
      expect(other.filter((value) => base.includes(value))).toEqual([])
    }
  })

  it('is uniform: mean 1/2, variance 1/12, and a chi-square over 1,000 cells within five deviations', () => {
    const n = 1_000_000
    const random = stream(42, 'uniform')
    const cells = new Float64Array(1000)
    let total = 0
    let squares = 0
    for (let i = 0; i < n; i += 1) {
      const u = random()
      total += u
      squares += (u - 0.5) ** 2
      const cell = Math.floor(u * 1000)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    expect(Math.abs(total / n - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n))
    expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / n))
    const chiSquare = cells.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0)
    expect(Math.abs(chiSquare - 999)).toBeLessThan(5 * Math.sqrt(2 * 999))
  })

  it('is unrelated to its neighbours in seed, in name and in time', () => {
    const n = 100_000
    const base = draws(7, 'a', n)
    const limit = 5 / Math.sqrt(n)
    for (const other of [draws(8, 'a', n), draws(7, 'b', n), [...base.slice(1), 0.5]]) {
      expect(Math.abs(correlation(base, other))).toBeLessThan(limit)
    }
  })

  it('uses whole-number arithmetic alone: the numbers are those of sfc32 in arbitrary precision', () => {
    // The recurrence of PractRand's sfc32 again, in BigInt: out = a + b + n; a = b ^ b>>9; b = c + c<<3; c = rot(c, 21) + out.
    const mask = 0xffffffffn
    const mix = (x: bigint): bigint => {
      let h = x & mask
      h = ((h ^ (h >> 16n)) * 0x85ebca6bn) & mask
      h = ((h ^ (h >> 13n)) * 0xc2b2ae35n) & mask
      return h ^ (h >> 16n)
    }
    let a = mix(5n ^ 0x9e3779b9n)
    let b = mix(0n ^ a)
    let c = b
    const name = 'ab'
    for (let i = 0; i < name.length; i += 1) c = (mix(c ^ BigInt(name.charCodeAt(i))) + BigInt(i)) & mask
    c = mix(c ^ BigInt(name.length))
    let n = 1n
    const word = (): bigint => {
      const out = (a + b + n) & mask
      n += 1n
      a = b ^ (b >> 9n)
      b = (c + (c << 3n)) & mask
      c = ((((c << 21n) | (c >> 11n)) & mask) + out) & mask
      return out
    }
    for (let i = 0; i < 12; i += 1) word()
    const wanted = Array.from({ length: 20 }, () => {
      const high = Number(word() >> 5n)
      return (high * 2 ** 26 + Number(word() >> 6n)) / 2 ** 53
    })
    expect(draws(5, 'ab', 20)).toEqual(wanted)
  })
})
