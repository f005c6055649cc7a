import type { LineReader } from '../format-reader.ts'
import { ended, running, waiting, type Rows } from '../rows.ts'
import { heldBy, type SiteLine } from './site.ts'
import { isHeld, phaseOf, type JobPhase } from './phase.ts'
import { limitOf, powerOf, runTimeS } from './run-time.ts'
import { tasksOf, type ArrayTasks } from './tasks.ts'
import type { Tres } from '../slurm/tres.ts'

/** A job as a batch system's accounting tells it, whichever of its commands and versions did. An unknown time is NaN. */
export type AccountedJob = Readonly<typeof endOfJob> & {
  /** '123', '123_4', '123_[5-9%2]', '123+1', '123.batch'. */
  readonly id: string
  readonly user: string
  readonly account: string
  readonly queue: string
  readonly submitS: number
  readonly startS: number
  readonly endS: number
  /** Without the time for which it was suspended. */
  readonly elapsedS: number
  readonly nodes: number
  readonly tres: Tres
  /** 'n[001-004]'; '' where it has none, null where nothing is said of it. */
  readonly nodeList: string | null
}

const nothing: readonly string[] = []

/** What a record of a job's end leaves unsaid; a text is '' where it is not told. */
export const endOfJob = {
  cluster: '',
  state: 'COMPLETED',
  reason: '',
  /** 'afterok:123,singleton' as squeue has it. */
  dependency: '',
  /** Of the tasks of its array, how many may run at a time; 0 where that is in its id or not limited. */
  mostRunning: 0,
  name: '',
  qos: '',
  /** Features of nodes that it asks for, as `isMet` reads them. */
  constraint: '',
  /** Takes its nodes whole, whatever it asks for (--exclusive). */
  isWhole: false,
  /** Since when it may start: Infinity where Slurm says that it may not yet, NaN where nothing is said. */
  eligibleS: Number.NaN,
  /** 0 where there is none of its own, as Partition_Limit; Infinity where it is UNLIMITED. */
  limitS: 0,
  suspendedS: 0,
  /** What else it asks for, as notices. */
  unkept: nothing,
}

export type JobPlace = SiteLine & { readonly rows: Rows }

/** Reads the accounting of a batch system, line by line. */
export type AccountingReader = Pick<LineReader, 'rows' | 'onLine' | 'problems'>

export type AccountingOptions = Pick<JobPlace, 'notes' | 'site'> & {
  /** Processors of one node, where the accounting counts processors. */
  readonly coresPerNode: number
}

/** Most lines of many logs, so that readers of long ones look for it first. */
export const aStep = 'a step of a job'
/** 'n001.batch', '7_[1-3].0', but not the dots of a list that is cut off. */
const step = /^[^.]+\.[^.]/

export function isStep(id: string): boolean {
  return step.test(id)
}

const withoutSubmission =
  'no submission time, or none that can be read: dates are as 2026-03-04T08:00:00 (SLURM_TIME_FORMAT=standard)'
const elsewhere = 'of another cluster than the first job; give each by itself (sacct -M)'
const limited =
  'waits for a limit of its QOS or account (Reason): kept as far as limits, or a system file, tell it'
const cutOff = 'a list of array tasks that is cut off; run sacct with SLURM_BITSTR_LEN=0'

/**
 * Takes one line of accounting: steps and jobs that never got a node are left out, waiting and running jobs are
 * planned to their limit, since nobody knows their run time yet, and waiting array tasks become a job each.
 */
