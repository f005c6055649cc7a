import { cellsOf, eachNamed, type EachNamed } from '../../base/csv.ts'
import { GIGA, KG_PER_T, SECONDS_PER_DAY, SECONDS_PER_HOUR, TERA, W_PER_KW } from '../../base/units.ts'
import { own } from '../../base/nearest.ts'

/** What a unit of a heading is worth in ours: bytes, FLOP/s, seconds, watts, MWh, kg. Decimal, as datasheets count, but for GiB. */
const units: Readonly<Record<string, number>> = {
  GB: GIGA,
  GiB: 1024 ** 3,
  'GB/s': GIGA,
  'TB/s': TERA,
  'TFLOP/s': TERA,
  'PFLOP/s': 1000 * TERA,
  s: 1,
  h: SECONDS_PER_HOUR,
  d: SECONDS_PER_DAY,
  W: 1,
  kW: W_PER_KW,
  MWh: 1,
  kg: 1,
  t: KG_PER_T,
  '%': 0.01,
}

/** How a figure was worked out of the source's own: for those who read the file. */
const forPeople = 'derived'

/** Where a figure was read: the source, and where in it. */
type Where = readonly [source: string, where: string]

/** A row of a table, read by the headings of its columns. A cell that is wrong is told at the end, with all others. */
export type Row = {
  /** A word that must be there. */
  readonly text: (column: string) => string
  /** A word, or nothing. */
  readonly words: (column: string) => string
  /** One of some words; an empty cell is null. */
  readonly oneOf: <T extends string>(column: string, choices: readonly T[]) => T | null
  /** 1, 0, or nothing. */
  readonly flag: (column: string) => boolean | null
  /** A number, in our unit where the heading names one; an empty cell is null. */
  readonly number: (column: string) => number | null
  /** A number that must be there. */
  readonly count: (column: string) => number
  /** Words, or numbers, of several columns that must be there (`numbers`: or null), each under its own name: `texts('id name')`. */
  readonly texts: <const Columns extends string>(columns: Columns) => EachNamed<Columns, string>
  readonly counts: <const Columns extends string>(columns: Columns) => EachNamed<Columns, number>
  readonly numbers: <const Columns extends string>(columns: Columns) => EachNamed<Columns, number | null>
  /** Says what else is wrong with the row. */
  readonly refuse: (message: string) => void
}

export type TableOptions = {
  /** For messages: the file. */
  readonly name: string
  readonly text: string
  /** The columns that make a row one of its kind; the same twice is refused. */
  readonly key: readonly string[]
}

type Heading = { readonly at: number; readonly factor: number }

/**
 * Reads a data file: a heading, then a row a line. Throws, naming every mistake: an unknown unit, a column that is
 * missing or that nobody reads, a cell that is none of what it may be, a row twice. Our own files are meant, so a
 * mistake in one is a bug.
 */
export function readTable<T>({ name, text, key }: TableOptions, read: (row: Row) => T): readonly T[] {
  const [head = [], ...rows] = cellsOf(text)
  const problems: string[] = []
  const headings = headingsOf(head, problems)
  const asked = new Set<string>()
  const seen = new Set<string>()
  const values = rows.map((cells, index) => {
    const problem = (message: string) => problems.push(`line ${String(index + 2)}: ${message}`)
    if (cells.length !== head.length)
      problem(`${String(cells.length)} cells under ${String(head.length)} headings`)
    const row = rowOf(cells, { headings, asked, problem })
    const id = key.map((column) => row.words(column)).join(' ')
    if (seen.has(id)) problem(`${id} stands here twice`)
    seen.add(id)
    return read(row)
  })
  if (rows.length > 0)
    for (const column of headings.keys())
      if (column !== forPeople && !asked.has(column)) problems.push(`nobody reads ${column}`)
  if (problems.length > 0) throw new Error([`${name}:`, ...new Set(problems)].join('\n  '))
  return values
}

function headingsOf(head: readonly string[], problems: string[]): ReadonlyMap<string, Heading> {
  const headings = new Map<string, Heading>()
  for (const [at, heading] of head.entries()) {
    const [, column = heading, unit] = /^(.*?)(?: \[(.*)\])?$/.exec(heading) ?? []
    const factor = unit === undefined ? 1 : own(units, unit)
    if (factor === undefined)
      problems.push(`${heading}: an unknown unit; known are ${Object.keys(units).join(', ')}`)
    if (headings.has(column)) problems.push(`the column ${column} stands here twice`)
    headings.set(column, { at, factor: factor ?? 1 })
  }
  return headings
}

type Context = {
  readonly headings: ReadonlyMap<string, Heading>
  readonly asked: Set<string>
  readonly problem: (message: string) => void
}

function rowOf(cells: readonly string[], { headings, asked, problem }: Context): Row {
  const words = (column: string): string => {
    asked.add(column)
    const heading = headings.get(column)
    if (heading === undefined) problem(`there is no column ${column}`)
    return heading === undefined ? '' : (cells[heading.at] ?? '')
  }
  const text = (column: string): string => {
    const word = words(column)
    if (word === '') problem(`${column} is empty`)
    return word
  }
  const number = (column: string): number | null => {
    const word = words(column)
    if (word === '') return null
    const value = Number(word) * (headings.get(column)?.factor ?? 1)
    if (!Number.isFinite(value)) problem(`${column}: '${word}' is no number`)
    return value
  }
  const count = (column: string) => (text(column) === '' ? 0 : (number(column) ?? 0))
  return {
    words,
    text,
    number,
    count,
    texts: (columns) => eachNamed(columns, text),
    counts: (columns) => eachNamed(columns, count),
    numbers: (columns) => eachNamed(columns, number),
    flag: (column) => {
      const word = words(column)
      if (!['', '0', '1'].includes(word)) problem(`${column}: '${word}' is neither 1 nor 0`)
      return word === '' ? null : word === '1'
    },
    oneOf: (column, choices) => {
      const word = words(column)
      const found = choices.find((choice) => choice === word) ?? null
      if (found === null && word !== '') problem(`${column}: '${word}' is none of ${choices.join(', ')}`)
      return found
    },
    refuse: problem,
  }
}

/** Where all figures of a row were read: its columns `source` and `where`. */
export function citationOf(row: Row): Where {
  return [row.text('source'), row.text('where')]
}

/**
 * The cell that says where the figures of a row were read: `memory, power = source: where in it; * = source: where`.
 * `*` is every other figure. Adds a mistake for a figure without a source.
 */
export function citationsOf(
  row: Row,
  fields: Readonly<Record<string, string>>,
): Readonly<Record<string, Where>> {
  const cited = new Map<string, Where>()
  for (const part of row.words('sources').split('; ')) {
    const [, columns, source, where] = /^(.+?) = ([^:\s]+): (.+)$/.exec(part) ?? []
    if (columns === undefined || source === undefined || where === undefined) {
      row.refuse(`sources: '${part}' is not 'columns = source: where'`)
      continue
    }
    for (const column of columns.split(', ')) cited.set(column, [source, where])
  }
  const found: [string, Where][] = []
  for (const [field, column] of Object.entries(fields)) {
    if (row.words(column) === '') continue
    const citation = cited.get(column) ?? cited.get('*')
    if (citation === undefined) row.refuse(`${column} has no source`)
    else found.push([field, citation])
  }
  return Object.fromEntries(found)
}
