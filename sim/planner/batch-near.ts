import { divisors } from '../base/math.ts'

/** A step that somebody asked for may be larger or smaller by this much, so that more layouts divide it. A judgement. */
export const askedTolerance = 0.05
/** One that follows from a law or from another's run: an eighth hardly changes training. A judgement. */
export const freeTolerance = 0.125
/** Where even that divides nothing. */
const widestTolerance = 0.5

/**
 * Sequences of a step near the number wanted: a multiple of all accelerators where that moves it little, else of the
 * most of them that do; of those near, the one with the most factors of two, which most layouts divide.
 */
export function batchNear(wantedBatch: number, gpus: number, tolerance = askedTolerance): number {
  const wanted = Math.max(1, Math.round(wantedBatch))
  for (const limit of [tolerance, widestTolerance]) {
    for (const ranks of [...divisors(gpus)].reverse()) {
      const near = wanted % ranks === 0 ? wanted : evenest(ranks, wanted, limit)
      if (near !== null && (ranks > 1 || gpus === 1)) return near
    }
  }
  return wanted
}

/** The multiple of the ranks within the limit that has the most factors of two; of several the nearest. */
function evenest(ranks: number, wanted: number, limit: number): number | null {
  for (let unit = ranks * twoAbove(wanted / ranks); unit >= ranks; unit /= 2) {
    const batch = Math.max(1, Math.round(wanted / unit)) * unit
    if (Math.abs(batch / wanted - 1) <= limit) return batch
  }
  return null
}

/** The smallest power of two that is not below a number. */
function twoAbove(value: number): number {
  let power = 1
  while (power < value) power *= 2
  return power
}

/**
 * For each number of ranks that divides the accelerators, its multiple nearest to the batch wanted, where that is near
 * enough to be the same run; nearest first.
 */
export function batchesByDistance(wantedBatch: number, gpus: number): readonly number[] {
  const batches = divisors(gpus)
    .filter((ranks) => ranks > 1)
    .map((ranks) => ranks * Math.max(1, Math.round(wantedBatch / ranks)))
  const away = (batch: number) => Math.abs(Math.log(batch / wantedBatch))
  const near = batches.filter((batch) => away(batch) <= Math.log1p(widestTolerance))
  return [...new Set(near)].sort((a, b) => away(a) - away(b) || a - b)
}
