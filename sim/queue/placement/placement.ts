import { valueAt } from '../../base/math.ts'
import { spend } from '../../base/outcome.ts'
import type { SecondResource, Room } from '../engine/availability.ts'
import { Profile, type Between } from '../engine/profile.ts'
import type { Ask, Asks } from './asks.ts'
import type { NodeStates, NodeSpan } from './node-states.ts'
import { Chooser } from './choose.ts'
import { WaitingByAsk } from './waiting.ts'

/** Time of nodes on which at least one job runs: a node counts once, however many share it. */
class Occupied {
  private readonly jobsOn: Int32Array
  private readonly sinceS: Float64Array
  /** Of the stretches that are over. */
  totalS = 0

  constructor(nodes: number) {
    this.jobsOn = new Int32Array(nodes)
    this.sinceS = new Float64Array(nodes)
  }

  started(places: Int32Array, nowS: number): void {
    for (let k = 0; k < places.length; k += 1) {
      const node = places[k] ?? 0
      const before = this.jobsOn[node] ?? 0
      this.jobsOn[node] = before + 1
      if (before === 0) this.sinceS[node] = nowS
    }
  }

  ended(places: Int32Array, nowS: number): void {
    for (let k = 0; k < places.length; k += 1) {
      const node = places[k] ?? 0
      const left = (this.jobsOn[node] ?? 0) - 1
      this.jobsOn[node] = left
      if (left === 0) this.totalS += nowS - (this.sinceS[node] ?? 0)
    }
  }
}

/** Of a node whose earliest start is looked for, and of one that is taken or given back. */
const [nodeUs, placeUs] = [0.5, 1.5]

/** On which nodes jobs run or will, numbers ascending: `first` alone where a job has one, -1 where it has none. */
export type PlacesOfJobs = { readonly first: Int32Array; readonly more: Map<number, Int32Array> }

const none = new Int32Array(0)

/** What is free from now on, node by node (rules 15 to 20), and who is where. */
export class Placement implements Room {
  readonly places: PlacesOfJobs
  readonly asks: Asks
  readonly nodes: NodeStates
  readonly waiting: WaitingByAsk
  readonly occupied: Occupied
  private readonly second: Profile | null
  private readonly needSecond: Float64Array
  private readonly chooser: Chooser
  private readonly starts: Float64Array
  private readonly span: NodeSpan = { fromS: 0, untilS: 0 }
  private readonly one = new Int32Array(1)
  private readonly between: Between = { fromS: 0, beforeS: Infinity }
  /** The job for which places have been chosen last, until something is taken or given. */
  private chosenFor = -1
  private chosenUntilS = -Infinity
  private struck = -1

  constructor(asks: Asks, nodes: NodeStates, second: SecondResource | null) {
    this.asks = asks
    this.nodes = nodes
    this.second = second === null ? null : new Profile(second.capacity)
    this.needSecond = second?.needs ?? new Float64Array(0)
    this.places = { first: new Int32Array(asks.of.length).fill(-1), more: new Map() }
    this.waiting = new WaitingByAsk(asks.list.length)
    this.occupied = new Occupied(nodes.count)
    this.chooser = new Chooser(nodes)
    this.starts = new Float64Array(nodes.count)
  }

  get nodesInAll(): number {
    return this.nodes.count
  }

  idleNodes(): number {
    return this.nodes.idle
  }

  askOf(job: number): Ask {
    const ask = this.asks.list[this.asks.of[job] ?? 0]
    if (ask === undefined) throw new Error('a job that asks for nothing')
    return ask
  }

  /** The nodes of a job that runs, has run or has a start promised. */
  nodesOf(job: number): Int32Array {
    const more = this.places.more.get(job)
    if (more !== undefined) return more
    const first = this.places.first[job] ?? -1
    if (first < 0) return none
    this.one[0] = first
    return this.one
  }

  advance(nowS: number): void {
    if (nowS === this.nodes.nowS) return
    this.nodes.nowS = nowS
    this.chosenFor = -1
    if (this.second !== null) this.second.advance(nowS)
  }

  fits(job: number, untilS: number): boolean {
    const ask = this.askOf(job)
    if (this.nodes.isShort(ask)) return false
    if (this.second !== null && !this.second.fits(this.needSecond[job] ?? 0, untilS)) return false
    this.chosenFor = -1
    if (!this.chooser.now(ask, untilS)) return false
    this.chosenFor = job
    this.chosenUntilS = untilS
    return true
  }

  earliest(job: number, durationS: number, { fromS, beforeS }: Between): number {
    const { second, between } = this
    if (second === null) return this.earliestPlaces(this.askOf(job), durationS, { fromS, beforeS })
    between.beforeS = beforeS
    between.fromS = fromS
    for (;;) {
      const startS = this.earliestPlaces(this.askOf(job), durationS, between)
      between.fromS = startS
      const secondS = second.earliest(this.needSecond[job] ?? 0, durationS, between)
      if (secondS === startS) return startS
      between.fromS = secondS
    }
  }

