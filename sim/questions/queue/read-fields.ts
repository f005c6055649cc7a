import { accept, refuse, type Read } from '../../base/outcome.ts'
import { readBounded, readDurationS } from '../../base/quantity.ts'
import { inner } from '../asking/field.ts'
import { bounded, quantity, whole } from '../asking/readers.ts'

const longestS = 1e12

/** Seconds, written as a number, as 12h or as 12:00:00. */
function readSeconds(raw: string | number, at: string): Read<number> {
  if (typeof raw === 'string' && /[a-z]$|:|\d-\d/i.test(raw.trim())) return readDurationS(at, raw)
  return readBounded(at, raw, [0, longestS])
}

/** Events fall on whole seconds. */
export function readWholeSeconds(raw: string | number, at: string): Read<number> {
  const read = readSeconds(raw, at)
  return read.ok ? accept(Math.round(read.value)) : read
}

export const seconds = inner(quantity, readSeconds)
export const wholeSeconds = inner(quantity, readWholeSeconds)
export const aboveZero = inner(seconds, (s, at) => (s > 0 ? accept(s) : refuse(at, 'has to be above 0')))
export const atLeastOne = inner(quantity, (raw, at) => {
  const read = readWholeSeconds(raw, at)
  return read.ok && read.value < 1 ? refuse(at, `${String(raw)} has to be a second at least`) : read
})

export const countIn = (least: number, most: number) => inner(quantity, whole(least, most))
export const amountIn = (least: number, most: number) => inner(quantity, bounded(least, most))

/** Of nodes, or of jobs. */
export const mostCounted = 2 ** 30
