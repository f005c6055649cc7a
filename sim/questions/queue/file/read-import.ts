import { zoneNamed, type Zone } from '../../../base/dates.ts'
import { accept, readAll, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readWhole } from '../../../base/quantity.ts'
import { quoted } from '../../../base/shown.ts'
import type { NodeKind } from '../../../queue/engine/job.ts'
import type { ImportOptions } from '../../../queue/import/read.ts'
import { csvColumns } from '../../../queue/import/table/columns.ts'
import { given, readSeconds } from '../read-fields.ts'
import type { ReplayInput } from '../schema.ts'
import { readMapping, traceMappings } from './traces.ts'

type ImportFields = Pick<
  ReplayInput,
  | 'coresPerNode'
  | 'exactLimits'
  | 'first'
  | 'columns'
  | 'mapping'
  | 'delimiter'
  | 'zone'
  | 'limits'
  | 'gpusPerNode'
>

/** Reads how the file of a workload is written. */
export function readImport(fields: ImportFields, kinds: readonly NodeKind[] | null): Read<ImportOptions> {
  const trace = given(fields.mapping, readMapping)
  if (!trace.ok) return trace
  const gpus = Number(fields.gpusPerNode)
  const columns = readColumns(fields.columns ?? {})
  return readAll<ImportOptions>({
    header: accept(trace.value?.header ?? []),
    namesNodes: accept(trace.value?.format === 'swf'),
    traces: accept(traceMappings),
    // What is wrong with it is said where it is read.
    gpusPerNode: accept(gpus >= 1 ? gpus : null),
    sharesNodes: accept(kinds !== null || gpus >= 1 || Number(fields.coresPerNode) > 1),
    features: accept(kinds?.flatMap(({ features = [] }) => features) ?? []),
    coresPerNode: readWhole('coresPerNode', fields.coresPerNode ?? 1, [1, 1e6]),
    exactLimits: accept(fields.exactLimits ?? false),
    first: given(fields.first, (first) => readWhole('first', first, [1, 1e9])),
    columnNames: columns.ok ? accept({ ...trace.value?.columns, ...columns.value }) : columns,
    delimiter: given(fields.delimiter, readDelimiter),
    zone: given(fields.zone, readZone),
    longestS: accept(longestByQueue(fields.limits ?? [])),
  })
}

function readDelimiter(raw: string): Read<string> {
  const named = raw === '\\t' || raw === 'tab' ? '\t' : raw
  return named === ''
    ? refuse('delimiter', "is empty; give what stands between columns, such as ';'")
    : accept(named)
}

function readZone(name: string): Read<Zone> {
  const zone = zoneNamed(name)
  return zone === null
    ? refuse('zone', `${quoted(name)} is no time zone; write one such as Europe/Zurich`)
    : accept(zone)
}

/** What is wrong with a limit is said where limits are read. */
function longestByQueue(limits: NonNullable<ReplayInput['limits']>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    limits.flatMap(({ queue, longest, user, account, qos }) => {
      if (queue === undefined || (user ?? account ?? qos) !== undefined) return []
      const read = longest === undefined ? null : readSeconds('limits', longest)
      return read?.ok === true ? [[queue, read.value]] : []
    }),
  )
}

function readColumns(names: Readonly<Record<string, string>>): Read<ImportOptions['columnNames']> {
  const known: readonly string[] = csvColumns
  const problems: readonly Problem[] = Object.keys(names)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      field: `columns.${name}`,
      message: `is not a column; the columns are ${known.join(', ')}`,
    }))
  return problems.length > 0 ? { ok: false, problems } : accept(names)
}
