import type { Labels } from '../engine/job.ts'
import { idleExtra, type Extra, type Machine } from '../engine/machine.ts'
import type { Policy } from '../policies/policy.ts'

/** What one queue allows; Infinity where it does not limit. */
export type QueueLimit = {
  readonly queue: string
  readonly longestS: number
  readonly mostNodes: number
  readonly mostRunning: number
}

/** Whether a queue takes such a job at all; one that it does not take is rejected at submission. */
export function isTaken(limit: QueueLimit | undefined, nodes: number, limitS: number): boolean {
  return limit === undefined || (nodes <= limit.mostNodes && limitS <= limit.longestS)
}

/** The limit of each job's queue; undefined where there is none. */
export function limitsByJob(
  limits: readonly QueueLimit[],
  queues: Labels | null,
): (job: number) => QueueLimit | undefined {
  const byName = new Map(limits.map((limit) => [limit.queue, limit]))
  const byLabel = (queues?.names ?? []).map((name) => byName.get(name))
  return (job) => (queues === null ? undefined : byLabel[queues.of[job] ?? -1])
}

/** Jobs of which so many run at a time. */
export type RunningLimit = { readonly mostRunning: number }

/**
 * Queues that run so many jobs at a time. A job of a full queue is kept back: it blocks nobody and is promised
 * nothing, and takes its place in the order again when one of its queue ends (as Slurm does with a job held for
 * QOSMaxJobs).
 */
export function runningLimits(
  machine: Machine,
  policy: Policy,
  limitOf: (job: number) => RunningLimit | undefined,
): Extra {
  const running = new Map<RunningLimit, number>()
  const keptBack = new Map<RunningLimit, number[]>()
  const isFull = (limit: RunningLimit) => (running.get(limit) ?? 0) >= limit.mostRunning
  const keep = (limit: RunningLimit, job: number) => {
    const list = keptBack.get(limit)
    if (list === undefined) keptBack.set(limit, [job])
    else list.push(job)
  }
  return {
    ...idleExtra,
    admits(job) {
      const limit = limitOf(job)
      if (limit === undefined || !isFull(limit)) return true
      machine.places.standBy(job)
      keep(limit, job)
      return false
    },
    started(job) {
      const limit = limitOf(job)
      if (limit === undefined) return
      running.set(limit, (running.get(limit) ?? 0) + 1)
      if (!isFull(limit)) return
      const { queue } = machine
      for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1)) {
        const waiting = queue.jobAt(place)
        if (limitOf(waiting) !== limit) continue
        policy.withdraw(waiting)
        machine.withdraw(waiting)
        keep(limit, waiting)
      }
    },
    ended(job) {
      const limit = limitOf(job)
      if (limit === undefined) return
      running.set(limit, (running.get(limit) ?? 0) - 1)
      const list = keptBack.get(limit)
      if (list === undefined) return
      machine.joining.push(...list)
      keptBack.delete(limit)
    },
  }
}
