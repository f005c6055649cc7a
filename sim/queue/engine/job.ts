/**
 * What is submitted to a machine, as a struct of arrays: 1,000,000 jobs take some 50 MB, and the arrays can be
 * transferred to a worker. Entry i of every array is job i, in the order of the input list.
 */
export type JobTable = {
  readonly count: number
  /** Whole seconds on any clock, in any order. */
  readonly submitS: Float64Array
  /** Whole nodes. More than the machine has, or less than one: rejected at submission. */
  readonly nodes: Float64Array
  /** Wall-time limit in whole seconds; 0 or less where unknown. */
  readonly requestedS: Float64Array
  /** Run time that the job would need, in whole seconds, 0 or more. No policy sees it. */
  readonly actualS: Float64Array
  /** Larger first; null where every job has the same. */
  readonly priority: Float64Array | null
  /** Index into `projects`, for every job; the project '' is that of jobs that name none. */
  readonly projectOf: Int32Array
  readonly projects: readonly string[]
  readonly users: Labels | null
  /** Queue, partition or QOS that the job asks for. */
  readonly queues: Labels | null
  /** Mean power of one node while the job runs; null where the workload has no such column. */
  readonly powerWPerNode: Float64Array | null
  /** Labels, never sort keys: names, or numbers where every id is one (a tenth of the memory). */
  readonly ids: readonly string[] | Float64Array
}

/** A name for each job: `names[of[i]]` is that of job i. */
export type Labels = { readonly of: Int32Array; readonly names: readonly string[] }

/** On [startS, endS) so many nodes are unavailable; null means all of them. Overlapping windows add up. */
export type Window = { readonly startS: number; readonly endS: number; readonly nodes: number | null }

/** The jobs of one machine of identical nodes, and when some of its nodes are away. */
export type Workload = {
  readonly nodes: number
  readonly jobs: JobTable
  readonly windows: readonly Window[]
}

/** The label of a job, as text. */
export function idOf({ ids }: JobTable, job: number): string {
  return String(ids[job] ?? '')
}

/** Rule 4: an unknown limit is the run time itself, at least one second. */
export function limitS(requestedS: number, actualS: number): number {
  return requestedS > 0 ? requestedS : Math.max(actualS, 1)
}
