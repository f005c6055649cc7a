import { type Problem } from '../../../base/outcome.ts'
import { looksLikeDate } from '../../../base/dates.ts'
import { durationS } from '../clock.ts'
import {
  csvColumns,
  layoutIn,
  noticeUnread,
  perNodeColumns,
  type ColumnLayout,
  type ColumnNames,
  type CsvColumn,
  traceOf,
  type TraceMapping,
} from './columns.ts'
import { FieldCutter, textIn, textsOf } from './fields.ts'
import type { Line } from '../lines.ts'
import { decimalOf, numberIn } from './number.ts'
import { addPlainJob, flagOf, plainJob, type PlainColumns, type PlainJob } from './plain.ts'
import type { Notes } from '../report.ts'
import { newRows } from '../rows.ts'

export type CsvOptions = {
  readonly delimiter: number
  readonly columnNames: ColumnNames
  /** The names of the columns, where the file has no header; else empty. */
  readonly header: readonly string[]
  /** Public traces, which are known by their header. */
  readonly traces: readonly TraceMapping[]
  /** GPUs of a node, of which nodes are counted where the file counts GPUs alone; null where it is not known. */
  readonly gpusPerNode: number | null
  readonly notes: Notes
  /** Seconds since 1970 of a time as it is written. */
  readonly instantS: (text: string) => number
}

/**
 * Comma separated values with a header, quotes as in RFC 4180. Numbers are seconds and nodes; an instant may also be
 * a date and time, and a duration [days-]hours:minutes:seconds.
 */
export function csvReader({ delimiter, notes, instantS, ...told }: CsvOptions) {
  const rows = newRows()
  const cutter = new FieldCutter(delimiter, 'quoted')
  const job = plainJob({}, 0)
  let layout: ColumnLayout | null = null
  let isOnClock = false
  let problems: readonly Problem[] = []
  let width = 0
  let columns: PlainColumns = { priority: false, power: false, perNode: false, start: false }

  const readHeader = (header: readonly string[]): void => {
    width = header.length
    const found = layoutIn(header, namesFor(header, { ...told, notes }), told.gpusPerNode)
    if (!found.ok) {
      const isData =
        header.filter((cell) => looksLikeDate(cell) || !Number.isNaN(decimalOf(cell))).length * 2 >=
        header.length
      problems = isData ? [{ field: 'file', message: withoutHeader }] : found.problems
      return
    }
    layout = found.value
    const { at } = layout
    columns = {
      priority: at.priority >= 0,
      power: at.power_w_per_node >= 0,
      perNode: perNodeColumns.some((column) => at[column] >= 0),
      start: at.start >= 0,
    }
  }

  const submitS = (text: string): number => {
    isOnClock ||= looksLikeDate(text)
    return instantS(text)
  }

  const readJob = (line: Line, layout: ColumnLayout): void => {
    cutter.cut(line)
    if (cutter.isOpen) return notes.dropped.add('a quote that is not closed', line.number)
    if (cutter.count !== width)
      return notes.dropped.add(cutter.count < width ? 'too few columns' : 'too many columns', line.number)
    fillJob(job, layout, { line, cutter, instantS: submitS, hasDecimalCommas: delimiter !== comma })
    spread(job, layout, told.gpusPerNode)
    if (layout.at.id < 0) job.id = String(rows.submitS.length + 1)
    addPlainJob(rows, job, { notes, line: line.number, columns })
  }

  const onLine = (line: Line): void => {
    if (problems.length > 0 || isBlank(line)) return
    if (layout === null && line.bytes[line.from] === 35) return
    if (layout === null) {
      const first = textsOf(line, cutter)
      const isNamed = told.header.length === 0 || told.header.every((name, i) => name === first[i])
      readHeader(isNamed ? first : told.header)
      if (isNamed) return
    }
    if (layout !== null) readJob(line, layout)
  }
  return { rows, onLine, problems: () => problems, isOnClock: () => isOnClock }
}

const withoutHeader =
  'is a table without a header: its first line is data; put the names of its columns above it, or say with mapping which public trace it is (alibaba-2020 has none)'

type Told = Pick<CsvOptions, 'columnNames' | 'traces' | 'notes'>

/** The names that are given, or those of the public trace whose header it is. */
function namesFor(header: readonly string[], { columnNames, traces, notes }: Told): ColumnNames {
  if (Object.keys(columnNames).length > 0) return columnNames
  if (layoutIn(header, {}, null).ok) {
    const lower = (list: readonly string[]) => list.map((name) => name.toLowerCase())
    noticeUnread(notes, lower(header), lower(csvColumns))
    return columnNames
  }
  const trace = traceOf(header, traces)
  if (trace !== null) notes.noticed.add(`read as ${trace.what}: its columns are here`, 1)
  return trace?.columns ?? columnNames
}

