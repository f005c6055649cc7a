import type { SecondResource } from '../engine/availability.ts'
import type { Workload } from '../engine/job.ts'
import type { Machine } from '../engine/machine.ts'
import { isLimited, isTaken, type QueueLimit } from './queue-limits.ts'

type Rules = { readonly limits: readonly QueueLimit[] | null; readonly second: SecondResource | null }
type Submitted = { readonly workload: Workload; readonly machine: Machine; readonly beyond: Rules }

/** Moves the jobs that are not rejected at submission to the front, in their order; how many they are. */
export function takeOnly(order: Uint32Array, { workload, machine, beyond }: Submitted): number {
  const limits = (beyond.limits ?? []).map((limit) => ({ limit, isOf: isLimited(workload.jobs, limit) }))
  let taken = 0
  for (const job of order) {
    if (!isPossible(workload, job, beyond.second) || !canEverBePlaced(machine, job)) continue
    if (limits.length > 0) {
      const [nodes, limitS] = [machine.nodes[job] ?? 0, machine.limitS[job] ?? 0]
      if (limits.some(({ isOf, limit }) => isOf(job) && !isTaken(limit, nodes, limitS))) continue
    }
    order[taken] = job
    taken += 1
  }
  return taken
}

/** Rule 5: a job that the machine could never hold is rejected at submission. */
function isPossible({ jobs, nodes }: Workload, job: number, second: SecondResource | null): boolean {
  const needed = jobs.nodes[job] ?? 0
  const hasSecond = second === null || (second.needs[job] ?? 0) <= second.capacity
  return needed >= 1 && needed <= nodes && hasSecond
}

/** Rule 16: nor one for which the machine has too few nodes of its sort. */
function canEverBePlaced({ view: { placement } }: Machine, job: number): boolean {
  if (placement === null) return true
  const ask = placement.askOf(job)
  return ask.candidates.length >= ask.nodes
}
