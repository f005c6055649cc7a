import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { readDurationS } from '../../../base/quantity.ts'
import { HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../../base/units.ts'

const hourS = SECONDS_PER_HOUR

/** Reads a time between two limits, both allowed. */
export function timeBetween([leastS, mostS]: readonly [number, number]) {
  return (raw: string | number, field: string): Read<number> => {
    const timeS = typeof raw === 'number' ? accept(raw) : readTimeS(field, raw)
    if (!timeS.ok) return timeS
    return timeS.value >= leastS && timeS.value <= mostS
      ? timeS
      : refuse(field, `${String(raw)} is outside ${inWords(leastS)} to ${inWords(mostS)}`)
  }
}

/** A duration; a bare number is seconds. */
export function readTimeS(field: string, raw: string): Read<number> {
  const seconds = Number(raw)
  return raw.trim() !== '' && Number.isFinite(seconds) ? accept(seconds) : readDurationS(field, raw)
}

function inWords(timeS: number): string {
  return timeS >= hourS ? `${String(timeS / hourS)}h` : `${String(timeS)}s`
}

export function readQueueLimit(raw: string | number, field: string): Read<number | 'none'> {
  if (typeof raw === 'string' && raw.trim().toLowerCase() === 'none') return accept('none')
  return timeBetween([hourS, HOURS_PER_YEAR * hourS])(raw, field)
}
