import type { Workload } from './engine/job.ts'
import { boundedSlowdown } from './metrics.ts'
import { hasNoStart, type Schedule } from './engine/simulate.ts'
import { cutShort } from './stretches.ts'

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
  const classes = new Int32Array(nodes.length)
  for (let job = 0; job < classes.length; job += 1) classes[job] = classOf(nodes[job] ?? 0)
  const sizes = waitsBy(workload, schedule, classes)
  const shares = waitsBy(workload, schedule, projectOf)
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

/** Jobs by kind, a whole number from 0 on, kinds ascending; jobs that never started are left out. */
function waitsBy(
  { jobs }: Workload,
  schedule: Schedule,
  kindOf: Int32Array,
): readonly (readonly [number, Waits])[] {
  const { startS, endS, status } = schedule
  const cut = cutShort(schedule)
  const ranOf = (job: number) =>
    (endS[job] ?? 0) - (startS[job] ?? 0) + (cut.size === 0 ? 0 : (cut.get(job)?.ranS ?? 0))
  const waitOf = (job: number) => (endS[job] ?? 0) - (jobs.submitS[job] ?? 0) - ranOf(job)
  const sums: Sums[] = []
  for (let job = 0; job < jobs.count; job += 1) {
    if (hasNoStart(status[job])) continue
    const kind = kindOf[job] ?? 0
    while (sums.length <= kind) sums.push({ jobs: 0, nodeSeconds: 0, waitS: 0, slowdown: 0 })
    const sum = sums[kind]
    if (sum === undefined) continue
    const [run, wait] = [ranOf(job), waitOf(job)]
    sum.jobs += 1
    sum.waitS += wait
    sum.nodeSeconds += run * (jobs.nodes[job] ?? 0)
    sum.slowdown += boundedSlowdown(wait, run)
  }
  const waitS = sums.map((sum) => new Float64Array(sum.jobs))
  const filled = new Int32Array(sums.length)
  for (let job = 0; job < jobs.count; job += 1) {
    if (hasNoStart(status[job])) continue
    const kind = kindOf[job] ?? 0
    const at = filled[kind] ?? 0
    const list = waitS[kind]
    if (list !== undefined) list[at] = waitOf(job)
    filled[kind] = at + 1
  }
  return sums.flatMap((sum, kind) => {
    const sorted = waitS[kind]?.sort()
    return sorted === undefined || sum.jobs === 0 ? [] : [[kind, waitsOf(sum, sorted)] as const]
  })
}

type Sums = { jobs: number; nodeSeconds: number; waitS: number; slowdown: number }

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
