import type { Problem } from '../../../base/outcome.ts'
import type { Line } from '../lines.ts'
import type { Notes } from '../report.ts'
import { newRows, type Rows } from '../rows.ts'
import { FieldCutter, textIn } from '../table/fields.ts'
import { durationS } from '../clock.ts'
import { addAccountedJob, type AccountedJob } from '../accounting/job.ts'

export type SlurmTextReader = {
  readonly rows: Rows
  readonly onLine: (line: Line) => void
  readonly problems: () => readonly Problem[]
}

export type SlurmTextOptions = {
  readonly delimiter: string
  readonly notes: Notes
  readonly longestS: Readonly<Record<string, number>>
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
export function slurmTextReader(table: SlurmTable, options: SlurmTextOptions): SlurmTextReader {
  const { delimiter, notes, longestS, instantS } = options
  const rows = newRows()
  const cut = cutterFor(delimiter)
  let width = 0
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
    columns = { has: (name) => found.has(name), instantS }
  }
  const readJob = (cells: readonly string[], line: number): void => {
    const job = table.jobOf((name) => cells[header?.get(name) ?? -1] ?? '', columns)
    addAccountedJob(job, { rows, notes, longestS, line })
  }
  const wordy = wordyRows({ delimiter, notes, instantS, readJob })
  const onLine = (line: Line): void => {
    if (problems.length > 0 || line.from === line.to) return
    const cells = cut(line)
    if (header === null) return readHeader(cells)
    if (wordy.isOpen() || cells.length !== width) wordy.add(cells, line.number, { header, width })
    else readJob(cells, line.number)
  }
  return { rows, onLine, problems: () => (wordy.end(), problems) }
}

/** Columns in which people write what they like. */
const wordyColumns = ['jobname', 'name', 'comment', 'workdir', 'work_dir', 'submitline', 'admincomment']

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

/** Cells of a line; a delimiter of several bytes is looked for in the text. */
function cutterFor(delimiter: string): (line: Line) => readonly string[] {
  const code = delimiter.charCodeAt(0)
  if (delimiter.length === 1 && code < 128) {
    const cutter = new FieldCutter(code, 'plain')
    return (line) => {
      cutter.cut(line)
      const cells: string[] = []
      for (let i = 0; i < cutter.count; i += 1)
        cells.push(textIn(line.bytes, cutter.from[i] ?? 0, cutter.to[i] ?? 0))
      return cells
    }
  }
  const decoder = new TextDecoder()
  return ({ bytes, from, to }) =>
    decoder
      .decode(bytes.subarray(from, to))
      .split(delimiter)
      .map((cell) => cell.trim())
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

/** Seconds of [days-]hours:minutes:seconds; Infinity of UNLIMITED, 0 of Partition_Limit and nothing. */
export function limitIn(text: string): number {
  if (/^(UNLIMITED|INFINITE)$/i.test(text)) return Infinity
  const seconds = durationS(text)
  return Number.isNaN(seconds) ? 0 : seconds
}

export function wholeOr(text: string, otherwise: number): number {
  return /^\d+$/.test(text) ? Number(text) : otherwise
}
