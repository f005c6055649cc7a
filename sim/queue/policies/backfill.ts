import type { View } from '../engine/view.ts'
import { BesideHead } from './beside-head.ts'
import { BesidePlaces } from './beside-places.ts'

/** Who may start beside what is reserved for the head of the queue. */
export type Backfill = {
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

export function backfillOf(view: View): Backfill {
  const { counts, placement } = view
  if (counts !== null) return new BesideHead(view, counts)
  if (placement !== null) return new BesidePlaces(view, placement)
  throw new Error('a machine without room')
}
