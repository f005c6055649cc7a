import { hasFields, listIn, numberOf, textOf, type Fields } from './json-value.ts'
import { newRows, type Rows } from './rows.ts'
import type { Notes } from './report.ts'
import { addSlurmJob, type SlurmJob } from './slurm.ts'

/** Whether a job of a JSON list is one of `sacct --json`. */
export function isSlurmJob(job: unknown): boolean {
  return hasFields(job) && 'job_id' in job && 'time' in job
}

/**
 * The list `jobs` of `sacct --json`. Numbers may be plain or `{ set, infinite, number }`, states a word or a list of
 * words, as the versions of Slurm's data parser have it. Steps are inside their jobs and are not looked at.
 */
export function readSlurmJobs(jobs: readonly unknown[], notes: Notes): Rows {
  const rows = newRows()
  jobs.forEach((job, index) => {
    if (hasFields(job)) addSlurmJob(jobOf(job), { rows, notes, line: index + 1 })
    else notes.dropped.add('not an object', index + 1)
  })
  return rows
}

function jobOf(job: Fields): SlurmJob {
  const time = fieldsIn(job, 'time')
  const allocated = listIn(fieldsIn(job, 'tres'), 'allocated').filter(hasFields)
  const count = (type: string): number =>
    slurmNumber(allocated.find((tres) => textOf(tres['type']) === type)?.['count'])
  const association = fieldsIn(job, 'association')
  const limitMinutes = slurmNumber(time['limit'])
  return {
    id: idOf(job),
    user: textOf(job['user']) || textOf(association['user']),
    account: textOf(job['account']) || textOf(association['account']),
    queue: textOf(job['partition']) || textOf(job['qos']),
    state: stateOf(job['state']),
    submitS: instantOf(time['submission']),
    startS: instantOf(time['start']),
    endS: instantOf(time['end']),
    elapsedS: slurmNumber(time['elapsed']),
    nodes: [slurmNumber(job['allocation_nodes']), count('node')].find((nodes) => nodes > 0) ?? 0,
    limitS: limitMinutes > 0 ? limitMinutes * 60 : 0,
    energyJ: count('energy'),
  }
}

function idOf(job: Fields): string {
  const id = String(slurmNumber(job['job_id']))
  const array = fieldsIn(job, 'array')
  const [arrayId, task, waiting] = [
    slurmNumber(array['job_id']),
    slurmNumber(array['task_id']),
    textOf(array['task']),
  ]
  if (!(arrayId > 0)) return id
  if (waiting !== '') return `${String(arrayId)}_[${waiting}]`
  return task >= 0 ? `${String(arrayId)}_${String(task)}` : id
}

function fieldsIn(job: Fields, name: string): Fields {
  const value = job[name]
  return hasFields(value) ? value : {}
}

/** NaN where it is unset, infinite or no number. */
function slurmNumber(value: unknown): number {
  if (!hasFields(value)) return numberOf(value) ?? Number.NaN
  if (value['set'] === false || value['infinite'] === true) return Number.NaN
  return numberOf(value['number']) ?? Number.NaN
}

/** Slurm writes 0 for a time that has not come. */
function instantOf(value: unknown): number {
  const instantS = slurmNumber(value)
  return instantS > 0 ? instantS : Number.NaN
}

function stateOf(state: unknown): string {
  const current = hasFields(state) ? state['current'] : state
  return Array.isArray(current) ? textOf(current[0]) : textOf(current)
}
