import type { KnownMachine } from '../accounting/site.ts'
import { namesIn } from '../../../base/csv.ts'
import type { Problem } from '../../../base/outcome.ts'
import type { Line } from '../lines.ts'
import type { Notes } from '../report.ts'
import { newRows } from '../rows.ts'
import { FieldCutter, textIn } from '../table/fields.ts'
import { partitionLimitS } from './slurm-partitions.ts'
import { addAccountedJob, aStep, isStep, type AccountedJob } from '../accounting/job.ts'

export type SlurmTextOptions = {
  readonly delimiter: string
  readonly notes: Notes
  readonly site: KnownMachine
  /** Seconds since 1970 of a time as it is written. */
  readonly instantS: (text: string) => number
}

/** The value of a column by its lower-case name; '' where the file has no such column. */
export type Cell = (name: string) => string

export type Columns = { readonly has: (name: string) => boolean; readonly instantS: (text: string) => number }

/** One of Slurm's commands that print a table: which columns it needs, and what a line of them says. */
export type SlurmTable = {
  /** Any one of each group must be there. */
  readonly needed: readonly (readonly string[])[]
  readonly wayOut: string
  readonly jobOf: (cell: Cell, columns: Columns) => AccountedJob
}

/** Reads a table of jobs, its columns in any order. */
export function slurmTextReader(table: SlurmTable, options: SlurmTextOptions) {
  const { delimiter, notes, site, instantS } = options
  const rows = newRows()
  const cells = cellsFor(delimiter)
  let [width, idAt, cluster] = [0, 0, '']
  let header: ReadonlyMap<string, number> | null = null
  let columns: Columns = { has: () => false, instantS }
  let problems: readonly Problem[] = []

  const readHeader = (cells: readonly string[]): void => {
    width = cells.length
    const found = columnPositionsOf(cells)
    const missing = table.needed.filter((group) => !group.some((name) => found.has(name.toLowerCase())))
    const lacks = missing.map((group) => group.join(' or ')).join('; ')
    if (lacks !== '') problems = [{ field: 'file', message: `the output lacks ${lacks}; ${table.wayOut}` }]
    header = found
    idAt = found.get('jobid') ?? found.get('jobidraw') ?? 0
    columns = { has: (name) => found.has(name), instantS }
  }
  const readCells = (at: (index: number) => string, line: number): void => {
    const id = at(idAt)
    if (isStep(id)) return notes.dropped.add(aStep, line)
    if (/^jobid/i.test(id)) return notes.dropped.add('a header that comes again', line)
    const job = table.jobOf((name) => {
      const index = header?.get(name)
      if (index !== undefined) return at(index)
      return name === 'cluster' ? cluster : ''
    }, columns)
    addAccountedJob(job, { rows, notes, site, line })
  }
  const readJob = (all: readonly string[], line: number): void => {
    readCells((index) => all[index] ?? '', line)
  }
  const wordy = wordyRows({ delimiter, notes, instantS, readJob })
  const onLine = (line: Line): void => {
    if (problems.length > 0 || line.from === line.to) return
    if (header === null && line.bytes[line.from] === hash) return
    const count = cells.cut(line)
    const named = count === 1 ? clusterTitle.exec(cells.at(0))?.[1] : undefined
    cluster = named ?? cluster
    if (named !== undefined) return
    if (header === null) return readHeader(cells.all())
    if (wordy.isOpen() || count !== width) wordy.add(cells.all(), line.number, { header, width })
    else readCells(cells.at, line.number)
  }
  return { rows, onLine, problems: () => (wordy.end(), problems) }
}

/** What `squeue -M` writes before the table of each cluster. */
const clusterTitle = /^CLUSTER: (\S+)$/

/** Columns in which people write what they like, after those that may hold 'a100|h100'. */
const wordyColumns = namesIn(
  'constraints features jobname name comment workdir work_dir submitline admincomment',
)

type Wordy = Pick<SlurmTextOptions, 'delimiter' | 'notes' | 'instantS'> & {
  readonly readJob: (cells: readonly string[], line: number) => void
}
type Shape = { readonly header: ReadonlyMap<string, number>; readonly width: number }

