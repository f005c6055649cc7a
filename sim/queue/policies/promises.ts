import { JobHeap } from '../engine/heap.ts'

/** The starts that waiting jobs have been promised, and which comes next. */
export class Promises {
  /** -Infinity for a job without one. */
  private readonly startS: Float64Array
  /** Also holds promises that have been replaced since; they are passed over. */
  private readonly heap = new JobHeap()

  constructor(jobs: number) {
    this.startS = new Float64Array(jobs).fill(-Infinity)
  }

  of(job: number): number {
    return this.startS[job] ?? -Infinity
  }

  set(job: number, startS: number): void {
    this.startS[job] = startS
    this.heap.push(startS, job)
  }

  drop(job: number): void {
    this.startS[job] = -Infinity
  }

  /** The earliest promise; Infinity when there is none. */
  nextS(): number {
    const { heap } = this
    while (heap.size > 0 && this.startS[heap.firstJob()] !== heap.firstS()) heap.pop()
    return heap.firstS()
  }

  /** Drops the earliest promise and returns its job. */
  take(): number {
    const job = this.heap.pop()
    this.drop(job)
    return job
  }
}
