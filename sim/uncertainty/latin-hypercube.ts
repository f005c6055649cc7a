import { stream, type Random } from '../base/random.ts'
import { normalQuantile } from './normal.ts'

/** Columns that are kept: those of one seed's usual draws of some twenty inputs, twice, and of their indices. */
const mostKept = 1024
const largestKept = 256
const kept = new Map<string, Float64Array>()

/**
 * One input's column of a Latin hypercube, as standard normal scores: a draw in each of n equal slices of
 * probability, in random order, so that even a few hundred samples have the right centiles. It depends on the seed and
 * the name of its stream alone, so that a question asked again, or asked of another machine, need not draw it again.
 * To be read, not written.
 *
 * Source: McKay, Beckman and Conover 1979.
 */
export function latinScores(seed: number, name: string, n: number): Float64Array {
  const key = `${String(seed)} ${String(n)} ${name}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const scores = new Float64Array(n)
  fillLatinScores(stream(seed, name), scores)
  if (n > largestKept) return scores
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, scores)
  return scores
}

function fillLatinScores(random: Random, scores: Float64Array): void {
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
