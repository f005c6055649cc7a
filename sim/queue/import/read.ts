import type { KnownMachine } from './accounting/site.ts'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { encodingOf } from '../../base/json.ts'
import type { JobTable } from '../engine/job.ts'
import { namesZone, zoneNamed, type Zone } from '../../base/dates.ts'
import { lsfReader } from './accounting/lsf.ts'
import { pbsReader } from './accounting/pbs.ts'
import { sgeReader } from './accounting/sge.ts'
import { withoutRepeats } from './accounting/repeats.ts'
import { noticeConstraints, noticeSharing } from './accounting/sharing.ts'
import { instantIn } from './clock.ts'
import { detect, markLength, type Detected } from './detect.ts'
import { jobsOf, jsonReader } from './json.ts'
import type { Fields } from './json-value.ts'
import { linesReader, type FormatReader, type Parsed } from './format-reader.ts'
import { newNotes, noticeOutlived, whyDropped, type ImportReport } from './report.ts'
import { conditionsIn, recordedOf, type Recorded } from './recorded.ts'
import { tableOf } from './rows.ts'
import { sacctTable } from './slurm/sacct-text.ts'
import { squeueTable } from './slurm/squeue-text.ts'
import { slurmTextReader } from './slurm/table-text.ts'
import { swfReader } from './swf.ts'
import type { ColumnNames, TraceMapping } from './table/columns.ts'
import { csvReader } from './table/csv.ts'
import { noticeFar } from './table/far.ts'

export type ImportOptions = {
  /** Processors of one node, for logs that count processors. */
  readonly coresPerNode: number
  /** Replaces limits by the run times where these are shorter: users who know. */
  readonly exactLimits: boolean
  /** Keeps the first so many jobs; null keeps all. */
  readonly first: number | null
  readonly columnNames: ColumnNames
  /** The names of the columns of a table that has no header; else empty. */
  readonly header: readonly string[]
  /** Whether a last field of its own names the nodes in a Standard Workload Format log. */
  readonly namesNodes: boolean
  /** Public traces, known by the names of their columns. */
  readonly traces: readonly TraceMapping[]
  /** GPUs of a node, where a table counts GPUs alone; null where it is not known. */
  readonly gpusPerNode: number | null
  /** Whether jobs that hold parts of nodes will be replayed as such, and the features of the machine's nodes. */
  readonly sharesNodes: boolean
  readonly features: readonly string[]
  /** Between the columns of a table; null where it is found by itself. */
  readonly delimiter: string | null
  /** Of the clocks that the log was written by; null where that is not said. */
  readonly zone: Zone | null
  readonly site: KnownMachine
}

export const usualImport: ImportOptions = {
  coresPerNode: 1,
  exactLimits: false,
  first: null,
  columnNames: {},
  header: [],
  namesNodes: false,
  traces: [],
  gpusPerNode: null,
  sharesNodes: false,
  features: [],
  delimiter: null,
  zone: null,
  site: { longestS: {}, away: new Set() },
}

export type Imported = Pick<Parsed, 'windows' | 'nodes' | 'kinds'> & {
  readonly jobs: JobTable
  /** Of second 0, in seconds since 1970 as the log's own clock has it; null where nothing is known of it. */
  readonly unixStartS: number | null
  /** Of the dates of the log; null where they are of clocks that nobody names, and `unixStartS` is what those show. */
  readonly zone: Zone | null
  /** What became of the jobs; null where the file tells nothing of it. */
  readonly recorded: Recorded | null
  readonly report: ImportReport
}

export type WorkloadReader = Readonly<ReturnType<typeof workloadReader>>

/** Enough to tell any format by. */
const headBytes = 2 ** 16

/**
 * Reads a workload in any of the formats, told apart by content, piece by piece. Memory is what the jobs take and one
 * line, except for JSON, which is held whole.
 */
export function workloadReader(options: ImportOptions) {
  let head: Uint8Array[] = []
  let headLength = 0
  let reader: Read<FormatReader> | null = null
  /** Of UTF-16, which the readers of formats are given as UTF-8. */
  let wide: TextDecoder | null = null
  const narrow = (bytes: Uint8Array) =>
    wide === null ? bytes : new TextEncoder().encode(wide.decode(bytes, { stream: true }))

  const begin = (): Read<FormatReader> => {
    const said = joined(head, headLength)
    const encoding = encodingOf(said)
    if (encoding !== 'utf-8') wide = new TextDecoder(encoding)
    const bytes = narrow(said)
    head = []
    const found = detect(bytes.subarray(0, headBytes), {
      columns: Object.keys(options.columnNames).length > 0 ? 'named' : 'usual',
      delimiter: options.delimiter,
    })
    if (!found.ok) return found
    const made = readerFor(found.value, options)
    made.push(bytes.subarray(markLength(bytes)))
    return accept(made)
  }

  /** A piece of the file, decompressed; any size. Text is UTF-8, or UTF-16 with its mark. */
  const push = (chunk: Uint8Array | string): void => {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    if (reader !== null) {
      if (reader.ok) reader.value.push(narrow(bytes))
      return
    }
    head.push(bytes.slice())
    headLength += bytes.length
    if (headLength >= headBytes) reader = begin()
  }

  const end = (): Read<Imported> => {
    const begun = reader ?? begin()
    if (!begun.ok) return begun
    const parsed = begun.value.end()
    return parsed.ok ? finish(parsed.value, options) : parsed
  }

  /** Says that the file breaks off here, for instance a gzip stream without its end. */
  const breakOff = (what: string): Read<Imported> => {
    const begun = reader ?? begin()
    const read = begun.ok ? begun.value.lines() : 0
    return refuse('file', `${what}${read > 0 ? `, after line ${String(read)}` : ''}`)
  }
  return { push, end, breakOff }
}

