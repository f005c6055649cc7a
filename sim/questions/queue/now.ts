import { accept, refuse, type Read } from '../../base/outcome.ts'
import type { Workload } from '../../queue/engine/job.ts'
import { simulate, type Schedule } from '../../queue/engine/simulate.ts'
import type { Imported } from '../../queue/import/read.ts'
import { againstRecorded, type AgainstRecorded } from '../../queue/outlook/against-recorded.ts'
import { asOf, type AsOf } from '../../queue/outlook/as-of.ts'
import type { RunTimes } from '../../queue/outlook/run-times.ts'
import { runTimesOf, testRunTimes, type RunTimesTest } from '../../queue/outlook/run-times-test.ts'
import { dateAt, type Clock } from './clock.ts'
import type { ReplayOptions } from './read-replay.ts'
import { beyondOf } from './read-scenario.ts'

/** What a log shows of the instant from which it is replayed. */
export type NowAnswer = {
  readonly atS: number
  readonly date: string | null
  readonly running: number
  readonly waiting: number
  /** Jobs that had ended, from which run times are predicted. */
  readonly ended: number
  /** Jobs that are submitted later, and are not looked at. */
  readonly later: number
}

/** The log as of an instant; `shown` is the workload with its true submissions. */
export type Now = { readonly asOf: AsOf; readonly shown: Workload; readonly runTimes: RunTimes }

/** Null where the whole log is replayed. */
export function nowOf({ recorded }: Imported, log: Workload, { now }: ReplayOptions): Read<Now | null> {
  if (now === null) return accept(null)
  if (recorded === null)
    return refuse('now', 'needs a log that tells when its jobs started: sacct, squeue, SWF, PBS, LSF or SGE')
  const seen = asOf(log, recorded, now === 'last' ? recorded.lastS : now)
  if (seen.kept.length === 0) return refuse('now', 'no job runs or waits at that instant')
  const { jobs } = seen.workload
  const submitS = Float64Array.from(seen.kept, (job) => log.jobs.submitS[job] ?? 0)
  return accept({
    asOf: seen,
    shown: { ...seen.workload, jobs: { ...jobs, submitS } },
    runTimes: runTimesOf(log.jobs, seen.ended),
  })
}

export function nowAnswer(
  { asOf: { nowS, running, kept, ended, later } }: Now,
  clock: Clock | null,
): NowAnswer {
  return {
    atS: nowS,
    date: dateAt(nowS, clock),
    running,
    waiting: kept.length - running,
    ended: ended.length,
    later,
  }
}

type Compared = {
  readonly imported: Imported
  readonly log: Workload
  readonly now: Now | null
  readonly schedule: Schedule
}

/** Of the whole log, which is replayed again where the answer is of an instant alone. */
export function againstAnswer(
  { imported: { recorded }, log, now, schedule }: Compared,
  options: ReplayOptions,
): AgainstRecorded | null {
  const { policy, againstRecorded: isAsked } = options
  if (recorded === null || (!isAsked && now === null)) return null
  const whole = now === null ? schedule : simulate(log, { policy, onProgress: null }, beyondOf(log, options))
  return againstRecorded(log, whole, recorded)
}

export function runTimesAnswer({ recorded, jobs }: Imported, isForecast: boolean): RunTimesTest | null {
  return recorded === null || !isForecast ? null : testRunTimes(jobs, recorded)
}
