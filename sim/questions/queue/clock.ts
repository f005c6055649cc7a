import { quoted } from '../../base/shown.ts'
import {
  dateIn,
  dateS,
  dateWords,
  looksLikeDate,
  namesZone,
  unixOfShownS,
  type Zone,
} from '../../base/dates.ts'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import type { Imported } from '../../queue/import/read.ts'
import type { ReplayAnswer } from './answer.ts'
import { inner } from '../asking/field.ts'
import { quantity } from '../asking/readers.ts'
import { readWholeSeconds } from './read-fields.ts'

/** What the seconds of a workload are as dates. */
export type Clock = {
  /** Of second 0, in seconds since 1970; as the log's clocks show it where their zone is not known. */
  readonly unixStartS: number
  readonly zone: Zone | null
  /** The first submission: not second 0 where a table of dates counts from 1970. */
  readonly firstS: number
}

/** Null: the workload has seconds alone. `unread`: its file has not been read, and dates are only looked at. */
export type KnownClock = Clock | null | 'unread'

export function clockOf({ unixStartS, zone, jobs }: Pick<Imported, 'unixStartS' | 'zone' | 'jobs'>) {
  if (unixStartS === null) return null
  const firstS = jobs.submitS.reduce((first, s) => Math.min(first, s), Infinity)
  return { unixStartS, zone, firstS } satisfies Clock
}

/**
 * A second of the workload: a number, a duration since second 0 such as 12h, or a date of ISO 8601. A date without a
 * zone is of the zone of the log. NaN for a date while the file is unread.
 */
export function readInstant(field: string, raw: string | number, clock: KnownClock): Read<number> {
  if (typeof raw === 'number' || !looksLikeDate(raw)) {
    const read = readWholeSeconds(raw, field)
    return read.ok || !/\d[/.]\d+[/.]\d/.test(String(raw)) ? read : noDate(field, raw)
  }
  const text = raw.trim()
  const readS = dateS(text)
  if (Number.isNaN(readS)) return noDate(field, raw)
  if (clock === 'unread') return accept(Number.NaN)
  if (clock === null)
    return refuse(
      field,
      `${quoted(raw)} is a date, and the workload does not say the date of its second 0; give seconds`,
    )
  const { unixStartS, zone } = clock
  if (!namesZone(text)) return accept((zone === null ? readS : unixOfShownS(readS, zone)) - unixStartS)
  if (zone === null)
    return refuse(
      field,
      `${quoted(raw)} names a zone, and the log's clocks do not; give their zone, as in Europe/Zurich`,
    )
  return accept(readS - unixStartS)
}

function noDate(field: string, raw: string | number): Read<number> {
  return refuse(field, `${quoted(String(raw))} is not a date; write 2027-06-30T18:00:00`)
}

export function instant(clock: KnownClock) {
  return inner(quantity, (raw, at) => readInstant(at, raw, clock))
}

/** Not before the log begins: nobody is there whom it could meet. */
export function instantOfLog(clock: KnownClock) {
  return inner(instant(clock), (s, at) =>
    clock !== null && clock !== 'unread' && s < clock.firstS
      ? refuse(at, `is before the log begins, ${dateAt(clock.firstS, clock) ?? ''}`)
      : accept(s),
  )
}

/** A second of the workload as a date, parts of a second cut off; null where it has no date. */
export function dateAt(s: number, clock: Clock | null): string | null {
  if (clock === null || !Number.isFinite(s)) return null
  const { unixStartS, zone } = clock
  return zone === null ? dateWords(unixStartS + s) : dateIn(unixStartS + s, zone)
}

export function clockAnswer(clock: Clock | null): ReplayAnswer['clock'] {
  if (clock === null) return null
  return { second0: dateAt(0, clock) ?? '', zone: clock.zone?.name ?? null }
}
