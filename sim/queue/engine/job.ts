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
  /** Quality of service, where the workload tells it beside the queue. */
  readonly qos?: Labels | null
  /** Mean power of one node while the job runs; null where the workload has no such column. */
  readonly powerWPerNode: Float64Array | null
  /** What jobs ask for on each of their nodes; null where no job says, and all take whole nodes. */
  readonly perNode: PerNode | null
  /** What keeps jobs out of the queue after their submission; null where nothing does. */
  readonly conditions: Conditions | null
  /** Labels, never sort keys: names, or numbers where every id is one (a tenth of the memory). */
  readonly ids: readonly string[] | Float64Array
}

/** Parts of nodes that jobs ask for, 0 where they do not; counts only on a machine of `NodeKind`s. */
export type PerNode = {
  readonly gpus: Float64Array
  readonly cores: Float64Array
  readonly memoryMb: Float64Array
  /** 1: takes its nodes whole, whatever it asks for; so does a job that asks for no part. */
  readonly exclusive: Uint8Array
  /** Nodes of which partition a job may take; null, and the empty name, stand for any. */
  readonly partitions: Labels | null
  /** Features that its nodes must have, as `isMet` reads them; null, and the empty one, stand for none. */
  readonly constraints?: Labels | null
}

/** What must come true before jobs join the queue; each null where no job has it. Waits count from the submission. */
export type Conditions = {
  /** Begin times, or the time at which Slurm called a job eligible; a submission or less says nothing. */
  readonly eligibleS: Float64Array | null
  /** Since when jobs gain age, where that is not since they may start: of a queue as of an instant. */
  readonly agedFromS?: Float64Array | null
  /** Jobs that others wait for, in any order; a job with several waits for all of them. */
  readonly dependencies: readonly Dependency[] | null
  /** Jobs that may not run side by side, such as `--dependency=singleton`, and `%n` of an array. */
  readonly groups: Groups | null
  /** 1: held by its user or an administrator, so that it never starts. */
  readonly held: Uint8Array | null
}

/** `job` waits for the end of `on`; with `ok` for one that completes in its limit, with `notok` for one that does not. */
export type Dependency = { readonly job: number; readonly on: number; readonly kind: 'any' | 'ok' | 'notok' }

/** Of the jobs of group g at most `most[g]` run at a time; a job with group -1 is in none. */
export type Groups = { readonly of: Int32Array; readonly most: Float64Array }

/** A name for each job: `names[of[i]]` is that of job i. */
export type Labels = { readonly of: Int32Array; readonly names: readonly string[] }

/** On [startS, endS) so many nodes are unavailable; null means all of them. Overlapping windows add up. */
export type Window = {
  readonly startS: number
  readonly endS: number
  readonly nodes: number | null
  /** Which nodes these are, as many as `nodes`; the highest-numbered where nobody says. */
  readonly nodeIds?: readonly number[]
}

/** Of nodes where jobs still run and none starts: those that ask for any partition do not get them. */
export const awayPartition = '(away)'

/** So many like nodes; an amount of cores or memory that nobody limits is Infinity. */
export type NodeKind = {
  readonly count: number
  readonly gpus: number
  readonly cores: number
  readonly memoryMb: number
  /** Nodes of less weight are taken first. */
  readonly weight: number
  readonly partitions: readonly string[]
  /** What jobs may ask for by name: 'nvme', 'rack1', and 'gpu:a100' for its GPUs. One that no kind has is asked in vain. */
  readonly features?: readonly string[]
}

/** The jobs of one machine, and when some of its nodes are away. */
export type Workload = {
  /** Of all kinds together. */
  readonly nodes: number
  /** Nodes numbered from 0 in the order of the kinds, which jobs may share; null for like nodes that are taken whole. */
  readonly kinds: readonly NodeKind[] | null
  readonly jobs: JobTable
  readonly windows: readonly Window[]
  /** The first so many jobs run already, as a log says: they start when they are submitted, whatever a window takes. */
  readonly running?: number
}

/** The label of a job, as text. */
export function idOf({ ids }: JobTable, job: number): string {
  return String(ids[job] ?? '')
}

/** Rule 4: an unknown limit is the run time itself, at least one second. */
export function limitS(requestedS: number, actualS: number): number {
  return requestedS > 0 ? requestedS : Math.max(actualS, 1)
}
