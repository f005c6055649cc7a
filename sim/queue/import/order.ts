/**
 * The stable order of 0 … count − 1, by merging the runs that are already in order: n · log2(runs) comparisons.
 *
 * @param isAfter  whether entry a must come after entry b
 * @returns null when the list is in order as it stands
 */
export function naturalOrder(count: number, isAfter: (a: number, b: number) => boolean): Uint32Array | null {
  let runs = runsOf(count, isAfter)
  if (runs.length <= 2) return null
  let order = Uint32Array.from({ length: count }, (_, i) => i)
  let merged = new Uint32Array(count)
  while (runs.length > 2) {
    const next: number[] = [0]
    for (let r = 0; r + 1 < runs.length; r += 2) {
      const [low, middle, high] = [runs[r] ?? 0, runs[r + 1] ?? count, runs[r + 2] ?? count]
      merge({ order, merged, low, middle, high, isAfter })
      next.push(high)
    }
    const spare = order
    order = merged
    merged = spare
    runs = next
  }
  return order
}

/** Where each run in order begins, and `count` at the end. */
function runsOf(count: number, isAfter: (a: number, b: number) => boolean): number[] {
  const runs = [0]
  for (let i = 1; i < count; i += 1) if (isAfter(i - 1, i)) runs.push(i)
  runs.push(count)
  return runs
}

type Merge = {
  readonly order: Uint32Array
  readonly merged: Uint32Array
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly isAfter: (a: number, b: number) => boolean
}

/** Merges [low, middle) and [middle, high) of `order` into `merged`; the left one goes first where they are equal. */
function merge({ order, merged, low, middle, high, isAfter }: Merge): void {
  let left = low
  let right = middle
  for (let to = low; to < high; to += 1) {
    const a = order[left] ?? 0
    const b = order[right] ?? 0
    const takesRight = right < high && (left >= middle || isAfter(a, b))
    merged[to] = takesRight ? b : a
    if (takesRight) right += 1
    else left += 1
  }
}
