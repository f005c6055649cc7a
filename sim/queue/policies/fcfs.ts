import type { Machine } from '../engine/machine.ts'
import { promisesNothing, type Policy } from './policy.ts'

/** Starts jobs from the head of the queue while they fit; returns the place of the first that does not, or -1. */
export function startHeads(machine: Machine): number {
  const { queue, available } = machine
  for (;;) {
    const place = queue.nextWaiting(0)
    if (place < 0) return -1
    const job = queue.jobAt(place)
    if (!available.fits(job, machine.nowS + (machine.limitS[job] ?? 0))) return place
    machine.start(job)
  }
}

/** Rule 10: first come, first served; the head blocks the rest. */
export function fcfs(machine: Machine): Policy {
  /** The head that did not fit; it still does not until something is freed. */
  let blocked = -1
  return {
    pass({ freed, firstPlace }) {
      if (!freed && blocked >= 0 && blocked < firstPlace) return
      blocked = startHeads(machine)
    },
    ...promisesNothing,
    withdraw() {
      blocked = -1
    },
  }
}
