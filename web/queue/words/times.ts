import { short } from '../../format.ts'
import { perLanguage } from '../../language.ts'
import { queueWords } from './words.ts'

const [minuteS, hourS, dayS] = [60, 3600, 86_400]

/** A duration in the unit that a person would take: 45 s, 12 min, 3.4 h, 2.1 days. */
export function duration(seconds: number): string {
  const { units } = queueWords
  if (seconds < 0) return `−${duration(-seconds)}`
  if (seconds < 2 * minuteS) return `${short(seconds)}\u00a0${units.s}`
  if (seconds < 2 * hourS) return `${short(seconds / minuteS)}\u00a0${units.min}`
  if (seconds < 2 * dayS) return `${short(seconds / hourS)}\u00a0${units.h}`
  return `${short(seconds / dayS)}\u00a0${units.d}`
}

const dates = perLanguage(
  (language) =>
    new Intl.DateTimeFormat(language, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)

/** An instant as the log's own calendar has it, or as a day from the beginning. */
export function instant(atS: number, unixStartS: number | null): string {
  if (unixStartS !== null) return dates().format(new Date((unixStartS + atS) * 1000))
  const day = Math.floor(atS / dayS)
  const minutes = Math.floor((atS - day * dayS) / minuteS)
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return queueWords.day(String(day + 1), clock)
}
