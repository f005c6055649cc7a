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

type Kind = (job: number) => number

/** Jobs by kind, kinds ascending; jobs that never started are left out. */
function waitsBy(
  { jobs }: Workload,
  schedule: Schedule,
  kindOf: Kind,
): readonly (readonly [number, Waits])[] {
  const kinds = new Float64Array(jobs.count)
  for (let job = 0; job < jobs.count; job += 1)
    kinds[job] = hasNoStart(schedule.status[job]) ? -1 : kindOf(job)
  const order = ascending(kinds)
  const columns = { nodes: jobs.nodes, submitS: jobs.submitS, startS: schedule.startS, endS: schedule.endS }
  const found: (readonly [number, Waits])[] = []
  for (let from = 0; from < order.length;) {
    const kind = kinds[order[from] ?? 0] ?? 0
    let until = from
    while (until < order.length && kinds[order[until] ?? 0] === kind) until += 1
    if (kind >= 0) found.push([kind, waitsOf(order.subarray(from, until), columns)])
    from = until
  }
  return found
}

type Columns = Readonly<Record<'nodes' | 'submitS' | 'startS' | 'endS', Float64Array>>

function waitsOf(list: Uint32Array, { nodes, submitS, startS, endS }: Columns): Waits {
  let nodeSeconds = 0
  let waitS = 0
  let slowdown = 0
  const waits = new Float64Array(list.length)
  for (let i = 0; i < list.length; i += 1) {
    const job = list[i] ?? 0
    const wait = (startS[job] ?? 0) - (submitS[job] ?? 0)
    const run = (endS[job] ?? 0) - (startS[job] ?? 0)
    waits[i] = wait
    waitS += wait
    nodeSeconds += run * (nodes[job] ?? 0)
    slowdown += boundedSlowdown(wait, run)
  }
  waits.sort()
  const at = (fraction: number) => waits[Math.max(0, Math.ceil(fraction * waits.length) - 1)] ?? 0
  return {
    jobs: list.length,
    nodeSeconds,
    meanWaitS: waitS / list.length,
    p10WaitS: at(0.1),
    p50WaitS: at(0.5),
    p90WaitS: at(0.9),
    maxWaitS: at(1),
    meanBoundedSlowdown: slowdown / list.length,
  }
}
