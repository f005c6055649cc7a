import { spend } from '../base/outcome.ts'
import type { Candidate } from './question.ts'

/** The candidates that no other beats in both memory and step time, kept while more come. */
export type Front = {
  /** Whether one that is kept needs no more memory and no more time. */
  readonly isBeaten: (peakBytes: number, stepS: number) => boolean
  /** Adds one that is not beaten; drops those that it beats. */
  readonly add: (candidate: Candidate) => void
  /** Fastest first. */
  readonly list: () => readonly Candidate[]
}

/** The Pareto front over peak bytes and step time: sorted by bytes ascending, so by time descending. */
export function growingFront(): Front {
  const kept: Candidate[] = []

  /** How many need no more than these bytes. */
  function notLarger(bytes: number): number {
    let low = 0
    let high = kept.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((kept[middle]?.peakBytes ?? Infinity) <= bytes) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    isBeaten(peakBytes, stepS) {
      const nearest = kept[notLarger(peakBytes) - 1]
      return nearest !== undefined && nearest.stepS <= stepS
    },
    add(candidate) {
      const at = notLarger(candidate.peakBytes)
      const equal = kept[at - 1]?.peakBytes === candidate.peakBytes ? 1 : 0
      let beaten = 0
      while ((kept[at + beaten]?.stepS ?? -1) >= candidate.stepS) beaten += 1
      kept.splice(at - equal, equal + beaten, candidate)
    },
    list: () => [...kept].reverse(),
  }
}

/** Where none is wanted. */
export const noFront: Front = { isBeaten: () => true, add: () => undefined, list: () => [] }

/** The best few of very many: a short list in order. */
export type Ranking = {
  /** What a candidate has to be below to enter. */
  readonly threshold: () => number
  readonly add: (candidate: Candidate) => void
  readonly list: () => readonly Candidate[]
}

/** Keeps the `size` candidates of the least pessimistic step time; of equals the one that came first. */
export function ranking(size: number): Ranking {
  const best: Candidate[] = []
  return {
    threshold: () => (best.length < size ? Infinity : (best[size - 1]?.pessimisticStepS ?? Infinity)),
    add(candidate) {
      const after = best.findIndex(({ pessimisticStepS }) => pessimisticStepS > candidate.pessimisticStepS)
      best.splice(after === -1 ? best.length : after, 0, candidate)
      if (best.length > size) best.length = size
    },
    list: () => [...best],
  }
}

/** Counts the work of so many layouts of one cut and micro-batch, with their layers, which are dealt out to the stages. */
export function spendOn(layouts: number, layers: number): void {
  spend(20 + (0.7 + 0.0008 * layers) * layouts)
}
