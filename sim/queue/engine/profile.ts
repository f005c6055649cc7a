import { spend } from '../../base/outcome.ts'
import { blockSize, Segments } from './segments.ts'

const leastLength = 16

/**
 * How much may be taken from now on, by how long it would be held: until `untilS[k]` at most `free[k]`. Both are
 * steps; the longer a job holds, the less there is for it.
 */
export class Envelope {
  private untilS = new Float64Array(0)
  private free = new Float64Array(0)
  private count = 0

  constructor() {
    this.grow()
  }

  clear(): void {
    this.count = 0
  }

  /** Adds the next step: a later instant and a smaller amount than the last. */
  push(untilS: number, free: number): void {
    if (this.count === this.free.length) this.grow()
    this.untilS[this.count] = untilS
    this.free[this.count] = free
    this.count += 1
  }

  /** What a job may take that would hold it until an instant; the last step ends at infinity. */
  freeUntil(instantS: number): number {
    const { untilS } = this
    let k = 0
    while ((untilS[k] ?? Infinity) < instantS) k += 1
    return this.free[k] ?? 0
  }

  private grow(): void {
    const length = Math.max(leastLength, this.untilS.length * 2)
    const untilS = new Float64Array(length)
    untilS.set(this.untilS)
    this.untilS = untilS
    const free = new Float64Array(length)
    free.set(this.free)
    this.free = free
  }
}

/** Of a segment or a block that a search looks at, told by so many; a search itself costs as much as so many. */
const [stepUs, stepsToTell, stepsOfSearch] = [0.008, 1 << 16, 16]

/** Where a search begins, and the instant from which a start is no gain. */
export type Between = { fromS: number; beforeS: number }

/** An amount that is kept for somebody on [fromS, untilS). */
export type Reserved = { amount: number; fromS: number; untilS: number }

/**
 * How much of one resource is free from now on: a step function whose last value holds for ever.
 *
 * With P segments a search and an addition cost about P/64 + 64 steps.
 */
export class Profile extends Segments {
  /** Steps of searches that are not yet told as work. */
  private looked = 0

  tell(): void {
    spend(stepUs * this.looked)
    this.looked = 0
  }

  /** Adds an amount, negative where it is taken, to [fromS, untilS); what lies before now is passed over. */
  add(fromS: number, untilS: number, amount: number): void {
    if (untilS <= fromS) return
    this.cut(untilS)
    this.cut(fromS)
    this.raise(untilS, amount)
    if (amount > 0) {
      this.join(untilS)
      this.join(fromS)
    }
  }

  /** Moves what is taken on [fromS, fromS + durationS) to an earlier instant. */
  move(fromS: number, toS: number, { amount, durationS }: { amount: number; durationS: number }): void {
    const overlaps = toS + durationS >= fromS
    this.add(overlaps ? toS + durationS : fromS, fromS + durationS, amount)
    this.add(toS, overlaps ? fromS : toS + durationS, -amount)
    // Where old and new place meet nothing changes any more; left in, such boundaries would slow every search.
    this.join(overlaps ? fromS : toS + durationS)
    this.join(toS)
  }

  addNow(untilS: number, amount: number): void {
    this.cut(untilS)
    const { atBlock, atIndex } = this
    this.atBlock = 0
    this.atIndex = this.past
    this.raise(untilS, amount)
    if (amount > 0) this.joinAt(atBlock, atIndex)
  }

  /** Whether an amount is free from now until an instant. */
  fits(amount: number, untilS: number): boolean {
    const { times, values, order, count } = this
    for (let k = 0; k < count; k += 1) {
      const block = order[k] ?? 0
      const base = block * blockSize
      const pending = this.pending[block] ?? 0
      if (k > 0 && (times[base] ?? 0) >= untilS) return true
      if ((this.least[block] ?? 0) + pending >= amount) continue
      const end = base + (this.lengths[block] ?? 0)
      const first = k === 0 ? base + this.past : base
      for (let i = first; i < end; i += 1) {
        if (i > first && (times[i] ?? 0) >= untilS) return true
        if ((values[i] ?? 0) + pending < amount) return false
      }
    }
    return true
  }

