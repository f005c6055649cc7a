import { own } from '../../base/nearest.ts'
import type { JobTable, Labels, Workload } from '../engine/job.ts'
import type { Extra, Machine } from '../engine/machine.ts'
import type { MovingPlaces } from '../engine/places.ts'
import { nodeShareOf } from '../placement/asks.ts'
import { FairTree } from './fair-tree.ts'

type Shares = Readonly<Record<string, number | 'parent'>>

export type Multifactor = {
  readonly weights: Readonly<Record<'age' | 'fairShare' | 'size' | 'qos', number>>
  /** An age beyond this adds nothing. */
  readonly maxAgeS: number
  /** Used node-seconds count half after so long. */
  readonly halfLifeS: number
  /** Fair shares are reckoned anew no more often than this. */
  readonly fairShareEveryS: number
  /** Shares by project, 1 for one that is not named; 'parent': what is below it counts as beside it. */
  readonly shares: Shares
  /** The project that another is below; none where it is not named. */
  readonly parents: Readonly<Record<string, string>>
  /** Shares of the users of a project, who count with jobs or without; 1 for others who have jobs. */
  readonly users: Readonly<Record<string, Shares>>
  /** Factor from 0 to 1 by queue; 0 for a queue that is not named. */
  readonly qos: Readonly<Record<string, number>>
}

/** Slurm's defaults of the periods (slurm.conf: PriorityMaxAge, PriorityDecayHalfLife, PriorityCalcPeriod). */
export const slurmPeriods = { maxAgeS: 604_800, halfLifeS: 604_800, fairShareEveryS: 300 } as const

type Ordering = {
  readonly model: Multifactor
  readonly places: MovingPlaces
  readonly tierOf: Tiers
  /** Nodes that a job counts for in what its user has used. */
  readonly chargeOf: (job: number) => number
}

/**
 * Slurm's multifactor priority as the order of the queue:
 *
 *     priority = site + W_age · min(age / MaxAge, 1) + W_fs · F + W_size · nodes / N + W_qos · QOS
 *
 * rounded to a whole number; `site` is the workload's own priority, F the fair-tree factor (`FairTree`), and the size
 * factor favours large jobs, Slurm's default. Ties: submission, then the list. Reckoned before every pass, at
 * instants with work only, where Slurm reckons every 5 minutes; F no more often than that. A job ages from when it may
 * start: its begin time, or the end of the one that it follows. Left out: partition, TRES and nice terms.
 *
 * Source: https://slurm.schedmd.com/priority_multifactor.html.
 */
export function multifactor(
  machine: Machine,
  jobs: JobTable,
  { model, places, tierOf, chargeOf }: Ordering,
): Extra {
  const { queue } = machine
  const { weights } = model
  const mayS = jobs.conditions?.agedFromS ?? jobs.conditions?.eligibleS
  const tree = treeOf(jobs, model)
  const qosOf = qosFactors(jobs.qos ?? jobs.queues, model.qos)
  const waiting: number[] = []
  const priority = new Float64Array(jobs.count)
  let reckonedS = -Infinity

  const priorityOf = (job: number): number => {
    const sinceS = Math.max(jobs.submitS[job] ?? 0, mayS?.[job] ?? -Infinity)
    const ageS = machine.nowS - (machine.followedS.get(job) ?? sinceS)
    return Math.round(
      (jobs.priority?.[job] ?? 0) +
        weights.age * Math.min(ageS / model.maxAgeS, 1) +
        weights.fairShare * tree.factor(job) +
        (weights.size * (machine.nodes[job] ?? 0)) / machine.room.nodesInAll +
        weights.qos * qosOf(job),
    )
  }
  const byPriority = (a: number, b: number): number =>
    tierOf(b) - tierOf(a) ||
    (priority[b] ?? 0) - (priority[a] ?? 0) ||
    (jobs.submitS[a] ?? 0) - (jobs.submitS[b] ?? 0) ||
    a - b

  return {
    started(job) {
      tree.hold(job, chargeOf(job), machine.nowS)
    },
    ended(job) {
      tree.hold(job, -chargeOf(job), machine.nowS)
    },
    beforePass() {
      if (machine.nowS - reckonedS >= model.fairShareEveryS) {
        tree.reckon(machine.nowS)
        reckonedS = machine.nowS
      }
      waiting.length = 0
      for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1))
        waiting.push(queue.jobAt(place))
      for (const job of waiting) {
        priority[job] = priorityOf(job)
        machine.dequeue(job)
      }
      places.restart()
      for (const job of waiting.sort(byPriority)) machine.enqueue(job)
      machine.changed = true
    },
  }
}

