import { type Problem } from '../../../base/outcome.ts'
import { looksLikeDate } from '../../../base/dates.ts'
import { durationS } from '../clock.ts'
import { layoutIn, perNodeColumns, type ColumnNames, type ColumnLayout } from './columns.ts'
import { FieldCutter, textIn, textsOf } from './fields.ts'
import type { Line } from '../lines.ts'
import { decimalOf, numberIn } from './number.ts'
import { addPlainJob, flagOf, type PlainColumns, type PlainJob } from './plain.ts'
import type { Notes } from '../report.ts'
import { newRows, type Rows } from '../rows.ts'

export type CsvReader = {
  readonly rows: Rows
  readonly onLine: (line: Line) => void
  /** What is wrong with the header. */
  readonly problems: () => readonly Problem[]
  /** Whether submissions are dates. */
  readonly isOnClock: () => boolean
}

export type CsvOptions = {
  readonly delimiter: number
  readonly columnNames: ColumnNames
  readonly notes: Notes
  /** Seconds since 1970 of a time as it is written. */
  readonly instantS: (text: string) => number
}

/**
 * Comma separated values with a header, quotes as in RFC 4180. Numbers are seconds and nodes; an instant may also be
 * a date and time, and a duration [days-]hours:minutes:seconds.
 */
export function csvReader({ delimiter, columnNames, notes, instantS }: CsvOptions): CsvReader {
  const rows = newRows()
  const cutter = new FieldCutter(delimiter, 'quoted')
  const job = emptyJob()
  let layout: ColumnLayout | null = null
  let isOnClock = false
  let problems: readonly Problem[] = []
  let width = 0
  let columns: PlainColumns = { priority: false, power: false, perNode: false }

  const readHeader = (line: Line): void => {
    const header = textsOf(line, cutter)
    width = header.length
    const found = layoutIn(header, columnNames)
    if (!found.ok) {
      problems = found.problems
      return
    }
    layout = found.value
    const { at } = layout
    columns = {
      priority: at.priority >= 0,
      power: at.power_w_per_node >= 0,
      perNode: perNodeColumns.some((column) => at[column] >= 0),
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
    fillJob(job, layout, { line, cutter, submitS })
    if (layout.at.id < 0) job.id = String(rows.submitS.length + 1)
    addPlainJob(rows, job, { notes, line: line.number, columns })
  }

  const onLine = (line: Line): void => {
    if (problems.length > 0 || isBlank(line)) return
    if (layout === null) readHeader(line)
    else readJob(line, layout)
  }
  return { rows, onLine, problems: () => problems, isOnClock: () => isOnClock }
}

function emptyJob(): PlainJob {
  return {
    id: '',
    submitS: null,
    nodes: null,
    requestedS: null,
    actualS: null,
    priority: null,
    powerWPerNode: null,
    gpusPerNode: null,
    coresPerNode: null,
    memoryMbPerNode: null,
    exclusive: null,
    partition: '',
    project: '',
    user: '',
    queue: '',
  }
}

type Cells = { readonly line: Line; readonly cutter: FieldCutter; readonly submitS: (text: string) => number }

function fillJob(job: PlainJob, { at, unitS }: ColumnLayout, cells: Cells): void {
  job.id = cellText(cells, at.id)
  job.submitS = cellNumber(cells, at.submit, { each: unitS.submit, otherwise: cells.submitS })
  job.nodes = cellNumber(cells, at.nodes, countOnly)
  job.requestedS = cellNumber(cells, at.requested_s, { each: unitS.requested_s, otherwise: limitS })
  job.actualS = cellNumber(cells, at.actual_s, { each: unitS.actual_s, otherwise: durationS })
  job.priority = cellNumber(cells, at.priority, countOnly)
  job.powerWPerNode = cellNumber(cells, at.power_w_per_node, countOnly)
  job.gpusPerNode = cellNumber(cells, at.gpusPerNode, countOnly)
  job.coresPerNode = cellNumber(cells, at.coresPerNode, countOnly)
  job.memoryMbPerNode = cellNumber(cells, at.memoryMbPerNode, countOnly)
  job.exclusive = flagOf(cellText(cells, at.exclusive))
  job.partition = cellText(cells, at.partition)
  job.project = cellText(cells, at.project)
  job.user = cellText(cells, at.user)
  job.queue = cellText(cells, at.queue)
}

/** No limit is written in many ways. */
function limitS(text: string): number {
  return /^(infinite|unlimited|partition_limit|none|nan|null)$/i.test(text) ? 0 : durationS(text)
}

/** What a number of a cell counts, and what reads a text that is none. */
type Reading = { readonly each: number; readonly otherwise: (text: string) => number }

const countOnly: Reading = { each: 1, otherwise: () => Number.NaN }

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
  if (text === '') return null
  const unquoted = decimalOf(text)
  return Number.isNaN(unquoted) ? otherwise(text) : unquoted * each
}

function isBlank({ bytes, from, to }: Line): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) > 32) return false
  return true
}
