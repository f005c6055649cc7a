import { valueAt } from '../base/math.ts'
import type { Workload } from './engine/job.ts'
import { boundedSlowdown } from './metrics.ts'
import { hasNoStart, type Schedule } from './engine/simulate.ts'
import { cutShort } from './stretches.ts'

/** How the jobs of one kind fared; the quantiles are order statistics of their waits. */
export type Waits = Readonly<ReturnType<typeof waitsOf>>

export type SizeClass = Waits & { readonly fromNodes: number; readonly toNodes: number }
export type ProjectWaits = Waits & { readonly project: string }

/** Class of a job's size: 0 for one node, then 2 to 4, 5 to 16, 17 to 64, … */
export function classOf(nodes: number): number {
  return (33 - Math.clz32(Math.min(2 ** 32, Math.max(1, nodes)) - 1)) >> 1
}

/** By size, smallest first, and by project, most node-seconds first; kinds of which no job started are left out. */
export function waitsByKind(workload: Workload, schedule: Schedule) {
  const { nodes, projectOf, projects } = workload.jobs
  const fared = faredOf(workload, schedule)
  const classes = new Int32Array(nodes.length)
  for (let job = 0; job < classes.length; job += 1) classes[job] = classOf(nodes[job] ?? 0)
  const sizes = waitsBy(fared, classes)
  const shares = waitsBy(fared, projectOf)
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

/** Of all attempts of each job; NaN waits are of those that never started. */
function faredOf({ jobs: { count, submitS, nodes } }: Workload, schedule: Schedule) {
  const { startS, endS, status } = schedule
  const cut = cutShort(schedule)
  // A planned run's links are in the schedule and not among these jobs.
  const waitS = new Float64Array(count).fill(Number.NaN)
  const nodeSeconds = new Float64Array(count)
  const slowdown = new Float64Array(count)
  for (let job = 0; job < count; job += 1) {
    if (hasNoStart(status[job])) continue
    const end = endS[job] ?? 0
    const run = end - (startS[job] ?? 0) + (cut.size === 0 ? 0 : (cut.get(job)?.ranS ?? 0))
    const wait = end - (submitS[job] ?? 0) - run
    waitS[job] = wait
    nodeSeconds[job] = run * (nodes[job] ?? 0)
    slowdown[job] = boundedSlowdown(wait, run)
  }
  return { waitS, nodeSeconds, slowdown }
}

/** Jobs by kind, a whole number from 0 on, kinds ascending; jobs that never started are left out. */
function waitsBy(fared: Readonly<ReturnType<typeof faredOf>>, kindOf: Int32Array) {
  const { waitS } = fared
  const kinds = 1 + kindOf.reduce((most, kind) => Math.max(most, kind), -1)
  /** Where the waits of each kind begin, and those after the last end. */
  const starts = new Int32Array(kinds + 1)
  const nodeSeconds = new Float64Array(kinds)
  const slowdown = new Float64Array(kinds)
  for (let job = 0; job < waitS.length; job += 1) {
    const wait = waitS[job] ?? 0
    if (wait !== wait) continue
    const kind = kindOf[job] ?? 0
    starts[kind + 1] = (starts[kind + 1] ?? 0) + 1
    nodeSeconds[kind] = (nodeSeconds[kind] ?? 0) + (fared.nodeSeconds[job] ?? 0)
    slowdown[kind] = (slowdown[kind] ?? 0) + (fared.slowdown[job] ?? 0)
  }
  for (let kind = 0; kind < kinds; kind += 1) starts[kind + 1] = (starts[kind + 1] ?? 0) + (starts[kind] ?? 0)
  const next = starts.slice()
  const waits = new Float64Array(starts[kinds] ?? 0)
  for (let job = 0; job < waitS.length; job += 1) {
    const wait = waitS[job] ?? 0
    if (wait !== wait) continue
    const kind = kindOf[job] ?? 0
    const at = next[kind] ?? 0
    next[kind] = at + 1
    waits[at] = wait
  }
  return [...nodeSeconds.keys()].flatMap((kind) => {
    const own = waits.subarray(starts[kind], starts[kind + 1])
    return own.length === 0
      ? []
      : [[kind, waitsOf(own, nodeSeconds[kind] ?? 0, slowdown[kind] ?? 0)] as const]
  })
}

/** Moves the waits about. */
function waitsOf(waits: Float64Array, nodeSeconds: number, slowdown: number) {
  const jobs = waits.length
  let waitS = 0
  for (let i = 0; i < jobs; i += 1) waitS += waits[i] ?? 0
  const [p10, p50, p90, last] = [0.1, 0.5, 0.9, 1].map((share) => Math.max(0, Math.ceil(share * jobs) - 1))
  return {
    jobs,
    nodeSeconds,
    meanWaitS: waitS / jobs,
    p10WaitS: valueAt(waits, p10 ?? 0, 0),
    p50WaitS: valueAt(waits, p50 ?? 0, p10 ?? 0),
    p90WaitS: valueAt(waits, p90 ?? 0, p50 ?? 0),
    maxWaitS: valueAt(waits, last ?? 0, p90 ?? 0),
    meanBoundedSlowdown: slowdown / jobs,
  }
}
