import { valueAt } from '../../base/math.ts'
import type { Between } from '../engine/profile.ts'
import type { View } from '../engine/view.ts'
import type { Placement } from '../placement/placement.ts'

/**
 * What is reserved for the head of the queue on its own nodes, and who may start now beside it. For each ask it is
 * known until when enough nodes carry it from now on: jobs of that ask with shorter limits fit, and others do not.
 */
export class BesidePlaces {
  readonly findingsLast = false
  private readonly view: View
  private readonly placement: Placement
  private readonly search: Between = { fromS: 0, beforeS: Infinity }
  private head = -1
  private headS = 0
  /** By ask: where the scan stands, and until when the ask is carried; that is known while `knownIn` is this pass. */
  private readonly at: Float64Array
  private readonly untilS: Float64Array
  private readonly knownIn: Int32Array
  private pass = 0
  private readonly ends: Float64Array
  private readonly wish = { mostS: 0, limitAt: (place: number) => this.limitAt(place) }

  constructor(view: View, placement: Placement) {
    this.view = view
    this.placement = placement
    const asks = placement.asks.list.length
    this.at = new Float64Array(asks)
    this.untilS = new Float64Array(asks)
    this.knownIn = new Int32Array(asks)
    this.ends = new Float64Array(placement.nodes.count)
  }

  isHopeless(): boolean {
    const { asks, waiting, nodes } = this.placement
    for (let ask = 0; ask < asks.list.length; ask += 1) {
      const asked = asks.list[ask]
      if (waiting.count(ask) > 0 && asked !== undefined && !nodes.isShort(asked)) return false
    }
    return true
  }

  reserve(head: number): void {
    const { view, placement } = this
    const limitS = view.limitS[head] ?? 0
    this.search.fromS = view.nowS
    this.head = head
    this.headS = placement.earliest(head, limitS, this.search)
    placement.take(head, this.headS, this.headS + limitS)
    this.pass += 1
    this.at.fill(0)
  }

  next(from: number): number {
    for (;;) {
      const [ask, place] = this.nearest(from)
      if (ask < 0) return -1
      const job = this.view.queue.jobAt(place)
      const untilS = this.view.nowS + (this.view.limitS[job] ?? 0)
      if (this.placement.fits(job, untilS)) {
        this.placement.takeNow(job, untilS)
        return place
      }
      // What was known of the ask is of before others started.
      this.knownIn[ask] = 0
      this.at[ask] = place + 1
    }
  }

  rest(): void {
    const { placement, view } = this
    placement.give(this.head, this.headS, this.headS + (view.limitS[this.head] ?? 0))
    placement.forget(this.head)
  }

  /** The ask and place of the next job that may fit; ask -1 when there is none. */
  private nearest(from: number): readonly [ask: number, place: number] {
    const { placement, view, wish } = this
    const { asks, waiting, nodes } = placement
    let [best, bestPlace] = [-1, Infinity]
    for (let ask = 0; ask < asks.list.length; ask += 1) {
      const asked = asks.list[ask]
      if (asked === undefined || waiting.count(ask) === 0 || nodes.isShort(asked)) continue
      if (this.knownIn[ask] !== this.pass) {
        this.untilS[ask] = this.carriedUntil(ask)
        this.knownIn[ask] = this.pass
      }
      wish.mostS = (this.untilS[ask] ?? 0) - view.nowS
      const place = waiting.next(ask, Math.max(from, this.at[ask] ?? 0), wish)
      this.at[ask] = place
      if (place < bestPlace) [best, bestPlace] = [ask, place]
    }
    return [best, bestPlace]
  }

  /** Until when as many nodes as an ask needs carry it from now on. */
  private carriedUntil(ask: number): number {
    const { placement, ends } = this
    const asked = placement.asks.list[ask]
    if (asked === undefined) return -Infinity
    const { candidates, nodes } = asked
    let count = 0
    let forever = 0
    for (let k = 0; k < candidates.length && forever < nodes; k += 1) {
      const untilS = placement.nodes.carriesUntil(candidates[k] ?? 0, asked)
      if (untilS === Infinity) forever += 1
      if (untilS <= this.view.nowS) continue
      ends[count] = untilS
      count += 1
    }
    if (forever >= nodes) return Infinity
    return count < nodes ? -Infinity : valueAt(ends.subarray(0, count), count - nodes, 0)
  }

  private limitAt(place: number): number {
    const job = this.view.queue.jobAt(place)
    return this.view.limitS[job] ?? 0
  }
}
