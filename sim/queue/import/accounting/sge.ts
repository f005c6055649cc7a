import type { Line } from '../lines.ts'
import { newRows } from '../rows.ts'
import { noTres } from '../slurm/tres.ts'
import { addAccountedJob, endOfJob, type AccountedJob } from './job.ts'
import type { AccountingOptions, AccountingReader } from './job.ts'

/** Positions of the fields that a replay uses. */
const field = {
  queue: 0,
  host: 1,
  owner: 3,
  job: 5,
  account: 6,
  submit: 8,
  start: 9,
  end: 10,
  wallclock: 13,
  project: 31,
  slots: 34,
  task: 35,
  category: 39,
} as const

/**
 * The file `accounting` of Grid Engine, a job or task of an array a line, fields between colons. It counts slots, which
 * are processors; a limit is in the category, where the job asked for one (`-l h_rt=3600`).
 *
 * Source: accounting(5) of Grid Engine 8.1; Univa's later versions count milliseconds.
 */
export function sgeReader(options: AccountingOptions): AccountingReader {
  const rows = newRows()
  const decoder = new TextDecoder()
  const onLine = ({ bytes, from, to, number }: Line): void => {
    const text = decoder.decode(bytes.subarray(from, to))
    if (text === '' || text.startsWith('#')) return
    const cells = text.split(':')
    if (cells.length <= field.category) return options.notes.dropped.add('too few fields', number)
    addAccountedJob(jobOf(cells, options.coresPerNode), { ...options, rows, line: number })
  }
  return { rows, onLine }
}

/** Later than the year 5138 as seconds: milliseconds. */
const firstOfMs = 1e11

function instantOf(text: string): number {
  const value = Number(text)
  if (!(value > 0)) return Number.NaN
  return Math.floor(value >= firstOfMs ? value / 1000 : value)
}

function jobOf(cells: readonly string[], coresPerNode: number): AccountedJob {
  const cell = (at: number): string => cells[at] ?? ''
  const slots = Math.max(1, Number(cell(field.slots)) || 1)
  const nodes = Math.ceil(slots / coresPerNode)
  const [startS, endS] = [instantOf(cell(field.start)), instantOf(cell(field.end))]
  const wallclock = Number(cell(field.wallclock))
  const project = cell(field.project)
  const task = cell(field.task)
  const category = cells.slice(field.category).join(':')
  const gpus = Number(/(?:^|[ ,])(?:gpu|ngpus|gpus)=(\d+)/.exec(category)?.[1] ?? '0')
  return {
    ...endOfJob,
    id: task === '0' || task === '' || task === 'NONE' ? cell(field.job) : `${cell(field.job)}_${task}`,
    user: cell(field.owner),
    account: project === 'NONE' || project === '' ? cell(field.account) : project,
    queue: cell(field.queue),
    submitS: instantOf(cell(field.submit)),
    eligibleS: Number.NaN,
    startS,
    endS,
    elapsedS: Number.isNaN(startS) ? Number.NaN : wallclock > 0 ? Math.round(wallclock) : endS - startS,
    nodes,
    limitS: limitIn(category),
    tres: { ...noTres, nodes, cores: slots, gpus: gpus * slots },
    nodeList: Number.isNaN(startS) ? '' : cell(field.host),
  }
}

/** Seconds of h_rt=3600 or h_rt=1:00:00; 0 where there is none. */
function limitIn(category: string): number {
  const match = /h_rt=(?:(\d+):(\d\d):(\d\d)|(\d+))/.exec(category)
  if (match === null) return 0
  const [, hours = '0', minutes = '0', seconds = '0', plain] = match
  return plain === undefined ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : Number(plain)
}
