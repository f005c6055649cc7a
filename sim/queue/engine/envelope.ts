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
