import { addTo } from '../../base/math.ts'
import type { Conditions, Dependency, JobTable, Workload } from '../engine/job.ts'
import { JobHeap } from '../engine/heap.ts'
import type { Extra, Machine } from '../engine/machine.ts'
import {
  type RunningLimit,
  gpusHeld,
  limitedGroups,
  limitsRunning,
  runningLimits,
  submissionLimits,
  type QueueLimit,
} from './queue-limits.ts'
import { own } from '../../base/nearest.ts'
import type { Policy } from '../policies/policy.ts'
import { byLabel } from './multifactor.ts'

/** What keeps a job out of the queue now. */
export type Condition =
  | { readonly kind: 'held' }
  | { readonly kind: 'eligible'; readonly atS: number }
  | { readonly kind: 'follows'; readonly job: number }
  /** It follows a job that has ended otherwise than it asks for. */
  | { readonly kind: 'never'; readonly job: number }

/**
 * Jobs that join the queue when their conditions are met, and not before their own submission: holds, begin times,
 * jobs that follow others. Their wait counts from the submission.
 */
export function conditional(machine: Machine, before: ConditionOf): Extra {
  const followers = new Map<number, number[]>()
  const due = new JobHeap()
  return {
    nextS: () => due.firstS(),
    happen() {
      while (due.firstS() <= machine.nowS) machine.joining.push(due.pop())
      return 'none'
    },
    admits(job) {
      const condition = before(job)
      if (condition === null) return true
      if (condition.kind === 'eligible' && condition.atS < Infinity) due.push(condition.atS, job)
      if (condition.kind === 'follows') addTo(followers, condition.job, job)
      return false
    },
    finished(job) {
      const list = followers.get(job)
      if (list === undefined) return
      machine.joining.push(...list)
      for (const one of list) machine.followedS.set(one, machine.nowS)
      followers.delete(job)
    },
    awaits: () => due.firstS() < Infinity,
  }
}

/** The first condition of a job that is not met at the machine's instant; null when all are. */
export type ConditionOf = (job: number) => Condition | null

type Told = { readonly jobs: JobTable; readonly after: Int32Array | null }

const nothing: Dependency[] = []

/** From the conditions of a table, and links that follow one another. */
export function conditionsOf(machine: Machine, { jobs, after }: Told): ConditionOf {
  const told = jobs.conditions
  const follows = byJob(told)
  return (job) => {
    if (told?.held?.[job] === 1) return { kind: 'held' }
    const atS = told?.eligibleS?.[job] ?? -Infinity
    if (atS > machine.nowS) return { kind: 'eligible', atS }
    const link = after?.[job] ?? -1
    if (link >= 0 && !machine.hasEnded(link)) return { kind: 'follows', job: link }
    const list = follows.get(job) ?? nothing
    // Who has ended has ended for good, and is not looked at again.
    for (let one = list.at(-1); one !== undefined; list.pop(), one = list.at(-1)) {
      const { on, kind } = one
      if (!machine.hasEnded(on)) return { kind: 'follows', job: on }
      const completed = !machine.wasStopped(on) && (jobs.actualS[on] ?? 0) <= (machine.limitS[on] ?? Infinity)
      if (kind !== 'any' && (kind === 'ok') !== completed) return { kind: 'never', job: on }
    }
    return null
  }
}

/** What each job follows, the first last. */
function byJob(told: Conditions | null): ReadonlyMap<number, Dependency[]> {
  const found = new Map<number, Dependency[]>()
  for (const one of (told?.dependencies ?? []).toReversed()) addTo(found, one.job, one)
  return found
}

/** The limit of the group of each job, such as the tasks of an array. */
export function groupLimits({ groups }: Conditions): (job: number) => RunningLimit | undefined {
  const limits = Array.from(groups?.most ?? [], (most) => ({ mostRunning: most }))
  return (job) => limits[groups?.of[job] ?? -1]
}

type Limited = { readonly machine: Machine; readonly policy: Policy; readonly workload: Workload }

/** What keeps the limits that are given and those of arrays: of submissions first, then of what runs. */
export function limiting(
  { machine, policy, workload }: Limited,
  limits: readonly QueueLimit[],
  usageOf: (job: number) => number,
): readonly Extra[] {
  const { jobs } = workload
  const gpusOf = gpusHeld(workload)
  const ofSubmissions = limits.filter(({ mostSubmitted = Infinity }) => mostSubmitted < Infinity)
  const groups = limits.filter(limitsRunning).map((limit) => limitedGroups(jobs, limit))
  const told = jobs.conditions
  const ofArrays = told === null || told.groups === null ? [] : [groupLimits(told)]
  return [
    ...(ofSubmissions.length > 0 ? [submissionLimits(machine, jobs, ofSubmissions)] : []),
    ...[...groups, ...ofArrays].map((limitOf) =>
      runningLimits(machine, policy, { limitOf, gpusOf, usageOf }),
    ),
  ]
}

/** How often what a job uses counts: the factor of its QOS, 1 for one that is not named. */
export function usageFactorsOf(
  { qos, queues }: JobTable,
  factors: Readonly<Record<string, number>>,
): (job: number) => number {
  return byLabel(qos ?? queues, (name) => own(factors, name) ?? 1)
}
