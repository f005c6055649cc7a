import { spend } from '../../base/outcome.ts'
import type { Envelope } from './profile.ts'
import { nobody, WaitingTree } from './waiting-tree.ts'

type Demand = { readonly nodes: number; readonly limitS: number }

/** A queue longer than the one becomes a tree, and one shorter than the other a list again. */
const [longest, shortest] = [64, 32]
/** Of a look through the list; told by so many. */
const [lookUs, looksToTell] = [0.1, 1 << 12]

/** Few waiting jobs by their place: what each asks for in three columns, which are read from the first to the last. */
class ShortQueue {
  size = 0
  private readonly places = new Int32Array(longest)
  private readonly nodes = new Int32Array(longest)
  private readonly limitS = new Float64Array(longest)
  private least = nobody

  leastNodes(): number {
    return this.least
  }

  insert(place: number, nodes: number, limitS: number): void {
    let at = this.size
    this.size += 1
    for (; at > 0 && (this.places[at - 1] ?? 0) > place; at -= 1) this.put(at, at - 1)
    this.places[at] = place
    this.nodes[at] = nodes
    this.limitS[at] = limitS
    if (nodes < this.least) this.least = nodes
  }

  remove(place: number): void {
    let at = 0
    while ((this.places[at] ?? 0) < place) at += 1
    const nodes = this.nodes[at] ?? 0
    this.size -= 1
    for (; at < this.size; at += 1) this.put(at, at + 1)
    if (nodes === this.least) this.recount()
  }

  /** Takes out the last. */
  pop() {
    const at = this.size - 1
    const last = { place: this.places[at] ?? 0, nodes: this.nodes[at] ?? 0, limitS: this.limitS[at] ?? 0 }
    this.remove(last.place)
    return last
  }

  next(from: number, envelope: Envelope, nowS: number): number {
    const { places, nodes, limitS, size } = this
    const most = envelope.freeUntil(nowS)
    for (let at = 0; at < size; at += 1) {
      const needed = nodes[at] ?? 0
      if (needed > most || (places[at] ?? 0) < from) continue
      if (needed <= envelope.freeUntil(nowS + (limitS[at] ?? 0))) return places[at] ?? -1
    }
    return -1
  }

  nextWaiting(from: number): number {
    const { places, size } = this
    for (let at = 0; at < size; at += 1) if ((places[at] ?? 0) >= from) return places[at] ?? -1
    return -1
  }

  private put(to: number, from: number): void {
    this.places[to] = this.places[from] ?? 0
    this.nodes[to] = this.nodes[from] ?? 0
    this.limitS[to] = this.limitS[from] ?? 0
  }

  private recount(): void {
    this.least = nobody
    for (let at = 0; at < this.size; at += 1) this.least = Math.min(this.least, this.nodes[at] ?? 0)
  }
}

/** The waiting jobs by their place in the queue: a list of few, a tree of many. */
export class WaitingQueue {
  size = 0
  private readonly jobs: Int32Array
  private readonly few = new ShortQueue()
  private readonly many: WaitingTree
  private isLong = false
  /** Not yet told as work. */
  private looks = 0

  constructor(places: number) {
    this.jobs = new Int32Array(places)
    this.many = new WaitingTree(places)
  }

  /** Tells the work that was done since it was last told. */
  tell(): void {
    spend(lookUs * this.looks)
    this.looks = 0
    this.many.tell()
  }

  jobAt(place: number): number {
    return this.jobs[place] ?? -1
  }

  /** The least nodes that a waiting job asks for. */
  leastNodes(): number {
    return this.isLong ? this.many.leastNodes() : this.few.leastNodes()
  }

  insert(place: number, job: number, { nodes, limitS }: Demand): void {
    this.jobs[place] = job
    if (!this.isLong && this.size === longest) this.lengthen()
    this.size += 1
    if (this.isLong) this.many.insert(place, nodes, limitS)
    else this.few.insert(place, nodes, limitS)
  }

  remove(place: number): void {
    this.size -= 1
    if (!this.isLong) {
      this.few.remove(place)
      return
    }
    this.many.remove(place)
    if (this.size < shortest) this.shorten()
  }

  /** The first place from one on whose job fits under the envelope when it starts now; -1 when none does. */
  next(from: number, envelope: Envelope, nowS: number): number {
    if (this.isLong) return this.many.next(from, envelope, nowS)
    this.look()
    return this.few.next(from, envelope, nowS)
  }

  /** The first place from one on that holds a job; -1 when none does. */
  nextWaiting(from: number): number {
    if (this.isLong) return this.many.nextWaiting(from)
    this.look()
    return this.few.nextWaiting(from)
  }

  private look(): void {
    this.looks += 1
    if (this.looks > looksToTell) this.tell()
  }

  private lengthen(): void {
    this.isLong = true
    while (this.few.size > 0) {
      const { place, nodes, limitS } = this.few.pop()
      this.many.insert(place, nodes, limitS)
    }
  }

  private shorten(): void {
    this.isLong = false
    while (this.many.size > 0) {
      const { place, nodes, limitS } = this.many.shift()
      this.few.insert(place, nodes, limitS)
    }
  }
}
