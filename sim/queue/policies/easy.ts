import type { View } from '../engine/view.ts'
import { backfillOf } from './backfill.ts'
import { promisesNothing, type Policy } from './policy.ts'

/** The head of the queue as long as it fits, with its room taken; -1 when it does not, or nobody waits. */
function nextHead({ queue, room, limitS, nowS }: View): number {
  const place = queue.nextWaiting(0)
  if (place < 0) return -1
  const job = queue.jobAt(place)
  const untilS = nowS + (limitS[job] ?? 0)
  if (!room.fits(job, untilS)) return -1
  room.takeNow(job, untilS)
  return job
}

const [heads, scan, over] = [0, 1, 2]

/**
 * Rule 11: as first come, first served, and jobs behind a head that does not fit start where they leave alone what
 * is reserved for it (Lifka 1995).
 *
 * While nothing is freed, the passing of time alone lets nobody start: the time until the next event is one segment
 * of the profile, so a later start only reaches further into what follows. What was found in the last pass then
 * holds, and only jobs that have arrived since are looked at. Not so node by node, where the reservation may move to
 * other nodes although its instant stays.
 */
export function easy(view: View): Policy {
  const { queue } = view
  const backfill = backfillOf(view)
  /** The place of the head whose reservation is known; -1 when none is. */
  let head = -1
  let place = 0
  let phase = over

  /** Heads while they fit; then the reservation of the one that does not. */
  const startHead = (): number => {
    if (backfill.isHopeless()) return -1
    const job = nextHead(view)
    if (job >= 0) return job
    const blocked = queue.nextWaiting(0)
    if (blocked < 0 || backfill.isHopeless()) return -1
    head = blocked
    backfill.reserve(queue.jobAt(head))
    place = head + 1
    phase = scan
    return -1
  }

  return {
    begin({ freed, firstPlace }) {
      if (backfill.findingsLast && !freed && head >= 0 && head < firstPlace) {
        place = firstPlace
        phase = scan
        return
      }
      head = -1
      phase = heads
    },
    next() {
      if (phase === heads) {
        const job = startHead()
        if (job >= 0) return job
        if (phase === heads) phase = over
      }
      if (phase !== scan) return -1
      place = backfill.next(place)
      if (place >= 0) {
        place += 1
        return queue.jobAt(place - 1)
      }
      phase = over
      backfill.rest()
      return -1
    },
    ...promisesNothing,
    withdraw() {
      head = -1
    },
  }
}
