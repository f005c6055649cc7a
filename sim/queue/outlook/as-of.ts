import { limitS, type JobTable, type Workload } from '../engine/job.ts'
import { pickedJobs } from '../picked-jobs.ts'

/** What a log tells of starts and ends, NaN where it does not. */
export type Told = { readonly startS: Float64Array; readonly endS: Float64Array }

/** A machine as a log shows it at an instant: who runs, since when, and who waits. What comes later is not known. */
export type AsOf = Readonly<ReturnType<typeof asOf>>

/** A job that outlives its limit is taken to end within this time. */
const overtimeS = 60

/** Of a job that has ended nobody knows when it started, so that it cannot be said whether it waits. */
export function isUntold(startS: number, endS: number): boolean {
  return Number.isNaN(startS) && !Number.isNaN(endS)
}

export function asOf(workload: Workload, { startS, endS }: Told, nowS: number) {
  const { jobs } = workload
  const [running, waiting, ended]: [number[], number[], number[]] = [[], [], []]
  let later = 0
  for (let job = 0; job < jobs.count; job += 1) {
    const [start, end] = [startS[job] ?? Number.NaN, endS[job] ?? Number.NaN]
    if ((jobs.submitS[job] ?? 0) > nowS && !(start <= nowS)) later += 1
    else if (end <= nowS) ended.push(job)
    else if (start <= nowS) running.push(job)
    else if (!isUntold(start, end)) waiting.push(job)
  }
  return {
    nowS,
    /**
     * The jobs that run, as if submitted at their starts, then those that wait, who may start from now on; run times
     * are their limits.
     */
    workload: {
      ...workload,
      jobs: asOfJobs(jobs, { startS, endS }, { running, waiting, nowS }),
      running: running.length,
    },
    /** Where each of them is in the log. */
    kept: [...running, ...waiting],
    running: running.length,
    /** Jobs that had ended, by their position in the log. */
    ended,
    /** Jobs that are submitted later. */
    later,
  }
}

type Open = {
  readonly running: readonly number[]
  readonly waiting: readonly number[]
  readonly nowS: number
}

/** The jobs that run, then those that wait, as `AsOf` has them. */
export function asOfJobs(jobs: JobTable, { startS }: Told, { running, waiting, nowS }: Open): JobTable {
  const table = pickedJobs(jobs, [...running, ...waiting])
  // Who is submitted at the very instant joins with those that have waited, and so behind them.
  const submitS = table.submitS.map((s, i) =>
    i < running.length ? (startS[running[i] ?? -1] ?? s) : Math.min(s, nowS - 1),
  )
  return held(table, { submitS, running: running.length, nowS })
}

type Held = { readonly submitS: Float64Array; readonly running: number; readonly nowS: number }

function held(jobs: JobTable, { submitS, running, nowS }: Held): JobTable {
  const requestedS = jobs.requestedS.map((requested, i) => {
    const limit = limitS(requested, jobs.actualS[i] ?? 0)
    return i < running ? Math.max(limit, nowS - (submitS[i] ?? 0) + overtimeS) : limit
  })
  const before = jobs.conditions
  const eligibleS = submitS.map((_, i) =>
    i < running ? -Infinity : Math.max(nowS, before?.eligibleS?.[i] ?? -Infinity),
  )
  const none = { dependencies: null, groups: null, held: null }
  const conditions = { ...none, ...before, eligibleS, agedFromS: before?.eligibleS ?? submitS }
  return { ...jobs, submitS, requestedS, actualS: requestedS, conditions }
}
