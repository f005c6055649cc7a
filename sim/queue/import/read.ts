import { refuse, type Read } from '../../base/outcome.ts'
import type { JobTable, NodeKind, Window } from '../engine/job.ts'
import { csvReader, type ColumnNames } from './csv.ts'
import { detect, markLength, type Detected } from './detect.ts'
import { jobsOf, jsonReader } from './json.ts'
import type { Fields } from './json-value.ts'
import { linesReader, type FormatReader, type Parsed } from './format-reader.ts'
import { newNotes, whyDropped, type ImportReport } from './report.ts'
import { tableOf } from './rows.ts'
import { sacctReader } from './sacct.ts'
import { swfReader } from './swf.ts'

export type ImportOptions = {
  /** Processors of one node, for logs that count processors. */
  readonly coresPerNode: number
  /** Replaces limits by the run times where these are shorter: users who know. */
  readonly exactLimits: boolean
  /** Keeps the first so many jobs; null keeps all. */
  readonly first: number | null
  readonly columnNames: ColumnNames
}

export const usualImport: ImportOptions = {
  coresPerNode: 1,
  exactLimits: false,
  first: null,
  columnNames: {},
}

export type Imported = {
  readonly jobs: JobTable
  readonly windows: readonly Window[]
  /** Nodes of the machine, where the file names them. */
  readonly nodes: number | null
  /** Kinds of nodes that jobs may share, where the file names them. */
  readonly kinds: readonly NodeKind[] | null
  /** Of second 0, in seconds since 1970 as the log's own clock has it; null where nothing is known of it. */
  readonly unixStartS: number | null
  readonly report: ImportReport
}

export type WorkloadReader = {
  /** A piece of the file, decompressed; any size. Text is taken as UTF-8. */
  readonly push: (chunk: Uint8Array | string) => void
  readonly end: () => Read<Imported>
  /** Says that the file breaks off here, for instance a gzip stream without its end. */
  readonly breakOff: (what: string) => Read<Imported>
}

/** Enough to tell any format by. */
const headBytes = 2 ** 16

/**
 * Reads a workload in any of the formats, told apart by content, piece by piece. Memory is what the jobs take and one
 * line, except for JSON, which is held whole.
 */
export function workloadReader(options: ImportOptions): WorkloadReader {
  let head: Uint8Array[] = []
  let headLength = 0
  let reader: Read<FormatReader> | null = null

  const begin = (): Read<FormatReader> => {
    const bytes = joined(head, headLength)
    head = []
    const found = detect(
      bytes.subarray(0, headBytes),
      Object.keys(options.columnNames).length > 0 ? 'named' : 'usual',
    )
    if (!found.ok) return found
    const made = readerFor(found.value, options)
    made.push(bytes.subarray(markLength(bytes)))
    return { ok: true, value: made }
  }

  const push = (chunk: Uint8Array | string): void => {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    if (reader !== null) {
      if (reader.ok) reader.value.push(bytes)
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
  const parsed = jobsOf(file, newNotes())
  return parsed.ok ? finish(parsed.value, options) : parsed
}

function readerFor(detected: Detected, { coresPerNode, columnNames }: ImportOptions): FormatReader {
  const notes = newNotes()
  switch (detected.format) {
    case 'swf':
      return linesReader({ format: 'swf', notes, ...swfReader({ coresPerNode, notes }) })
    case 'sacct':
      return linesReader({
        format: 'sacct',
        notes,
        ...sacctReader({ delimiter: detected.delimiter, notes }),
      })
    case 'csv':
      return linesReader({
        format: 'csv',
        notes,
        ...csvReader({ delimiter: detected.delimiter, columnNames, notes }),
      })
    case 'json':
      return jsonReader(notes)
  }
}

/** Logs begin at second 0; CSV and JSON keep their clock, which their windows share. */
function finish(parsed: Parsed, { exactLimits, first }: ImportOptions): Read<Imported> {
  const { format, notes, rows, unit, lines } = parsed
  if (rows.submitS.length === 0) {
    const why = whyDropped(notes, unit)
    return refuse('file', `holds no usable job${why === '' ? '' : `: ${why}`}`)
  }
  const order = parsed.order()
  const originS = format === 'csv' || format === 'json' ? 0 : earliest(rows.submitS, order)
  const jobs = tableOf(rows, { order, originS, exactLimits, first })
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
  return { ok: true, value: { jobs, windows, nodes, kinds, unixStartS, report } }
}

function earliest(submitS: Parsed['rows']['submitS'], order: Uint32Array | null): number {
  if (order !== null) return submitS.at(order[0] ?? 0)
  let least = Infinity
  for (let i = 0; i < submitS.length; i += 1) least = Math.min(least, submitS.at(i))
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
