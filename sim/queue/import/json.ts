import type { KnownMachine } from './accounting/site.ts'
import { accept, refuse, type Read, readAll, readItems } from '../../base/outcome.ts'
import { inOrder, type FormatReader, type Parsed } from './format-reader.ts'
import { hasFields, type Fields, jsonNumberOf, textOf } from './json-value.ts'
import type { Notes } from './report.ts'
import { addAccountedJob, type AccountedJob } from './accounting/job.ts'
import { isPhillyJob, phillyJob } from './accounting/philly.ts'
import { newRows, type Rows } from './rows.ts'
import { isSacctJob, sacctJob } from './slurm/sacct-json.ts'
import { isSqueueJob, squeueJob, squeueSeenS } from './slurm/squeue-json.ts'
import { looksLikeDate } from '../../base/dates.ts'
import { own } from '../../base/nearest.ts'
import { readClusterMachine, readNodeIds } from './cluster.ts'
import type { Window } from '../engine/job.ts'
import { jobFields, noticeUnread } from './table/columns.ts'
import { addPlainJob, plainJob } from './table/plain.ts'

type JsonCluster = Pick<Parsed, 'nodes' | 'kinds' | 'windows'>

const amounts = ['gpusPerNode', 'coresPerNode', 'memoryMbPerNode'] as const
const perNodeFields = [...amounts, 'partition', 'constraint', 'exclusive'] as const

/** `cluster.nodes` and `windows`, refused with every problem at once: a wrong machine would answer another question. */
function readCluster(file: Fields): Read<JsonCluster> {
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
/** The list `jobs`: the same fields as the columns of the CSV, its dates read as seconds. */
function readPlainJobs(jobs: readonly unknown[], notes: Notes, dated: (job: Fields) => Fields): Rows {
  const rows = newRows()
  const names = new Set<string>()
  for (const job of jobs) if (hasFields(job)) for (const name of Object.keys(job)) names.add(name)
  noticeUnread(notes, names, jobFields)
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
    if (hasFields(job)) addPlainJob(rows, plainJob(dated(job), line), { notes, line, columns })
    else notes.dropped.add('not an object', line)
  })
  return rows
}

/** Texts longer than this cannot be held in one piece. */
const mostCharacters = 2 ** 29 - 2 ** 16

/** A JSON file: a workload of ours, or what `sacct --json` prints. It is held whole. */
export function jsonReader(place: JsonPlace): FormatReader {
  const decoder = new TextDecoder()
  let text = ''
  let isTooLong = false
  const push = (bytes: Uint8Array): void => {
    isTooLong ||= text.length + bytes.length > mostCharacters
    if (!isTooLong) text += decoder.decode(bytes, { stream: true })
  }
  const end = (): Read<Parsed> => {
    if (isTooLong)
      return refuse('file', 'is larger than half a gigabyte of JSON; give CSV or sacct --parsable2')
    const file = parse(text)
    text = ''
    return file.ok ? jobsOf(file.value, place) : file
  }
  return { push, end, lines: () => 0 }
}

function parse(text: string): Read<Fields> {
  try {
    const value: unknown = JSON.parse(text)
    if (hasFields(value)) return accept(value)
    return accept({ jobs: Array.isArray(value) ? value.flatMap(jobsIn) : value })
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable'
    const [first = '', second = ''] = text.trimStart().split('\n', 2)
    if (first.startsWith('{') && first.trimEnd().endsWith('}') && second.trimStart().startsWith('{'))
      return refuse('file', 'is a JSON object a line (JSON Lines); write them as one: { "jobs": [ … ] }')
    return refuse('file', `is not JSON, or breaks off: ${why}`)
  }
}

/** The jobs of one of several answers (jq --slurp), or a job. */
function jobsIn(one: unknown): readonly unknown[] {
  return hasFields(one) && Array.isArray(one['jobs']) ? one['jobs'] : [one]
}

export type JsonPlace = {
  readonly notes: Notes
  readonly site: KnownMachine
  /** Seconds since 1970 of a time as it is written. */
  readonly instantS: (text: string) => number
  /** The zone that all of those said themselves; null where one did not. */
  readonly zoneName: () => string | null
}

export function jobsOf(file: Fields, place: JsonPlace): Read<Parsed> {
  const jobs: unknown = file['jobs']
  if (!Array.isArray(jobs)) return refuse('jobs', withoutJobs(file))
  const list: readonly unknown[] = jobs
  const { notes } = place
  const format = formatOf(list)
  if (format !== 'json') {
    const rows = accountedRows(list, place, jobReaders[format])
    if (format === 'squeue-json') rows.seenS.push(squeueSeenS(file))
    return accept({ ...parsed(list, notes), format, rows, unixStartS: 0 })
  }
  const cluster = readCluster(file)
  if (!cluster.ok) return cluster
  const isDated = list.some((job) => hasFields(job) && hasDate(job))
  const dated = (job: Fields): Fields =>
    hasDate(job) ? { ...job, submit: place.instantS(textOf(job['submit'])) } : job
  const rows = readPlainJobs(list, notes, dated)
  const clock = isDated ? { unixStartS: 0, zoneName: place.zoneName() } : {}
  return accept({ ...parsed(list, notes), format, rows, ...cluster.value, ...clock })
}

function hasDate({ submit }: Fields): boolean {
  return typeof submit === 'string' && looksLikeDate(submit)
}

function parsed(list: readonly unknown[], notes: Notes) {
  const machine = { nodes: null, kinds: null, windows: [] }
  const told = { unit: 'job' as const, lines: list.length, notes, order: inOrder }
  return { ...told, ...machine, zoneName: null, unixStartS: null }
}

const jobReaders = { 'sacct-json': sacctJob, 'squeue-json': squeueJob, philly: phillyJob } as const

function formatOf(list: readonly unknown[]): keyof typeof jobReaders | 'json' {
  const first = list.find(hasFields)
  if (isPhillyJob(first)) return 'philly'
  if (isSacctJob(first)) return 'sacct-json'
  return isSqueueJob(first) ? 'squeue-json' : 'json'
}

function accountedRows(
  jobs: readonly unknown[],
  place: JsonPlace,
  jobOf: (job: Fields, instantS: JsonPlace['instantS']) => AccountedJob,
): Rows {
  const rows = newRows()
  jobs.forEach((job, index) => {
    if (hasFields(job)) addAccountedJob(jobOf(job, place.instantS), { ...place, rows, line: index + 1 })
    else place.notes.dropped.add('not an object', index + 1)
  })
  return rows
}

/** What JSON without a list of jobs is, where that can be told. */
function withoutJobs(file: Fields): string {
  const has = (...names: readonly string[]) => names.some((name) => name in file)
  const wanted = 'write "jobs": [ { "id", "submit", "nodes", … } ]'
  if (has('model_type', 'hidden_size', 'architectures'))
    return `is missing: this is the config.json of a model, not a job log; ${wanted}`
  if (has('meta'))
    return 'is missing: this is what another command of Slurm prints; give sacct --json or squeue --json'
  if (has('scenario'))
    return `is missing: this is a scenario file of the page; open it there, or give the log that it holds; ${wanted}`
  if (has('run', 'windows', 'waiting', 'budgets', 'limits', 'priority', 'failures', 'against'))
    return `is missing: these are options of a replay; give them as --options; ${wanted}`
  return `is missing; ${wanted}`
}
