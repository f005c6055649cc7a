import type { KnownMachine } from './accounting/site.ts'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { inOrder, type FormatReader, type Parsed } from './format-reader.ts'
import { hasFields, type Fields } from './json-value.ts'
import type { Notes } from './report.ts'
import { addAccountedJob, type AccountedJob } from './accounting/job.ts'
import { isPhillyJob, phillyJob } from './accounting/philly.ts'
import { newRows, type Rows } from './rows.ts'
import { isSacctJob, sacctJob } from './slurm/sacct-json.ts'
import { isSqueueJob, squeueJob, squeueSeenS } from './slurm/squeue-json.ts'
import { readCluster, readPlainJobs } from './workload-json.ts'

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
    if (Array.isArray(value) && isPhillyJob(value.find(hasFields))) return accept({ jobs: value })
    return refuse('file', 'is a JSON list; write { "cluster": { "nodes": N }, "jobs": [ … ] }')
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable'
    const [first = '', second = ''] = text.trimStart().split('\n', 2)
    if (first.startsWith('{') && first.trimEnd().endsWith('}') && second.trimStart().startsWith('{'))
      return refuse('file', 'is a JSON object a line (JSON Lines); write them as one: { "jobs": [ … ] }')
    return refuse('file', `is not JSON, or breaks off: ${why}`)
  }
}

export type JsonPlace = {
  readonly notes: Notes
  readonly site: KnownMachine
  /** Seconds since 1970 of a time as it is written. */
  readonly instantS: (text: string) => number
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
  const rows = readPlainJobs(list, notes)
  return accept({ ...parsed(list, notes), format, rows, ...cluster.value })
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
  if (has('nodes', 'partitions') && has('meta'))
    return `is missing: this is what sinfo or scontrol --json prints; give sacct --json or squeue --json`
  if (has('run', 'windows', 'waiting', 'budgets', 'limits', 'priority', 'failures', 'against'))
    return `is missing: these are options of a replay; give them as --options; ${wanted}`
  return `is missing; ${wanted}`
}
