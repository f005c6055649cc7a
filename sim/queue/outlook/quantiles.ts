export type Quantiles = { readonly p10: number; readonly p50: number; readonly p90: number }

/** Quantiles between order statistics, as most statistics packages reckon them (Hyndman and Fan 1996, type 7). */
export function quantiles(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (fraction: number): number => {
    const position = fraction * (sorted.length - 1)
    const below = Math.floor(position)
    const low = sorted[below] ?? 0
    return low + ((sorted[below + 1] ?? low) - low) * (position - below)
  }
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}
