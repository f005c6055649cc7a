import { stream } from '../../../base/random.ts'
import type { JobTable, Workload } from '../../engine/job.ts'
import type { AsOf } from '../as-of.ts'
import type { RunTimes } from '../run-times.ts'
import { askedOf, leastHistory } from '../run-times-test.ts'

/** A log as of an instant, and what its past teaches of run times. */
export type FromNow = { readonly asOf: AsOf; readonly log: JobTable; readonly runTimes: RunTimes }

/** The jobs of an instant with run times that are likely, where enough have ended to tell; else their limits. */
export function withDrawnRuns({ asOf, runTimes }: FromNow, seed: number): Workload {
  const { workload, running, nowS } = asOf
  if (runTimes.size < leastHistory) return workload
  const { jobs } = workload
  const random = stream(seed, 'run times')
  const actualS = jobs.submitS.map((submitS, job) => {
    const ranS = job < running ? nowS - submitS : 0
    return Math.max(ranS + (job < running ? 1 : 0), runTimes.drawRunS(askedOf(jobs, job), ranS, random))
  })
  return { ...workload, jobs: { ...jobs, actualS } }
}
