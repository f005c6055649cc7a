import { quoted } from './shown.ts'
import { accept, refuse, type Read } from './outcome.ts'

const pattern =
  /^(([0-9]{4})-([0-9]{2})-([0-9]{2}))(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$/

/** Days since 1 January 1970 of a date written 2027-06-30, in the Gregorian calendar; its hour, where it has one, is not looked at. */
export function readDay(field: string, raw: string): Read<number> {
  const [, date, year = '', month = '', day = ''] = pattern.exec(raw.trim()) ?? []
  const wrong = refuse(field, `${quoted(raw)} is not a date; write 2027-06-30`)
  if (year === '') return wrong
  const found = dayNumber(Number(year), Number(month), Number(day))
  return dayWords(found) === date ? accept(found) : wrong
}

const daysPerEra = 146_097
const daysToEpoch = 719_468
const yearsPerEra = 400

/** Source: Howard Hinnant, 'chrono-compatible low-level date algorithms': eras of 400 years that begin in March. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / yearsPerEra)
  const yearOfEra = y - era * yearsPerEra
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * daysPerEra + dayOfEra - daysToEpoch
}

/** The date of a day number; parts of a day are dropped. */
export function dayWords(dayNumberOrPart: number): string {
  const z = Math.floor(dayNumberOrPart) + daysToEpoch
  const era = Math.floor(z / daysPerEra)
  const dayOfEra = z - era * daysPerEra
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const m = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * m + 2) / 5) + 1
  const month = m < 10 ? m + 3 : m - 9
  const year = yearOfEra + era * yearsPerEra + (month <= 2 ? 1 : 0)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}
