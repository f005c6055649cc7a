import { accept, refuse, type Read } from '../../base/outcome.ts'
import type { JobTable, Workload } from '../../queue/engine/job.ts'
import { plainRules, simulate, type Schedule } from '../../queue/engine/simulate.ts'
import type { Imported } from '../../queue/import/read.ts'
import { againstRecorded, type AgainstRecorded } from '../../queue/outlook/against-recorded.ts'
import { asOf, type AsOf } from '../../queue/outlook/as-of.ts'
import { ownStarts, pastCases } from '../../queue/outlook/likely/cases.ts'
import { learned, type ForecastTest } from '../../queue/outlook/likely/forecast-test.ts'
import type { LikelyStarts } from '../../queue/outlook/likely/likely-starts.ts'
import type { Forecast } from '../../queue/outlook/forecast.ts'
import type { RunTimes } from '../../queue/outlook/run-times.ts'
import { runTimesOf, testRunTimes, type RunTimesTest } from '../../queue/outlook/run-times-test.ts'
import type { ReplayAnswer } from './answer.ts'
import { dateAt, type Clock } from './clock.ts'
import type { ReplayOptions } from './input.ts'
import { beyondOf } from './scenario.ts'

/** The log as of an instant; `shown` is the workload with its true submissions. */
export type Now = {
  readonly asOf: AsOf
  readonly shown: Workload
  readonly log: JobTable
  readonly runTimes: RunTimes
  /** What its past says of starts. */
  readonly past: Past
  readonly spreadsOf: SpreadsOf
}

export type Past = { readonly likely: LikelyStarts; readonly test: ForecastTest | null }

/** Of each job that is forecast, quantiles of the time until it starts; null where the past says too little. */
export type SpreadsOf = (forecasts: readonly Forecast[]) => readonly (readonly number[] | null)[]

/** Null where the whole log is replayed. */
export function nowOf({ recorded }: Imported, log: Workload, options: ReplayOptions): Read<Now | null> {
  const { now } = options
  if (now === null) return accept(null)
  if (recorded === null)
    return refuse('now', 'needs a log that tells when its jobs started: sacct, squeue, SWF, PBS, LSF or SGE')
  const seen = asOf(log, recorded, now === 'last' ? recorded.lastS : now)
  if (seen.kept.length === 0) return refuse('now', 'no job runs or waits at that instant')
  const { jobs } = seen.workload
  const submitS = Float64Array.from(seen.kept, (job) => log.jobs.submitS[job] ?? 0)
  const past = pastOf(log, recorded, { options, untilS: seen.nowS })
  return accept({
    asOf: seen,
    shown: { ...seen.workload, jobs: { ...jobs, submitS } },
    log: log.jobs,
    runTimes: runTimesOf(log.jobs, seen.ended),
    past,
    spreadsOf: spreadsOf(past, log, { recorded, seen }),
  })
}

type Recorded = NonNullable<Imported['recorded']>
type Until = { readonly options: ReplayOptions; readonly untilS: number }

/** What a log teaches of its starts up to an instant. */
function pastOf(log: Workload, recorded: Recorded, { options, untilS }: Until): Past {
  const { policy, beyond } = options
  return learned(
    pastCases(log, recorded, { untilS, policy, beyond: { ...plainRules, limits: beyond.limits } }),
  )
}

type Seen = { readonly recorded: Recorded; readonly seen: AsOf }

function spreadsOf({ likely }: Past, { jobs, ...log }: Workload, { recorded, seen }: Seen): SpreadsOf {
  const { nowS, kept } = seen
  return (forecasts) => {
    const logged = forecasts.map(({ job }) => kept[job] ?? 0)
    const inOrder = [...logged].sort((a, b) => (jobs.submitS[a] ?? 0) - (jobs.submitS[b] ?? 0))
    const own = ownStarts({ ...log, jobs }, recorded)(nowS, inOrder)
    const ownOf = new Map(inOrder.map((job, i) => [job, own[i] ?? 0]))
    const alike = forecasts.map(({ plannedS }, i) => ({
      waitedS: nowS - (jobs.submitS[logged[i] ?? 0] ?? 0),
      plannedS: Math.max(0, plannedS - nowS),
      ownS: ownOf.get(logged[i] ?? 0) ?? 0,
    }))
    return likely.spreads(alike, nowS).map((spread, i) => (alike[i]?.plannedS === Infinity ? null : spread))
  }
}

/** How well starts of this log are forecast; null where nothing is forecast, nor set beside the record. */
export function forecastAnswer(
  { imported: { recorded }, log, now }: Omit<LogReplayed, 'schedule'>,
  options: ReplayOptions,
): ForecastTest | null {
  if (now !== null) return now.past.test
  if (recorded === null || !options.againstRecorded) return null
  return pastOf(log, recorded, { options, untilS: recorded.lastS }).test
}

export function nowAnswer(
  { asOf: { nowS, running, kept, ended, later } }: Now,
  clock: Clock | null,
): ReplayAnswer['now'] {
  return {
    atS: nowS,
    date: dateAt(nowS, clock),
    running,
    waiting: kept.length - running,
    ended: ended.length,
    later,
  }
}

export type LogReplayed = {
  readonly imported: Imported
  readonly log: Workload
  readonly now: Now | null
  readonly schedule: Schedule
}

/** Of the whole log, which is replayed again where the answer is of an instant alone. */
export function againstAnswer(
  { imported: { recorded }, log, now, schedule }: LogReplayed,
  options: ReplayOptions,
): AgainstRecorded | null {
  const { policy, againstRecorded: isAsked } = options
  if (recorded === null || (!isAsked && now === null)) return null
  const whole = now === null ? schedule : simulate(log, { policy }, beyondOf(log, options))
  return againstRecorded(log, whole, recorded)
}

export function runTimesAnswer({ recorded, jobs }: Imported, isForecast: boolean): RunTimesTest | null {
  return recorded === null || !isForecast ? null : testRunTimes(jobs, recorded)
}
