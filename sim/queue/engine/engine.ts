import { spend } from '../../base/outcome.ts'
import type { CapacityChange, Machine } from './machine.ts'
import type { Happened, Policy } from '../policies/policy.ts'

export type Arrivals = {
  /** Jobs by submission. */
  readonly order: Uint32Array
  readonly submitS: Float64Array
  /** Instants at which windows begin or end, ascending. */
  readonly boundaries: Float64Array
  /** The first so many jobs run already. */
  readonly running: number
}

const progressEvery = 1 << 16
/** Of an instant, and of what each extra does at it and at each job that joins; told by so many instants. */
const [instantUs, extraUs, instantsToTell] = [1, 0.13, 1 << 10]

/**
 * The loop over instants. At each, in this order: jobs that end release their nodes, windows begin and end, whatever
 * the extras bring happens, submissions join the queue, and the policy makes one pass; where jobs of no length have
 * started, their nodes are free for a further pass in the same second.
 */
export class Engine {
  private readonly machine: Machine
  private readonly policy: Policy
  private readonly arrivals: Arrivals
  private readonly happened: Happened = { freed: false, early: false, firstPlace: Infinity }
  private arrived = 0
  private passed = 0
  /** Not yet told as work. */
  private instants = 0
  /** Of the next arrival and the next boundary. */
  private arrivalS = Infinity
  private boundaryS = Infinity

  constructor(machine: Machine, policy: Policy, arrivals: Arrivals) {
    this.machine = machine
    this.policy = policy
    this.arrivals = arrivals
    this.boundaryS = arrivals.boundaries[0] ?? Infinity
    this.findNextArrival()
  }

  /** Replays until no job is left, or until no instant up to a last one is left. */
  run(lastS: number, onProgress: ((jobs: number) => void) | null): void {
    let nextReport = this.arrived + progressEvery
    for (;;) {
      const nowS = this.nextS()
      if (nowS > lastS || nowS === Infinity) break
      this.instant(nowS)
      if (onProgress !== null && this.arrived >= nextReport) {
        onProgress(this.arrived)
        nextReport += progressEvery
      }
    }
    this.tell()
    if (lastS === Infinity && this.machine.queue.size > 0) throw new Error('a job waits for nothing')
  }

  /** Begins at an instant, before which jobs have started as it is known of them (-1: not yet). */
  takeOver(startS: Float64Array, beforeS: number): void {
    const { machine } = this
    machine.moveTo(beforeS)
    for (; this.arrivalS < beforeS; this.findNextArrival()) {
      const job = this.arrivals.order[this.arrived] ?? 0
      this.arrived += 1
      const knownS = startS[job] ?? -1
      if (knownS >= 0 && knownS < beforeS) machine.startedAt(job, knownS)
      else machine.enqueue(job)
    }
    while (this.boundaryS < beforeS) {
      this.passed += 1
      this.boundaryS = this.arrivals.boundaries[this.passed] ?? Infinity
    }
  }

  /** Jobs submitted so far, in the order of their submission. */
  arrivedJobs(): Uint32Array {
    return this.arrivals.order.subarray(0, this.arrived)
  }

  /** The next instant with work; Infinity when nothing is left to do. */
  private nextS(): number {
    const { machine } = this
    let nextS = this.arrivalS
    const endS = machine.ending.firstS()
    if (endS < nextS) nextS = endS
    if (
      nextS === Infinity &&
      machine.queue.size === 0 &&
      !machine.extras.some((extra) => extra.awaits?.() === true)
    )
      return Infinity
    const policyS = this.policy.nextS()
    if (policyS < nextS) nextS = policyS
    if (this.boundaryS < nextS) nextS = this.boundaryS
    if (machine.extras.length > 0)
      for (const extra of machine.extras) nextS = Math.min(nextS, extra.nextS?.() ?? Infinity)
    return nextS
  }

