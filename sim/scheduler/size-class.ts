import type { Workload } from './job.ts'
import { boundedSlowdown } from './metrics.ts'
import { ascending } from './sorted.ts'
import { hasNoStart, type Schedule } from './simulate.ts'

/** How the jobs of one kind fared; the quantiles are order statistics of their waits. */
export type Waits = {
  readonly jobs: number
  readonly nodeSeconds: number
  readonly meanWaitS: number
  readonly p10WaitS: number
  readonly p50WaitS: number
  readonly p90WaitS: number
  readonly maxWaitS: number
  readonly meanBoundedSlowdown: number
}

export type SizeClass = Waits & { readonly fromNodes: number; readonly toNodes: number }
export type ProjectWaits = Waits & { readonly project: string }

/** Class of a job's size: 0 for one node, then 2 to 4, 5 to 16, 17 to 64, … */
export function classOf(nodes: number): number {
  let kind = 0
  for (let most = 1; most < nodes; most *= 4) kind += 1
  return kind
}

export type WaitsByKind = {
  readonly bySize: readonly SizeClass[]
  readonly byProject: readonly ProjectWaits[]
}

/** By size, smallest first, and by project, most node-seconds first; kinds of which no job started are left out. */
export function waitsByKind(workload: Workload, schedule: Schedule): WaitsByKind {
  const { nodes, projectOf, projects } = workload.jobs
  const waited = waitedOf(workload, schedule)
  const sizes = waitsBy(waited, (job) => classOf(nodes[job] ?? 0))
  const shares = waitsBy(waited, (job) => projectOf[job] ?? 0)
  return {
    bySize: sizes.map(([kind, waits]) => ({
      fromNodes: kind === 0 ? 1 : 4 ** (kind - 1) + 1,
      toNodes: Math.min(workload.nodes, 4 ** kind),
      ...waits,
    })),
    byProject: shares
      .map(([project, waits]) => ({ project: projects[project] ?? '', ...waits }))
      .sort((a, b) => b.nodeSeconds - a.nodeSeconds),
  }
}

/** How long each job waited, and the jobs in the order of that. */
type Waited = {
  readonly workload: Workload
  readonly schedule: Schedule
  readonly waitS: Float64Array
  readonly order: Uint32Array
}

function waitedOf(workload: Workload, schedule: Schedule): Waited {
  const { count, submitS } = workload.jobs
  const waitS = new Float64Array(count)
  for (let job = 0; job < count; job += 1)
    if (!hasNoStart(schedule.status[job])) waitS[job] = (schedule.startS[job] ?? 0) - (submitS[job] ?? 0)
  return { workload, schedule, waitS, order: ascending(waitS) }
}

/** A whole number from 0 on. */
type Kind = (job: number) => number

/** Jobs by kind, kinds ascending; jobs that never started are left out. */
function waitsBy(waited: Waited, kindOf: Kind): readonly (readonly [number, Waits])[] {
  const { waitS } = waited
  const { jobs } = waited.workload
  const { startS, endS, status } = waited.schedule
  const kinds = new Int32Array(jobs.count)
  const sums: Sums[] = []
  for (let job = 0; job < jobs.count; job += 1) {
    const kind = hasNoStart(status[job]) ? -1 : kindOf(job)
    kinds[job] = kind
    if (kind < 0) continue
    while (sums.length <= kind) sums.push({ jobs: 0, nodeSeconds: 0, waitS: 0, slowdown: 0 })
    const sum = sums[kind]
    if (sum === undefined) continue
    const run = (endS[job] ?? 0) - (startS[job] ?? 0)
    const wait = waitS[job] ?? 0
    sum.jobs += 1
    sum.waitS += wait
    sum.nodeSeconds += run * (jobs.nodes[job] ?? 0)
    sum.slowdown += boundedSlowdown(wait, run)
  }
  const sorted = sortedByKind(waited, kinds, sums)
  return sums.flatMap((sum, kind) =>
    sum.jobs === 0 ? [] : [[kind, waitsOf(sum, sorted[kind] ?? new Float64Array(0))] as const],
  )
}

type Sums = { jobs: number; nodeSeconds: number; waitS: number; slowdown: number }

/** The waits of each kind, ascending: they are dealt out in the order of all. */
function sortedByKind(
  { waitS, order }: Waited,
  kinds: Int32Array,
  sums: readonly Sums[],
): readonly Float64Array[] {
  const lists = sums.map(({ jobs }) => new Float64Array(jobs))
  const filled = new Uint32Array(sums.length)
  for (let i = 0; i < order.length; i += 1) {
    const job = order[i] ?? 0
    const kind = kinds[job] ?? -1
    const list = lists[kind]
    if (list === undefined) continue
    const at = filled[kind] ?? 0
    list[at] = waitS[job] ?? 0
    filled[kind] = at + 1
  }
  return lists
}

function waitsOf({ jobs, nodeSeconds, waitS, slowdown }: Sums, waits: Float64Array): Waits {
  const at = (fraction: number) => waits[Math.max(0, Math.ceil(fraction * jobs) - 1)] ?? 0
  return {
    jobs,
    nodeSeconds,
    meanWaitS: waitS / jobs,
    p10WaitS: at(0.1),
    p50WaitS: at(0.5),
    p90WaitS: at(0.9),
    maxWaitS: at(1),
    meanBoundedSlowdown: slowdown / jobs,
  }
}
