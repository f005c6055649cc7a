import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Profile } from '../../../sim/queue/engine/profile.ts'

const capacity = 10
const horizonS = 120

/** What is held, and what is done to it: a place to take, then earlier instants to move it to. */
const anyMoves = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 3 }),
    durationS: fc.integer({ min: 1, max: 20 }),
    beginS: fc.integer({ min: 0, max: 80 }),
    earlier: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
  }),
  { maxLength: 12 },
)

/** One whose segments from now on can be looked at, in order. */
class SeenProfile extends Profile {
  *segments(): Generator<{ readonly fromS: number; readonly free: number }> {
    for (let k = 0; k < this.count; k += 1) {
      const block = this.order[k] ?? 0
      for (let i = k === 0 ? this.past : 0; i < (this.lengths[block] ?? 0); i += 1) {
        const free = (this.values[block * 64 + i] ?? 0) + (this.pending[block] ?? 0)
        yield { fromS: this.times[block * 64 + i] ?? 0, free }
      }
    }
  }
}

/** Free amounts by second, and in how many steps they go. */
function inSteps(profile: SeenProfile): { freeByS: readonly number[]; steps: number } {
  const parts = [...profile.segments()]
  const freeByS = Array.from({ length: horizonS }, (_, s) => {
    return parts.findLast(({ fromS }) => fromS <= s)?.free ?? Number.NaN
  })
  return { freeByS, steps: parts.length }
}

describe('what is free from now on', () => {
  it('is what a count second by second finds, in no more steps than it has, however often promises move', () => {
    fc.assert(
      fc.property(anyMoves, (moves) => {
        const profile = new SeenProfile(capacity)
        profile.advance(0)
        const free = new Array<number>(horizonS).fill(capacity)
        const count = (fromS: number, durationS: number, amount: number) => {
          for (let s = fromS; s < fromS + durationS; s += 1) free[s] = (free[s] ?? 0) + amount
        }
        const at = moves.map(({ amount, durationS, beginS }) => {
          profile.add(beginS, beginS + durationS, -amount)
          count(beginS, durationS, -amount)
          return beginS
        })
        for (let turn = 0; turn < 6; turn += 1) {
          moves.forEach(({ amount, durationS, earlier }, i) => {
            const fromS = at[i] ?? 0
            const toS = fromS - (earlier[turn] ?? Infinity)
            if (toS < 0) return
            profile.move(fromS, toS, { amount, durationS })
            count(fromS, durationS, amount)
            count(toS, durationS, -amount)
            at[i] = toS
          })
        }
        const found = inSteps(profile)
        expect(found.freeByS).toEqual(free)
        const boundaries = new Set(moves.flatMap(({ durationS }, i) => [at[i], (at[i] ?? 0) + durationS]))
        expect(found.steps).toBeLessThanOrEqual(boundaries.size + 1)
      }),
      { numRuns: 300 },
    )
  })
})
