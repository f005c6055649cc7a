import { SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Column } from '../column.ts'
import type { Notes } from '../report.ts'
import type { Rows } from '../rows.ts'

/** So many times as far off as nine jobs in ten, or an hour where that is more, is no accident. */
const farTimes = 100
/** In the year 5138: whoever counts seconds since 1970 means no later date. */
const lastDateS = 1e11
const afterAllDates = 'submissions lie after the year 5000: name their unit, as submit=COLUMN:ms'
/** Enough to tell by where most jobs are. */
const mostLooked = 10_000

/** Counts jobs whose submission or run time is in another unit than those of the others, by all that one can see. */
export function noticeFar({ submitS, actualS, lines }: Rows, { noticed }: Notes): void {
  const middleS = quantile(submitS, 0.5, asIs)
  if (middleS > lastDateS) noticed.add(afterAllDates, lines.at(0))
  if (submitS.length < 3) return
  const off = (s: number) => Math.abs(s - middleS)
  const reachS = quantile(submitS, 0.9, off)
  const tell = (column: Column, isFar: (s: number) => boolean, says: (s: string) => string) => {
    let reason = ''
    for (let job = 0; job < column.length; job += 1) {
      if (!isFar(column.at(job))) continue
      reason ||= says(String(column.at(job)))
      noticed.add(reason, lines.at(job))
    }
  }
  const farS = farTimes * Math.max(SECONDS_PER_HOUR, reachS)
  // Among many short jobs some run for days: what is longer than they were submitted over is more than that.
  const longS = Math.max(2 * reachS, farTimes * Math.max(SECONDS_PER_HOUR, quantile(actualS, 0.9, asIs)))
  tell(submitS, (s) => off(s) > farS, submittedAt)
  tell(actualS, (s) => s > longS, runsFor)
}

const asIs = (s: number) => s
const submittedAt = (s: string) =>
  `submitted at ${s} s (the first of them), over a hundred times as far from the middle as nine jobs in ten: are these milliseconds?`
const runsFor = (s: string) =>
  `runs ${s} s (the first of them), over a hundred times as long as nine jobs in ten: are these milliseconds?`

/** Of a sample that is spread over all jobs. */
function quantile(column: Column, share: number, of: (s: number) => number): number {
  const step = Math.ceil(column.length / mostLooked)
  const looked = Array.from({ length: Math.ceil(column.length / step) }, (_, i) => of(column.at(i * step)))
  return Float64Array.from(looked).sort()[Math.floor(share * (looked.length - 1))] ?? 0
}
