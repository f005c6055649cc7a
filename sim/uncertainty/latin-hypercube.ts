import type { Random } from '../base/random.ts'
import { normalQuantile } from './normal.ts'

/**
 * One input's column of a Latin hypercube, as standard normal scores: a draw in each of n equal slices of
 * probability, in random order, so that even a few hundred samples have the right centiles.
 *
 * Source: McKay, Beckman and Conover 1979.
 */
export function fillLatinScores(random: Random, scores: Float64Array): void {
  const into = scores
  const n = into.length
  for (let i = 0; i < n; i += 1) {
    into[i] = normalQuantile((i + inside(random())) / n)
    const j = Math.floor(random() * (i + 1))
    const held = into[i] ?? 0
    into[i] = into[j] ?? 0
    into[j] = held
  }
}

/** Kept off 0 and 1, where a normal score is infinite. */
function inside(u: number): number {
  return u * (1 - 1e-9) + 5e-10
}
