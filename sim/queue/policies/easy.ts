import type { View } from '../engine/view.ts'
import { promisesNothing, type Happened, type Policy } from './policy.ts'
import { BesideHead } from './beside-head.ts'
import { BesidePlaces } from './beside-places.ts'

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
export class Easy implements Policy {
  readonly nextS = promisesNothing.nextS
  readonly reset = promisesNothing.reset
  readonly promisedS = promisesNothing.promisedS
  private readonly view: View
  private readonly backfill: Backfill
  /** The place of the head whose reservation is known; -1 when none is. */
  private head = -1
  private place = 0
  private phase = over

  constructor(view: View) {
    this.view = view
    this.backfill = backfillOf(view)
  }

  begin({ freed, firstPlace }: Happened): void {
    if (this.backfill.findingsLast && !freed && this.head >= 0 && this.head < firstPlace) {
      this.place = firstPlace
      this.phase = scan
      return
    }
    this.head = -1
    this.phase = heads
  }

  next(): number {
    if (this.phase === heads) {
      const job = this.startHead()
      if (job >= 0) return job
      if (this.phase === heads) this.phase = over
    }
    if (this.phase !== scan) return -1
    const place = this.backfill.next(this.place)
    if (place >= 0) {
      this.place = place + 1
      return this.view.queue.jobAt(place)
    }
    this.phase = over
    this.backfill.rest()
    return -1
  }

  /** Heads while they fit; then the reservation of the one that does not. */
  private startHead(): number {
    const { backfill, view } = this
    if (backfill.isHopeless()) return -1
    const job = nextHead(view)
    if (job >= 0) return job
    const blocked = view.queue.nextWaiting(0)
    if (blocked < 0 || backfill.isHopeless()) return -1
    this.head = blocked
    backfill.reserve(view.queue.jobAt(blocked))
    this.place = blocked + 1
    this.phase = scan
    return -1
  }

  withdraw(): void {
    this.head = -1
  }
}

/** Who may start beside what is reserved for the head of the queue. */
type Backfill = {
  /** Whether what was found in one pass still holds in the next where nothing has been freed. */
  readonly findingsLast: boolean
  /** Whether nobody who waits can start now, as far as is quick to tell. */
  isHopeless(): boolean
  /** Reserves the earliest instant from now on for the head's whole limit. */
  reserve(head: number): void
  /** The first place from one on whose job starts now, with its room taken; -1 when none does. */
  next(from: number): number
  /** The pass is over. */
  rest(): void
}

function backfillOf(view: View): Backfill {
  const { counts, placement } = view
  if (counts !== null) return new BesideHead(view, counts)
  if (placement !== null) return new BesidePlaces(view, placement)
  throw new Error('a machine without room')
}