export function addAccountedJob(job: AccountedJob, place: JobPlace): void {
  const { notes, line } = place
  if (isStep(job.id)) return notes.dropped.add(aStep, line)
  if (job.id === '') return notes.dropped.add('no job id', line)
  if (Number.isNaN(job.submitS)) return notes.dropped.add(withoutSubmission, line)
  if (isElsewhere(job, place.rows)) return notes.dropped.add(elsewhere, line)
  // Stretches of jobs that were resized or went back to the queue, and jobs whose nodes are cleaned up: an end is one.
  const isStretch = /RESIZING|^RS$|REQUEUED|^COMPLETING$/i.test(job.state) && job.endS > job.startS
  const phase = isStretch ? 'ended' : phaseOf(job.state)
  if (phase !== 'waiting' && neverStarted(job, phase)) return notes.dropped.add('never started', line)
  const tasks = tasksOf(job.id)
  if (tasks === 'cut off') return notes.dropped.add(cutOff, line)
  if (tasks === 'unreadable') return notes.dropped.add('a list of array tasks that cannot be read', line)
  if (!(job.nodes >= 1)) return notes.dropped.add('no nodes', line)
  const [queue = '', other] = job.queue.split(',', 2)
  if (other !== undefined) notes.noticed.add('waits in several partitions: the first is taken', line)
  // Slurm moves the end of a limit by the time for which the job was suspended.
  const pauseS = phase === 'running' ? job.suspendedS : 0
  const ownS = limitOf({ ...job, queue }, phase, place)
  const limitS = ownS > 0 ? ownS + pauseS : 0
  const runS = runTimeS({ ...job, limitS }, phase, place)
  if (runS === null) return
  notice({ ...job, limitS }, place)
  if (phase === 'waiting' && /^(Assoc|QOS)/.test(job.reason)) notes.noticed.add(limited, line)
  if (tasks.ids.length > 1) notes.noticed.add('waiting array tasks, each taken as a job', line)
  push({ job: { ...job, queue, limitS }, phase, runS, tasks }, place)
}

/** A replay is of one machine: that of the first job. */
function isElsewhere({ cluster }: AccountedJob, { clusters }: Rows): boolean {
  if (clusters.size === 0 && cluster !== '') clusters.add(cluster)
  return cluster !== '' && !clusters.has(cluster)
}

type Taken = {
  readonly job: AccountedJob
  readonly phase: JobPhase
  readonly runS: number
  readonly tasks: ArrayTasks
}

