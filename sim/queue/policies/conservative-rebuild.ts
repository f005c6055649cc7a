import { spend } from '../../base/outcome.ts'
import { Availability } from '../engine/availability.ts'
import { type Between, type Reserved, Envelope } from '../engine/profile.ts'
import type { View } from '../engine/view.ts'
import { promisesNothing, type Happened, type Policy } from './policy.ts'
import { reserving, unbounded } from './reserving.ts'

/** Of a reservation that is placed, beside the search for it. */
const takeUs = 1

const nothing: Reserved = { amount: 0, fromS: Infinity, untilS: Infinity }

/**
 * Rule 13: in every pass all reservations are placed afresh in queue order. The earliest of them is always the end
 * of a running job or of a window, so they are no events of their own.
 */
export function conservativeRebuild(view: View): Policy {
  const { counts } = view
  return counts === null ? reserving(view, unbounded.conservative_rebuild, null) : rebuildCounts(view, counts)
}

/**
 * Only the starts of this pass matter to anybody, so placing stops behind the last job that could still start now:
 * one that fits beside all reservations placed so far. While nothing is freed only newly arrived jobs, and those
 * that they displace, can start.
 */
function rebuildCounts(view: View, available: Availability): Policy {
  const { queue } = view
  const planned = new Availability(available.nodes.capacity, view.nodes, available.secondResource)
  const free = new Envelope()
  const search: Between = { fromS: 0, beforeS: Infinity }
  let first = 0
  let candidate = -1
  let place = -1

  const candidateFrom = (from: number, seen: Availability) => {
    seen.nodes.outline(free, nothing)
    return queue.next(from, free, view.nowS)
  }

  return {
    begin({ freed, firstPlace }: Happened) {
      first = freed ? 0 : firstPlace
      candidate = candidateFrom(first, available)
      if (candidate < 0) return
      planned.copyFrom(available)
      search.fromS = view.nowS
      place = 0
    },
    next() {
      while (candidate >= 0) {
        place = queue.nextWaiting(place)
        if (place < 0) return -1
        const job = queue.jobAt(place)
        const limitS = view.limitS[job] ?? 0
        const startS = planned.earliest(job, limitS, search)
        spend(takeUs)
        planned.take(job, startS, startS + limitS)
        if (place >= candidate) candidate = candidateFrom(Math.max(first, place + 1), planned)
        place += 1
        if (startS > view.nowS) continue
        available.takeNow(job, view.nowS + limitS)
        return job
      }
      return -1
    },
    ...promisesNothing,
  }
}
