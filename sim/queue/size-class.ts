import type { Workload } from './engine/job.ts'
import { ascending } from './engine/sorted.ts'
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
  const fared = faredOf(workload, schedule)
  const sizes = waitsBy(fared, nodes, new Int32Array(nodes.map((count) => classOf(count))))
  const shares = waitsBy(fared, nodes, projectOf)
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

/** Of all attempts; NaN runs are of jobs that never started, which are not in `byWait`, the shortest wait first. */
type Fared = { readonly runS: Float64Array; readonly waitS: Float64Array; readonly byWait: Uint32Array }

function faredOf({ jobs: { count, submitS } }: Workload, schedule: Schedule): Fared {
  const { startS, endS, status } = schedule
  const cut = cutShort(schedule)
  // A planned run's links are in the schedule and not among these jobs.
  const runS = new Float64Array(count).fill(Number.NaN)
  const waitS = new Float64Array(count)
  for (let job = 0; job < runS.length; job += 1) {
    if (hasNoStart(status[job])) continue
    const run = (endS[job] ?? 0) - (startS[job] ?? 0) + (cut.size === 0 ? 0 : (cut.get(job)?.ranS ?? 0))
    runS[job] = run
    waitS[job] = (endS[job] ?? 0) - (submitS[job] ?? 0) - run
  }
  return { runS, waitS, byWait: ascending(waitS).filter((job) => !Number.isNaN(runS[job])) }
}

/** Jobs by kind, a whole number from 0 on, kinds ascending; jobs that never started are left out. */
function waitsBy({ runS, waitS, byWait }: Fared, nodes: Float64Array, kindOf: Int32Array) {
  const kinds = 1 + kindOf.reduce((most, kind) => Math.max(most, kind), -1)
  const waits = Array.from({ length: kinds }, (): number[] => [])
  for (const job of byWait) waits[kindOf[job] ?? 0]?.push(waitS[job] ?? 0)
  const nodeSeconds = new Float64Array(kinds)
  const slowdown = new Float64Array(kinds)
  for (let job = 0; job < runS.length; job += 1) {
    const run = runS[job] ?? 0
    if (Number.isNaN(run)) continue
    const kind = kindOf[job] ?? 0
    nodeSeconds[kind] = (nodeSeconds[kind] ?? 0) + run * (nodes[job] ?? 0)
    slowdown[kind] = (slowdown[kind] ?? 0) + boundedSlowdown(waitS[job] ?? 0, run)
  }
  return waits.flatMap((sorted, kind) =>
    sorted.length === 0
      ? []
      : [[kind, waitsOf(sorted, nodeSeconds[kind] ?? 0, slowdown[kind] ?? 0)] as const],
  )
}

function waitsOf(sorted: readonly number[], nodeSeconds: number, slowdown: number): Waits {
  const jobs = sorted.length
  const at = (fraction: number) => sorted[Math.max(0, Math.ceil(fraction * jobs) - 1)] ?? 0
  return {
    jobs,
    nodeSeconds,
    meanWaitS: sorted.reduce((sum, waitS) => sum + waitS, 0) / jobs,
    p10WaitS: at(0.1),
    p50WaitS: at(0.5),
    p90WaitS: at(0.9),
    maxWaitS: at(1),
    meanBoundedSlowdown: slowdown / jobs,
  }
}
