import type { Candidate } from './question.ts'

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
