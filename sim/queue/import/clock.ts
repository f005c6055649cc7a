import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'

const secondsPerMinute = 60
const instant = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/
const duration = /^(?:(\d+)-)?(\d+)(?::(\d\d))?(?::(\d\d))?(?:\.\d+)?$/

/**
 * Seconds since 1970 of '2026-03-01T12:34:56', of '2026-03-01 12:34', or of a plain number; NaN when it is none.
 * A time without a zone is taken as UTC: logs are in local time and do not say of where, and only differences matter.
 * So an hour is missing or double where the clocks were changed.
 */
export function instantS(text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Math.trunc(Number(text))
  const match = instant.exec(text)
  if (match === null) return Number.NaN
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? '0'))
  const days = daysSince1970(year ?? 0, month ?? 0, day ?? 0)
  const isOfDay = (hour ?? 0) <= 24 && (minute ?? 0) < 60 && (second ?? 0) <= 60
  if (!isOfDay) return Number.NaN
  return days * SECONDS_PER_DAY + clockS(hour ?? 0, minute ?? 0, second ?? 0) - zoneS(match[7])
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

function clockS(hours: number, minutes: number, seconds: number): number {
  return hours * SECONDS_PER_HOUR + minutes * secondsPerMinute + seconds
}

function zoneS(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * clockS(Number(zone.slice(1, 3)), Number(zone.slice(-2)), 0)
}

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar; NaN when there is no such date. Counts from 1 March, so
 * that the leap day is the last of the year.
 *
 * Source: Howard Hinnant, 'chrono-compatible low-level date algorithms', days_from_civil.
 */
function daysSince1970(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return Number.NaN
  const y = month <= 2 ? year - 1 : year
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return isLeap ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
