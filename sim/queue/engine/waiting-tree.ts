import { spend } from '../../base/outcome.ts'
import type { Envelope } from './profile.ts'

/** A place without a waiting job asks for more nodes than any machine has. */
export const nobody = 0x7fff_ffff
const shift = 5
/** Of a look for a waiting job, and of each branch or row of places that it passes over; told by so many. */
const [lookUs, looksToTell] = [0.3, 1 << 12]

/** The least nodes and the least limit below each branch of one level; level 0 holds the places themselves. */
type Level = { readonly nodes: Int32Array; readonly limitS: Float64Array }

/**
 * The waiting jobs by their place in the queue: places are numbered once and are mostly empty. Above the places
 * stands a tree of 32 branches each that knows the least nodes and the least limit below, so that the next job that
 * fits is found without looking at those that cannot.
 */
export class WaitingTree {
  size = 0
  private readonly levels: readonly Level[]
  private readonly places: Level
  /** All waiting jobs have places in [start, end). */
  private start = 0
  private end = 0
  /** Not yet told as work. */
  private looks = 0

  constructor(places: number) {
    const levels: Level[] = []
    let length = Math.max(1, places)
    for (;;) {
      levels.push({
        nodes: new Int32Array(length).fill(nobody),
        limitS: new Float64Array(length).fill(Infinity),
      })
      if (length === 1) break
      length = Math.ceil(length / (1 << shift))
    }
    const [first] = levels
    if (first === undefined) throw new Error('a tree without leaves')
    this.places = first
    this.levels = levels
  }

  /** Tells the work that was done since it was last told. */
  tell(): void {
    spend(lookUs * this.looks)
    this.looks = 0
  }

  /** The least nodes that a waiting job asks for. */
  leastNodes(): number {
    return this.levels[this.levels.length - 1]?.nodes[0] ?? nobody
  }

  insert(place: number, nodes: number, limitS: number): void {
    if (this.size === 0) this.start = place
    this.size += 1
    if (place >= this.end) this.end = place + 1
    if (place < this.start) this.start = place
    let at = place
    for (const level of this.levels) {
      if (nodes < (level.nodes[at] ?? 0)) level.nodes[at] = nodes
      if (limitS < (level.limitS[at] ?? 0)) level.limitS[at] = limitS
      at >>= shift
    }
  }

  /** Takes out the first of all. */
  shift() {
    const place = this.nextWaiting(0)
    const { nodes, limitS } = this.places
    const first = { place, nodes: nodes[place] ?? 0, limitS: limitS[place] ?? 0 }
    this.remove(place)
    return first
  }

  remove(place: number): void {
    this.size -= 1
    const nodes = this.places.nodes[place] ?? 0
    const limitS = this.places.limitS[place] ?? 0
    this.places.nodes[place] = nobody
    this.places.limitS[place] = Infinity
    let at = place
    for (let k = 1; k < this.levels.length; k += 1) {
      at >>= shift
      const level = this.levels[k]
      const below = this.levels[k - 1]
      if (level === undefined || below === undefined) break
      if ((level.nodes[at] ?? 0) < nodes && (level.limitS[at] ?? 0) < limitS) break
      if (this.size > 0) {
        if (!this.recount(k, at)) break
      } else {
        level.nodes[at] = nobody
        level.limitS[at] = Infinity
      }
    }
    if (place === this.start) this.start = place + 1
  }

  /**
   * The first place from one on whose job fits under the envelope when it starts now; -1 when none does. The least
   * limit below a branch gives the most that any job below may take.
   */
  next(from: number, envelope: Envelope, nowS: number): number {
    const { levels, end } = this
    const { nodes, limitS } = this.places
    const most = envelope.freeUntil(nowS)
    let place = from > this.start ? from : this.start
    let highest = this.highest(end - place)
    if (this.looks > looksToTell) this.tell()
    while (place < end) {
      this.looks += 1
      let k = highest
      for (; k > 0; k -= 1) {
        const level = levels[k]
        const at = place >> (shift * k)
        const least = level?.nodes[at] ?? nobody
        if (least > most || least > envelope.freeUntil(nowS + (level?.limitS[at] ?? 0))) break
      }
      const after = ((place >> (shift * (k || 1))) + 1) << (shift * (k || 1))
      if (k === 0) {
        const last = after < end ? after : end
        for (; place < last; place += 1) {
          const needed = nodes[place] ?? nobody
          if (needed > most) continue
          if (needed <= envelope.freeUntil(nowS + (limitS[place] ?? 0))) return place
        }
      }
      place = after
      // Branches that begin before here have been looked at.
      highest = this.highest(end - place)
      while (highest > 1 && (place & ((1 << (shift * highest)) - 1)) !== 0) highest -= 1
    }
    return -1
  }

  /** The highest level of the tree that can pass over something in so many places. */
  private highest(places: number): number {
    const top = this.levels.length - 1
    let k = 0
    while (k < top && places > 1 << (shift * k)) k += 1
    return k
  }

  /** The first place from one on that holds a job; -1 when none does. */
  nextWaiting(from: number): number {
    const { levels, end } = this
    const { nodes } = this.places
    let place = from > this.start ? from : this.start
    if (this.looks > looksToTell) this.tell()
    while (place < end) {
      this.looks += 1
      let k = this.highest(end - place)
      while (k > 0 && (levels[k]?.nodes[place >> (shift * k)] ?? nobody) !== nobody) k -= 1
      const after = ((place >> (shift * (k || 1))) + 1) << (shift * (k || 1))
      if (k === 0) {
        const last = after < end ? after : end
        while (place < last && nodes[place] === nobody) place += 1
        if (from <= this.start) this.start = place
        if (place < last) return place
      }
      place = after
    }
    return -1
  }

  /** Looks again at what is below a branch; whether anything has changed for those above it. */
  private recount(k: number, at: number): boolean {
    const level = this.levels[k]
    const below = this.levels[k - 1]
    if (level === undefined || below === undefined) return false
    const first = Math.max(at << shift, this.start >> (shift * (k - 1)))
    const end = Math.min((at + 1) << shift, ((this.end - 1) >> (shift * (k - 1))) + 1)
    const leastNodes = level.nodes[at] ?? 0
    const leastLimitS = level.limitS[at] ?? 0
    let nodes = nobody
    let limitS = Infinity
    for (let i = first; i < end; i += 1) {
      const n = below.nodes[i] ?? 0
      if (n < nodes) nodes = n
      const l = below.limitS[i] ?? 0
      if (l < limitS) limitS = l
      if (nodes === leastNodes && limitS === leastLimitS) return false
    }
    level.nodes[at] = nodes
    level.limitS[at] = limitS
    return true
  }
}
