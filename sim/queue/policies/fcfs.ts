import type { View } from '../engine/view.ts'
import { promisesNothing, type Policy } from './policy.ts'

/** The head of the queue as long as it fits, with its room taken; -1 when it does not, or nobody waits. */
export function nextHead({ queue, room, limitS, nowS }: View): number {
  const place = queue.nextWaiting(0)
  if (place < 0) return -1
  const job = queue.jobAt(place)
  const untilS = nowS + (limitS[job] ?? 0)
  if (!room.fits(job, untilS)) return -1
  room.takeNow(job, untilS)
  return job
}

/** Rule 10: first come, first served; the head blocks the rest. */
export function fcfs(view: View): Policy {
  /** The head that did not fit; it still does not until something is freed. */
  let blocked = -1
  let isOver = false
  return {
    begin({ freed, firstPlace }) {
      isOver = !freed && blocked >= 0 && blocked < firstPlace
    },
    next() {
      if (isOver) return -1
      const job = nextHead(view)
      if (job < 0) blocked = view.queue.nextWaiting(0)
      return job
    },
    ...promisesNothing,
    withdraw() {
      blocked = -1
    },
  }
}
