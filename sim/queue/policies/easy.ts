import type { Machine } from '../engine/machine.ts'
import { BesideHead } from './beside-head.ts'
import { startHeads } from './fcfs.ts'
import { promisesNothing, type Policy } from './policy.ts'

/**
 * Rule 11: as first come, first served, and jobs behind a head that does not fit start where they leave alone what
 * is reserved for it (Lifka 1995).
 *
 * While nothing is freed, the passing of time alone lets nobody start: the time until the next event is one segment
 * of the profile, so a later start only reaches further into what follows. What was found in the last pass then
 * holds, and only jobs that have arrived since are looked at.
 */
export function easy(machine: Machine): Policy {
  const { queue, available } = machine
  const beside = new BesideHead(machine)
  /** The place of the head whose reservation is known; -1 when none is. */
  let head = -1
  /** Whether what is free beside the head has been looked at since something was taken. */
  let outlined = false

  const scan = (from: number) => {
    let place = from
    while (queue.leastNodes() <= available.nodes.now()) {
      if (!outlined) beside.outline()
      outlined = true
      place = queue.next(place, beside.free, machine.nowS)
      if (place < 0) return
      const job = queue.jobAt(place)
      if (beside.secondFits(job)) {
        machine.start(job)
        outlined = false
      }
      place += 1
    }
  }

  return {
    pass({ freed, firstPlace }) {
      if (!freed && head >= 0 && head < firstPlace) {
        scan(firstPlace)
        return
      }
      head = -1
      if (queue.leastNodes() > available.nodes.now()) return
      const blocked = startHeads(machine)
      if (blocked < 0 || queue.leastNodes() > available.nodes.now()) return
      head = blocked
      beside.reserve(queue.jobAt(head))
      outlined = false
      scan(head + 1)
    },
    ...promisesNothing,
    withdraw() {
      head = -1
    },
  }
}
