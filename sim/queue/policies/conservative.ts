import type { Between } from '../engine/profile.ts'
import type { View } from '../engine/view.ts'
import type { Placement } from '../placement/placement.ts'
import type { Happened, Policy } from './policy.ts'
import { JobHeap } from '../engine/heap.ts'

/** The starts that waiting jobs have been promised, and which comes next. */
class Promises {
  /** -Infinity for a job without one. */
  private readonly startS: Float64Array
  /** Also holds promises that have been replaced since; they are passed over. */
  private readonly heap = new JobHeap()

  constructor(jobs: number) {
    this.startS = new Float64Array(jobs).fill(-Infinity)
  }

  of(job: number): number {
    return this.startS[job] ?? -Infinity
  }

  set(job: number, startS: number): void {
    this.startS[job] = startS
    this.heap.push(startS, job)
  }

  drop(job: number): void {
    this.startS[job] = -Infinity
  }

  /** The earliest promise; Infinity when there is none. */
  nextS(): number {
    const { heap } = this
    while (heap.size > 0 && this.startS[heap.firstJob()] !== heap.firstS()) heap.pop()
    return heap.firstS()
  }

  /** Drops the earliest promise and returns its job. */
  take(): number {
    const job = this.heap.pop()
    this.drop(job)
    return job
  }
}

/** Behind the last place of any queue. */
const behindAll = 0x7fff_ffff

/**
 * Rule 12: every job is promised a start when it is submitted, and promises only ever move earlier (Mu'alem and
 * Feitelson 2001). The room holds the running jobs and all promises, so a start changes nothing in it.
 */
export class Conservative implements Policy {
  private readonly view: View
  private readonly promises: Promises
  private readonly search: Between = { fromS: 0, beforeS: Infinity }
  /** Where the compression and the placing of arrivals stand. */
  private compressing = behindAll
  private placing = behindAll

  constructor(view: View) {
    this.view = view
    this.promises = new Promises(view.nodes.length)
  }

  begin({ early, firstPlace }: Happened): void {
    this.compressing = early ? 0 : behindAll
    this.placing = Math.min(firstPlace, behindAll)
  }

  next(): number {
    const { promises, view } = this
    const compressed = this.compress()
    if (compressed >= 0) return compressed
    const arrived = this.placeArrivals()
    if (arrived >= 0) return arrived
    return promises.nextS() <= view.nowS ? promises.take() : -1
  }

  nextS(): number {
    return this.promises.nextS()
  }

  promisedS(job: number): number {
    return this.promises.of(job)
  }

  withdraw(job: number): void {
    const startS = this.promises.of(job)
    if (startS === -Infinity) return
    this.promises.drop(job)
    this.view.room.give(job, startS, startS + (this.view.limitS[job] ?? 0))
  }

  reset(): void {
    const { queue } = this.view
    for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1))
      this.withdraw(queue.jobAt(place))
  }

  /** Each promise in queue order is taken back and given again at the earliest instant from now on. */
  private compress(): number {
    const { view, promises } = this
    const { queue } = view
    for (;;) {
      const place = this.compressing === behindAll ? -1 : queue.nextWaiting(this.compressing)
      this.compressing = place < 0 ? behindAll : place + 1
      if (place < 0) return -1
      const job = queue.jobAt(place)
      const oldS = promises.of(job)
      if (oldS <= view.nowS) continue
      const newS = this.improve(job, oldS)
      if (newS < oldS && this.promise(job, newS)) return job
    }
  }

  private placeArrivals(): number {
    const { view, promises } = this
    const { queue, room } = view
    for (;;) {
      const place = this.placing === behindAll ? -1 : queue.nextWaiting(this.placing)
      this.placing = place < 0 ? behindAll : place + 1
      if (place < 0) return -1
      const job = queue.jobAt(place)
      if (promises.of(job) > -Infinity) continue
      const startS = this.earliest(job, Infinity)
      room.take(job, startS, startS + (view.limitS[job] ?? 0))
      if (this.promise(job, startS)) return job
    }
  }

  /** The earliest start of a job that has been promised one, which it holds from then on. */
  private improve(job: number, oldS: number): number {
    const { counts, placement } = this.view
    const limitS = this.view.limitS[job] ?? 0
    if (counts !== null) {
      const newS = this.earliest(job, oldS)
      if (newS !== oldS) counts.move(job, limitS, { fromS: oldS, toS: newS })
      return newS
    }
    return placement === null ? oldS : this.improvePlaces(placement, job, oldS)
  }

  /** Only once its own nodes are given back can be seen what is free on them. */
  private improvePlaces(placement: Placement, job: number, oldS: number): number {
    const limitS = this.view.limitS[job] ?? 0
    placement.give(job, oldS, oldS + limitS)
    const newS = this.earliest(job, oldS)
    if (newS === oldS) placement.takeAgain(job, oldS, oldS + limitS)
    else placement.take(job, newS, newS + limitS)
    return newS
  }

  private earliest(job: number, beforeS: number): number {
    const { view, search } = this
    search.fromS = view.nowS
    search.beforeS = beforeS
    return view.room.earliest(job, view.limitS[job] ?? 0, search)
  }

  /** Writes down a promise; whether it is for now. */
  private promise(job: number, startS: number): boolean {
    const isNow = startS <= this.view.nowS
    if (isNow) this.promises.drop(job)
    else this.promises.set(job, startS)
    return isNow
  }
}
