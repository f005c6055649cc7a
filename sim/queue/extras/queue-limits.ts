import { chargedGpus } from '../accounts/ledger.ts'
import type { JobTable, Labels, Workload } from '../engine/job.ts'
import { type Extra, type Machine } from '../engine/machine.ts'
import type { Policy } from '../policies/policy.ts'

/** Whose jobs a limit is of; null for everybody's. */
type LimitScope = {
  readonly queue: string | null
  readonly qos?: string | null
  readonly account?: string | null
  readonly user?: string | null
  /** Whether it holds for all of them together, or for each user or account by itself. */
  readonly each?: 'user' | 'account' | null
}

/** So much may run at a time. */
export type RunningLimit = {
  readonly mostRunning: number
  readonly mostRunningNodes?: number
  readonly mostRunningGpus?: number
}

/** What is allowed to some of the jobs; Infinity where it does not limit. */
export type QueueLimit = LimitScope & RunningLimit & { readonly longestS: number; readonly mostNodes: number }

/** Whether a limit lets such a job in at all; one that it does not is rejected at submission. */
export function isTaken(limit: QueueLimit, nodes: number, limitS: number): boolean {
  return nodes <= limit.mostNodes && limitS <= limit.longestS
}

/** Whether a limit is of a job. */
export function isLimited(jobs: JobTable, limit: QueueLimit): (job: number) => boolean {
  const { projectOf, projects, users, queues, qos = null } = jobs
  const asked = [
    { name: limit.queue, labels: queues },
    { name: limit.qos ?? null, labels: qos },
    { name: limit.user ?? null, labels: users },
    { name: limit.account ?? null, labels: { of: projectOf, names: projects } },
  ]
  const wanted = asked.filter(({ name }) => name !== null)
  return (job) => wanted.every(({ name, labels }) => nameOf(labels, job) === name)
}

function nameOf(labels: Labels | null, job: number): string {
  return labels?.names[labels.of[job] ?? -1] ?? ''
}

/** The group of each job that a limit counts together; undefined for a job that it is not of. */
export function limitedGroups(
  jobs: JobTable,
  limit: QueueLimit,
): (job: number) => (RunningLimit & { readonly name: string }) | undefined {
  const isOf = isLimited(jobs, limit)
  const { queue, qos, account, user, each = null } = limit
  const name = [queue, qos, account, user].filter(Boolean).join(' ')
  const groups = new Map<string, RunningLimit & { readonly name: string }>()
  return (job) => {
    if (!isOf(job)) return undefined
    const owner =
      each === null
        ? ''
        : each === 'user'
          ? nameOf(jobs.users, job)
          : (jobs.projects[jobs.projectOf[job] ?? -1] ?? '')
    const known = groups.get(owner)
    if (known !== undefined) return known
    const made = { ...limit, name: [name, each, owner].filter(Boolean).join(' ') }
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
}
type Amounts = { jobs: number; nodes: number; gpus: number }

/**
 * Limits of what runs at a time. A job that would pass one is kept back: it blocks nobody and is promised nothing, and
 * takes its place in the order again when one of its group ends (as Slurm does with a job held for QOSMaxJobs or
 * QOSMaxGRESPerUser).
 */
export function runningLimits(machine: Machine, policy: Policy, { limitOf, gpusOf }: Limiting): Extra {
  const running = new Map<RunningLimit, Amounts>()
  const keptBack = new Map<RunningLimit, number[]>()
  const fits = (limit: RunningLimit, job: number): boolean => {
    const { jobs, nodes, gpus } = running.get(limit) ?? { jobs: 0, nodes: 0, gpus: 0 }
    const { mostRunning, mostRunningNodes = Infinity, mostRunningGpus = Infinity } = limit
    if (jobs >= mostRunning || nodes + (machine.nodes[job] ?? 0) > mostRunningNodes) return false
    return mostRunningGpus === Infinity || gpus + gpusOf(job) <= mostRunningGpus
  }
  const count = (limit: RunningLimit, job: number, by: number): Amounts => {
    const amounts = running.get(limit) ?? { jobs: 0, nodes: 0, gpus: 0 }
    amounts.jobs += by
    amounts.nodes += by * (machine.nodes[job] ?? 0)
    amounts.gpus += by * gpusOf(job)
    running.set(limit, amounts)
    return amounts
  }
  const keep = (limit: RunningLimit, job: number) => {
    const list = keptBack.get(limit)
    if (list === undefined) keptBack.set(limit, [job])
    else list.push(job)
  }
  return {
    admits(job) {
      const limit = limitOf(job)
      if (limit === undefined || fits(limit, job)) return true
      machine.places.standBy(job)
      keep(limit, job)
      return false
    },
    started(job) {
      const limit = limitOf(job)
      if (limit === undefined) return
      const { jobs } = count(limit, job, 1)
      const { mostRunning, mostRunningNodes = Infinity, mostRunningGpus = Infinity } = limit
      if (jobs < mostRunning && mostRunningNodes === Infinity && mostRunningGpus === Infinity) return
      const { queue } = machine
      for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1)) {
        const waiting = queue.jobAt(place)
        if (limitOf(waiting) !== limit || fits(limit, waiting)) continue
        policy.withdraw(waiting)
        machine.withdraw(waiting)
        keep(limit, waiting)
      }
    },
    ended(job) {
      const limit = limitOf(job)
      if (limit === undefined) return
      count(limit, job, -1)
      const list = keptBack.get(limit)
      if (list === undefined) return
      machine.joining.push(...list)
      keptBack.delete(limit)
    },
  }
}
