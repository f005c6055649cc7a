import { quantile } from '../../base/math.ts'
import type { Accuracy } from './answer.ts'

/** A published figure beside its prediction. */
type Compared = {
  readonly published: number
  readonly low: number
  readonly high: number
  /** Predicted over published, less one. */
  readonly error: number
  readonly judged: boolean
}

/** Value below which a share of a list lies; null for an empty list. */
function shareOf(values: readonly number[], share: number): number | null {
  return values.length === 0
    ? null
    : quantile(
        [...values].sort((a, b) => a - b),
        share,
      )
}

/** How good the predictions of some rows are; rows that are not judged do not count. */
export function accuracyOf(points: readonly Compared[]): Accuracy {
  const judged = points.filter((point) => point.judged)
  const errors = judged.map(({ error }) => error)
  const sizes = errors.map(Math.abs)
  const inside = judged.filter(({ published, low, high }) => published >= low && published <= high)
  return {
    judged: judged.length,
    medianError: shareOf(sizes, 0.5),
    p90Error: shareOf(sizes, 0.9),
    bias: shareOf(errors, 0.5),
    coverage80: judged.length === 0 ? null : inside.length / judged.length,
  }
}
