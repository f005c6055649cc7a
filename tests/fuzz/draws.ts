import type { Random } from '../../sim/base/random.ts'

/** What a body is made of: a whole number up to a most, often near it, and one of several. */
export type Draws = { readonly upTo: (most: number) => number; readonly one: <T>(of: readonly T[]) => T }

/** A question of a route: of the sizes that are drawn for it. */
export type Family = readonly [route: string, body: (draws: Draws) => unknown]

/** Sizes near their most as often as not; the same for the same random numbers. */
export function drawsOf(random: Random): Draws {
  return {
    upTo: (most) => Math.max(1, Math.round(most * Math.sqrt(random()))),
    one: (of) => {
      const found = of[Math.floor(random() * of.length)]
      if (found === undefined) throw new Error('there is nothing to draw')
      return found
    },
  }
}
