import { accept, type Problem, type Read } from '../../base/outcome.ts'
import { durationS, instantS } from './clock.ts'
import { FieldCutter, textIn, textsOf } from './fields.ts'
import type { Line } from './lines.ts'
import { decimalOf, numberIn } from './number.ts'
import { addPlainJob, flagOf, type PlainColumns, type PlainJob } from './plain.ts'
import type { Notes } from './report.ts'
import { newRows, type Rows } from './rows.ts'

export const csvColumns = [
  'id',
  'submit',
  'nodes',
  'requested_s',
  'actual_s',
  'priority',
  'project',
  'power_w_per_node',
  'user',
  'queue',
  'gpusPerNode',
  'coresPerNode',
  'memoryMbPerNode',
  'partition',
  'exclusive',
] as const

/** What a job asks of each of its nodes. */
const perNodeColumns = ['gpusPerNode', 'coresPerNode', 'memoryMbPerNode', 'partition', 'exclusive'] as const

export type CsvColumn = (typeof csvColumns)[number]

/** What the file calls our columns, where it does not use our names: `{ submit: 'timestamp' }`. */
export type ColumnNames = Readonly<Partial<Record<CsvColumn, string>>>

export type CsvReader = {
  readonly rows: Rows
  readonly onLine: (line: Line) => void
  /** What is wrong with the header. */
  readonly problems: () => readonly Problem[]
}

export type CsvOptions = {
  readonly delimiter: number
  readonly columnNames: ColumnNames
  readonly notes: Notes
}

/** Position of each of our columns in the file, -1 for one that it has not. */
type Positions = Readonly<Record<CsvColumn, number>>

/**
 * Comma separated values with a header, quotes as in RFC 4180. Numbers are seconds and nodes; an instant may also be
 * a date and time, and a duration [days-]hours:minutes:seconds.
 */
export function csvReader({ delimiter, columnNames, notes }: CsvOptions): CsvReader {
  const rows = newRows()
  const cutter = new FieldCutter(delimiter, 'quoted')
  const job = emptyJob()
  let positions: Positions | null = null
  let problems: readonly Problem[] = []
  let width = 0
  let columns: PlainColumns = { priority: false, power: false, perNode: false }

  const readHeader = (line: Line): void => {
    const header = textsOf(line, cutter)
    width = header.length
    const found = positionsIn(header, columnNames)
    if (!found.ok) {
      problems = found.problems
      return
    }
    positions = found.value
    columns = {
      priority: positions.priority >= 0,
      power: positions.power_w_per_node >= 0,
      perNode: perNodeColumns.some((column) => found.value[column] >= 0),
    }
  }

  const readJob = (line: Line, at: Positions): void => {
    cutter.cut(line)
    if (cutter.isOpen) return notes.dropped.add('a quote that is not closed', line.number)
    if (cutter.count !== width)
      return notes.dropped.add(cutter.count < width ? 'too few columns' : 'too many columns', line.number)
    fillJob(job, at, { line, cutter })
    if (at.id < 0) job.id = String(rows.submitS.length + 1)
    addPlainJob(rows, job, { notes, line: line.number, columns })
  }

  const onLine = (line: Line): void => {
    if (problems.length > 0 || isBlank(line)) return
    if (positions === null) readHeader(line)
    else readJob(line, positions)
  }
  return { rows, onLine, problems: () => problems }
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

type Cells = { readonly line: Line; readonly cutter: FieldCutter }

function fillJob(job: PlainJob, at: Positions, cells: Cells): void {
  job.id = cellText(cells, at.id)
  job.submitS = cellNumber(cells, at.submit, instantS)
  job.nodes = cellNumber(cells, at.nodes, notANumber)
  job.requestedS = cellNumber(cells, at.requested_s, durationS)
  job.actualS = cellNumber(cells, at.actual_s, durationS)
  job.priority = cellNumber(cells, at.priority, notANumber)
  job.powerWPerNode = cellNumber(cells, at.power_w_per_node, notANumber)
  job.gpusPerNode = cellNumber(cells, at.gpusPerNode, notANumber)
  job.coresPerNode = cellNumber(cells, at.coresPerNode, notANumber)
  job.memoryMbPerNode = cellNumber(cells, at.memoryMbPerNode, notANumber)
  job.exclusive = flagOf(cellText(cells, at.exclusive))
  job.partition = cellText(cells, at.partition)
  job.project = cellText(cells, at.project)
  job.user = cellText(cells, at.user)
  job.queue = cellText(cells, at.queue)
}

function notANumber(): number {
  return Number.NaN
}

function cellText({ line, cutter }: Cells, position: number): string {
  return position < 0 ? '' : textIn(line.bytes, cutter.from[position] ?? 0, cutter.to[position] ?? 0)
}

/** Null for an empty cell; what is not a plain number is read by `otherwise`. */
function cellNumber(cells: Cells, position: number, otherwise: (text: string) => number): number | null {
  if (position < 0) return null
  const { line, cutter } = cells
  const [from, to] = [cutter.from[position] ?? 0, cutter.to[position] ?? 0]
  if (from === to) return null
  const value = numberIn(line.bytes, from, to)
  if (value === value) return value
  const text = cellText(cells, position)
  if (text === '') return null
  const unquoted = decimalOf(text)
  return Number.isNaN(unquoted) ? otherwise(text) : unquoted
}

/** Where our columns stand; every one that is needed and missing is a problem. */
function positionsIn(header: readonly string[], names: ColumnNames): Read<Positions> {
  const given = header.map((name) => name.toLowerCase())
  const named = (column: CsvColumn): string => names[column] ?? column
  const positions = Object.fromEntries(
    csvColumns.map((column) => [column, given.indexOf(named(column).toLowerCase())]),
  )
  const mapped = Object.keys(names).length > 0
  const needed: readonly CsvColumn[] = mapped
    ? ['submit', 'nodes', 'actual_s']
    : ['submit', 'nodes', 'requested_s', 'actual_s']
  const missing = csvColumns.filter(
    (column) => (positions[column] ?? -1) < 0 && (needed.includes(column) || names[column] !== undefined),
  )
  if (missing.length > 0) {
    const has = header.map((name) => `'${name}'`).join(', ')
    const problems = missing.map((column) => ({
      field: `columns.${column}`,
      message: `there is no column '${named(column)}'; the file has ${has.length > 300 ? `${has.slice(0, 300)}…` : has}`,
    }))
    return { ok: false, problems }
  }
  if (!hasAll(positions)) throw new Error('a column has no position')
  return accept(positions)
}

function hasAll(positions: Readonly<Record<string, number>>): positions is Positions {
  return csvColumns.every((column) => column in positions)
}

function isBlank({ bytes, from, to }: Line): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) > 32) return false
  return true
}
