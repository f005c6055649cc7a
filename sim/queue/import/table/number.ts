const zero = 48
const nine = 57
const minus = 45
/** Fewer digits than a double holds exactly. */
const exactDigits = 15

/** The number written in bytes[from, to), NaN when there is none. Plain digits are read without making a text. */
export function numberIn(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === minus
  const first = isNegative ? from + 1 : from
  let value = 0
  for (let at = first; at < to; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < zero || byte > nine) return slowNumber(bytes, from, to)
    value = value * 10 + (byte - zero)
  }
  if (first >= to || to - first > exactDigits) return slowNumber(bytes, from, to)
  return isNegative ? -value : value
}

function slowNumber(bytes: Uint8Array, from: number, to: number): number {
  return to - from > 64 ? Number.NaN : decimalOf(String.fromCharCode(...bytes.subarray(from, to)).trim())
}

/** Decimals and exponents; NaN for anything else: hexadecimal, 'Infinity', nothing. */
export function decimalOf(text: string): number {
  return /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}
