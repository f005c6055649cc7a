import type { Availability } from '../engine/availability.ts'
import { type Between, type Reserved, Envelope } from '../engine/profile.ts'
import type { View } from '../engine/view.ts'

const nothing: Reserved = { amount: 0, fromS: 0, untilS: 0 }

/** What is reserved for the head of the queue, and what others may take now beside it, by counts of nodes. */
export class BesideHead {
  readonly findingsLast = true
  private readonly free = new Envelope()
  private readonly freeSecond = new Envelope()
  private readonly nodes: Reserved = { amount: 0, fromS: 0, untilS: 0 }
  private head = -1
  private readonly search: Between = { fromS: 0, beforeS: Infinity }
  private readonly view: View
  private readonly available: Availability
  /** Whether what is free beside the head has been looked at since something was taken. */
  private outlined = false

  constructor(view: View, available: Availability) {
    this.view = view
    this.available = available
  }

  isHopeless(): boolean {
    return this.view.queue.leastNodes() > this.available.nodes.now()
  }

  reserve(head: number): void {
    const { view, available, nodes } = this
    const limitS = view.limitS[head] ?? 0
    this.search.fromS = view.nowS
    const startS = available.earliest(head, limitS, this.search)
    this.head = head
    nodes.fromS = startS
    nodes.untilS = startS + limitS
    nodes.amount = available.needOf(head)
    this.outlined = false
  }

  next(from: number): number {
    const { view, available } = this
    const { queue } = view
    let place = from
    while (queue.leastNodes() <= available.nodes.now()) {
      if (!this.outlined) this.outline()
      place = queue.next(place, this.free, view.nowS)
      if (place < 0) return -1
      const job = queue.jobAt(place)
      if (this.secondFits(job)) {
        available.takeNow(job, view.nowS + (view.limitS[job] ?? 0))
        this.outlined = false
        return place
      }
      place += 1
    }
    return -1
  }

  /** The reservation is in no profile, so there is nothing to lift. */
  rest(): void {
    return undefined
  }

  /** Looks afresh at what is free now. */
  private outline(): void {
    const { available, head, nodes } = this
    this.outlined = true
    if (available.second === null) return available.nodes.outline(this.free, nodes)
    // The start may be a step of the other resource alone, as the end of a window is one of nodes: both get one there.
    available.take(head, nodes.fromS, nodes.untilS)
    available.nodes.outline(this.free, nothing)
    available.second.outline(this.freeSecond, nothing)
    available.give(head, nodes.fromS, nodes.untilS)
  }

  /** Whether a job for which there are nodes has its share of the second resource too. */
  private secondFits(job: number): boolean {
    const { available, view } = this
    if (available.second === null) return true
    return available.needOfSecond(job) <= this.freeSecond.freeUntil(view.nowS + (view.limitS[job] ?? 0))
  }
}
