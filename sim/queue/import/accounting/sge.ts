import { secondsIn } from '../clock.ts'
import type { Line } from '../lines.ts'
import { newRows } from '../rows.ts'
import { noTres } from '../slurm/tres.ts'
import { addAccountedJob, endOfJob, type AccountedJob } from './job.ts'
import type { AccountingOptions, AccountingReader } from './job.ts'

/** Positions of a field amid others that a replay does not use, and of the last. */
const [projectAt, categoryAt] = [31, 39]

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
    if (cells.length <= categoryAt) return options.notes.dropped.add('too few fields', number)
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
  const [queue = '', host = '', , owner = '', , number = '', ofAccount = '', , submit = ''] = cells
  const [, , , , , , , , , start = '', end = '', , , wallclock = ''] = cells
  const [project = '', , , ofSlots = '', task = ''] = cells.slice(projectAt)
  const slots = Math.max(1, Number(ofSlots) || 1)
  const nodes = Math.ceil(slots / coresPerNode)
  const [startS, endS, ranS] = [instantOf(start), instantOf(end), Math.round(Number(wallclock))]
  const category = cells.slice(categoryAt).join(':')
  const gpus = Number(/(?:^|[ ,])(?:gpu|ngpus|gpus)=(\d+)/.exec(category)?.[1] ?? '0')
  return {
    ...endOfJob,
    id: /^(0|NONE)?$/.test(task) ? number : `${number}_${task}`,
    user: owner,
    account: /^(NONE)?$/.test(project) ? ofAccount : project,
    queue,
    submitS: instantOf(submit),
    startS,
    endS,
    elapsedS: Number.isNaN(startS) ? Number.NaN : ranS > 0 ? ranS : endS - startS,
    nodes,
    limitS: secondsIn(/h_rt=([\d:]+)/.exec(category)?.[1] ?? '') || 0,
    tres: { ...noTres, nodes, cores: slots, gpus: gpus * slots },
    nodeList: Number.isNaN(startS) ? '' : host,
  }
}
