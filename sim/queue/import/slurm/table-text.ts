import type { Problem, Read } from '../../../base/outcome.ts'
import type { Line } from '../lines.ts'
import type { Notes } from '../report.ts'
import { newRows, type Rows } from '../rows.ts'
import { FieldCutter, textIn } from '../table/fields.ts'
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

export type Columns = {
  readonly has: (name: string) => boolean
  readonly instantS: (text: string) => number
}

/** One of Slurm's commands that print a table: which columns it needs, and what a line of them says. */
export type SlurmTable = {
  readonly headerOf: (cells: readonly string[]) => Read<ReadonlyMap<string, number>>
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
    const found = table.headerOf(cells)
    if (!found.ok) {
      problems = found.problems
      return
    }
    header = found.value
    columns = { has: (name) => found.value.has(name), instantS }
  }
  const onLine = (line: Line): void => {
    if (problems.length > 0 || line.from === line.to) return
    const cells = cut(line)
    if (header === null) return readHeader(cells)
    if (cells.length !== width)
      return notes.dropped.add(widthFault(cells.length, width, delimiter), line.number)
    const positions = header
    const job = table.jobOf((name) => cells[positions.get(name) ?? -1] ?? '', columns)
    addAccountedJob(job, { rows, notes, longestS, line: line.number })
  }
  return { rows, onLine, problems: () => problems }
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
export function columnPositionsOf(cells: readonly string[]): ReadonlyMap<string, number> {
  const names = cells.at(-1) === '' ? cells.slice(0, -1) : cells
  return new Map(names.map((name, i) => [name.toLowerCase().replace(/%.*$/, ''), i]))
}

/** '' where Slurm says that there are no nodes. */
export function nodesListed(list: string): string {
  return /^(None assigned|None|\(null\)|Unknown|\(.*\))$/i.test(list) ? '' : list
}

export function wholeOr(text: string, otherwise: number): number {
  return /^\d+$/.test(text) ? Number(text) : otherwise
}
