import type { Workload } from '../engine/job.ts'
import { simulate } from '../engine/simulate.ts'
import type { Replaying } from './likely/cases.ts'
import { beyondWith, withRun, type PlannedRun } from './planned-run.ts'

/** A job of so many nodes that would start at once, and the longest limit with which it would. */
export type StartsNow = { readonly nodes: number; readonly limitS: number }

const minuteS = 60
type At = Replaying & { readonly nowS: number }

/**
 * Sizes, from that of a run down by halves, and the longest limit of each, in whole minutes up to the run's, with which
 * one job of it would start at an instant; each has been tried. Sizes of which none starts are left out.
 */
export function startsNow(workload: Workload, run: PlannedRun, at: At): readonly StartsNow[] {
  const found: StartsNow[] = []
  for (let nodes = run.nodes; nodes >= 1; nodes = Math.floor(nodes / 2)) {
    const limitS = longestS(workload, { ...run, nodes }, at)
    if (limitS > 0) found.push({ nodes, limitS })
  }
  return found
}

function longestS(workload: Workload, run: PlannedRun, { nowS, policy, beyond }: At): number {
  const { count } = workload.jobs
  const starts = (limitS: number): boolean => {
    const job = { ...run, workS: limitS, limitS, startupS: 0, submitS: nowS }
    return simulate(withRun(workload, job), { policy }, beyondWith(beyond, count, job)).startS[count] === nowS
  }
  if (starts(run.limitS)) return run.limitS
  let [low, high] = [0, Math.ceil(run.limitS / minuteS)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (starts(middle * minuteS)) low = middle
    else high = middle
  }
  return low * minuteS
}
