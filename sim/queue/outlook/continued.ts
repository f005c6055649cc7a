import { stream, type Random } from '../../base/random.ts'
import { HOURS_PER_YEAR, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../base/units.ts'
import type { JobTable, Workload } from '../engine/job.ts'
import { pickedJobs } from '../picked-jobs.ts'
import type { FromNow } from './likely/drawn-runs.ts'
import { unconditioned } from './planned-run.ts'

/** How the load goes on after the last submission of a log. */
export type Load = {
  /** `log`: whole days drawn from the log, of the same day of the week; `repeat`: its last four weeks again and again. */
  readonly kind: 'log' | 'repeat'
  /** How much more of it comes a year later: 0.2 is a fifth. */
  readonly growthPerYear: number
}

export type Continuing = {
  readonly load: Load
  readonly untilS: number
  readonly seed: number
  /** Where the workload is that of an instant of a log: the days that are drawn are those of the log until then. */
  readonly from?: FromNow | null
}

/** Weeks of a log before its days are told apart by the day of the week. */
const leastWeeks = 2
const repeatedDays = 28
const yearS = HOURS_PER_YEAR * SECONDS_PER_HOUR

/**
 * The workload with more jobs behind it: the days of the log again, each whole, so that hours, sizes, limits, users and
 * what comes together stay as they are. Ours: a block bootstrap (Künsch 1989) with blocks of a day.
 */
export function continued(workload: Workload, { load, untilS, seed, from = null }: Continuing): Workload {
  const jobs = from?.log ?? workload.jobs
  const firstS = jobs.submitS.reduce((found, s) => Math.min(found, s), Infinity)
  const lastS = from?.asOf.nowS ?? jobs.submitS.reduce((found, s) => Math.max(found, s), -Infinity)
  const days = Math.max(1, Math.round((lastS - firstS) / SECONDS_PER_DAY))
  const byDay = jobsByDay(jobs.submitS, firstS, days)
  const random = stream(seed, 'load to come')
  const more: { readonly job: number; readonly submitS: number }[] = []
  for (let day = days; firstS + day * SECONDS_PER_DAY <= untilS; day += 1) {
    const from = load.kind === 'log' ? drawnDay(day, days, random) : repeatedDay(day, days)
    for (const job of byDay[from] ?? []) {
      const submitS = (jobs.submitS[job] ?? 0) + (day - from) * SECONDS_PER_DAY
      const copies = copiesAt((submitS - lastS) / yearS, load.growthPerYear, random)
      for (let copy = 0; copy < copies; copy += 1)
        more.push({ job, submitS: submitS + (copy === 0 ? 0 : Math.floor(random() * SECONDS_PER_HOUR)) })
    }
  }
  return withMore(
    { workload, log: jobs, kept: from?.asOf.kept ?? null },
    more.filter(({ submitS }) => submitS > lastS && submitS <= untilS),
  )
}

function drawnDay(day: number, days: number, random: Random): number {
  if (days < leastWeeks * 7) return Math.floor(random() * days)
  const like = Math.floor((days - 1 - (day % 7)) / 7) + 1
  return (day % 7) + 7 * Math.floor(random() * like)
}

function repeatedDay(day: number, days: number): number {
  const length = Math.min(days, repeatedDays)
  return days - length + ((day - days) % length)
}

function copiesAt(years: number, growthPerYear: number, random: Random): number {
  const wanted = (1 + growthPerYear) ** Math.max(0, years)
  return Math.floor(wanted) + (random() < wanted % 1 ? 1 : 0)
}

function jobsByDay(submitS: Float64Array, firstS: number, days: number): readonly (readonly number[])[] {
  const byDay = Array.from({ length: days }, (): number[] => [])
  submitS.forEach((s, job) => byDay[Math.floor((s - firstS) / SECONDS_PER_DAY)]?.push(job))
  return byDay
}

/** `kept` says which jobs of the log the workload has; null where it has all of them. */
type Source = { readonly workload: Workload; readonly log: JobTable; readonly kept: readonly number[] | null }

function withMore(
  { workload, log, kept }: Source,
  more: readonly { readonly job: number; readonly submitS: number }[],
): Workload {
  const { jobs } = workload
  const picked = Array.from({ length: jobs.count + more.length }, (_, i) =>
    i < jobs.count ? (kept?.[i] ?? i) : (more[i - jobs.count]?.job ?? 0),
  )
  const table = pickedJobs({ ...log, conditions: null }, picked)
  const first = (own: Float64Array, all: Float64Array) => all.map((s, i) => own[i] ?? s)
  const conditions = jobs.conditions === null ? null : unconditioned(jobs.conditions, more.length)
  return {
    ...workload,
    jobs: {
      ...table,
      submitS: table.submitS.map((s, i) => jobs.submitS[i] ?? more[i - jobs.count]?.submitS ?? s),
      requestedS: first(jobs.requestedS, table.requestedS),
      actualS: first(jobs.actualS, table.actualS),
      conditions,
    },
  }
}
