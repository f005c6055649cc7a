const digitBits = 11
const digits = 1 << digitBits
const word = 2 ** 32

/**
 * Positions of whole numbers in ascending order, equal ones in their own order: a radix sort, about ten times as fast
 * as a comparison sort of a million. Throws where a value is not finite: an instant that never comes has no digits.
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
  if (count > 0 && !Number.isFinite(most - least))
    throw new Error(`values from ${String(least)} to ${String(most)} cannot be sorted`)
  let order: Uint32Array = new Uint32Array(count)
  for (let i = 0; i < count; i += 1) order[i] = i
  const keys = new Uint32Array(count)
  for (let unit = 1; unit === 1 || unit <= most - least; unit *= word) {
    // Stored, a number keeps its lower 32 bits: the word at hand.
    for (let i = 0; i < count; i += 1) keys[i] = Math.floor(((values[i] ?? 0) - least) / unit)
    order = byKey(keys, order, Math.min(word - 1, (most - least) / unit))
  }
  return order
}

/** The order with positions of smaller keys first, digit by digit from the last on. */
function byKey(keys: Uint32Array, before: Uint32Array, largest: number): Uint32Array {
  const count = keys.length
  let order = before
  let spare: Uint32Array = new Uint32Array(count)
  const starts = new Uint32Array(digits + 1)
  for (let shift = 0; shift < 32 && largest >= 2 ** shift; shift += digitBits) {
    starts.fill(0)
    for (let i = 0; i < count; i += 1) {
      const next = (((keys[i] ?? 0) >>> shift) & (digits - 1)) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let d = 1; d <= digits; d += 1) starts[d] = (starts[d] ?? 0) + (starts[d - 1] ?? 0)
    for (let i = 0; i < count; i += 1) {
      const from = order[i] ?? 0
      const digit = ((keys[from] ?? 0) >>> shift) & (digits - 1)
      const to = starts[digit] ?? 0
      starts[digit] = to + 1
      spare[to] = from
    }
    ;[order, spare] = [spare, order]
  }
  return order
}

/** Jobs in the order in which they arrive: by submission, then by position in the list. */
export function arrivalOrder(submitS: Float64Array): Uint32Array {
  for (let job = 1; job < submitS.length; job += 1)
    if ((submitS[job] ?? 0) < (submitS[job - 1] ?? 0)) return ascending(submitS)
  const order = new Uint32Array(submitS.length)
  for (let job = 0; job < order.length; job += 1) order[job] = job
  return order
}
