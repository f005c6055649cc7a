import { limitS, type JobTable } from '../engine/job.ts'
import { ascending } from '../engine/sorted.ts'
import type { Told } from './as-of.ts'
import { RunTimes, type Asked } from './run-times.ts'

/** How well run times are predicted, of the last third of a log's jobs from those that ended before each. */
export type RunTimesTest = {
  /** Jobs that were predicted. */
  readonly jobs: number
  /** Share of them inside the interval of 80 %. */
  readonly coverage80: number
  /** Mean distance of the predicted median, and of the limit, from the run time. */
  readonly meanErrorS: number
  readonly meanLimitErrorS: number
}

const mostTested = 4000
/** Later than any end; a whole number, so that ends can be put in order. */
const never = 2 ** 50

export function askedOf(jobs: JobTable, job: number): Asked {
  return {
    user: jobs.users?.of[job] ?? -1,
    project: jobs.projectOf[job] ?? -1,
    nodes: jobs.nodes[job] ?? 0,
    limitS: limitS(jobs.requestedS[job] ?? 0, jobs.actualS[job] ?? 0),
  }
}

/** Run times from jobs that have ended. */
export function runTimesOf(jobs: JobTable, ended: readonly number[]): RunTimes {
  const times = new RunTimes()
  for (const job of ended) times.add(askedOf(jobs, job), jobs.actualS[job] ?? 0)
  return times
}

/** Null where fewer than thirty jobs have ended: they say nothing. */
export function testRunTimes(jobs: JobTable, { endS }: Told): RunTimesTest | null {
  const ends = endS.map((s) => (Number.isNaN(s) ? never : s))
  const bySubmit = ascending(jobs.submitS)
  const byEnd = ascending(ends)
  const known = ends.reduce((sum, s) => sum + (s < never ? 1 : 0), 0)
  if (known < 30) return null
  const first = Math.floor((bySubmit.length * 2) / 3)
  const every = Math.max(1, Math.ceil((bySubmit.length - first) / mostTested))
  const times = new RunTimes()
  let added = 0
  const sum = { jobs: 0, inside: 0, errorS: 0, limitErrorS: 0 }
  for (let i = first; i < bySubmit.length; i += every) {
    const job = bySubmit[i] ?? 0
    if (ends[job] === never) continue
    const atS = jobs.submitS[job] ?? 0
    for (; (ends[byEnd[added] ?? -1] ?? Infinity) <= atS; added += 1) {
      const past = byEnd[added] ?? 0
      times.add(askedOf(jobs, past), jobs.actualS[past] ?? 0)
    }
    score(sum, times, { asked: askedOf(jobs, job), runS: jobs.actualS[job] ?? 0 })
  }
  if (sum.jobs === 0) return null
  return {
    jobs: sum.jobs,
    coverage80: sum.inside / sum.jobs,
    meanErrorS: sum.errorS / sum.jobs,
    meanLimitErrorS: sum.limitErrorS / sum.jobs,
  }
}

type Sum = { jobs: number; inside: number; errorS: number; limitErrorS: number }

function score(
  sum: Sum,
  times: RunTimes,
  { asked, runS }: { readonly asked: Asked; readonly runS: number },
): void {
  const ranS = Math.min(runS, asked.limitS)
  const [low, middle, high] = [0.1, 0.5, 0.9].map((fraction) => times.quantile(asked, fraction))
  sum.jobs += 1
  // A share of a limit is rounded to whole seconds.
  if (ranS >= (low ?? 0) - 1 && ranS <= (high ?? 0) + 1) sum.inside += 1
  sum.errorS += Math.abs((middle ?? 0) - ranS)
  sum.limitErrorS += asked.limitS - ranS
}