function push({ job, phase, runS, tasks }: Taken, place: JobPlace): void {
  const { rows, line } = place
  const powerW = powerOf(job, runS, place)
  const { partition, held } = heldBy(job, phase, place)
  const nodes = Math.ceil(job.nodes)
  const eligibleS = eligibleOf(job, phase)
  const { gpuType } = job.tres
  const features = job.constraint === '' ? '' : `(${job.constraint})`
  const constraint = gpuType === '' ? features : `${features}&gpu:${gpuType}`
  if (eligibleS === Infinity)
    place.notes.noticed.add('held, or waits for a job that is not named: it does not start', line)
  const most = job.mostRunning > 0 ? job.mostRunning : tasks.mostRunning
  if (tasks.array !== '' && most > 0) rows.mostRunning.set(tasks.array, most)
  for (const id of tasks.ids) {
    rows.ids.pushText(id)
    rows.submitS.push(job.submitS)
    rows.nodes.push(held)
    rows.requestedS.push(job.limitS)
    rows.actualS.push(runS)
    rows.projects.push(job.account)
    rows.users.push(job.user)
    rows.queues.push(job.queue)
    rows.qos.push(job.qos)
    rows.powerWPerNode.push(powerW)
    rows.startS.push(phase === 'waiting' ? Number.NaN : job.startS)
    rows.endS.push(phase === 'ended' ? endOf(job, runS) : Number.NaN)
    rows.elapsedS.push(phase === 'running' ? job.elapsedS + job.suspendedS : Number.NaN)
    rows.eligibleS.push(eligibleS)
    rows.phase.push(phase === 'ended' ? ended : phase === 'running' ? running : waiting)
    rows.gpusPerNode.push(Math.ceil(job.tres.gpus / nodes))
    rows.coresPerNode.push(Math.ceil(job.tres.cores / nodes))
    rows.memoryMbPerNode.push(Math.ceil(job.tres.memoryMb / nodes))
    rows.exclusive.push(job.isWhole ? 1 : 0)
    rows.partitions.push(partition)
    rows.constraints.push(constraint)
    rows.arrays.push(tasks.array)
    rows.dependencies.push(job.dependency)
    rows.namesakes.push(phase === 'ended' || job.name === '' ? '' : `${job.user} ${job.name}`)
    rows.oneNode.push(/[[,]/.test(job.nodeList ?? '') ? '' : (job.nodeList ?? ''))
    rows.lines.push(line)
  }
}

/** A job that has run was eligible, whatever is said of it; one that is held is not, until somebody lets it go; one
 * that waits for others will be when they have ended. */
function eligibleOf({ eligibleS, state, reason, dependency }: AccountedJob, phase: JobPhase): number {
  if (phase === 'waiting' && isHeld(state, reason)) return Infinity
  if (phase === 'waiting' && dependency === '') return reason === 'Dependency' ? Infinity : eligibleS
  return eligibleS === Infinity ? Number.NaN : eligibleS
}

function endOf({ startS, endS }: AccountedJob, runS: number): number {
  return Number.isNaN(endS) ? startS + runS : endS
}

/**
 * Cancelled, or out of its deadline, before it got a node. Slurm 20.11 and 21.08 write the cancellation as its start
 * and end, 22.05 and later 'None'.
 */
function neverStarted(
  { startS, elapsedS, endS, nodeList, state, tres }: AccountedJob,
  phase: JobPhase,
): boolean {
  if (phase === 'running') return false
  const ranS = elapsedS > 0 ? elapsedS : Number.isNaN(elapsedS) ? endS - startS : 0
  if (ranS > 0) return false
  if (Number.isNaN(startS) && !(elapsedS > 0)) return true
  if (nodeList !== null) return nodeList === ''
  return /^CA(NCELLED)?\b/i.test(state) && tres.nodes === 0
}

const notKept = [
  'runs in a reservation: not kept',
  'asks for licenses: not kept',
  'asks for a part of a GPU (shard, mps): not kept, no GPU is taken for it',
] as const

/** Of the names of a reservation and of licenses, and of what else it asks for. */
export function unkeptOf(...asked: readonly string[]): readonly string[] {
  return notKept.filter((_, i) => askedIn(asked[i] ?? '') !== '')
}

/** '' for what Slurm writes where nothing is asked for. */
export function askedIn(text: string): string {
  return text === '' || /^(\(null\)|N\/A|none|0)$/i.test(text) ? '' : text
}

function notice(job: AccountedJob, { rows, notes, line }: JobPlace): void {
  if (job.limitS <= 0) notes.repaired.add('no time limit: the run time is taken', line)
  if (job.startS < job.submitS) notes.noticed.add('starts before it is submitted', line)
  if (job.eligibleS > job.submitS && job.eligibleS < Infinity)
    notes.noticed.add(
      'may start only after its submission (begin time, hold or dependency): queues from then',
      line,
    )
  if (job.endS < job.startS) notes.noticed.add('ends before it starts: the elapsed time counts', line)
  if (job.suspendedS > 0)
    notes.noticed.add('was suspended: runs in one piece, without the time for which it was', line)
  if (job.id.includes('+'))
    notes.noticed.add('a part of a heterogeneous job, taken as a job: they need not start together', line)
  if (/\dg\.\d+gb/i.test(job.tres.gpuType))
    notes.noticed.add('asks for slices of a GPU (MIG): each counts as a GPU, as it does for Slurm', line)
  if (job.tres.gpus % Math.ceil(job.nodes) > 0)
    notes.noticed.add(
      'has not as many GPUs on each of its nodes: as many as on the fullest count on all',
      line,
    )
  for (const what of job.unkept) notes.noticed.add(what, line)
  if (job.submitS < rows.submitS.at(rows.submitS.length - 1))
    notes.noticed.add('submitted before the line above', line)
}
