import { spend } from '../../../base/outcome.ts'

/** A list of array tasks longer than this is a slip of the pen. Slurm's own MaxArraySize ends at 4,000,001. */
const mostTasks = 4_000_001
/** Of a task that becomes a job. */
const taskUs = 3

/** What a job id stands for: the ids of its tasks, the array they are of and how many of it may run at a time. */
export type ArrayTasks = {
  readonly ids: readonly string[]
  /** '' for a job that is no array task. */
  readonly array: string
  /** 0 where all may run. */
  readonly mostRunning: number
}

export type TaskFault = 'cut off' | 'unreadable'

/**
 * '7' → 7; '7_[1,3-5%2]' → 7_1, 7_3, 7_4, 7_5, two at a time; '7_[0-12:4]' → 7_0, 7_4, 7_8, 7_12.
 *
 * Slurm ends a list longer than 64 bytes with '...' unless SLURM_BITSTR_LEN says otherwise: what is missing, and the
 * last number, cannot be known.
 */
export function tasksOf(id: string): ArrayTasks | TaskFault {
  const open = id.indexOf('[')
  if (open < 0) {
    const bar = id.indexOf('_')
    return { ids: [id], array: bar < 0 ? '' : id.slice(0, bar), mostRunning: 0 }
  }
  if (id.includes('...')) return 'cut off'
  const match = /^(\d+)_\[([^\]%]*)(?:%(\d+))?\]$/.exec(id)
  if (match === null) return 'unreadable'
  const [, array = '', list = '', most = '0'] = match
  const ids: string[] = []
  for (const part of list.split(',')) {
    const range = /^(\d+)(?:-(\d+))?(?::(\d+))?$/.exec(part)
    if (range === null) return 'unreadable'
    const [first, last, step] = [Number(range[1]), Number(range[2] ?? range[1]), Number(range[3] ?? '1')]
    if (step < 1 || last < first || ids.length + last - first > mostTasks) return 'unreadable'
    spend(taskUs * (1 + (last - first) / step))
    for (let task = first; task <= last; task += step) ids.push(`${array}_${String(task)}`)
  }
  return { ids, array, mostRunning: Number(most) }
}
