/**
 * Comma separated values as rows of cells: quotes as in RFC 4180, lines that end in LF or CRLF. An empty last line is
 * none. Meant for the tables of this repository, which are small and ours.
 */
export function cellsOf(text: string): readonly (readonly string[])[] {
  return text.includes('"') ? quotedCells(text) : linesOf(text).map((line) => line.split(','))
}

/**
 * A text as one cell: in quotes where it holds a comma, a quote or a line end; after an apostrophe where a table would
 * take it for a formula. Source: RFC 4180; OWASP, CSV Injection.
 */
export function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text))
  const plain = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** A cell (in quotes or bare) and what ends it. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

function quotedCells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  cell.lastIndex = 0
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const found = cell.exec(text)
    if (found === null)
      throw new Error(`a quote that is not closed, or text after it, at character ${String(at)}`)
    const [, quoted, bare, end] = found
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === ',' && cell.lastIndex < text.length) continue
    if (end === ',') row.push('')
    rows.push(row)
    row = []
  }
  return rows
}

export type Names<Text extends string> = Text extends `${infer Name} ${infer Rest}`
  ? readonly [Name, ...Names<Rest>]
  : readonly [Text]

/** The names that are written in one text, a blank between two. */
export function namesIn<const Text extends string>(text: Text): Names<Text> {
  const isThem = (names: readonly string[]): names is Names<Text> => names.length > 0
  const names: readonly string[] = text.split(' ')
  if (!isThem(names)) throw new Error(text)
  return names
}

export type EachNamed<Text extends string, Value> = Readonly<Record<Names<Text>[number], Value>>

/** A value for each of the names that are written in one text, a blank between two. */
export function eachNamed<const Text extends string, Value>(text: Text, valueOf: (name: string) => Value) {
  const names: readonly string[] = namesIn(text)
  const isWhole = (found: Readonly<Record<string, Value>>): found is EachNamed<Text, Value> =>
    names.every((name) => name in found)
  const found = Object.fromEntries(names.map((name) => [name, valueOf(name)]))
  if (!isWhole(found)) throw new Error(`a name of ${text} is lost`)
  return found
}
