import { own } from '../../../base/nearest.ts'
import { hasFields, jsonNumberOf, textOf, type Fields } from '../json-value.ts'

/** The object in a field; empty where there is none. */
export function fieldsIn(job: Fields, name: string): Fields {
  const value = own(job, name)
  return hasFields(value) ? value : {}
}

/** A number as Slurm's data parsers write it: plain, or { set, infinite, number }. NaN where it is unset or infinite. */
export function slurmNumber(value: unknown): number {
  if (!hasFields(value)) return jsonNumberOf(value) ?? Number.NaN
  if (value['set'] === false || value['infinite'] === true) return Number.NaN
  return jsonNumberOf(value['number']) ?? Number.NaN
}

/** Slurm writes 0 for a time that has not come. */
export function slurmInstant(value: unknown): number {
  const instantS = slurmNumber(value)
  return instantS > 0 ? instantS : Number.NaN
}

/** One word, or a state and its flags as a list: 'RUNNING COMPLETING'. */
export function slurmState(state: unknown): string {
  const current = hasFields(state) ? state['current'] : state
  return Array.isArray(current) ? current.map(textOf).join(' ') : textOf(current)
}

/** NO_VAL and INFINITE of slurm.h, which older parsers write as they are. */
const [noValue, infinite] = [0xffff_fffe, 0xffff_ffff]

/** Minutes as seconds; Infinity where there is said to be no limit, 0 where it is that of the partition. */
export function slurmLimitS(value: unknown): number {
  const minutes = slurmNumber(value)
  if (minutes === infinite || (hasFields(value) && value['infinite'] === true)) return Infinity
  return minutes > 0 && minutes !== noValue ? minutes * 60 : 0
}

/** '120_3', '120_[4-5%2]', '123+1' or '123', from the numbers of an array and of a heterogeneous job. */
type IdParts = Readonly<Record<'job' | 'array' | 'task' | 'waiting' | 'hetJob' | 'hetOffset', unknown>>

/** `waiting` are the tasks that still wait, as Slurm lists them or as a mask. */
export function slurmId(parts: IdParts): string {
  const [array, task, waiting] = [slurmNumber(parts.array), slurmNumber(parts.task), textOf(parts.waiting)]
  const [hetJob, hetOffset] = [slurmNumber(parts.hetJob), slurmNumber(parts.hetOffset)]
  if (array > 0 && waiting !== '') return `${String(array)}_[${tasksIn(waiting)}]`
  if (array > 0 && task >= 0) return `${String(array)}_${String(task)}`
  return hetJob > 0 && hetOffset >= 0
    ? `${String(hetJob)}+${String(hetOffset)}`
    : String(slurmNumber(parts.job))
}

/**
 * '0x38' as '3,4,5'. Slurm's database keeps tasks as a mask, which `sacct --json` tells as it is and the text as a list.
 *
 * Source: build_array_str of src/slurmctld/job_mgr.c and slurmdb_get_job_id_str of src/common/slurmdb_defs.c.
 */
function tasksIn(list: string): string {
  if (!/^0x[\da-f]+$/i.test(list)) return list
  const tasks: number[] = []
  for (let at = list.length - 1; at >= 2; at -= 1) {
    const bits = Number.parseInt(list.charAt(at), 16)
    const first = 4 * (list.length - 1 - at)
    for (let bit = 0; bit < 4; bit += 1) if ((bits >> bit) % 2 === 1) tasks.push(first + bit)
  }
  return tasks.join(',')
}