/**
 * What a job holds, in nodes: of a shared node the part that it takes, by its GPUs, else the larger of those of its cores
 * and its memory; times the usage factor of its QOS.
 */
export function chargedNodes(workload: Workload, usageOf: (job: number) => number): (job: number) => number {
  const shareOf = nodeShareOf(workload)
  return (job) => (workload.jobs.nodes[job] ?? 0) * shareOf(job) * usageOf(job)
}

/** Where jobs tell no users, a project is one user. */
function treeOf({ projects, projectOf, users }: JobTable, model: Multifactor): FairTree {
  const [above, shares, leaves]: [number[], number[], number[]] = [[], [], []]
  const [accounts, known] = [new Map<string, number>(), new Map<string, number>()]
  const add = (account: number, share: number): number => {
    shares.push(share)
    return above.push(account) - 1
  }
  const accountOf = (name: string): number => {
    let account = accounts.get(name)
    if (account !== undefined) return account
    const [parent, share] = [own(model.parents, name), own(model.shares, name) ?? 1]
    account = parent === undefined ? -1 : accountOf(parent)
    if (share !== 'parent') account = add(account, share)
    accounts.set(name, account)
    return account
  }
  const userOf = (project: string, user: string): number => {
    const key = `${project}\n${user}`
    let leaf = known.get(key)
    if (leaf !== undefined) return leaf
    const share = own(own(model.users, project) ?? {}, user) ?? 1
    leaf = leaves.push(add(accountOf(project), share === 'parent' ? Infinity : share)) - 1
    known.set(key, leaf)
    return leaf
  }
  const those = users === null ? [] : Object.entries(model.users)
  for (const [project, its] of those) for (const user of Object.keys(its)) userOf(project, user)
  const met = new Map<number, number>()
  const userOfJob = projectOf.map((project, job) => {
    const name = users?.of[job] ?? -1
    const pair = project * ((users?.names.length ?? 0) + 1) + name
    const user = met.get(pair) ?? userOf(projects[project] ?? '', users?.names[name] ?? '')
    met.set(pair, user)
    return user
  })
  return new FairTree({ above, shares, users: leaves, userOf: userOfJob, halfLifeS: model.halfLifeS })
}

/** Factor of the QOS of each job; 0 for one that is not named. */
export function qosFactors(qos: Labels | null, factors: Multifactor['qos']): (job: number) => number {
  return byLabel(qos, (name) => own(factors, name) ?? 0)
}

export type Tiers = (job: number) => number

/** What the label of a job stands for; that of '' where it has none. */
export function byLabel<T>(labels: Labels | null, valueOf: (name: string) => T): (job: number) => T {
  const none = valueOf('')
  const known = (labels?.names ?? []).map(valueOf)
  return (job) => known[labels?.of[job] ?? -1] ?? none
}

/** Tiers of queues, 1 for one that is not named: whoever is of a higher tier comes first, whatever the priorities. */
export function tiersOf({ queues }: JobTable, tiers: Readonly<Record<string, number>> | null): Tiers {
  return tiers === null ? () => 1 : byLabel(queues, (name) => own(tiers, name) ?? 1)
}

/** One number of each job that puts higher tiers first and, in a tier, higher priorities. */
export function withTiers({ count, priority }: JobTable, tierOf: Tiers): Float64Array {
  const tiers = Float64Array.from({ length: count }, (_, job) => tierOf(job))
  const priorities = priority ?? new Float64Array(count)
  const ranksOf = (values: Float64Array) => new Map([...new Set(values.toSorted())].map((one, i) => [one, i]))
  const [ranks, steps] = [ranksOf(priorities), ranksOf(tiers)]
  return tiers.map(
    (tier, job) => (steps.get(tier) ?? 0) * ranks.size + (ranks.get(priorities[job] ?? 0) ?? 0),
  )
}
