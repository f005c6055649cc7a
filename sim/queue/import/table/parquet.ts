import { dateWords } from '../../../base/dates.ts'
import { own } from '../../../base/nearest.ts'
import { refuse, type Read } from '../../../base/outcome.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import { workloadReader, type Imported, type ImportOptions } from '../read.ts'
import { csvColumns, layoutIn, traceOf } from './columns.ts'

/** A file of which pieces can be had. */
export type Pieces = {
  readonly byteLength: number
  readonly slice: (start: number, end?: number) => ArrayBuffer | Promise<ArrayBuffer>
}

/** The little of hyparquet that is needed; whoever asks loads it. */
export type ParquetModule = {
  readonly parquetMetadataAsync: (file: Pieces) => Promise<ParquetMetadata>
  readonly parquetReadObjects: (what: {
    readonly file: Pieces
    readonly columns: string[]
    readonly rowStart: number
    readonly rowEnd: number
    readonly parsers: typeof parsers
  }) => Promise<readonly Readonly<Record<string, unknown>>[]>
}

type Instant = { readonly dateS: number }

/** Times as seconds since 1970, in place of what a machine's own calendar makes of them. */
const parsers = {
  timestampFromMilliseconds: (ms: bigint): Instant => ({ dateS: Number(ms) / 1e3 }),
  timestampFromMicroseconds: (us: bigint): Instant => ({ dateS: Number(us) / 1e6 }),
  timestampFromNanoseconds: (ns: bigint): Instant => ({ dateS: Number(ns) / 1e9 }),
  dateFromDays: (days: number): Instant => ({ dateS: days * SECONDS_PER_DAY }),
}

type ParquetMetadata = {
  readonly schema: readonly {
    readonly name: string
    readonly num_children?: number
    readonly repetition_type?: string
    readonly logical_type?: { readonly type: string; readonly isAdjustedToUTC?: boolean }
  }[]
  readonly row_groups: readonly { readonly num_rows: bigint }[]
}

/** 'PAR1', at the beginning and at the end of a file. */
export function isParquet(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31
}

/** Rows that are in the memory at a time, beside a group of rows of the file. */
const rowsAtATime = 2 ** 18

/**
 * Reads jobs of Parquet as those of a CSV of the same columns. Only columns that tell of jobs are unpacked, a group of
 * rows at a time; columns of lists are passed over.
 */
export async function readParquet(
  file: Pieces,
  options: ImportOptions,
  { parquetMetadataAsync, parquetReadObjects }: ParquetModule,
): Promise<Read<Imported>> {
  try {
    const { schema, row_groups: groups } = await parquetMetadataAsync(file)
    const flat = flatColumns(schema)
    const names = wantedOf([...flat.keys()], options)
    const reader = workloadReader(options)
    reader.push(`${names.map((name) => cellOf(name)).join(',')}\n`)
    let before = 0
    for (const { num_rows: count } of groups) {
      const until = before + Number(count)
      for (let rowStart = before; rowStart < until; rowStart += rowsAtATime) {
        const rowEnd = Math.min(until, rowStart + rowsAtATime)
        const rows = await parquetReadObjects({ file, columns: names, rowStart, rowEnd, parsers })
        reader.push(
          rows
            .map((row) => names.map((name) => cellOf(own(row, name), flat.get(name))).join(',') + '\n')
            .join(''),
        )
      }
      before = until
    }
    return reader.end()
  } catch (error) {
    return refuse(
      'file',
      `is Parquet that cannot be read: ${error instanceof Error ? error.message : 'damaged'}`,
    )
  }
}

/** Columns of the first level that hold one value a row, each with whether its times are of UTC. */
function flatColumns(schema: ParquetMetadata['schema']): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>()
  let inside = 0
  for (const one of schema.slice(1)) {
    const children = one.num_children ?? 0
    if (inside === 0 && children === 0 && one.repetition_type !== 'REPEATED')
      found.set(one.name, one.logical_type?.isAdjustedToUTC ?? true)
    inside = Math.max(0, inside - 1) + children
  }
  return found
}

/** The columns that are named, those of a public trace, or ours; all where these do not do, for the reader to say so. */
function wantedOf(names: readonly string[], { columnNames, traces }: ImportOptions): string[] {
  const known = (wanted: readonly string[]) =>
    names.filter((name) => wanted.some((one) => one.toLowerCase() === name.toLowerCase()))
  const named = Object.values(columnNames).length > 0 ? columnNames : null
  const mapped = named ?? (layoutIn(names, {}, null).ok ? {} : (traceOf(names, traces)?.columns ?? {}))
  const wanted = Object.values(mapped).flatMap((one) => [one, one.replace(/:[^:]*$/, '')])
  const found = known([...wanted, ...csvColumns])
  return layoutIn(found, mapped, 1).ok ? found : [...names]
}

/** A value as a cell of CSV; a time that is not of UTC has no zone. */
function cellOf(value: unknown, isUtc = true): string {
  if (value === null || value === undefined) return ''
  if (isInstant(value)) return `${dateWords(value.dateS)}${isUtc ? 'Z' : ''}`
  const text = typeof value === 'string' ? value : typeof value === 'object' ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function isInstant(value: unknown): value is Instant {
  return typeof value === 'object' && value !== null && 'dateS' in value
}
