import { Envelope } from '../engine/envelope.ts'
import type { Machine } from '../engine/machine.ts'
import type { Between, Reserved } from '../engine/profile.ts'

/** What is reserved for the head of the queue, and what others may take now beside it. */
export class BesideHead {
  readonly free = new Envelope()
  private readonly freeSecond = new Envelope()
  private readonly nodes: Reserved = { amount: 0, fromS: 0, untilS: 0 }
  private readonly second: Reserved = { amount: 0, fromS: 0, untilS: 0 }
  private readonly search: Between = { fromS: 0, beforeS: Infinity }
  private readonly machine: Machine

  constructor(machine: Machine) {
    this.machine = machine
  }

  /** Reserves the earliest instant from now on for a job's whole limit. */
  reserve(job: number): void {
    const { machine, nodes, second } = this
    const limitS = machine.limitS[job] ?? 0
    this.search.fromS = machine.nowS
    const startS = machine.available.earliest(job, limitS, this.search)
    nodes.fromS = second.fromS = startS
    nodes.untilS = second.untilS = startS + limitS
    nodes.amount = machine.available.needOf(job)
    second.amount = machine.available.needOfSecond(job)
  }

  /** Looks afresh at what is free now. */
  outline(): void {
    const { available } = this.machine
    available.nodes.outline(this.free, this.nodes)
    if (available.second !== null) available.second.outline(this.freeSecond, this.second)
  }

  /** Whether a job for which there are nodes has its share of the second resource too. */
  secondFits(job: number): boolean {
    const { available, nowS, limitS } = this.machine
    if (available.second === null) return true
    return available.needOfSecond(job) <= this.freeSecond.freeUntil(nowS + (limitS[job] ?? 0))
  }
}
