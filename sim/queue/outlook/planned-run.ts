import type { Conditions, JobTable, Labels, PerNode, Workload } from '../engine/job.ts'
import { type Beyond, simulate } from '../engine/simulate.ts'
import type { Replaying } from './likely/cases.ts'

/** A job of so many nodes that would start at once, and the longest limit with which it would. */
export type StartsNow = { readonly nodes: number; readonly limitS: number }

const minuteS = 60
type At = Replaying & { readonly nowS: number }

/**
 * Sizes, from that of a run down by halves, and the longest limit of each, in whole minutes up to the run's, with which
 * one job of it would start at an instant; each has been tried. Sizes of which none starts are left out.
 */
export function startsNow(workload: Workload, run: PlannedRun, at: At): readonly StartsNow[] {
  const found: StartsNow[] = []
  for (let nodes = run.nodes; nodes >= 1; nodes = Math.floor(nodes / 2)) {
    const limitS = longestS(workload, { ...run, nodes }, at)
    if (limitS > 0) found.push({ nodes, limitS })
  }
  return found
}

function longestS(workload: Workload, run: PlannedRun, { nowS, policy, beyond }: At): number {
  const { count } = workload.jobs
  const starts = (limitS: number): boolean => {
    const job = { ...run, workS: limitS, limitS, startupS: 0, submitS: nowS }
    return simulate(withRun(workload, job), { policy }, beyondWith(beyond, count, job)).startS[count] === nowS
  }
  if (starts(run.limitS)) return run.limitS
  let [low, high] = [0, Math.ceil(run.limitS / minuteS)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (starts(middle * minuteS)) low = middle
    else high = middle
  }
  return low * minuteS
}

/** A run as a chain of jobs, each joining the queue when the one before has ended. */
export type PlannedRun = {
  readonly nodes: number
  /** Time of running that the whole run needs, without the start-up of its links. */
  readonly workS: number
  /** Wall-time limit of one link. */
  readonly limitS: number
  /** Of each link, before it advances: start-up and loading. */
  readonly startupS: number
  readonly submitS: number
  readonly priority: number
  readonly queue: string | null
  /** Null for that of the queue's name. */
  readonly qos: string | null
  /** Null for somebody of whom no other job is. */
  readonly user: string | null
  /** Whose budget it draws on; null for a project of its own. */
  readonly project: string | null
  /** Of a second resource, such as watts above idling. */
  readonly secondPerNode: number
}

/** Run time of each link: as much work as fits beside its start-up, the last what is left. */
export function chainLinksOf({ workS, limitS, startupS }: PlannedRun): readonly number[] {
  const perLinkS = limitS - startupS
  const links = Math.max(1, Math.ceil(workS / perLinkS))
  return Array.from({ length: links }, (_, i) =>
    i < links - 1 ? limitS : Math.ceil(workS - perLinkS * (links - 1)) + startupS,
  )
}

/**
 * The workload with the links behind its jobs; each asks for what it will run. Where jobs have times from which they may
 * start, the links have theirs, so that they stand behind those that may start from the same second on.
 */
