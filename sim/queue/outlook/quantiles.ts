import { quantile } from '../../base/math.ts'

export type Quantiles = { readonly p10: number; readonly p50: number; readonly p90: number }

/** Quantiles of values in any order; of none zero. */
export function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.length === 0 ? [0] : [...values].sort((a, b) => a - b)
  return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) }
}
