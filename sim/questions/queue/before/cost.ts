import { SECONDS_PER_DAY, HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Workload } from '../../../queue/engine/job.ts'
import { chainLinksOf } from '../../../queue/outlook/planned-run.ts'
import { horizonS } from '../../../queue/outlook/plan-run.ts'
import type { ReplayOptions } from '../input.ts'

/** What a replay will take, told before it begins: about what it comes to. */
export type ReplayCost = Readonly<ReturnType<typeof replayCostOf>>

export function replayCostOf(workload: Workload, options: ReplayOptions) {
  const { run, against } = options.ask
  const load = loadOf(workload)
  const { count } = workload.jobs
  const around = run === null ? 0 : count + chainLinksOf(run.planned).length + toCome(run, load)
  const again = around * 2 * (run?.seeds.length ?? 0) + count * 2 * (against?.seeds.length ?? 0)
  const replays = 1 + again / Math.max(1, count)
  return {
    /** Jobs, those to come and links of a run among them, by the times that they are replayed where it is more than once. */
    replayedJobs: again === 0 ? 0 : count + again,
    /** Failures of nodes, and of jobs until they come through. */
    failures: failuresOf(workload, options, load) * replays,
  }
}

type QueueLoad = Readonly<ReturnType<typeof loadOf>>

/** Node-seconds that jobs take over those that the machine has while they come. */
function loadOf({ jobs, nodes }: Workload) {
  let [wanted, firstS, lastS, longestS] = [0, Infinity, 0, 0]
  for (let job = 0; job < jobs.count; job += 1) {
    const runS = jobs.actualS[job] ?? 0
    wanted += (jobs.nodes[job] ?? 0) * runS
    firstS = Math.min(firstS, jobs.submitS[job] ?? 0)
    lastS = Math.max(lastS, jobs.submitS[job] ?? 0)
    longestS = Math.max(longestS, runS)
  }
  const comingS = Math.max(1, lastS - firstS)
  return {
    fraction: wanted / (nodes * comingS),
    jobsPerS: jobs.count / Math.max(SECONDS_PER_DAY, comingS),
    lastsS: comingS + longestS + wanted / nodes,
    lastS,
  }
}

type Asked = NonNullable<ReplayOptions['ask']['run']>

/** Jobs of a load that goes on, growing, for as long as a run is looked at. */
function toCome({ planned, load }: Asked, { jobsPerS, lastS }: QueueLoad): number {
  if (load === null) return 0
  const years =
    Math.max(0, horizonS({ ...planned, submitS: Math.max(lastS, planned.submitS) }) - lastS) /
    (HOURS_PER_YEAR * SECONDS_PER_HOUR)
  const growth = Math.log1p(load.growthPerYear)
  const grown = growth === 0 ? years : Math.expm1(growth * years) / growth
  return jobsPerS * grown * HOURS_PER_YEAR * SECONDS_PER_HOUR
}

/** Those of the machine, one a second at most; and of each job until it comes through between two that it survives. */
function failuresOf({ jobs, nodes }: Workload, { beyond }: ReplayOptions, { lastsS }: QueueLoad): number {
  const model = beyond.failures
  if (model === null) return 0
  const perNodeS = model.ratePer1000NodeDays / 1000 / SECONDS_PER_DAY
  let hits = 0
  for (let job = 0; job < jobs.count; job += 1) {
    const runS = jobs.actualS[job] ?? 0
    const pieceS = Math.min(runS, model.checkpointS) + model.restartS
    const tries = Math.expm1(Math.min(50, perNodeS * (jobs.nodes[job] ?? 0) * pieceS))
    hits += Math.min(model.mostRestarts, (tries * runS) / Math.max(1, Math.min(runS, model.checkpointS)))
  }
  return hits + lastsS * Math.min(1, perNodeS * nodes)
}
