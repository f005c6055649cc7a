const leastLength = 64

/**
 * Jobs by an instant, earliest first: a binary heap in two typed arrays. Jobs of one instant leave in no particular
 * order, so whoever takes them must not depend on it.
 */
export class JobHeap {
  private times = new Float64Array(0)
  private jobs = new Int32Array(0)
  size = 0

  constructor() {
    this.grow()
  }

  /** The earliest instant; Infinity when there is none. */
  firstS(): number {
    return this.size === 0 ? Infinity : (this.times[0] ?? Infinity)
  }

  /** The job of the earliest instant; -1 when there is none. */
  firstJob(): number {
    return this.size === 0 ? -1 : (this.jobs[0] ?? -1)
  }

  push(timeS: number, job: number): void {
    if (this.size === this.times.length) this.grow()
    const { times, jobs } = this
    let hole = this.size
    this.size += 1
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      const parentS = times[parent] ?? 0
      if (parentS <= timeS) break
      times[hole] = parentS
      jobs[hole] = jobs[parent] ?? 0
      hole = parent
    }
    times[hole] = timeS
    jobs[hole] = job
  }

  /** Removes the earliest job and returns it; -1 when there is none. */
  pop(): number {
    if (this.size === 0) return -1
    const { times, jobs } = this
    const job = jobs[0] ?? -1
    this.size -= 1
    const size = this.size
    const lastS = times[size] ?? 0
    const lastJob = jobs[size] ?? 0
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= size) break
      let childS = times[child] ?? 0
      const rightS = child + 1 < size ? (times[child + 1] ?? 0) : Infinity
      if (rightS < childS) {
        child += 1
        childS = rightS
      }
      if (childS >= lastS) break
      times[hole] = childS
      jobs[hole] = jobs[child] ?? 0
      hole = child
    }
    times[hole] = lastS
    jobs[hole] = lastJob
    return job
  }

  private grow(): void {
    const length = Math.max(leastLength, this.times.length * 2)
    const times = new Float64Array(length)
    times.set(this.times)
    this.times = times
    const jobs = new Int32Array(length)
    jobs.set(this.jobs)
    this.jobs = jobs
  }
}