/** A whole workload that is in the memory already. */
export function readWorkload(
  file: Uint8Array | string,
  options: ImportOptions = usualImport,
): Read<Imported> {
  const reader = workloadReader(options)
  reader.push(file)
  return reader.end()
}

/** A workload that is parsed JSON already. */
export function readWorkloadObject(file: Fields, options: ImportOptions): Read<Imported> {
  const parsed = jobsOf(file, { notes: newNotes(), site: options.site, ...zoneSeen(instantIn(options.zone)) })
  return parsed.ok ? finish(parsed.value, options) : parsed
}

const accountingReaders = { pbs: pbsReader, lsf: lsfReader, sge: sgeReader } as const

function readerFor(detected: Detected, options: ImportOptions): FormatReader {
  const { coresPerNode, site, namesNodes } = options
  const notes = newNotes()
  const { instantS, zoneName } = zoneSeen(instantIn(options.zone))
  const { format } = detected
  const plain = { format, notes, isOnClock: () => false }
  const clocked = { format, notes, isOnClock: () => true, zoneName }
  switch (format) {
    case 'swf':
      return linesReader({ ...plain, ...swfReader({ coresPerNode, namesNodes, notes }) })
    case 'sacct':
    case 'squeue': {
      const kind = format === 'sacct' ? sacctTable : squeueTable
      const { delimiter } = detected
      return linesReader({ ...clocked, ...slurmTextReader(kind, { delimiter, notes, site, instantS }) })
    }
    case 'csv': {
      const delimiter = detected.delimiter.charCodeAt(0)
      return linesReader({ ...clocked, ...csvReader({ ...options, delimiter, notes, instantS }) })
    }
    case 'pbs':
    case 'lsf':
    case 'sge':
      return linesReader({ ...clocked, ...accountingReaders[format]({ notes, site, coresPerNode }) })
    case 'json':
      return jsonReader({ notes, site, instantS, zoneName })
  }
}

/** Instants that all name their zone, or are seconds since 1970, are of UTC; one alone that does not leaves it open. */
function zoneSeen(read: (text: string) => number) {
  let isBare = false
  const instantS = (text: string): number => {
    isBare ||= text.includes('-', 1) && !namesZone(text)
    return read(text)
  }
  return { instantS, zoneName: () => (isBare ? null : 'UTC') }
}

/** Logs begin at second 0; CSV and JSON keep their clock, which their windows share. */
function finish(parsed: Parsed, options: ImportOptions): Read<Imported> {
  const { exactLimits, first } = options
  const { format, notes, rows, unit, lines } = parsed
  if (rows.submitS.length === 0) {
    const why = whyDropped(notes, unit)
    const nothing = unit === 'job' ? 'its list is empty' : 'there is nothing behind its header'
    return refuse('file', `holds no usable job: ${why === '' ? nothing : why}`)
  }
  const order = parsed.order() ?? withoutRepeats(rows, notes)
  const originS = format === 'csv' || format === 'json' ? 0 : earliest(rows.submitS, order)
  if (!options.sharesNodes) noticeSharing(rows, { order, notes })
  noticeConstraints(rows, { order, notes, features: options.features })
  noticeOutlived(notes, rows.submitS.length)
  if (format === 'csv' || format === 'json') noticeFar(rows, notes)
  const arrangement = { order, originS, exactLimits, first }
  const table = tableOf(rows, arrangement)
  const around = { jobs: table, arrangement, notes }
  const recorded = recordedOf(rows, around)
  const jobs = { ...table, conditions: conditionsIn(rows, around) }
  const unixStartS = parsed.unixStartS === null ? null : parsed.unixStartS + originS
  const report = {
    format,
    unit,
    lines,
    jobs: jobs.count,
    dropped: notes.dropped.list(),
    repaired: notes.repaired.list(),
    noticed: notes.noticed.list(),
  }
  const { windows, nodes, kinds } = parsed
  const zone = zoneOf(parsed, options)
  return accept({ jobs, windows, nodes, kinds, unixStartS, zone, recorded, report })
}

/** Written by clocks of a place that they do not name. */
const localFormats: ReadonlySet<string> = new Set(['sacct', 'squeue', 'csv', 'json', 'philly'])

/** The zone that is given, or that the file names; JSON of Slurm and PBS count seconds since 1970 in UTC. */
function zoneOf({ format, zoneName, unixStartS }: Parsed, { zone }: ImportOptions): Zone | null {
  if (zone !== null || unixStartS === null) return zone
  const named = zoneName === null ? null : zoneNamed(zoneName)
  return named ?? (localFormats.has(format) ? null : zoneNamed('UTC'))
}

function earliest(submitS: Parsed['rows']['submitS'], order: Uint32Array | null): number {
  let least = Infinity
  const count = order?.length ?? submitS.length
  for (let i = 0; i < count; i += 1) least = Math.min(least, submitS.at(order === null ? i : (order[i] ?? 0)))
  return least
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks
  if (chunks.length === 1 && only !== undefined) return only
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
