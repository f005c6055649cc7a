import { SECONDS_PER_DAY, HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Workload } from '../../../queue/engine/job.ts'
import { chainLinksOf } from '../../../queue/outlook/planned-run.ts'
import { horizonS } from '../../../queue/outlook/plan-run.ts'
import type { PolicyName } from '../../../queue/engine/policies.ts'
import type { ReplayOptions } from '../read-replay.ts'

/** What a replay will take, told before it begins: about what it comes to. */
export type ReplayCost = {
  /** Jobs, those to come and links of a run among them, by the times that they are replayed where it is more than once. */
  readonly replayedJobs: number
  /** Of a conservative replay: jobs by those that wait before them, by the replays. */
  readonly waitedFor: number
  /** Waiting jobs by the draws of their starts. */
  readonly drawnStarts: number
  /** Nodes that are shared and places on them, by the replays: each has a state of its own. */
  readonly sharedNodes: number
  /** Failures of nodes, and of jobs until they come through. */
  readonly failures: number
}

/** A reservation for each that waits: by what a look at one costs, beside the cheaper of the two. */
const looks: ReadonlyMap<PolicyName, number> = new Map([
  ['conservative', 1],
  ['conservative_rebuild', 8],
])
/** Of bounded backfill and preemption. */
const mostLooks = 8
/** An order that changes while jobs wait is worked out again and again. */
const looksOfPriority = 5
/** Waiting jobs of a machine that is not overloaded, as a share of all. */
const leastWaiting = 0.02

export function replayCostOf(workload: Workload, options: ReplayOptions): ReplayCost {
  const { run, against, waiting } = options.ask
  const load = loadOf(workload)
  const waitingFraction = Math.max(leastWaiting, 1 - 1 / load.fraction)
  const { count } = workload.jobs
  const around = run === null ? 0 : count + chainLinksOf(run.planned).length + toCome(run, load)
  const again = around * 2 * (run?.seeds.length ?? 0) + count * 2 * (against?.seeds.length ?? 0)
  const scenarios = [options, ...(against === null ? [] : [against.scenario])]
  const look = Math.max(
    ...scenarios.flatMap(({ policy, beyond }) => [
      looks.get(policy) ?? 0,
      beyond.multifactor === null ? 0 : looksOfPriority,
      beyond.backfill === null && beyond.preemption === null ? 0 : mostLooks,
    ]),
  )
  const draws = waiting?.draws ?? 0
  const replays = 1 + again / Math.max(1, count)
  return {
    replayedJobs: again === 0 ? 0 : count + again,
    waitedFor: look * count ** 2 * waitingFraction * replays,
    drawnStarts: draws * count * waitingFraction,
    sharedNodes:
      workload.kinds === null
        ? 0
        : workload.nodes * (replays + draws) + placesOf(workload) * (replays + draws * waitingFraction),
    failures: failuresOf(workload, options, load) * replays,
  }
}

/** The nodes that jobs take, each looked at twice. */
function placesOf({ jobs }: Workload): number {
  return 2 * jobs.nodes.reduce((all, one) => all + one, 0)
}

type QueueLoad = {
  readonly fraction: number
  readonly jobsPerS: number
  readonly lastsS: number
  readonly lastS: number
}

/** Node-seconds that jobs take over those that the machine has while they come. */
function loadOf({ jobs, nodes }: Workload): QueueLoad {
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
