import { dayNumber, dayWords } from './calendar.ts'
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from './units.ts'

const secondsPerMinute = 60
const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/

/** Whether a text is a date of ISO 8601, as opposed to seconds or a duration. */
export function looksLikeDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(text.trim())
}

/** Whether a date says the zone it is of: 'Z', '+01:00'. */
export function namesZone(text: string): boolean {
  return /\d(Z|[+-]\d\d:?\d\d)$/.test(text.trim()) && !/^\d{4}-\d\d-\d\d$/.test(text.trim())
}

/**
 * Seconds since 1970 of '2026-03-01T12:34:56', '2026-03-01 12:34', '2026-03-01' or with a zone, 'Z' or '+01:00'; NaN
 * when it is none. Without a zone it is taken as UTC.
 */
export function dateS(text: string): number {
  if (!plainDate.test(text)) return readDateS(text)
  const day = text.slice(0, 10)
  const midnightS = midnights.get(day) ?? readDateS(day)
  if (midnights.size < mostDays) midnights.set(day, midnightS)
  const two = (at: number) => 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 11 * digitZero
  return midnightS + clockS(two(11), two(14), two(17))
}

const plainDate = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
/** A log has few days and many times. */
const midnights = new Map<string, number>()
const [mostDays, digitZero] = [20_000, 48]

function readDateS(text: string): number {
  const match = pattern.exec(text)
  if (match === null) return Number.NaN
  const part = (i: number): number => Number(match[i] ?? '0')
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)]
  const days = dayNumber(year, month, day)
  if (month < 1 || month > 12 || dayWords(days) !== text.slice(0, 10)) return Number.NaN
  if (hour > 24 || minute >= 60 || second > 60) return Number.NaN
  return days * SECONDS_PER_DAY + clockS(hour, minute, second) - offsetWrittenS(match[7])
}

export function clockS(hours: number, minutes: number, seconds: number): number {
  return hours * SECONDS_PER_HOUR + minutes * secondsPerMinute + seconds
}

function offsetWrittenS(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * clockS(Number(zone.slice(1, 3)), Number(zone.slice(-2)), 0)
}

/** '2026-03-01T12:34:56' of seconds since 1970, parts of a second cut off. */
export function dateWords(unixS: number): string {
  const whole = Math.floor(unixS)
  const days = Math.floor(whole / SECONDS_PER_DAY)
  const ofDayS = whole - days * SECONDS_PER_DAY
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const minutes = Math.floor(ofDayS / secondsPerMinute)
  return `${dayWords(days)}T${two(minutes / 60)}:${two(minutes % 60)}:${two(ofDayS % secondsPerMinute)}`
}

/** Offsets from UTC of a zone by its name in the IANA time zone database, such as 'Europe/Zurich'. */
export type Zone = Readonly<NonNullable<ReturnType<typeof zoneNamed>>>

/** Offsets change at whole quarters of an hour. */
const quarterS = 900

export function zoneNamed(name: string) {
  const format = formatIn(name)
  if (format === null) return null
  const known = new Map<number, number>()
  const offsetS = (unixS: number): number => {
    const quarter = Math.floor(unixS / quarterS)
    const found = known.get(quarter)
    if (found !== undefined) return found
    const atS = quarter * quarterS
    const part = new Map(format.formatToParts(atS * 1000).map(({ type, value }) => [type, Number(value)]))
    const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0
    const days = dayNumber(of('year'), of('month'), of('day'))
    const shownS = days * SECONDS_PER_DAY + clockS(of('hour'), of('minute'), of('second'))
    known.set(quarter, shownS - atS)
    return shownS - atS
  }
  return { name /** What its clocks show less UTC, in seconds, at an instant. */, offsetS }
}

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = 'numeric' as const
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
  } catch {
    return null
  }
}

/**
 * Seconds since 1970 of what the clocks of a zone show, `shownS` being that as if it were UTC. Of an hour that comes
 * twice the first is meant; an hour that is left out is counted on from before it.
 */
export function unixOfShownS(shownS: number, zone: Zone): number {
  const before = zone.offsetS(shownS - SECONDS_PER_DAY)
  const early = shownS - before
  if (zone.offsetS(early) === before) return early
  const late = shownS - zone.offsetS(early)
  return zone.offsetS(late) === zone.offsetS(early) ? late : early
}

/** A date as a person in the zone writes it, '2026-07-01T14:00:00+02:00'; in UTC with 'Z'. */
export function dateIn(unixS: number, zone: Zone): string {
  if (zone.name === 'UTC') return `${dateWords(unixS)}Z`
  const offsetS = zone.offsetS(unixS)
  const minutes = Math.abs(offsetS) / secondsPerMinute
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${dateWords(unixS + offsetS)}${offsetS < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
