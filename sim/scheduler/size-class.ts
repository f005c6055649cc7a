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

/** Waits by size, smallest first; classes without a job are left out. */
export function waitsBySize(workload: Workload, schedule: Schedule): readonly SizeClass[] {
  const { nodes } = workload.jobs
  return waitsBy(workload, schedule, (job) => classOf(nodes[job] ?? 0)).map(([kind, waits]) => ({
    fromNodes: kind === 0 ? 1 : 4 ** (kind - 1) + 1,
    toNodes: Math.min(workload.nodes, 4 ** kind),
    ...waits,
  }))
}

/** Waits by project, most node-seconds first. */
export function waitsByProject(workload: Workload, schedule: Schedule): readonly ProjectWaits[] {
  const { projectOf, projects } = workload.jobs
  return waitsBy(workload, schedule, (job) => projectOf[job] ?? 0)
    .map(([project, waits]) => ({ project: projects[project] ?? '', ...waits }))
    .sort((a, b) => b.nodeSeconds - a.nodeSeconds)
}

/** A whole number from 0 on. */
type Kind = (job: number) => number

/** Jobs by kind, kinds ascending; jobs that never started are left out. */
function waitsBy(
  { jobs }: Workload,
  { startS, endS, status }: Schedule,
  kindOf: Kind,
): readonly (readonly [number, Waits])[] {
  const kinds = new Int32Array(jobs.count)
  const waits = new Float64Array(jobs.count)
  const sums: Sums[] = []
  for (let job = 0; job < jobs.count; job += 1) {
    const kind = hasNoStart(status[job]) ? -1 : kindOf(job)
    kinds[job] = kind
    if (kind < 0) continue
    while (sums.length <= kind) sums.push({ jobs: 0, nodeSeconds: 0, waitS: 0, slowdown: 0 })
    const sum = sums[kind]
    if (sum === undefined) continue
    const start = startS[job] ?? 0
    const wait = start - (jobs.submitS[job] ?? 0)
    const run = (endS[job] ?? 0) - start
    waits[job] = wait
    sum.jobs += 1
    sum.waitS += wait
    sum.nodeSeconds += run * (jobs.nodes[job] ?? 0)
    sum.slowdown += boundedSlowdown(wait, run)
  }
  const sorted = sortedByKind(waits, kinds, sums)
  return sums.flatMap((sum, kind) =>
    sum.jobs === 0 ? [] : [[kind, waitsOf(sum, sorted[kind] ?? new Float64Array(0))] as const],
  )
}

type Sums = { jobs: number; nodeSeconds: number; waitS: number; slowdown: number }

/** The waits of each kind, ascending: all are sorted once and then dealt out. */
function sortedByKind(
  waits: Float64Array,
  kinds: Int32Array,
  sums: readonly Sums[],
): readonly Float64Array[] {
  const lists = sums.map(({ jobs }) => new Float64Array(jobs))
  const filled = new Uint32Array(sums.length)
  for (const job of ascending(waits)) {
    const kind = kinds[job] ?? -1
    const list = lists[kind]
    if (list === undefined) continue
    const at = filled[kind] ?? 0
    list[at] = waits[job] ?? 0
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
