import type { Machine } from '../engine/machine.ts'
import type { Between } from '../engine/profile.ts'
import { NoRoom, type Gap } from './no-room.ts'
import type { Happened, Policy } from './policy.ts'
import { Promises } from './promises.ts'

/** In a shorter queue a search costs less than to remember what it has found. */
const longQueue = 100

/**
 * Rule 12: every job is promised a start when it is submitted, and promises only ever move earlier (Mu'alem and
 * Feitelson 2001). The profile holds the running jobs and all promises, so a start changes nothing in it.
 */
class Conservative implements Policy {
  private readonly machine: Machine
  private readonly promises: Promises
  private readonly noRoom = new NoRoom()
  private readonly search: Required<Between> = { fromS: 0, beforeS: Infinity, stopS: Infinity }
  private readonly tried: Gap = { fromS: 0, untilS: 0 }

  constructor(machine: Machine) {
    this.machine = machine
    this.promises = new Promises(machine.nodes.length)
    machine.available.onGiven = (fromS, untilS) => {
      this.noRoom.given(fromS, untilS)
    }
  }

  pass({ early, firstPlace }: Happened): void {
    const { machine, promises } = this
    if (early) this.compress()
    if (firstPlace < Infinity) this.placeArrivals(firstPlace)
    while (promises.nextS() <= machine.nowS) machine.startReserved(promises.take())
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
    this.machine.available.give(job, startS, startS + (this.machine.limitS[job] ?? 0))
  }

  reset(): void {
    const { queue } = this.machine
    for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1))
      this.withdraw(queue.jobAt(place))
  }

  /** Each promise in queue order is taken back and given again at the earliest instant from now on. */
  private compress(): void {
    const { machine, promises, search } = this
    const { queue, available } = machine
    for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1)) {
      const job = queue.jobAt(place)
      const oldS = promises.of(job)
      if (oldS <= machine.nowS) continue
      search.beforeS = oldS
      const newS = this.earliest(job)
      if (newS === oldS) continue
      available.move(job, machine.limitS[job] ?? 0, { fromS: oldS, toS: newS })
      this.promise(job, newS)
    }
  }

  private placeArrivals(firstPlace: number): void {
    const { machine, promises, search } = this
    const { queue, available } = machine
    for (let place = queue.nextWaiting(firstPlace); place >= 0; place = queue.nextWaiting(place + 1)) {
      const job = queue.jobAt(place)
      if (promises.of(job) > -Infinity) continue
      const limitS = machine.limitS[job] ?? 0
      search.beforeS = Infinity
      const startS = this.earliest(job)
      available.take(job, startS, startS + limitS)
      this.promise(job, startS)
    }
  }

  /**
   * The earliest start of a job from now on and before `search.beforeS`. Without a second resource, starts that are
   * known to be in vain are passed over, in a long queue.
   */
  private earliest(job: number): number {
    const { machine, noRoom, search, tried } = this
    const { available, queue, nowS } = machine
    const limitS = machine.limitS[job] ?? 0
    const { beforeS } = search
    search.fromS = nowS
    search.stopS = Infinity
    if (available.second !== null || queue.size < longQueue) return available.earliest(job, limitS, search)
    const nodes = machine.nodes[job] ?? 0
    const gap = noRoom.find(nodes, limitS, search)
    search.stopS = gap.fromS
    let startS = gap.fromS > nowS ? available.earliest(job, limitS, search) : beforeS
    if (startS === beforeS && gap.untilS < beforeS) {
      search.fromS = gap.untilS
      search.stopS = Infinity
      startS = available.earliest(job, limitS, search)
    }
    tried.fromS = nowS
    tried.untilS = startS
    if (startS > nowS) noRoom.add(nodes, limitS, tried)
    return startS
  }

  private promise(job: number, startS: number): void {
    if (startS > this.machine.nowS) {
      this.promises.set(job, startS)
    } else {
      this.promises.drop(job)
      this.machine.startReserved(job)
    }
  }
}

export function conservative(machine: Machine): Policy {
  return new Conservative(machine)
}
