import { Availability } from '../engine/availability.ts'
import { Envelope } from '../engine/envelope.ts'
import type { Machine } from '../engine/machine.ts'
import type { Between, Reserved } from '../engine/profile.ts'
import { promisesNothing, type Policy } from './policy.ts'

const nothing: Reserved = { amount: 0, fromS: Infinity, untilS: Infinity }

/**
 * Rule 13: in every pass all reservations are placed afresh in queue order. The earliest of them is always the end
 * of a running job or of a window, so they are no events of their own.
 *
 * Only the starts of this pass matter to anybody, so placing stops behind the last job that could still start now:
 * one that fits beside all reservations placed so far. While nothing is freed only newly arrived jobs, and those
 * that they displace, can start.
 */
export function conservativeRebuild(machine: Machine): Policy {
  const { queue, available } = machine
  const planned = new Availability(available.nodes.capacity, machine.nodes, available.secondResource)
  const free = new Envelope()
  const search: Between = { fromS: 0, beforeS: Infinity }

  const candidateFrom = (place: number, from: Availability) => {
    from.nodes.outline(free, nothing)
    return queue.next(place, free, machine.nowS)
  }

  return {
    pass({ freed, firstPlace }) {
      const first = freed ? 0 : firstPlace
      let candidate = candidateFrom(first, available)
      if (candidate < 0) return
      planned.copyFrom(available)
      search.fromS = machine.nowS
      let place = queue.nextWaiting(0)
      while (place >= 0 && candidate >= 0) {
        const job = queue.jobAt(place)
        const limitS = machine.limitS[job] ?? 0
        const startS = planned.earliest(job, limitS, search)
        planned.take(job, startS, startS + limitS)
        if (startS === machine.nowS) machine.start(job)
        if (place >= candidate) candidate = candidateFrom(Math.max(first, place + 1), planned)
        place = queue.nextWaiting(place + 1)
      }
    },
    ...promisesNothing,
  }
}