  take(job: number, fromS: number, untilS: number): void {
    this.chooser.planned(this.askOf(job), fromS, untilS)
    this.settle(job)
    this.takeAgain(job, fromS, untilS)
  }

  takeNow(job: number, untilS: number): void {
    const isChosen = this.chosenFor === job && this.chosenUntilS === untilS
    if (!isChosen && !this.chooser.now(this.askOf(job), untilS))
      throw new Error('a job is started without room')
    this.settle(job)
    this.takeAgain(job, this.nodes.nowS, untilS)
  }

  /** Takes for a job what it had before, on the same nodes. */
  takeAgain(job: number, fromS: number, untilS: number): void {
    this.change(job, { fromS, untilS }, -1)
  }

  give(job: number, fromS: number, untilS: number): void {
    this.change(job, { fromS, untilS }, 1)
  }

  /** A running job ends before its limit. */
  giveNow(job: number, untilS: number): void {
    this.occupied.ended(this.nodesOf(job), this.nodes.nowS)
    this.change(job, { fromS: this.nodes.nowS, untilS }, 1)
  }

  /** A reservation that was made for a pass leaves no trace. */
  forget(job: number): void {
    this.places.first[job] = -1
    this.places.more.delete(job)
  }

  joined(job: number, place: number, limitS: number): void {
    this.waiting.join(this.asks.of[job] ?? 0, place, limitS)
  }

  left(job: number, place: number): void {
    this.waiting.leave(this.asks.of[job] ?? 0, place)
  }

  /** A job has ended with its limit: its hold has run out by itself. */
  ranOut(job: number): void {
    this.chosenFor = -1
    this.occupied.ended(this.nodesOf(job), this.nodes.nowS)
    this.nodes.lookAt(this.nodesOf(job))
  }

  started(job: number): void {
    this.occupied.started(this.nodesOf(job), this.nodes.nowS)
    this.nodes.lookAt(this.nodesOf(job))
  }

  boundary(): void {
    this.chosenFor = -1
    this.nodes.lookAtClosed()
  }

  /** Takes nodes whole for a window. */
  close(list: Iterable<number>, fromS: number, untilS: number): void {
    this.chosenFor = -1
    this.nodes.close(list, { fromS, untilS })
  }

  strike(draw: number, running: Iterable<number>): readonly number[] | null {
    const { nodes } = this
    const node = Math.floor(draw * nodes.count)
    const hit = [...running].filter((job) => this.nodesOf(job).includes(node))
    if (hit.length === 0 && (nodes.gpus[node] ?? 0) < 0) return null
    this.struck = node
    return hit
  }

  repair(forS: number): void {
    const { nowS } = this.nodes
    this.close([this.struck], nowS, nowS + forS)
  }

  private change(job: number, { fromS, untilS }: NodeSpan, sign: 1 | -1): void {
    const { span, nodes, second } = this
    const ask = this.askOf(job)
    span.fromS = fromS
    span.untilS = untilS
    this.chosenFor = -1
    const places = this.nodesOf(job)
    spend(placeUs * places.length)
    for (let k = 0; k < places.length; k += 1) nodes.hold(places[k] ?? 0, { ask, span }, sign)
    if (second !== null) second.add(fromS, untilS, sign * (this.needSecond[job] ?? 0))
  }

  /** Writes down the nodes that have been chosen. */
  private settle(job: number): void {
    const { first, more } = this.places
    const { chosen, count } = this.chooser
    if (count === 1) {
      first[job] = chosen[0] ?? -1
      if (more.size > 0) more.delete(job)
      return
    }
    const sorted = chosen.slice(0, count).sort()
    first[job] = sorted[0] ?? -1
    more.set(job, sorted)
  }

  /**
   * Each node has an earliest start of its own; as many as are needed have theirs at the last of them at the earliest.
   * There the search begins again, until that is no later.
   */
  private earliestPlaces(ask: Ask, durationS: number, { fromS, beforeS }: Between): number {
    const { starts, nodes } = this
    const { candidates } = ask
    let startS = fromS
    for (;;) {
      spend(nodeUs * candidates.length)
      let count = 0
      for (let k = 0; k < candidates.length; k += 1) {
        const own = nodes
          .timelineNow(candidates[k] ?? 0)
          ?.earliest(ask, durationS, { fromS: startS, beforeS })
        if (own === undefined || own === Infinity) continue
        starts[count] = own
        count += 1
      }
      if (count < ask.nodes) return beforeS
      const enoughS = valueAt(starts.subarray(0, count), ask.nodes - 1, 0)
      if (enoughS === startS) return startS
      startS = enoughS
    }
  }
}
