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

/**
 * The same of values in any order, which it moves about: a few quantiles of many values need no sorting. What stands
 * before `from` is taken to be no larger than what follows.
 *
 * Source: Hoare 1961, algorithm 65, 'Find'.
 */
export function quantileIn(values: Float64Array, share: number, from = 0): number {
  const at = share * (values.length - 1)
  const below = Math.floor(at)
  const low = valueAt(values, below, from)
  return at === below ? low : low + (valueAt(values, below + 1, below + 1) - low) * (at - below)
}

/** The value that would stand at a place of the ascending list; afterwards it does, with none larger before it. */
export function valueAt(values: Float64Array, place: number, from: number): number {
  const list = values
  let low = from
  let high = list.length - 1
  while (low < high) {
    const pivot = list[(low + high) >> 1] ?? Number.NaN
    let i = low
    let j = high
    while (i <= j) {
      while ((list[i] ?? 0) < pivot) i += 1
      while ((list[j] ?? 0) > pivot) j -= 1
      if (i > j) break
      const held = list[i] ?? 0
      list[i] = list[j] ?? 0
      list[j] = held
      i += 1
      j -= 1
    }
    if (place <= j) high = j
    else if (place >= i) low = i
    else break
  }
  return list[place] ?? Number.NaN
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

export type Quantiles = Readonly<ReturnType<typeof quantiles>>

/** Quantiles of values in any order; of none zero. */
export function quantiles(values: readonly number[]) {
  const sorted = values.length === 0 ? [0] : [...values].sort((a, b) => a - b)
  return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) }
}

/** Puts one more behind those that a key has. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, one: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [one])
  else list.push(one)
}
