import { addTo } from '../../base/math.ts'
import { own } from '../../base/nearest.ts'
import { chargedGpus } from '../accounts/ledger.ts'
import type { JobTable, Labels, Workload } from '../engine/job.ts'
import { type Extra, type Machine } from '../engine/machine.ts'
import type { Policy } from '../policies/policy.ts'

/** Whose jobs a limit is of; left out for everybody's. */
type LimitScope = { readonly [of in 'queue' | 'qos' | 'account' | 'user']?: string | null | undefined } & {
  /** Whether it holds for all of them together, or for each user or account by itself. */
  readonly each?: 'user' | 'account' | null | undefined
  /** Queues whose jobs it is of as well: they share its QOS. */
  readonly alsoQueues?: readonly string[] | undefined
  /** Accounts whose jobs it is of as well: they are below its own. */
  readonly alsoAccounts?: readonly string[] | undefined
  /** Queues, QOS and users whose jobs it counts but does not hold, as a limit of their own goes before it. */
  readonly exceptQueues?: readonly string[] | undefined
  readonly exceptQos?: readonly string[] | undefined
  readonly exceptUsers?: readonly string[] | undefined
}

/** So much may run at a time, or may be used in all. */
export type RunningLimit = {
  readonly mostRunning: number
  readonly mostRunningNodes?: number
  readonly mostRunningGpus?: number
  /** Of all that start, what they use: until its end a job counts with its limit. */
  readonly mostNodeS?: number
  readonly mostGpuS?: number
  /** Of a job that it counts, whether it does not hold it. */
  readonly isFree?: (job: number) => boolean
}

/** What is allowed to some of the jobs; Infinity where it does not limit. */
export type QueueLimit = LimitScope &
  RunningLimit & {
    readonly longestS: number
    readonly mostNodes: number
    /** Jobs that wait or run at a time; one more is rejected at submission. */
    readonly mostSubmitted?: number
  }

/** Whether a limit has a say in which of the jobs that are let in may run. */
export function limitsRunning(limit: RunningLimit): boolean {
  return limit.mostRunning < Infinity || limitsAmounts(limit)
}

/** Whether a limit counts what is used in all. */
export function limitsUse({ mostNodeS = Infinity, mostGpuS = Infinity }: RunningLimit): boolean {
  return Math.min(mostNodeS, mostGpuS) < Infinity
}

function limitsAmounts({ mostRunningNodes, mostRunningGpus, mostNodeS, mostGpuS }: RunningLimit): boolean {
  return [mostRunningNodes, mostRunningGpus, mostNodeS, mostGpuS].some((most = Infinity) => most < Infinity)
}

/** Whether a limit lets such a job in at all; one that it does not is rejected at submission. */
export function isTaken(limit: QueueLimit, nodes: number, limitS: number): boolean {
  return nodes <= limit.mostNodes && limitS <= limit.longestS
}

/** Whether a limit holds a job. */
export function isLimited(jobs: JobTable, limit: QueueLimit): (job: number) => boolean {
  const [isOf, isFree] = [isCounted(jobs, limit), isExcepted(jobs, limit)]
  return (job) => isOf(job) && !isFree(job)
}

function isExcepted({ queues, qos = null, users }: JobTable, limit: LimitScope) {
  const [ofQueues, ofQos, ofUsers] = [
    new Set(limit.exceptQueues),
    new Set(limit.exceptQos),
    new Set(limit.exceptUsers),
  ]
  return (job: number) =>
    ofQueues.has(nameOf(queues, job)) || ofQos.has(nameOf(qos, job)) || ofUsers.has(nameOf(users, job))
}

function isCounted(jobs: JobTable, limit: QueueLimit): (job: number) => boolean {
  const wanted = Object.entries(labelsOf(jobs)).map(([of, labels]) => ({ name: own(limit, of), labels }))
  const told = wanted.filter(({ name }) => typeof name === 'string')
  const [queues, accounts] = [new Set(limit.alsoQueues), new Set(limit.alsoAccounts)]
  return (job) =>
    told.every(({ name, labels }) => nameOf(labels, job) === name) ||
    queues.has(nameOf(jobs.queues, job)) ||
    accounts.has(jobs.projects[jobs.projectOf[job] ?? -1] ?? '')
}

function labelsOf({ projectOf, projects, users: user, queues: queue, qos = null }: JobTable) {
  return { queue, qos, user, account: { of: projectOf, names: projects } }
}

function nameOf(labels: Labels | null, job: number): string {
  return labels?.names[labels.of[job] ?? -1] ?? ''
}

/** The group of each job that a limit counts together; undefined for a job that it is not of. */
export function limitedGroups(
  jobs: JobTable,
  limit: QueueLimit,
): (job: number) => (RunningLimit & { readonly name: string }) | undefined {
  const isOf = isCounted(jobs, limit)
  const { queue, qos, account, user } = limit
  const each = limit.each && !limit[limit.each] ? limit.each : null
  const isFree = isExcepted(jobs, limit)
  const owners = each ? labelsOf(jobs)[each] : null
  const name = [queue, qos, account, user].filter(Boolean).join(' ')
  const groups = new Map<string, RunningLimit & { readonly name: string }>()
  return (job) => {
    if (!isOf(job)) return undefined
    const owner = nameOf(owners, job)
    const known = groups.get(owner)
    if (known !== undefined) return known
    const made = { ...limit, isFree, name: [name, each, owner].filter(Boolean).join(' ') }
    groups.set(owner, made)
    return made
  }
}

