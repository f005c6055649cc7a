import { JobHeap } from './heap.ts'
import { limitS, type JobTable } from './job.ts'
import type { Places } from './places.ts'
import { WaitingQueue } from './queue.ts'
import type { Availability, Room } from './availability.ts'
import type { Placement } from '../placement/placement.ts'
import type { View } from './view.ts'

/** What the jobs ask for and what they would do; the run time is for the clock alone, no policy looks at it. */
export type Demands = Readonly<ReturnType<typeof demandsOf>>

/** Rules 3 and 4: a limit for every job, and the run time cut at it. */
export function demandsOf(jobs: JobTable) {
  const { count } = jobs
  const nodes = new Int32Array(count)
  const limits = new Float64Array(count)
  const runS = new Float64Array(count)
  for (let job = 0; job < count; job += 1) {
    const actualS = jobs.actualS[job] ?? 0
    const limit = limitS(jobs.requestedS[job] ?? 0, actualS)
    nodes[job] = Math.min(0x7fff_fffe, jobs.nodes[job] ?? 0)
    limits[job] = limit
    runS[job] = actualS < limit ? actualS : limit
  }
  return { nodes, limitS: limits, runS }
}

export type CapacityChange = 'none' | 'freed' | 'lost'

/**
 * Something beyond the plain rules that takes part in a replay: limits, priorities that change, failures; what it does not
 * say does nothing. Without any the plain rules are untouched.
 */
export type Extra = {
  /** The next instant at which something of its own happens; Infinity when there is none. */
  nextS?(): number
  /** What happens now, after jobs have ended, and what has become of nodes. */
  happen?(): CapacityChange
  /** Whether a job may join the queue now; if not, the extra lets it join later. */
  admits?(job: number): boolean
  started?(job: number): void
  /** A waiting job has been taken out of the queue. */
  withdrawn?(job: number): void
  /** A job has left its nodes, for good or because of a failure. */
  ended?(job: number): void
  /** A job will not run again. */
  finished?(job: number): void
  beforePass?(): void
  /** Whether it keeps jobs back that the passing of time alone may let join. */
  awaits?(): boolean
}

/** States of a job: not running, running, has ended or was stopped for good. */
const [waiting, running, ended, stopped] = [0, 1, 2, 3]

/** The cluster at one instant: what waits, what runs, what is free from now on. */
export class Machine {
  readonly nodes: Int32Array
  readonly limitS: Float64Array
  /** What policies see of all this. */
  readonly view: View
  readonly runS: Float64Array
  /** -1 until a job starts. */
  readonly startS: Float64Array
  readonly endS: Float64Array
  readonly room: Room
  readonly queue: WaitingQueue
  readonly places: Places
  /** Jobs that join the queue at this instant beside those submitted now. */
  readonly joining: number[] = []
  /** Jobs that a limit has rejected as they came. */
  readonly refused = new Set<number>()
  /** When the last job ended that a job had to follow. */
  readonly followedS = new Map<number, number>()
  extras: readonly Extra[] = []
  /** Set when the queue has changed other than by arrivals and starts, so that a pass must look at all of it. */
  changed = false
  /** Set when a waiting job has left the queue without starting: what was promised to it is free. */
  withdrew = false
  private readonly state: Uint8Array
  /** Running jobs by the instant at which they will end. */
  readonly ending = new JobHeap()
  private readonly demand = { nodes: 0, limitS: 0 }
  private readonly seen: { nowS: number } & Omit<View, 'nowS'>

  constructor(demands: Demands, places: Places, room: Availability | Placement) {
    const count = demands.nodes.length
    this.nodes = demands.nodes
    this.limitS = demands.limitS
    this.runS = demands.runS
    this.startS = new Float64Array(count).fill(-1)
    this.endS = new Float64Array(count).fill(-1)
    this.state = new Uint8Array(count)
    this.room = room
    this.queue = new WaitingQueue(places.room)
    this.places = places
    this.seen = {
      nowS: -Infinity,
      queue: this.queue,
      limitS: demands.limitS,
      nodes: demands.nodes,
      room,
      counts: 'waiting' in room ? null : room,
      placement: 'waiting' in room ? room : null,
    }
    this.view = this.seen
  }

