import { clockS, dateS, namesZone, unixOfShownS, type Zone } from '../../base/dates.ts'
import { SECONDS_PER_DAY } from '../../base/units.ts'

const duration = /^(?:(\d+)-)?(\d+)(?::(\d\d))?(?::(\d\d))?(?:\.\d+)?$/

/**
 * Seconds since 1970 of '2026-03-01T12:34:56', of '2026-03-01 12:34', or of a plain number; NaN when it is none.
 * A time without a zone is taken as UTC: logs are in local time and do not say of where, and only differences matter.
 * So an hour is missing or double where the clocks were changed, unless the zone is given (`instantIn`).
 */
export function instantS(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Math.trunc(Number(text)) : dateS(text)
}

/** Reads instants of a log whose times without a zone are those of the clocks of one. */
export function instantIn(zone: Zone | null): (text: string) => number {
  if (zone === null) return instantS
  return (text) => {
    const readS = instantS(text)
    const isShown = text.includes('-', 1) && !namesZone(text)
    return isShown && !Number.isNaN(readS) ? unixOfShownS(readS, zone) : readS
  }
}

/** Seconds of a plain number, or of hours:minutes:seconds. */
export function secondsIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : durationS(text)
}

/** Seconds of Slurm's [days-]hours:minutes:seconds, also minutes:seconds and days-hours; NaN when it is none. */
export function durationS(text: string): number {
  const match = duration.exec(text)
  if (match === null) return Number.NaN
  const [days, first, second, third] = match.slice(1, 5)
  const parts = [first, second, third].map((part) => (part === undefined ? null : Number(part)))
  const [a, b, c] = [parts[0] ?? 0, parts[1] ?? null, parts[2] ?? null]
  if (days !== undefined) return Number(days) * SECONDS_PER_DAY + clockS(a, b ?? 0, c ?? 0)
  if (b === null) return Number.NaN
  return c === null ? clockS(0, a, b) : clockS(a, b, c)
}