export function withRun(workload: Workload, run: PlannedRun): Workload {
  const { jobs, kinds } = workload
  const eligibleS = jobs.conditions?.eligibleS ?? null
  const links = chainLinksOf(run)
  const isPartition = kinds?.some(({ partitions }) => partitions.includes(run.queue ?? '')) === true
  const partition = isPartition ? (run.queue ?? '') : ''
  const same = (value: number) => links.map(() => value)
  const owner = { of: jobs.projectOf, names: jobs.projects }
  const projects = labelled(owner, links.length, run.project ?? 'planned run') ?? owner
  const table: JobTable = {
    count: jobs.count + links.length,
    submitS: behind(jobs.submitS, same(run.submitS - (eligibleS === null ? 0 : 1))),
    nodes: behind(jobs.nodes, same(run.nodes)),
    requestedS: behind(jobs.requestedS, links),
    actualS: behind(jobs.actualS, links),
    priority:
      jobs.priority === null && run.priority === 0
        ? null
        : behind(jobs.priority ?? new Float64Array(jobs.count), same(run.priority)),
    projectOf: projects.of,
    projects: projects.names,
    users: labelled(jobs.users ?? namedBy(run.user, jobs), links.length, run.user ?? 'planned run'),
    queues: labelled(jobs.queues ?? namedBy(run.queue, jobs), links.length, run.queue ?? ''),
    qos: labelled(jobs.qos ?? namedBy(run.qos, jobs), links.length, run.qos ?? run.queue ?? ''),
    powerWPerNode: jobs.powerWPerNode === null ? null : behind(jobs.powerWPerNode, same(NaN)),
    perNode: jobs.perNode === null ? null : withWholeNodes(jobs.perNode, links.length, partition),
    conditions: jobs.conditions && {
      ...unconditioned(jobs.conditions, links.length),
      eligibleS: eligibleS && behind(eligibleS, same(run.submitS)),
    },
    ids: new Float64Array(jobs.count + links.length),
  }
  return { ...workload, jobs: table }
}

/** The links take whole nodes, of any partition where it is ''. */
function withWholeNodes(parts: PerNode, links: number, partition: string): PerNode {
  const { gpus, cores, memoryMb, exclusive, partitions, constraints = null } = parts
  const zeros = Array.from({ length: links }, () => 0)
  return {
    gpus: behind(gpus, zeros),
    cores: behind(cores, zeros),
    memoryMb: behind(memoryMb, zeros),
    exclusive: Uint8Array.from([...exclusive, ...zeros]),
    partitions: labelled(partitions ?? { of: new Int32Array(gpus.length), names: [''] }, links, partition),
    constraints: labelled(constraints, links, ''),
  }
}

/** What holds the others back does not touch the links. */
export function unconditioned({ eligibleS, groups, held, ...rest }: Conditions, links: number): Conditions {
  const none = Array.from({ length: links }, () => 0)
  return {
    ...rest,
    eligibleS: eligibleS && behind(eligibleS, Array<number>(links).fill(-Infinity)),
    groups: groups && { ...groups, of: labelsBehind(groups.of, links, -1) },
    held: held === null ? null : Uint8Array.from([...held, ...none]),
  }
}

/** The options of the workload for the longer one: each link after the first follows the one before. */
export function beyondWith(beyond: Beyond, count: number, run: PlannedRun): Beyond {
  const links = chainLinksOf(run).length
  const after = new Int32Array(count + links).fill(-1)
  if (beyond.after !== null) after.set(beyond.after)
  for (let link = 1; link < links; link += 1) after[count + link] = count + link - 1
  const { second } = beyond
  const needs = Array.from({ length: links }, () => Math.ceil(run.nodes * run.secondPerNode))
  return {
    ...beyond,
    after,
    second: second === null ? null : { ...second, needs: behind(second.needs, needs) },
  }
}

/** Labels of jobs that have none, where a run has one. */
function namedBy(name: string | null, { count }: JobTable): Labels | null {
  return name === null ? null : { of: new Int32Array(count), names: [''] }
}

export function behind(column: Float64Array, values: readonly number[]): Float64Array {
  const joined = new Float64Array(column.length + values.length)
  joined.set(column)
  joined.set(values, column.length)
  return joined
}

function labelsBehind(of: Int32Array, more: number, label: number): Int32Array {
  const joined = new Int32Array(of.length + more).fill(label)
  joined.set(of)
  return joined
}

function labelled(labels: Labels | null, more: number, name: string): Labels | null {
  if (labels === null) return null
  const known = labels.names.indexOf(name)
  const label = known < 0 ? labels.names.length : known
  const of = labelsBehind(labels.of, more, label)
  return { of, names: known < 0 ? [...labels.names, name] : labels.names }
}
