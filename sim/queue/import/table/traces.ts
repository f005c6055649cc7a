import { csvColumns, type ColumnNames } from './columns.ts'

/** How a public trace writes its jobs. */
export type TraceMapping = {
  readonly name: string
  readonly what: string
  /** `swf`: a Standard Workload Format log, whose last field names the nodes of a job. */
  readonly format: string
  readonly columns: ColumnNames
  /** The names of its columns, where the file has no header; else empty. */
  readonly header: readonly string[]
}

/** `['submit=timestamp', 'requested_s=limit:min']` as names by column of ours. */
export function columnsIn(pairs: readonly string[]): ColumnNames {
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const at = pair.indexOf('=')
      const column = csvColumns.find((name) => name === pair.slice(0, at))
      return column === undefined ? [] : [[column, pair.slice(at + 1)] as const]
    }),
  )
}

/** The trace that has all of its columns in a header, the one with the most of them; null where none has. */
export function traceOf(header: readonly string[], traces: readonly TraceMapping[]): TraceMapping | null {
  const given = new Set(header.map((name) => name.toLowerCase()))
  const isThere = (name: string) =>
    name.startsWith('=') || given.has(name.replace(/:[^:]*$/, '').toLowerCase())
  const fitting = traces.filter(({ columns }) => {
    const names = Object.values(columns)
    return names.length > 0 && names.every(isThere)
  })
  const size = ({ columns }: TraceMapping) => Object.keys(columns).length
  return fitting.sort((a, b) => size(b) - size(a))[0] ?? null
}
