import { accept, refuse, type Read } from '../../base/outcome.ts'
import { readBounded, readDurationS } from '../../base/quantity.ts'

const longestS = 1e12

export function given<Raw, T>(raw: Raw | undefined, read: (raw: Raw) => Read<T>): Read<T | null> {
  return raw === undefined ? accept(null) : read(raw)
}

/** Seconds, written as a number or as 12h. */
export function readSeconds(field: string, raw: string | number): Read<number> {
  if (typeof raw === 'string' && /[a-z]$/i.test(raw.trim())) return readDurationS(field, raw)
  return readBounded(field, raw, [0, longestS])
}

/** Events fall on whole seconds. */
export function wholeSeconds(field: string, raw: string | number): Read<number> {
  const read = readSeconds(field, raw)
  return read.ok ? accept(Math.round(read.value)) : read
}

export function atLeastOne(field: string, raw: string | number): Read<number> {
  const read = wholeSeconds(field, raw)
  return read.ok && read.value < 1 ? refuse(field, `${String(raw)} has to be a second at least`) : read
}
