/** Who stands where in the queue. */
export type Places = {
  /** Place of each job; -1 until it arrives. */
  readonly of: Int32Array
  /** Places are below this. */
  readonly room: number
  take(job: number): number
  /** A job has arrived and does not join the queue, or not yet. */
  standBy(job: number): void
}

/**
 * Places in the queue: priority descending, then submission, then position in the list. Every priority has a run of
 * places as long as it has jobs, and jobs take the next one of theirs as they arrive; so the order is right without
 * knowing when a job will arrive.
 */
export class FixedPlaces implements Places {
  readonly of: Int32Array
  readonly room: number
  private readonly rankOf: Int32Array | null = null
  private readonly next: Int32Array

  constructor(count: number, priority: Float64Array | null) {
    this.of = new Int32Array(count).fill(-1)
    this.room = count
    const ranks = new Map(
      Array.from(Float64Array.from(new Set(priority)).sort().reverse(), (one, i) => [one, i]),
    )
    this.next = new Int32Array(ranks.size + 1)
    if (priority === null || ranks.size < 2) return
    this.rankOf = new Int32Array(count)
    let [last, rank] = [NaN, 0]
    for (let job = 0; job < count; job += 1) {
      const value = priority[job] ?? 0
      // Neighbours are often alike, and looking up takes longest.
      if (value !== last) rank = ranks.get(value) ?? 0
      last = value
      this.rankOf[job] = rank
      this.next[rank + 1] = (this.next[rank + 1] ?? 0) + 1
    }
    for (let one = 1; one < ranks.size; one += 1)
      this.next[one] = (this.next[one] ?? 0) + (this.next[one - 1] ?? 0)
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

  /** Its place is that of its arrival. */
  standBy(job: number): void {
    this.take(job)
  }
}

/** Places that are given out anew before every pass; whoever joins between stands last until then. */
export class MovingPlaces implements Places {
  readonly of: Int32Array
  /** As many as can wait at a pass, and as many again who may join before the next. */
  readonly room: number
  private next = 0

  constructor(count: number) {
    this.of = new Int32Array(count).fill(-1)
    this.room = 2 * count
  }

  take(job: number): number {
    this.of[job] = this.next
    this.next += 1
    return this.next - 1
  }

  /** Who does not wait needs no place. */
  standBy(): void {
    return undefined
  }

  /** From now on places are given out from the first. */
  restart(): void {
    this.next = 0
  }
}