  /**
   * The earliest start s from `fromS` on, and before `beforeS`, such that the amount is free on [s, s + durationS),
   * looked at only up to `beforeS`; `beforeS` when there is none.
   *
   * A job that itself holds the amount from `beforeS` on, for as long, may so ask whether it could start earlier:
   * what lies beyond is its own.
   */
  earliest(amount: number, durationS: number, { fromS, beforeS }: Between): number {
    this.looked += stepsOfSearch
    if (this.looked > stepsToTell) this.tell()
    if (fromS >= beforeS) return beforeS
    this.locate(fromS)
    const { times, values, order, count } = this
    let startS = -Infinity
    let untilS = beforeS
    let held = false
    let skipped = this.atIndex
    for (let k = this.atBlock; k < count; k += 1) {
      const block = order[k] ?? 0
      const base = block * blockSize
      const pending = this.pending[block] ?? 0
      this.looked += 1
      if (held ? (this.least[block] ?? 0) + pending >= amount : (this.most[block] ?? 0) + pending < amount) {
        const timeS = times[base + skipped] ?? 0
        if (timeS >= untilS) return held ? startS : beforeS
        skipped = 0
        continue
      }
      const end = base + (this.lengths[block] ?? 0)
      const needed = amount - pending
      this.looked += end - base
      for (let i = base + skipped; i < end; i += 1) {
        const timeS = times[i] ?? 0
        if (timeS >= untilS) return held ? startS : beforeS
        if ((values[i] ?? 0) < needed) {
          held = false
          untilS = beforeS
        } else if (!held) {
          held = true
          startS = timeS > fromS ? timeS : fromS
          untilS = startS + durationS < beforeS ? startS + durationS : beforeS
        }
      }
      skipped = 0
    }
    return held ? startS : beforeS
  }

  /**
   * The least amount that is free from now until any later instant, beside what is reserved, as steps into `into`.
   * The reservation begins where a segment does.
   */
  outline(into: Envelope, { amount, fromS, untilS }: Reserved): void {
    const { times, values, order, count } = this
    let freeNow = Infinity
    into.clear()
    this.looked += stepsOfSearch + count
    if (this.looked > stepsToTell) this.tell()
    for (let k = 0; k < count && freeNow > 0; k += 1) {
      const block = order[k] ?? 0
      const base = block * blockSize
      const pending = this.pending[block] ?? 0
      if ((this.least[block] ?? 0) + pending - amount >= freeNow) continue
      const end = base + (this.lengths[block] ?? 0)
      const first = k === 0 ? base + this.past : base
      for (let i = first; i < end; i += 1) {
        const timeS = times[i] ?? 0
        const here = (values[i] ?? 0) + pending
        const free = timeS >= fromS && timeS < untilS ? here - amount : here
        if (free >= freeNow) continue
        if (freeNow < Infinity) into.push(timeS, freeNow)
        freeNow = free
      }
    }
    into.push(Infinity, freeNow)
  }

  /** Adds an amount to the segments from where `cut` has left off until an instant. */
  private raise(untilS: number, amount: number): void {
    const { times, values, order, count } = this
    let place = this.atBlock
    let from = this.atIndex
    while (place < count) {
      const block = order[place] ?? 0
      if ((times[block * blockSize + from] ?? 0) >= untilS) return
      place += 1
      const nextS = place < count ? (times[(order[place] ?? 0) * blockSize] ?? 0) : Infinity
      const isWhole = nextS <= untilS && from === (place === 1 ? this.past : 0)
      if (isWhole) {
        this.pending[block] = (this.pending[block] ?? 0) + amount
      } else {
        const end = block * blockSize + (this.lengths[block] ?? 0)
        for (let i = block * blockSize + from; i < end && (times[i] ?? 0) < untilS; i += 1) {
          values[i] = (values[i] ?? 0) + amount
        }
        if (count > 1) this.bound(block)
        else this.loosen(block, amount)
      }
      from = 0
    }
  }
}
