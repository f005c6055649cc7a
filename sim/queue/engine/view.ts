import type { Placement } from '../placement/placement.ts'
import type { Availability, Room } from './availability.ts'
import type { WaitingQueue } from './queue.ts'

/**
 * All that a policy may look at: now, the waiting jobs with what they ask for, and what is free from now on. How long
 * a job would really run, and who will come, is not in it. A policy reserves in `room` and says who starts; the
 * mechanism (`Engine`) starts them.
 */
export type View = {
  readonly nowS: number
  readonly queue: Pick<WaitingQueue, 'size' | 'jobAt' | 'leastNodes' | 'next' | 'nextWaiting'>
  /** Of each job. */
  readonly limitS: Float64Array
  readonly nodes: Int32Array
  readonly room: Room
  /** The same room as counts of like nodes, or node by node: one of the two. */
  readonly counts: Availability | null
  readonly placement: Placement | null
}
