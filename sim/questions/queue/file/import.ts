import * as z from 'zod/mini'
import { zoneNamed, type Zone } from '../../../base/dates.ts'
import { accept, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { quoted } from '../../../base/shown.ts'
import type { NodeKind } from '../../../queue/engine/job.ts'
import type { ImportOptions } from '../../../queue/import/read.ts'
import { csvColumns, columnsIn, type TraceMapping } from '../../../queue/import/table/columns.ts'
import type { QueueLimit } from '../../../queue/extras/queue-limits.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { word } from '../../asking/readers.ts'
import { countIn } from '../read-fields.ts'
import table from '../../../data/traces/mappings.json' with { type: 'json' }

/** What the public traces call their columns, and in which units; each with its source in the table. */
export const traceMappings: readonly TraceMapping[] = table.mappings.map(({ columns, ...trace }) => ({
  ...trace,
  columns: columnsIn(columns),
}))

function readMapping(name: string, at: string): Read<TraceMapping> {
  const found = traceMappings.find((one) => one.name === name.trim().toLowerCase())
  const names = traceMappings.map((one) => one.name).join(', ')
  return found === undefined
    ? refuse(at, `${quoted(name)} is none of the traces; they are ${names}`)
    : accept(found)
}

/** How the file of a workload is written; null where nothing is said. */
export const importFields = {
  coresPerNode: orNull(countIn(1, 1e6)),
  exactLimits: or(z.boolean(), false),
  first: orNull(countIn(1, 1e9)),
  mapping: orNull(inner(word, readMapping)),
  columns: orNull(inner(z.record(word, word), readColumns)),
  delimiter: orNull(inner(word, readDelimiter)),
  zone: orNull(inner(word, readZone)),
} as const

type Said = z.output<z.ZodMiniObject<typeof importFields>>

/** The machine beside the file. */
type Machine = {
  readonly gpusPerNode: number | null
  readonly kinds: readonly NodeKind[] | null
  readonly limits: readonly QueueLimit[] | null
  /** Names of nodes that it has no more. */
  readonly away: readonly string[]
}

/** How the file of a workload is read, on what is known of its machine. */
export function importOf(
  { coresPerNode, exactLimits, first, mapping, columns, delimiter, zone }: Said,
  { gpusPerNode, kinds, limits, away }: Machine,
): ImportOptions {
  return {
    header: mapping?.header ?? [],
    namesNodes: mapping?.format === 'swf',
    traces: traceMappings,
    gpusPerNode,
    sharesNodes: kinds !== null || gpusPerNode !== null || (coresPerNode ?? 1) > 1,
    features: kinds?.flatMap(({ features = [] }) => features) ?? [],
    coresPerNode: coresPerNode ?? 1,
    exactLimits,
    first,
    columnNames: { ...mapping?.columns, ...columns },
    delimiter,
    zone,
    site: { longestS: longestByQueue(limits ?? []), away: new Set(away) },
  }
}

function readDelimiter(raw: string, at: string): Read<string> {
  const named = raw === '\\t' || raw === 'tab' ? '\t' : raw
  return named === '' ? refuse(at, "is empty; give what stands between columns, such as ';'") : accept(named)
}

function readZone(name: string, at: string): Read<Zone> {
  const zone = zoneNamed(name)
  return zone === null
    ? refuse(at, `${quoted(name)} is no time zone; write one such as Europe/Zurich`)
    : accept(zone)
}

function longestByQueue(limits: readonly QueueLimit[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    limits.flatMap(({ queue, longestS, user, account, qos }) =>
      queue === undefined || longestS === Infinity || (user ?? account ?? qos) !== undefined
        ? []
        : [[queue, longestS]],
    ),
  )
}

function readColumns(names: Readonly<Record<string, string>>): Read<ImportOptions['columnNames']> {
  const known: readonly string[] = csvColumns
  const problems: readonly Problem[] = Object.keys(names)
    .filter((name) => !known.includes(name))
    .map((name) => ({ field: name, message: `is not a column; the columns are ${known.join(', ')}` }))
  return problems.length > 0 ? { ok: false, problems } : accept(names)
}
