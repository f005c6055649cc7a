/** Segments in one block: short enough to shift by hand, long enough that blocks are few. */
export const blockSize = 64
const firstBlocks = 16

/**
 * The segments of a step function, in order, in blocks of at most 64. A block knows an amount that is still to be
 * added to all its values, and bounds of them, so that a search passes over a block that cannot matter and an
 * addition over a long time touches two blocks and one number for each between.
 *
 * The bounds may be loose after the past is dropped: they serve to skip, never to decide.
 */
export class Segments {
  /** Block b holds its segments at b · 64 onwards. */
  protected times = new Float64Array(0)
  protected values = new Float64Array(0)
  protected lengths = new Int32Array(0)
  protected pending = new Float64Array(0)
  protected least = new Float64Array(0)
  protected most = new Float64Array(0)
  /** Blocks in the order of time. */
  protected order = new Int32Array(0)
  protected count = 0
  private unused: number[] = []
  private made = 0
  /** Segments at the front of the first block that lie in the past. */
  protected past = 0
  /** Where `locate` and `cut` have found what they looked for: place in `order`, and in the block. */
  protected atBlock = 0
  protected atIndex = 0

  readonly capacity: number

  constructor(capacity: number) {
    this.capacity = capacity
    // Fields that change here are no constants to the engine, which else compiles its callers anew at the first change.
    this.resize(firstBlocks)
    const block = this.newBlock(0)
    this.times[0] = -Infinity
    this.values[0] = capacity
    this.lengths[0] = 1
    this.bound(block)
    this.locate(0)
  }

  /** Free amount now. */
  now(): number {
    const block = this.order[0] ?? 0
    return (this.values[block * blockSize + this.past] ?? 0) + (this.pending[block] ?? 0)
  }

  /** Lets the first segment begin now and forgets what ends now or before. */
  advance(nowS: number): void {
    for (;;) {
      const block = this.order[0] ?? 0
      const first = block * blockSize + this.past
      const isLast = this.past + 1 === this.lengths[block]
      const next = isLast ? (this.order[1] ?? 0) * blockSize : first + 1
      if ((isLast && this.count === 1) || (this.times[next] ?? 0) > nowS) {
        this.times[first] = nowS
        return
      }
      this.past += 1
      if (isLast) {
        this.past = 0
        this.dropBlock(0)
      }
    }
  }

  copyFrom(other: Segments): void {
    if (this.times.length !== other.times.length) this.resize(other.lengths.length)
    this.times.set(other.times)
    this.values.set(other.values)
    this.lengths.set(other.lengths)
    this.pending.set(other.pending)
    this.least.set(other.least)
    this.most.set(other.most)
    this.order.set(other.order)
    this.count = other.count
    this.unused = [...other.unused]
    this.made = other.made
    this.past = other.past
  }

