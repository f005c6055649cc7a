import { HOURS_PER_DAY, HOURS_PER_YEAR } from '../base/units.ts'
import { sum } from '../base/math.ts'

export const daysOfYear = HOURS_PER_YEAR / HOURS_PER_DAY
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Mean of what holds in each month over the days of a run that begins on the first of one of them (0 is January).
 * Over whole years it is the mean of the year.
 */
export function meanOverMonths(values: readonly number[], firstMonth: number, days: number): number {
  const years = Math.floor(days / daysOfYear)
  let total = years * sum(monthDays.map((length, month) => length * (values[month] ?? 0)))
  let left = days - years * daysOfYear
  for (let month = firstMonth; left > 0; month = (month + 1) % monthDays.length) {
    const here = Math.min(left, monthDays[month] ?? left)
    total += here * (values[month] ?? 0)
    left -= here
  }
  return total / days
}