  private instant(nowS: number): void {
    const { machine, happened } = this
    this.instants += 1
    if (this.instants === instantsToTell) this.tell()
    machine.moveTo(nowS)
    happened.freed = false
    while (this.boundaryS <= nowS) {
      this.passed += 1
      this.boundaryS = this.arrivals.boundaries[this.passed] ?? Infinity
      happened.freed = true
    }
    if (happened.freed) machine.room.boundary?.()
    happened.firstPlace = Infinity
    if (machine.ending.firstS() === nowS) this.release()
    else happened.early = false
    if (machine.extras.length > 0) for (const extra of machine.extras) this.heed(extra.happen?.() ?? 'none')
    if (this.arrivalS === nowS) this.arrive(nowS)
    if (machine.joining.length > 0) this.join()
    if (machine.queue.size > 0) this.pass()
    while (machine.ending.firstS() === nowS || machine.changed || machine.joining.length > 0) {
      happened.firstPlace = Infinity
      happened.freed = machine.changed
      machine.changed = false
      this.release()
      this.join()
      if (machine.queue.size > 0) this.pass()
    }
  }

  /** Tells the work that was done since it was last told. */
  private tell(): void {
    const { extras, queue, view } = this.machine
    spend((instantUs + extraUs * extras.length) * this.instants)
    this.instants = 0
    queue.tell()
    view.counts?.nodes.tell()
  }

  private pass(): void {
    const { machine, happened } = this
    if (machine.extras.length > 0) {
      for (const extra of machine.extras) extra.beforePass?.()
      if (machine.changed) {
        // Places may have been given out anew.
        happened.freed = true
        happened.firstPlace = 0
      }
      machine.changed = false
      if (machine.withdrew) happened.early = true
      machine.withdrew = false
    }
    const { policy } = this
    policy.begin(happened)
    for (let job = policy.next(); job >= 0; job = policy.next()) machine.start(job)
  }

  /** Lost nodes break promises: all are made afresh. */
  private heed(change: CapacityChange): void {
    if (change === 'none') return
    this.happened.freed = true
    if (change === 'freed') return
    this.policy.reset()
    this.happened.firstPlace = 0
  }

  /** Releases every job that ends now. */
  private release(): void {
    const { machine, happened } = this
    happened.early = false
    while (machine.ending.firstS() === machine.nowS) {
      if (machine.release()) happened.early = true
      happened.freed = true
    }
  }

  private arrive(nowS: number): void {
    const { machine, happened } = this
    while (this.arrivalS === nowS) {
      const job = this.arrivals.order[this.arrived] ?? 0
      this.arrived += 1
      this.findNextArrival()
      if (job < this.arrivals.running && machine.seat(job)) continue
      if (machine.extras.length > 0 && !this.admits(job)) continue
      const isAlone = machine.queue.size === 0 && this.arrivalS !== nowS && machine.joining.length === 0
      if (isAlone && machine.startAlone(job)) return
      const place = machine.enqueue(job)
      if (place < happened.firstPlace) happened.firstPlace = place
    }
  }

  private admits(job: number): boolean {
    for (const extra of this.machine.extras) if (extra.admits?.(job) === false) return false
    return true
  }

  /** Lets jobs join that the extras have brought, those of one instant in the order of the list. */
  private join(): void {
    const { joining } = this.machine
    if (joining.length === 0) return
    spend(extraUs * (1 + this.machine.extras.length) * joining.length)
    joining.sort((a, b) => a - b)
    for (const job of joining) {
      if (!this.admits(job)) continue
      const place = this.machine.enqueue(job)
      if (place < this.happened.firstPlace) this.happened.firstPlace = place
    }
    joining.length = 0
  }

  private findNextArrival(): void {
    const { order, submitS } = this.arrivals
    const job = order[this.arrived]
    this.arrivalS = job === undefined ? Infinity : (submitS[job] ?? Infinity)
  }
}