  get nowS(): number {
    return this.seen.nowS
  }

  /** Lets an instant begin. */
  moveTo(nowS: number): void {
    this.seen.nowS = nowS
    this.room.advance(nowS)
  }

  /** A job joins the queue; returns its place. */
  enqueue(job: number): number {
    const { demand } = this
    const place = this.places.take(job)
    demand.nodes = this.nodes[job] ?? 0
    demand.limitS = this.limitS[job] ?? 0
    this.queue.insert(place, job, demand)
    this.room.joined?.(job, place, demand.limitS)
    return place
  }

  /** Starts a waiting job for which the policy has taken its room. */
  start(job: number): void {
    this.dequeue(job)
    this.run(job)
  }

  dequeue(job: number): void {
    const place = this.places.of[job] ?? 0
    this.queue.remove(place)
    this.room.left?.(job, place)
  }

  /**
   * A job arrives alone at an empty queue: under every policy it starts at once when it fits. Whether it has; when it
   * has not, it must still be queued.
   */
  startAlone(job: number, fits = false): boolean {
    const untilS = this.nowS + (this.limitS[job] ?? 0)
    if (!fits && !this.room.fits(job, untilS)) return false
    this.places.standBy(job)
    this.room.takeNow(job, untilS)
    this.run(job)
    return true
  }

  /** Starts a job that runs already; not where nodes are told apart and too few of them carry it. */
  seat(job: number): boolean {
    return this.startAlone(job, this.view.counts !== null)
  }

  /** A job has started before now; where it runs still, it holds its nodes. */
  startedAt(job: number, startS: number): void {
    const endS = startS + (this.runS[job] ?? 0)
    this.places.standBy(job)
    this.startS[job] = startS
    this.endS[job] = endS
    this.state[job] = endS < this.nowS ? ended : running
    if (endS < this.nowS) return
    this.room.takeNow(job, startS + (this.limitS[job] ?? 0))
    this.ending.push(endS, job)
  }

  /** Takes a waiting job out of the queue. */
  withdraw(job: number): void {
    this.dequeue(job)
    this.changed = true
    this.withdrew = true
    for (const extra of this.extras) extra.withdrawn?.(job)
  }

  /** Stops a running job; whether it ran. Its nodes are free from now on. */
  kill(job: number): boolean {
    if (this.state[job] !== running) return false
    this.state[job] = waiting
    this.giveBack(job)
    return true
  }

  /** A job that has been killed does not come back. */
  giveUp(job: number): void {
    this.state[job] = stopped
    this.endS[job] = this.nowS
    for (const extra of this.extras) extra.finished?.(job)
  }

  runs(job: number): boolean {
    return this.state[job] === running
  }

  hasEnded(job: number): boolean {
    return this.state[job] === ended || this.state[job] === stopped
  }

  /** Whether a job was stopped before its end, and does not come back. */
  wasStopped(job: number): boolean {
    return this.state[job] === stopped
  }

  private run(job: number): void {
    const endS = this.nowS + (this.runS[job] ?? 0)
    this.startS[job] = this.nowS
    this.endS[job] = endS
    this.state[job] = running
    this.ending.push(endS, job)
    this.room.started?.(job)
    if (this.extras.length > 0) for (const extra of this.extras) extra.started?.(job)
  }

  /** Releases the next job that ends now. Whether it ended before its limit, so that nodes came back early. */
  release(): boolean {
    const job = this.ending.pop()
    // A job that was killed and has started again is still listed at its former end.
    if (this.state[job] !== running || this.endS[job] !== this.nowS) return false
    this.state[job] = ended
    if (this.extras.length > 0) {
      for (const extra of this.extras) extra.ended?.(job)
      for (const extra of this.extras) extra.finished?.(job)
    }
    return this.giveBack(job)
  }

  private giveBack(job: number): boolean {
    const heldUntilS = (this.startS[job] ?? 0) + (this.limitS[job] ?? 0)
    if (this.nowS >= heldUntilS) {
      this.room.ranOut?.(job)
      return false
    }
    this.room.giveNow(job, heldUntilS)
    return true
  }
}
