import { accept, readAll, readItems, refuse, type Read } from '../../base/outcome.ts'
import { own } from '../../base/nearest.ts'
import { readClusterMachine, readNodeIds } from './cluster.ts'
import type { Window } from '../engine/job.ts'
import type { Parsed } from './format-reader.ts'
import { hasFields, jsonNumberOf, type Fields } from './json-value.ts'
import { addPlainJob, plainJob } from './table/plain.ts'
import type { Notes } from './report.ts'
import { newRows, type Rows } from './rows.ts'

export type JsonCluster = Pick<Parsed, 'nodes' | 'kinds' | 'windows'>

const amounts = ['gpusPerNode', 'coresPerNode', 'memoryMbPerNode'] as const
const perNodeFields = [...amounts, 'partition', 'constraint', 'exclusive'] as const

/** `cluster.nodes` and `windows`, refused with every problem at once: a wrong machine would answer another question. */
export function readCluster(file: Fields): Read<JsonCluster> {
  const cluster = hasFields(file['cluster']) ? file['cluster'] : {}
  const machine = readClusterMachine(cluster['nodes'])
  const given: unknown = file['windows'] ?? []
  if (!Array.isArray(given)) return refuse('windows', 'is not a list of { start, end, nodes }')
  const nodes = machine.ok ? machine.value.nodes : null
  const windows = readItems(
    given.map((window: unknown, i) => windowOf(window, { field: `windows.${String(i)}`, nodes })),
  )
  const read = readAll({ machine, windows })
  return read.ok ? accept({ ...read.value.machine, windows: read.value.windows }) : read
}

type Around = { readonly field: string; readonly nodes: number | null }

function windowOf(window: unknown, { field, nodes: machine }: Around): Read<Window> {
  if (!hasFields(window)) return refuse(field, 'is not { start, end, nodes }')
  const [startS, endS] = [jsonNumberOf(window['start']), jsonNumberOf(window['end'])]
  const nodes = jsonNumberOf(window['nodes'])
  if (startS === null || !Number.isSafeInteger(startS))
    return refuse(`${field}.start`, 'is not a whole second')
  if (endS === null || !Number.isSafeInteger(endS)) return refuse(`${field}.end`, 'is not a whole second')
  if (endS < startS) return refuse(`${field}.end`, `${String(endS)} is before the start ${String(startS)}`)
  if (nodes !== null && !(Number.isSafeInteger(nodes) && nodes >= 0))
    return refuse(`${field}.nodes`, `${String(nodes)} is not a whole number of nodes; null means all`)
  if (window['nodeIds'] === undefined) return accept({ startS, endS, nodes })
  const nodeIds = readNodeIds(window['nodeIds'], { field: `${field}.nodeIds`, nodes: machine })
  return nodeIds.ok ? accept({ startS, endS, nodes: nodeIds.value.length, nodeIds: nodeIds.value }) : nodeIds
}
/** The list `jobs`: the same fields as the columns of the CSV. */
export function readPlainJobs(jobs: readonly unknown[], notes: Notes): Rows {
  const rows = newRows()
  const has = (name: string): boolean =>
    jobs.some((job) => hasFields(job) && jsonNumberOf(own(job, name)) !== null)
  const columns = {
    priority: has('priority'),
    power: has('power_w_per_node'),
    perNode: jobs.some((job) => hasFields(job) && perNodeFields.some((name) => name in job)),
    start: false,
  }
  jobs.forEach((job, index) => {
    const line = index + 1
    if (hasFields(job)) addPlainJob(rows, plainJob(job, line), { notes, line, columns })
    else notes.dropped.add('not an object', line)
  })
  return rows
}
