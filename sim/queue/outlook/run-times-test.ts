import { limitS, type JobTable } from '../engine/job.ts'
import { ascending } from '../engine/sorted.ts'
import type { Told } from './as-of.ts'
import { RunTimes, type RunTimeAsked } from './run-times.ts'

/** How well run times are predicted, of the last third of a log's jobs from those that ended before each. */
export type RunTimesTest = NonNullable<ReturnType<typeof testRunTimes>>

const mostTested = 4000
/** Later than any end; a whole number, so that ends can be put in order. */
const never = 2 ** 50

/** Fewer ended jobs than this say too little: every job is taken to use its limit. */
export const leastHistory = 20

export function askedOf(jobs: JobTable, job: number): RunTimeAsked {
  return {
    user: jobs.users?.of[job] ?? -1,
    project: jobs.projectOf[job] ?? -1,
    nodes: jobs.nodes[job] ?? 0,
    limitS: limitS(jobs.requestedS[job] ?? 0, jobs.actualS[job] ?? 0),
  }
}

export function runTimesOf(jobs: JobTable, ended: readonly number[]): RunTimes {
  const times = new RunTimes()
  for (const job of ended) times.add(askedOf(jobs, job), jobs.actualS[job] ?? 0)
  return times
}

/** Shares below and above an interval of 80 %, the narrowest first: users change, so that the plain one may miss. */
const outside = [0.1, 0.09, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005] as const
const shares = [...[...outside].reverse(), 0.5, ...outside.map((share) => 1 - share)]
const wanted = 0.8

/**
 * Null where fewer than thirty jobs have ended: they say nothing. How wide an interval has to be is learned on the
 * second third of the log, and tested on the last.
 */
export function testRunTimes(jobs: JobTable, { endS }: Told) {
  const ends = endS.map((s) => (Number.isNaN(s) ? never : s))
  const bySubmit = ascending(jobs.submitS)
  const byEnd = ascending(ends)
  const known = ends.reduce((sum, s) => sum + (s < never ? 1 : 0), 0)
  if (known < 30) return null
  const [first, last] = [Math.floor(bySubmit.length / 3), Math.floor((bySubmit.length * 2) / 3)]
  const every = Math.max(1, Math.ceil((bySubmit.length - last) / mostTested))
  const times = new RunTimes()
  let added = 0
  const [learned, tested] = [newSum(), newSum()]
  for (let i = first; i < bySubmit.length; i += every) {
    const job = bySubmit[i] ?? 0
    if (ends[job] === never) continue
    const atS = jobs.submitS[job] ?? 0
    for (; (ends[byEnd[added] ?? -1] ?? Infinity) <= atS; added += 1) {
      const past = byEnd[added] ?? 0
      times.add(askedOf(jobs, past), jobs.actualS[past] ?? 0)
    }
    score(i < last ? learned : tested, times, { asked: askedOf(jobs, job), runS: jobs.actualS[job] ?? 0 })
  }
  if (tested.jobs === 0) return null
  const wide = learned.inside.findIndex((inside) => inside >= wanted * learned.jobs)
  return {
    /** Jobs that were predicted. */
    jobs: tested.jobs,
    /** Share of them inside the interval of 80 %. */
    coverage80: (tested.inside.at(wide) ?? 0) / tested.jobs,
    /** Mean distance of the predicted median, and of the limit, from the run time. */
    meanErrorS: tested.errorS / tested.jobs,
    meanLimitErrorS: tested.limitErrorS / tested.jobs,
  }
}

/** Jobs inside each of the intervals, and what is summed over all. */
type Sum = ReturnType<typeof newSum>

function newSum() {
  return { jobs: 0, inside: outside.map(() => 0), errorS: 0, limitErrorS: 0 }
}

function score(
  sum: Sum,
  times: RunTimes,
  { asked, runS }: { readonly asked: RunTimeAsked; readonly runS: number },
): void {
  const ranS = Math.min(runS, asked.limitS)
  const found = times.quantiles(asked, shares)
  const middle = outside.length
  sum.jobs += 1
  outside.forEach((_, k) => {
    // A share of a limit is rounded to whole seconds.
    const isInside =
      ranS >= (found[middle - 1 - k] ?? 0) - 1 && ranS <= (found[middle + 1 + k] ?? Infinity) + 1
    if (isInside) sum.inside[k] = (sum.inside[k] ?? 0) + 1
  })
  sum.errorS += Math.abs((found[middle] ?? 0) - ranS)
  sum.limitErrorS += asked.limitS - ranS
}
