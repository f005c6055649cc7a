/** Who stands where in the queue. */
export type Places = {
  /** Place of each job; -1 until it arrives. */
  readonly of: Int32Array
  /** Places are below this. */
  readonly room: number
  /** The place of a job that joins the queue now. */
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
  private readonly rankOf: Int32Array | null
  private readonly next: Int32Array

  constructor(count: number, priority: Float64Array | null) {
    this.of = new Int32Array(count).fill(-1)
    this.room = count
    if (priority === null || isUniform(priority)) {
      this.rankOf = null
      this.next = new Int32Array(1)
      return
    }
    const jobsOf = new Map<number, number>()
    for (const value of priority) jobsOf.set(value, (jobsOf.get(value) ?? 0) + 1)
    const rank = new Map<number, number>()
    this.next = new Int32Array(jobsOf.size)
    let start = 0
    for (const value of Float64Array.from(jobsOf.keys()).sort().reverse()) {
      this.next[rank.size] = start
      rank.set(value, rank.size)
      start += jobsOf.get(value) ?? 0
    }
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

  /** Its place is that of its arrival. */
  standBy(job: number): void {
    this.take(job)
  }
}

function isUniform(values: Float64Array): boolean {
  return values.every((value) => value === values[0])
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
