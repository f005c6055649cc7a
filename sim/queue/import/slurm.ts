import type { Notes } from './report.ts'
import type { Rows } from './rows.ts'

/** A job as Slurm's accounting tells it. A time that is unknown is NaN. */
export type SlurmJob = {
  /** '123', '123_4', '123_[5-9%2]', '123+1', '123.batch'. */
  readonly id: string
  readonly user: string
  readonly account: string
  readonly queue: string
  readonly state: string
  readonly submitS: number
  readonly startS: number
  readonly endS: number
  readonly elapsedS: number
  readonly nodes: number
  /** 0 where there is none: UNLIMITED, Partition_Limit, nothing. */
  readonly limitS: number
  readonly energyJ: number
}

export type SlurmPlace = { readonly rows: Rows; readonly notes: Notes; readonly line: number }

/** A list of array tasks longer than this is a slip of the pen. Slurm's own MaxArraySize ends at 4,000,001. */
const mostTasks = 4_000_001

/**
 * Takes one line of accounting: steps and jobs that never got a node are left out, waiting and running jobs are
 * planned to their limit, since nobody knows their run time yet, and waiting array tasks become a job each.
 */
export function addSlurmJob(job: SlurmJob, place: SlurmPlace): void {
  const { notes, line, rows } = place
  if (job.id.includes('.')) return notes.dropped.add('a step of a job', line)
  if (job.id === '') return notes.dropped.add('no job id', line)
  if (Number.isNaN(job.submitS)) return notes.dropped.add('no submission time', line)
  const runS = runTimeS(job, place)
  if (runS === null) return
  if (!(job.nodes >= 1)) return notes.dropped.add('no nodes', line)
  notice(job, place)
  const tasks = tasksOf(job.id)
  if (tasks === null) return notes.dropped.add('a list of array tasks that cannot be read', line)
  if (tasks.length > 1) notes.noticed.add('waiting array tasks, each taken as a job', line)
  const powerW = job.energyJ > 0 && runS > 0 ? job.energyJ / runS / job.nodes : Number.NaN
  for (const id of tasks) {
    rows.ids.pushText(id)
    rows.submitS.push(job.submitS)
    rows.nodes.push(Math.ceil(job.nodes))
    rows.requestedS.push(job.limitS)
    rows.actualS.push(runS)
    rows.projects.push(job.account)
    rows.users.push(job.user)
    rows.queues.push(job.queue)
    rows.powerWPerNode.push(powerW)
  }
}

/** The run time for a replay; null, and counted, when there is none. */
function runTimeS(job: SlurmJob, { notes, line }: SlurmPlace): number | null {
  const state = job.state.toUpperCase()
  const drop = (reason: string): null => {
    notes.dropped.add(reason, line)
    return null
  }
  if (/^(PENDING|PD|REQUEUE_HOLD|SPECIAL_EXIT)/.test(state)) {
    if (job.limitS <= 0) return drop('waiting, with no limit to plan by')
    notes.repaired.add('still waiting: its limit is taken as its run time', line)
    return job.limitS
  }
  if (Number.isNaN(job.startS) && !(job.elapsedS > 0)) return drop('never started')
  const elapsedS = Number.isNaN(job.elapsedS) ? job.endS - job.startS : job.elapsedS
  if (/^(RUNNING|R$|SUSPENDED|COMPLETING|RESIZING)/.test(state) && job.limitS > 0) {
    notes.repaired.add('still running: its limit is taken as its run time', line)
    return Math.max(job.limitS, elapsedS > 0 ? elapsedS : 0)
  }
  if (Number.isNaN(elapsedS)) return drop('no run time')
  return elapsedS < 0 ? drop('ends before it starts') : elapsedS
}

function notice(job: SlurmJob, { rows, notes, line }: SlurmPlace): void {
  if (job.limitS <= 0) notes.repaired.add('no time limit: the run time is taken', line)
  if (job.startS < job.submitS) notes.noticed.add('starts before it is submitted', line)
  if (job.endS < job.startS) notes.noticed.add('ends before it starts: the elapsed time counts', line)
  if (job.id.includes('+')) notes.noticed.add('a part of a heterogeneous job, taken as a job', line)
  if (job.submitS < rows.submitS.at(rows.submitS.length - 1))
    notes.noticed.add('submitted before the line above', line)
}

/** '7' → 7; '7_[1,3-5%2]' → 7_1, 7_3, 7_4, 7_5; '7_[0-12:4]' → 7_0, 7_4, 7_8, 7_12; null when it cannot be read. */
export function tasksOf(id: string): readonly string[] | null {
  const match = /^(\d+)_\[([^\]%]*)(?:%\d+)?\]$/.exec(id)
  if (match === null) return id.includes('[') ? null : [id]
  const [, job, list] = match
  const tasks: string[] = []
  for (const part of (list ?? '').split(',')) {
    const range = /^(\d+)(?:-(\d+))?(?::(\d+))?$/.exec(part)
    if (range === null) return null
    const first = Number(range[1])
    const last = Number(range[2] ?? range[1])
    const step = Number(range[3] ?? '1')
    if (step < 1 || last - first > mostTasks) return null
    for (let task = first; task <= last; task += step) tasks.push(`${job ?? ''}_${String(task)}`)
  }
  return tasks.length === 0 ? null : tasks
}
