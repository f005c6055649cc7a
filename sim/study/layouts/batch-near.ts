import { divisors } from '../../base/math.ts'

/** A step may be larger or smaller by this much, so that more layouts divide it. A judgement: it hardly changes training. */
const tolerance = 0.05
/** Where even that divides nothing. */
const widestTolerance = 0.5

/**
 * Sequences of a step near the number wanted: a multiple of all accelerators where that moves it little, else of the
 * most of them that do; of those near, the one with the most factors of two, which most layouts divide.
 */
export function batchNear(wantedBatch: number, gpus: number): number {
  const wanted = Math.max(1, Math.round(wantedBatch))
  for (const limit of [tolerance, widestTolerance]) {
    for (const ranks of [...divisors(gpus)].reverse()) {
      const near = wanted % ranks === 0 ? wanted : evenest(multiples(ranks, wanted, limit), wanted)
      if (near !== null && (ranks > 1 || gpus === 1)) return near
    }
  }
  return wanted
}

function multiples(ranks: number, wanted: number, limit: number): readonly number[] {
  const found: number[] = []
  const first = Math.max(1, Math.ceil((wanted * (1 - limit)) / ranks)) * ranks
  for (let batch = first; batch <= wanted * (1 + limit); batch += ranks) found.push(batch)
  return found
}

function evenest(batches: readonly number[], wanted: number): number | null {
  const sorted = [...batches].sort((a, b) => twos(b) - twos(a) || Math.abs(a - wanted) - Math.abs(b - wanted))
  return sorted[0] ?? null
}

/** The largest power of two that divides a whole number. */
function twos(n: number): number {
  let power = 1
  while (n % (2 * power) === 0) power *= 2
  return power
}