/** Rows that are wider or narrower than the header, as names hold delimiters or line ends: put together where that fits. */
function wordyRows({ delimiter, notes, instantS, readJob }: Wordy) {
  let open: { readonly cells: readonly string[]; readonly line: number } | null = null

  const isSound = (cells: readonly string[], header: Shape['header']): boolean => {
    const submit = header.get('submit') ?? header.get('submit_time') ?? -1
    return /^\d/.test(cells[header.get('jobid') ?? 0] ?? '') && !Number.isNaN(instantS(cells[submit] ?? ''))
  }
  const joined = (cells: readonly string[], { header, width }: Shape): readonly string[] | null => {
    const surplus = cells.length - width
    for (const name of wordyColumns) {
      const at = header.get(name)
      if (at === undefined) continue
      const inside = cells.slice(at, at + surplus + 1).join(delimiter)
      const fitting = [...cells.slice(0, at), inside, ...cells.slice(at + surplus + 1)]
      if (/^(constraints|features)$/.test(name) && !/^[[(\w]\S*$/.test(inside)) continue
      if (isSound(fitting, header)) return fitting
    }
    return null
  }
  const end = (): void => {
    if (open !== null) notes.dropped.add('too few columns', open.line)
    open = null
  }
  const add = (cells: readonly string[], line: number, shape: Shape): void => {
    if (open !== null && cells.length >= shape.width && isSound(cells, shape.header)) end()
    const before = open ?? { cells: [''], line }
    open = null
    const all = [
      ...before.cells.slice(0, -1),
      `${before.cells.at(-1) ?? ''}${cells[0] ?? ''}`,
      ...cells.slice(1),
    ]
    if (all.length < shape.width && wordyColumns.some((name) => shape.header.has(name))) {
      open = { cells: all, line: before.line }
      return
    }
    const fitting = all.length < shape.width ? null : joined(all, shape)
    if (fitting === null)
      return notes.dropped.add(widthFault(all.length, shape.width, delimiter), before.line)
    if (all.length !== cells.length || all.length > shape.width)
      notes.repaired.add('a name that holds the delimiter or a line end: put together', before.line)
    readJob(fitting, before.line)
  }
  return { isOpen: () => open !== null, add, end }
}

function widthFault(found: number, width: number, delimiter: string): string {
  if (found < width) return 'too few columns'
  return delimiter === ','
    ? 'too many columns: AllocTRES and NodeList hold commas; run sacct --parsable2 without --delimiter'
    : 'too many columns'
}

/** A line before the header that begins with it is a title; a header that begins with a quote has quoted cells. */
const [hash, quote] = [35, 34]

/** The cells of the line that was cut last, as texts from when they are asked for: most of a wide table never is. */
type Cells = {
  /** How many there are. */
  readonly cut: (line: Line) => number
  readonly at: (index: number) => string
  readonly all: () => readonly string[]
}

/** A delimiter of several bytes is looked for in the text. */
function cellsFor(delimiter: string): Cells {
  const code = delimiter.charCodeAt(0)
  if (delimiter.length > 1 || code > 127) return wideCells(delimiter)
  let cutter: FieldCutter | null = null
  let bytes: Uint8Array = new Uint8Array(0)
  const cut = (line: Line): number => {
    bytes = line.bytes
    cutter ??= new FieldCutter(code, bytes[line.from] === quote ? 'quoted' : 'plain')
    cutter.cut(line)
    return cutter.count
  }
  const at = (index: number) => textIn(bytes, cutter?.from[index] ?? 0, cutter?.to[index] ?? 0)
  return { cut, at, all: () => Array.from({ length: cutter?.count ?? 0 }, (_, index) => at(index)) }
}

function wideCells(delimiter: string): Cells {
  const decoder = new TextDecoder()
  let cells: readonly string[] = []
  const cut = ({ bytes, from, to }: Line): number => {
    const text = decoder.decode(bytes.subarray(from, to))
    cells = text.split(delimiter).map((cell) => cell.trim())
    return cells.length
  }
  return { cut, at: (index) => cells[index] ?? '', all: () => cells }
}

/** Column positions by lower-case name. `sacct -p` ends every line with the delimiter, so the last may be nameless. */
function columnPositionsOf(cells: readonly string[]): ReadonlyMap<string, number> {
  const names = cells.at(-1) === '' ? cells.slice(0, -1) : cells
  return new Map(names.map((name, i) => [name.toLowerCase().replace(/%.*$/, ''), i]))
}

/** '' where Slurm says that there are no nodes. */
export function nodesListed(list: string): string {
  return /^(None assigned|None|\(null\)|Unknown|\(.*\))$/i.test(list) ? '' : list
}

/** Seconds of minutes, or of [days-]hours:minutes:seconds; Infinity of UNLIMITED, 0 of Partition_Limit and nothing. */
export function limitIn(text: string): number {
  return /^(UNLIMITED|INFINITE)$/i.test(text) ? Infinity : (partitionLimitS(text) ?? 0)
}

export function wholeOr(text: string, otherwise: number): number {
  return /^\d+$/.test(text) ? Number(text) : otherwise
}
