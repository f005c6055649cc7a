import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { JobTable, Workload } from '../../../queue/engine/job.ts'
import { asOf } from '../../../queue/outlook/as-of.ts'
import {
  behind,
  beyondWith,
  chainLinksOf,
  withRun,
  type PlannedRun,
  startsNow,
  type StartsNow,
} from '../../../queue/outlook/planned-run.ts'
import { simulate } from '../../../queue/engine/simulate.ts'
import type { EstimateFigures } from '../../estimate/answer.ts'
import { withPower } from '../questions.ts'
import type { ReplayOptions } from '../input.ts'
import { beyondOf } from '../scenario.ts'
import type { Replayed } from '../replay.ts'

/** An estimate as the queue sees it: a chain of jobs on so many nodes. */
export type RunChain = Pick<PlannedRun, 'nodes' | 'workS' | 'limitS' | 'startupS'>

/**
 * The chain that the queue's time limit makes of an estimate: the middle of its held time, of which the starts and
 * ends of the links are their share of each link. Without a limit it is one job.
 */
export function chainOf(
  figures: Pick<EstimateFigures, 'system' | 'totals' | 'goodput' | 'gpuHoursBreakdown'>,
): RunChain {
  const { system, totals, goodput, gpuHoursBreakdown } = figures
  const heldS = Math.ceil(totals.wallClockDays.p50 * SECONDS_PER_DAY)
  if (goodput.queueLimitH === null) return { nodes: system.nodes, workS: heldS, limitS: heldS, startupS: 0 }
  const limitS = Math.round(goodput.queueLimitH * SECONDS_PER_HOUR)
  const chainFraction = (gpuHoursBreakdown['queueChain'] ?? 0) / totals.gpuHours.p50
  const startupS = Math.min(limitS - 1, Math.round(limitS * chainFraction))
  return { nodes: system.nodes, workS: Math.ceil(heldS * (1 - startupS / limitS)), limitS, startupS }
}

/** The replay with a planned run among the others; its energy is not worked out: a day that moves waits for none. */
export function replayWithRun(
  { workload, schedule: without, beyond, answer }: Replayed,
  options: ReplayOptions,
  planned: PlannedRun,
): Replayed {
  const run = withPower(planned, options)
  const firstLink = workload.jobs.count
  const longer = withRun(workload, run)
  const all: Workload = {
    ...longer,
    jobs: { ...longer.jobs, ids: idsWith(workload.jobs, chainLinksOf(run).length) },
  }
  const more = beyondWith(beyond, firstLink, run)
  const beforeS = all.jobs.submitS[firstLink] ?? -Infinity
  const known = { startS: without.startS, beforeS }
  const schedule = simulate(all, { policy: options.policy, known }, more)
  return { workload: all, schedule, energy: null, answer, beyond: more, firstLink }
}

/** Which sizes of a run, and with which limits, would start at once when it is submitted: of the replay without it. */
export function startsAtOnce(
  { workload, schedule }: Replayed,
  options: ReplayOptions,
  planned: PlannedRun,
): readonly StartsNow[] {
  const nowS = planned.submitS
  const { workload: open } = asOf(workload, schedule, nowS)
  const beyond = beyondOf(open, options)
  return startsNow(open, withPower(planned, options), { policy: options.policy, beyond, nowS })
}

/** Numbers go on behind the largest; names are said to be the run's. */
function idsWith({ ids }: JobTable, links: number): JobTable['ids'] {
  const more = Array.from({ length: links }, (_, i) => i + 1)
  if (!(ids instanceof Float64Array)) return [...ids, ...more.map((link) => `run-${String(link)}`)]
  const largest = ids.reduce((most, id) => Math.max(most, id), 0)
  const numbers = more.map((link) => largest + link)
  return behind(ids, numbers)
}

/** How the run fares in the workload as it is recorded. */
export type RunShown = NonNullable<ReturnType<typeof runShown>>

/** Null where no run is planned. */
export function runShown({ workload: { jobs }, schedule, firstLink }: Replayed) {
  if (firstLink === null) return null
  const { startS, endS } = schedule
  let knownUntilS = -Infinity
  for (let job = 0; job < firstLink; job += 1) knownUntilS = Math.max(knownUntilS, jobs.submitS[job] ?? 0)
  const submitS = jobs.submitS[firstLink] ?? 0
  const starts = startS.subarray(firstLink)
  const ends = endS.subarray(firstLink)
  const ranS = ends.reduce((sum, end, link) => sum + end - (starts[link] ?? 0), 0)
  const lastEndS = ends.at(-1) ?? 0
  return {
    links: starts.length,
    nodes: jobs.nodes[firstLink] ?? 0,
    limitS: Math.max(...jobs.requestedS.subarray(firstLink)),
    submitS,
    firstStartS: starts[0] ?? 0,
    lastEndS,
    /** All links together. */
    waitS: lastEndS - submitS - ranS,
    /** When the last of the others is submitted; links that start later meet nobody new. */
    knownUntilS,
    linksBeyond: starts.filter((start) => start > knownUntilS).length,
  }
}