/** GPUs that a job holds while it runs: what it asks for, or those of its whole nodes. */
export function gpusHeld({ jobs, kinds }: Workload): (job: number) => number {
  const gpusPerNode = Math.max(0, ...(kinds ?? []).map(({ gpus }) => gpus))
  return (job) => chargedGpus(jobs, job, { gpusPerNode, sharesNodes: true })
}

type Limiting = {
  readonly limitOf: (job: number) => RunningLimit | undefined
  readonly gpusOf: (job: number) => number
  /** How often a second of a job counts in what is used (UsageFactor). */
  readonly usageOf: (job: number) => number
}
type Amounts = { jobs: number; nodes: number; gpus: number; nodeS: number; gpuS: number }
const nothing: Readonly<Amounts> = { jobs: 0, nodes: 0, gpus: 0, nodeS: 0, gpuS: 0 }

function isWithin(limit: RunningLimit, held: Amounts, more: Amounts): boolean {
  const { mostRunningNodes = Infinity, mostRunningGpus = Infinity } = limit
  const { mostNodeS = Infinity, mostGpuS = Infinity } = limit
  return (
    held.nodes + more.nodes <= mostRunningNodes &&
    held.gpus + more.gpus <= mostRunningGpus &&
    held.nodeS + more.nodeS <= mostNodeS &&
    held.gpuS + more.gpuS <= mostGpuS
  )
}

function sumOf(a: Amounts, b: Amounts): Amounts {
  return {
    jobs: a.jobs + b.jobs,
    nodes: a.nodes + b.nodes,
    gpus: a.gpus + b.gpus,
    nodeS: a.nodeS + b.nodeS,
    gpuS: a.gpuS + b.gpuS,
  }
}

/**
 * Limits of what runs at a time, and of what is used in all, with nothing of before the log and without decay (as the
 * flag NoDecay of a QOS has it). A job that would pass one is kept back: it blocks nobody and is promised nothing, and
 * takes its place in the order again when one of its group ends (as Slurm does with a job held for QOSMaxJobs or
 * QOSMaxGRESPerUser).
 */
export function runningLimits(machine: Machine, policy: Policy, limiting: Limiting): Extra {
  const { limitOf, gpusOf, usageOf } = limiting
  const running = new Map<RunningLimit, Amounts>()
  const keptBack = new Map<RunningLimit, number[]>()
  const amountsOf = (job: number, seconds: number, by: 1 | -1): Amounts => {
    const [nodes, gpus, usedS] = [by * (machine.nodes[job] ?? 0), by * gpusOf(job), seconds * usageOf(job)]
    return { jobs: by, nodes, gpus, nodeS: nodes * usedS, gpuS: gpus * usedS }
  }
  const fits = (limit: RunningLimit, job: number): boolean => {
    const held = running.get(limit) ?? nothing
    if (limit.isFree?.(job) === true) return true
    if (held.jobs >= limit.mostRunning) return false
    return !limitsAmounts(limit) || isWithin(limit, held, amountsOf(job, machine.limitS[job] ?? 0, 1))
  }
  const count = (limit: RunningLimit, amounts: Amounts): Amounts => {
    const held = sumOf(running.get(limit) ?? nothing, amounts)
    running.set(limit, held)
    return held
  }
  return {
    admits(job) {
      const limit = limitOf(job)
      if (limit === undefined || fits(limit, job)) return true
      machine.places.standBy(job)
      addTo(keptBack, limit, job)
      return false
    },
    started(job) {
      const limit = limitOf(job)
      if (limit === undefined) return
      const { jobs } = count(limit, amountsOf(job, machine.limitS[job] ?? 0, 1))
      if (jobs < limit.mostRunning && !limitsAmounts(limit)) return
      const { queue } = machine
      for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1)) {
        const waiting = queue.jobAt(place)
        if (limitOf(waiting) !== limit || fits(limit, waiting)) continue
        policy.withdraw(waiting)
        machine.withdraw(waiting)
        addTo(keptBack, limit, waiting)
      }
    },
    ended(job) {
      const limit = limitOf(job)
      if (limit === undefined) return
      const restS = (machine.startS[job] ?? 0) + (machine.limitS[job] ?? 0) - machine.nowS
      count(limit, amountsOf(job, restS, -1))
      machine.joining.push(...(keptBack.get(limit) ?? []))
      keptBack.delete(limit)
    },
  }
}

/**
 * Limits of what is submitted: a job that comes while so many of its group wait or run is rejected (as sbatch does for
 * QOSMaxSubmitJobPerUserLimit). It is asked before all others; a job that comes back is counted once.
 */
export function submissionLimits(machine: Machine, jobs: JobTable, limits: readonly QueueLimit[]): Extra {
  const groupsOf = limits.map((limit) => ({
    most: limit.mostSubmitted ?? Infinity,
    of: limitedGroups(jobs, limit),
  }))
  const submitted = new Map<RunningLimit, number>()
  const known = new Set<number>()
  const groups = (job: number) =>
    groupsOf.flatMap(({ of, most }) => {
      const group = of(job)
      return group === undefined ? [] : [{ group, most }]
    })
  const count = (job: number, by: 1 | -1) => {
    for (const { group } of groups(job)) submitted.set(group, (submitted.get(group) ?? 0) + by)
    if (by > 0) known.add(job)
    else known.delete(job)
  }
  return {
    admits(job) {
      if (known.has(job)) return true
      const isFull = (group: RunningLimit, most: number) => (submitted.get(group) ?? 0) >= most
      if (groups(job).some(({ group, most }) => group.isFree?.(job) !== true && isFull(group, most))) {
        machine.refused.add(job)
        return false
      }
      count(job, 1)
      return true
    },
    started(job) {
      if (!known.has(job)) count(job, 1)
    },
    finished(job) {
      if (known.has(job)) count(job, -1)
    },
  }
}
