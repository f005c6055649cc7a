export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function clamp(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value))
}

/** Quantile of ascending values, between neighbours on a straight line (Hyndman and Fan 1996, type 7); NaN of none. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = share * (ascending.length - 1)
  const below = Math.floor(at)
  const low = ascending[below] ?? Number.NaN
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? low
  return low + (high - low) * (at - below)
}

/** Median of a non-empty list; the mean of the middle two when it is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle]
  if (upper === undefined || lower === undefined) throw new Error('the median of an empty list')
  return (upper + lower) / 2
}

/** Divisors of a positive whole number, ascending. */
export function divisors(n: number): readonly number[] {
  const low: number[] = []
  const high: number[] = []
  for (let d = 1; d * d <= n; d += 1) {
    if (n % d !== 0) continue
    low.push(d)
    if (d * d !== n) high.push(n / d)
  }
  return [...low, ...high.reverse()]
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