/** What is told of the whole job, by node; and a run time from its start and end. */
function spread(job: PlainJob, { at, nodesOfAll }: ColumnLayout, gpusOfNode: number | null): void {
  if (nodesOfAll !== null) job.nodes = nodesOfAll
  if (at.nodes < 0 && nodesOfAll === null && job.gpusPerNode !== null)
    job.nodes = Math.max(1, Math.ceil(job.gpusPerNode / (gpusOfNode ?? 1)))
  const nodes = Math.max(1, job.nodes ?? 1)
  if (at.gpus >= 0 && job.gpusPerNode !== null) job.gpusPerNode = Math.ceil(job.gpusPerNode / nodes)
  if (at.cores >= 0 && job.coresPerNode !== null) job.coresPerNode = Math.ceil(job.coresPerNode / nodes)
  if (at.actual_s < 0 && at.end >= 0)
    job.actualS = job.endS === null || job.startS === null ? null : job.endS - job.startS
}

const comma = 44

type Cells = {
  readonly line: Line
  /** Whether '3600,5' is a number, as in tables whose columns something else separates. */
  readonly hasDecimalCommas: boolean
  readonly cutter: FieldCutter
  readonly instantS: (text: string) => number
}

function fillJob(job: PlainJob, { at, each }: ColumnLayout, cells: Cells): void {
  const count = (column: CsvColumn) =>
    cellNumber(cells, at[column], { each: each[column], otherwise: notOne })
  const instant = (column: 'submit' | 'start' | 'end') =>
    cellNumber(cells, at[column], { each: each[column], otherwise: cells.instantS })
  const limit = cellNumber(cells, at.requested_s, { each: each.requested_s, otherwise: limitS })
  job.id = cellText(cells, at.id)
  job.submitS = instant('submit')
  job.startS = instant('start')
  job.endS = instant('end')
  job.nodes = count('nodes')
  job.requestedS = limit !== null && noLimits.has(limit / each.requested_s) ? null : limit
  job.actualS = cellNumber(cells, at.actual_s, { each: each.actual_s, otherwise: durationS })
  job.priority = count('priority')
  job.powerWPerNode = count('power_w_per_node')
  job.gpusPerNode = count(at.gpus < 0 ? 'gpusPerNode' : 'gpus')
  job.coresPerNode = count(at.cores < 0 ? 'coresPerNode' : 'cores')
  job.memoryMbPerNode = count('memoryMbPerNode')
  job.exclusive = flagOf(cellText(cells, at.exclusive))
  job.partition = cellText(cells, at.partition)
  job.constraint = cellText(cells, at.constraint)
  job.project = cellText(cells, at.project)
  job.user = cellText(cells, at.user)
  job.queue = cellText(cells, at.queue)
  job.qos = cellText(cells, at.qos)
}

/** INFINITE and NO_VAL of Slurm, where a table keeps them as numbers. */
const noLimits: ReadonlySet<number> = new Set([0xffff_ffff, 0xffff_fffe])

/** What tables of other programs write for nothing: pandas, SQL, R. */
const nothing = /^(nan|nat|none|null|\\N|n\/a|<na>)$/i

/** No limit is written in many ways. */
function limitS(text: string): number {
  return /^(infinite|unlimited|partition_limit|none|nan|null)$/i.test(text) ? 0 : durationS(text)
}

/** What a number of a cell counts, and what reads a text that is none. */
type Reading = { readonly each: number; readonly otherwise: (text: string) => number }

const notOne = () => Number.NaN

function cellText({ line, cutter }: Cells, position: number): string {
  return position < 0 ? '' : textIn(line.bytes, cutter.from[position] ?? 0, cutter.to[position] ?? 0)
}

/** Null for an empty cell; a number counts so many seconds, and what is none is read by `otherwise`. */
function cellNumber(cells: Cells, position: number, { each, otherwise }: Reading): number | null {
  if (position < 0) return null
  const { line, cutter } = cells
  const [from, to] = [cutter.from[position] ?? 0, cutter.to[position] ?? 0]
  if (from === to) return null
  const value = numberIn(line.bytes, from, to)
  if (value === value) return value * each
  const text = cellText(cells, position)
  if (text === '' || nothing.test(text)) return null
  const unquoted = decimalOf(cells.hasDecimalCommas ? text.replace(',', '.') : text)
  return Number.isNaN(unquoted) ? otherwise(text) : unquoted * each
}

function isBlank({ bytes, from, to }: Line): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) > 32) return false
  return true
}