  /** Finds the segment that holds an instant; the first where the instant is past. */
  protected locate(timeS: number): void {
    const { times, order } = this
    let low = 0
    let high = this.count - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((times[(order[middle] ?? 0) * blockSize] ?? 0) <= timeS) low = middle
      else high = middle - 1
    }
    const block = order[low] ?? 0
    const base = block * blockSize
    let first = low === 0 ? this.past : 0
    let last = (this.lengths[block] ?? 0) - 1
    while (first < last) {
      const middle = (first + last + 1) >> 1
      if ((times[base + middle] ?? 0) <= timeS) first = middle
      else last = middle - 1
    }
    this.atBlock = low
    this.atIndex = first
  }

  /** Makes a segment begin at an instant, unless that is past. */
  protected cut(timeS: number): void {
    this.locate(timeS)
    let block = this.order[this.atBlock] ?? 0
    if ((this.times[block * blockSize + this.atIndex] ?? 0) >= timeS) return
    if ((this.lengths[block] ?? 0) === blockSize) {
      this.makeRoom()
      this.locate(timeS)
      block = this.order[this.atBlock] ?? 0
    }
    const { times, values } = this
    const base = block * blockSize
    const at = base + this.atIndex
    for (let i = base + (this.lengths[block] ?? 0); i > at + 1; i -= 1) {
      times[i] = times[i - 1] ?? 0
      values[i] = values[i - 1] ?? 0
    }
    times[at + 1] = timeS
    values[at + 1] = values[at] ?? 0
    this.lengths[block] = (this.lengths[block] ?? 0) + 1
    this.atIndex += 1
  }

  /** Removes the beginning of a segment that has the value of the one before it. */
  protected join(timeS: number): void {
    this.locate(timeS)
    const { atBlock, atIndex } = this
    const at = (this.order[atBlock] ?? 0) * blockSize + atIndex
    if (this.times[at] === timeS) this.joinAt(atBlock, atIndex)
  }

  /** Removes one segment's beginning, where it has the value of the one before it. */
  protected joinAt(atBlock: number, atIndex: number): void {
    if (atBlock === 0 && atIndex === this.past) return
    const { times, values } = this
    const block = this.order[atBlock] ?? 0
    const at = block * blockSize + atIndex
    const before = atIndex > 0 ? block : (this.order[atBlock - 1] ?? 0)
    const previous = atIndex > 0 ? at - 1 : before * blockSize + (this.lengths[before] ?? 0) - 1
    const step =
      (values[at] ?? 0) + (this.pending[block] ?? 0) - (values[previous] ?? 0) - (this.pending[before] ?? 0)
    if (step !== 0) return
    const length = (this.lengths[block] ?? 0) - 1
    const end = block * blockSize + length
    for (let i = at; i < end; i += 1) {
      times[i] = times[i + 1] ?? 0
      values[i] = values[i + 1] ?? 0
    }
    this.lengths[block] = length
    if (length === 0) this.dropBlock(atBlock)
    else if (length < blockSize / 4 && atBlock + 1 < this.count) this.merge(atBlock)
  }

  /** Frees a place in the full block that `locate` has found: the past goes, or half of it becomes a new block. */
  private makeRoom(): void {
    const place = this.atBlock
    const block = this.order[place] ?? 0
    const base = block * blockSize
    if (place === 0 && this.past > 0) {
      this.times.copyWithin(base, base + this.past, base + blockSize)
      this.values.copyWithin(base, base + this.past, base + blockSize)
      this.lengths[block] = blockSize - this.past
      this.past = 0
      return
    }
    const made = this.newBlock(place + 1)
    const half = blockSize / 2
    this.times.copyWithin(made * blockSize, base + half, base + blockSize)
    this.values.copyWithin(made * blockSize, base + half, base + blockSize)
    this.lengths[block] = half
    this.lengths[made] = half
    this.pending[made] = this.pending[block] ?? 0
    this.bound(block)
    this.bound(made)
  }

  /** Moves the next block's segments into a short one, where they fit. */
  private merge(place: number): void {
    const block = this.order[place] ?? 0
    const next = this.order[place + 1] ?? 0
    const length = this.lengths[block] ?? 0
    const total = length + (this.lengths[next] ?? 0)
    if (total > (3 * blockSize) / 4) return
    const shift = (this.pending[next] ?? 0) - (this.pending[block] ?? 0)
    for (let i = length; i < total; i += 1) {
      this.times[block * blockSize + i] = this.times[next * blockSize + i - length] ?? 0
      this.values[block * blockSize + i] = (this.values[next * blockSize + i - length] ?? 0) + shift
    }
    this.lengths[block] = total
    this.dropBlock(place + 1)
    this.bound(block)
  }

  protected bound(block: number): void {
    const { values } = this
    let least = Infinity
    let most = -Infinity
    const base = block * blockSize
    const end = base + (this.lengths[block] ?? 0)
    for (let i = block === this.order[0] ? base + this.past : base; i < end; i += 1) {
      const value = values[i] ?? 0
      if (value < least) least = value
      if (value > most) most = value
    }
    this.least[block] = least
    this.most[block] = most
  }

  /** Bounds that hold after an amount was added to a part of a block that is the only one, and so is always looked at. */
  protected loosen(block: number, amount: number): void {
    if (amount < 0) this.least[block] = (this.least[block] ?? 0) + amount
    else this.most[block] = (this.most[block] ?? 0) + amount
  }

  private dropBlock(place: number): void {
    this.unused.push(this.order[place] ?? 0)
    this.order.copyWithin(place, place + 1, this.count)
    this.count -= 1
  }

  private newBlock(place: number): number {
    const reused = this.unused.pop()
    const block = reused ?? this.made
    if (reused === undefined) {
      if (this.made === this.lengths.length) this.resize(this.made * 2)
      this.made += 1
    }
    this.order.copyWithin(place + 1, place, this.count)
    this.order[place] = block
    this.count += 1
    return block
  }

  private resize(blocks: number): void {
    const grown = (from: Float64Array, size: number) => {
      const to = new Float64Array(size)
      to.set(from.subarray(0, size))
      return to
    }
    this.times = grown(this.times, blocks * blockSize)
    this.values = grown(this.values, blocks * blockSize)
    this.pending = grown(this.pending, blocks)
    this.least = grown(this.least, blocks)
    this.most = grown(this.most, blocks)
    this.lengths = Int32Array.from({ length: blocks }, (_, i) => this.lengths[i] ?? 0)
    this.order = Int32Array.from({ length: blocks }, (_, i) => this.order[i] ?? 0)
  }
}
