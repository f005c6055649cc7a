import { SECONDS_PER_HOUR } from '../../../base/units.ts'
import { nodePowerOf, type PowerModel } from '../../../queue/power.ts'
import { hasNoStart, held, rejected } from '../../../queue/engine/simulate.ts'
import type { Replayed } from '../replay.ts'

/** A stretch of a schedule cut into as many buckets as a chart has pixels. All values are means over a bucket. */
export type Timeline = Readonly<ReturnType<typeof timelineOf>>

export type Group = {
  /** Null for the rest. */
  readonly project: string | null
  /** Whether these are the links of the planned run. */
  readonly isRun: boolean
  readonly nodes: Float64Array
  /** Node-hours from the beginning of the schedule to the end of each bucket. */
  readonly usedNodeH: Float64Array
}

export type Stretch = { readonly fromS: number; readonly untilS: number; readonly buckets: number }

/** Charts tell five colours apart: of four projects, or three beside a planned run, and a grey of the rest. */
const mostGroups = 4

/** From the first submission to the last end. */
export function extentOf({ workload: { jobs }, schedule }: Replayed): readonly [number, number] {
  let [fromS, untilS] = [Infinity, -Infinity]
  for (let job = 0; job < jobs.count; job += 1) {
    if (hasNoStart(schedule.status[job])) continue
    fromS = Math.min(fromS, jobs.submitS[job] ?? 0)
    untilS = Math.max(untilS, schedule.endS[job] ?? 0)
  }
  return fromS < untilS ? [fromS, untilS] : [0, 1]
}

/** One pass over the jobs, whatever the stretch: a million of them take some tens of milliseconds. */
export function timelineOf(replayed: Replayed, stretch: Stretch, power: PowerModel | null) {
  const { workload, schedule } = replayed
  const { jobs, nodes, windows } = workload
  const ranks = groupsOf(replayed)
  const busy = ranks.names.map(() => new Means(stretch))
  const before = new Float64Array(ranks.names.length)
  const powerOf = power === null ? null : nodePowerOf(workload, power)
  const [waiting, closed, watts] = [new Means(stretch), new Means(stretch), new Means(stretch)]
  for (let job = 0; job < jobs.count; job += 1) {
    if (schedule.status[job] === rejected) continue
    if (schedule.status[job] === held) {
      waiting.add(jobs.submitS[job] ?? 0, Infinity, 1)
      continue
    }
    const startS = schedule.startS[job] ?? 0
    const endS = schedule.endS[job] ?? 0
    const size = jobs.nodes[job] ?? 0
    const group = ranks.of[jobs.projectOf[job] ?? 0] ?? 0
    busy[group]?.add(startS, endS, size)
    if (startS < stretch.fromS)
      before[group] = (before[group] ?? 0) + size * (Math.min(endS, stretch.fromS) - startS)
    waiting.add(queuedS(replayed, job), startS, 1)
    if (powerOf !== null) watts.add(startS, endS, size * powerOf(job).aboveIdleW)
  }
  for (const { startS, endS, nodes: away } of windows) closed.add(startS, endS, away ?? nodes)
  if (power !== null) watts.add(...extentOf(replayed), nodes * power.idleWPerNode)
  return {
    fromS: stretch.fromS,
    bucketS: waiting.bucketS,
    /** Nodes in use, by the projects that use most and the rest as one. */
    groups: busy.map((means, group) => ({
      project: ranks.names[group] ?? null,
      isRun: group === 0 && replayed.firstLink !== null,
      ...amountsOf(means, before[group] ?? 0),
    })),
    waitingJobs: waiting.values(),
    /** Nodes that are away in windows. */
    closedNodes: closed.values().map((away) => Math.min(away, nodes)),
    /** Of the nodes, idle ones included; null where no power is known. */
    powerW: power === null ? null : watts.values(),
  }
}

function amountsOf(means: Means, beforeNodeS: number): Pick<Group, 'nodes' | 'usedNodeH'> {
  const nodes = means.values()
  let usedS = beforeNodeS
  const usedNodeH = nodes.map((mean) => {
    usedS += mean * means.bucketS
    return usedS / SECONDS_PER_HOUR
  })
  return { nodes, usedNodeH }
}

/** When a job joins the queue: at its submission, or at the end of the job that it follows. */
function queuedS({ workload: { jobs }, schedule, beyond }: Replayed, job: number): number {
  const before = beyond.after?.[job] ?? -1
  return Math.max(jobs.submitS[job] ?? 0, before < 0 ? -Infinity : (schedule.endS[before] ?? 0))
}

type Ranks = {
  /** Group of each project. */
  readonly of: Int32Array
  readonly names: readonly (string | null)[]
}

/** The planned run, where there is one; the projects that use most node-seconds, and one group for all others. */
function groupsOf({ workload: { jobs }, schedule: { startS, endS }, firstLink }: Replayed): Ranks {
  const used = new Float64Array(jobs.projects.length)
  for (let job = 0; job < jobs.count; job += 1) {
    const project = jobs.projectOf[job] ?? 0
    const ranS = (endS[job] ?? 0) - (startS[job] ?? 0)
    used[project] = (used[project] ?? 0) + ranS * (jobs.nodes[job] ?? 0)
  }
  const run = firstLink === null ? [] : [jobs.projectOf[firstLink] ?? 0]
  for (const project of run) used[project] = Infinity
  const ranked = [...used.keys()].sort((a, b) => (used[b] ?? 0) - (used[a] ?? 0))
  const named = ranked.slice(0, ranked.length <= mostGroups + 1 ? ranked.length : mostGroups)
  const of = new Int32Array(jobs.projects.length).fill(named.length)
  named.forEach((project, group) => {
    of[project] = group
  })
  const names: readonly (string | null)[] = named.map((project) => jobs.projects[project] ?? '')
  return { of, names: named.length < ranked.length ? [...names, null] : names }
}

/** Means over equal buckets of amounts that hold over spans, at a fixed cost a span however long it is. */
class Means {
  readonly bucketS: number
  private readonly fromS: number
  private readonly untilS: number
  /** What a span adds to the buckets that it covers in part. */
  private readonly parts: Float64Array
  /** Changes of what covers whole buckets. */
  private readonly steps: Float64Array

  constructor({ fromS, untilS, buckets }: Stretch) {
    this.fromS = fromS
    this.untilS = untilS
    this.bucketS = (untilS - fromS) / buckets
    this.parts = new Float64Array(buckets)
    this.steps = new Float64Array(buckets + 1)
  }

  add(startS: number, endS: number, amount: number): void {
    if (endS <= this.fromS || startS >= this.untilS || endS <= startS) return
    const { parts, steps } = this
    const from = Math.max(0, (startS - this.fromS) / this.bucketS)
    const until = Math.min(parts.length, (endS - this.fromS) / this.bucketS)
    const first = Math.floor(from)
    const last = Math.floor(until)
    if (first === last) {
      parts[first] = (parts[first] ?? 0) + amount * (until - from)
      return
    }
    parts[first] = (parts[first] ?? 0) + amount * (first + 1 - from)
    if (last < parts.length) parts[last] = (parts[last] ?? 0) + amount * (until - last)
    steps[first + 1] = (steps[first + 1] ?? 0) + amount
    steps[last] = (steps[last] ?? 0) - amount
  }

  values(): Float64Array {
    let whole = 0
    return this.parts.map((part, bucket) => {
      whole += this.steps[bucket] ?? 0
      return whole + part
    })
  }
}
