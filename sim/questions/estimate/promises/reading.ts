import { dayWords, readDay } from '../../../base/calendar.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded, readDurationS, readMoney, type Money } from '../../../base/quantity.ts'
import { quoted } from '../../../base/shown.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import { wrongCurrency, wrongPrice } from '../../../catalogue/currencies.ts'

/** Money that may be spent: above nothing, in a currency of ISO 4217. */
export function readBudget(field: string, raw: string): Read<Money> {
  const money = readMoney(field, raw)
  if (!money.ok) return money
  const unknown = wrongCurrency(money.value.currency)
  if (unknown !== null) return refuse(field, unknown)
  const beyond = wrongPrice(money.value, 'programme')
  if (beyond !== null) return refuse(field, beyond)
  return money.value.amount > 0 ? money : refuse(field, `${quoted(raw)} is not above 0`)
}

/** A duration in days, or a day as it was written: how far that is, the first day says. */
export function readWhen(raw: number | string, field: string): Read<number | string> {
  return isDay(raw) ? accept(raw) : readTimeDays(field, raw)
}

const mostDays = 1e6

/** Whether a time is written as a day, 2027-06-30. */
function isDay(raw: string | number): boolean {
  return typeof raw === 'string' && /^[0-9]{4}-[0-9]/.test(raw.trim())
}

/**
 * Days of the calendar: a bare number, a duration such as 90d or 36h, or the last day, counted from a first one. A day
 * that is over is said to be past.
 */
export function readTimeDays(field: string, raw: string | number, start: number | null = null): Read<number> {
  if (typeof raw === 'string' && isDay(raw)) return readLastDay(field, raw, start)
  if (typeof raw === 'number' || /^[0-9.e]+$/i.test(raw.trim()))
    return readBounded(field, raw, [1e-6, mostDays])
  const seconds = readDurationS(field, raw)
  if (!seconds.ok) return seconds
  const days = seconds.value / SECONDS_PER_DAY
  if (days > mostDays) return refuse(field, `${quoted(raw)} is more than ${String(mostDays)} days`)
  return days > 0 ? accept(days) : refuse(field, `${quoted(raw)} is no time at all`)
}

function readLastDay(field: string, raw: string, start: number | null): Read<number> {
  const day = readDay(field, raw)
  if (!day.ok) return day
  if (start === null) return refuse(field, `${raw} is a day; give start, the first day, e.g. 2027-01-15`)
  const past = `${raw} is past: the run begins on ${dayWords(start)}; give a later day`
  return day.value > start ? accept(day.value - start) : refuse(field, past)
}
