/** Who stands where in the queue. */
export type Places = {
  /** Place of each job; -1 until it arrives. */
  readonly of: Int32Array
  /** The place of a job that joins the queue now. */
  take(job: number): number
}

/**
 * Places in the queue: priority descending, then submission, then position in the list. Every priority has a run of
 * places as long as it has jobs, and jobs take the next one of theirs as they arrive; so the order is right without
 * knowing when a job will arrive.
 */
export class FixedPlaces implements Places {
  readonly of: Int32Array
  private readonly rankOf: Int32Array | null
  private readonly next: Int32Array

  constructor(count: number, priority: Float64Array | null) {
    this.of = new Int32Array(count).fill(-1)
    if (priority === null || isUniform(priority)) {
      this.rankOf = null
      this.next = new Int32Array(1)
      return
    }
    const sorted = Float64Array.from(priority).sort()
    const rank = new Map<number, number>()
    const starts: number[] = []
    for (let i = count - 1; i >= 0; i -= 1) {
      const value = sorted[i] ?? 0
      if (rank.has(value)) continue
      rank.set(value, starts.length)
      starts.push(count - 1 - i)
    }
    this.next = Int32Array.from(starts)
    this.rankOf = Int32Array.from(priority, (value) => rank.get(value) ?? 0)
  }

  /** The place of a job that joins the queue now; one that comes back has its old place. */
  take(job: number): number {
    const known = this.of[job] ?? -1
    if (known >= 0) return known
    const rank = this.rankOf === null ? 0 : (this.rankOf[job] ?? 0)
    const place = this.next[rank] ?? 0
    this.next[rank] = place + 1
    this.of[job] = place
    return place
  }
}

function isUniform(values: Float64Array): boolean {
  return values.every((value) => value === values[0])
}

/** Places that are given out anew before every pass; whoever joins between stands last until then. */
export class MovingPlaces implements Places {
  readonly of: Int32Array
  private next = 0

  constructor(count: number) {
    this.of = new Int32Array(count).fill(-1)
  }

  take(job: number): number {
    this.of[job] = this.next
    this.next += 1
    return this.next - 1
  }

  /** From now on places are given out from the first. */
  restart(): void {
    this.next = 0
  }
}
