import units from '../../../data/queue/units.json' with { type: 'json' }
import { quoted } from '../../../base/shown.ts'
import { accept, type Problem, type Read } from '../../../base/outcome.ts'
import { own } from '../../../base/nearest.ts'
import type { Notes } from '../report.ts'
import { decimalOf } from './number.ts'

/** What a job asks of each of its nodes; `gpus` and `cores` count those of the whole job. */
const ofNodes = ['gpusPerNode', 'coresPerNode', 'memoryMbPerNode'] as const
export const perNodeColumns = [...ofNodes, 'partition', 'constraint', 'exclusive', 'gpus', 'cores'] as const

const ofJobs = ['id', 'submit', 'nodes', 'requested_s', 'actual_s', 'priority', 'project'] as const
const more = ['power_w_per_node', 'user', 'queue', 'qos'] as const
export const csvColumns = [...ofJobs, ...more, ...perNodeColumns, 'start', 'end'] as const

/** What a job of a JSON list may tell. */
export const jobFields = [...ofJobs, ...more, ...ofNodes, 'partition', 'constraint', 'exclusive'] as const

const mostNamed = 10

/** Of names, those that say nothing to a replay: one may have been meant for another, `prio` for `priority`. */
export function noticeUnread({ noticed }: Notes, names: Iterable<string>, known: readonly string[]): void {
  const left = [...new Set(names)].filter((name) => name !== '' && !known.includes(name))
  if (left.length === 0) return
  const told = left.slice(0, mostNamed).map(quoted)
  if (left.length > mostNamed) told.push('…')
  noticed.add(`tells what is not read: ${told.join(', ')}`, 1)
}

export type CsvColumn = (typeof csvColumns)[number]

/**
 * What the file calls our columns, where it does not use our names: `{ submit: 'timestamp' }`, and for times and amounts
 * the unit that it counts: `{ requested_s: 'time_limit:min', gpus: 'plan_gpu:%' }`. `=1` is 1 for every job.
 */
export type ColumnNames = Readonly<Partial<Record<CsvColumn, string>>>

/** Where each of our columns stands in the file, -1 for one that it has not, and what a number of it counts. */
export type ColumnLayout = {
  readonly at: Readonly<Record<CsvColumn, number>>
  /** Seconds, GPUs, cores or megabytes of one of what a column counts; 1 for columns that are none of these. */
  readonly each: Readonly<Record<CsvColumn, number>>
  /** Nodes of every job, where no column tells them. */
  readonly nodesOfAll: number | null
}

type Units = Readonly<Record<string, number>>

/** The units that a column may count in, its own first; none for a column that counts nothing of the kind. */
function unitsOf(column: CsvColumn): { readonly what: string; readonly units: Units } | null {
  return units.find(({ columns }) => columns.includes(column)) ?? null
}

/** The name and the unit of `time_limit:min`; a column whose own name holds the colon is meant by the whole. */
function unitIn(name: string, given: readonly string[]): { readonly name: string; readonly unit: string } {
  const colon = name.lastIndexOf(':')
  if (colon < 0 || given.includes(name.toLowerCase())) return { name, unit: '' }
  return { name: name.slice(0, colon), unit: name.slice(colon + 1) }
}

/** Which of our columns have to be there: run times may be told by starts and ends, nodes by GPUs. */
function neededIn(names: ColumnNames, has: (column: CsvColumn) => boolean, gpusOfNode: number | null) {
  const runs: readonly CsvColumn[] = has('start') && has('end') ? [] : ['actual_s']
  const nodes: readonly CsvColumn[] = has('gpus') && gpusOfNode !== null ? [] : ['nodes']
  const limits: readonly CsvColumn[] = Object.keys(names).length > 0 ? [] : ['requested_s']
  return [...(['submit'] as const), ...nodes, ...limits, ...runs]
}

/**
 * Where our columns stand; every one that is needed and missing, and every unit that is none, is a problem.
 *
 * @param gpusOfNode  of which nodes are counted where the file counts GPUs alone; null where it is not known
 */
export function layoutIn(
  header: readonly string[],
  names: ColumnNames,
  gpusOfNode: number | null,
): Read<ColumnLayout> {
  const given = header.map((name) => name.toLowerCase())
  const has = (column: CsvColumn) =>
    given.includes(unitIn(names[column] ?? column, given).name.toLowerCase()) ||
    names[column]?.startsWith('=') === true
  const needed = neededIn(names, has, gpusOfNode)
  const found = csvColumns.map((column) => {
    const { name, unit } = unitIn(names[column] ?? column, given)
    const constant = name.startsWith('=') ? decimalOf(name.slice(1)) : null
    const isMissing = names[column] !== undefined || needed.includes(column)
    const at = constant === null ? given.indexOf(name.toLowerCase()) : -1
    const problem =
      constant !== null
        ? wrongConstant(column, constant)
        : at < 0 && isMissing
          ? missing(column, name, { header, countsGpus: has('gpus') })
          : at !== given.lastIndexOf(name.toLowerCase())
            ? {
                field: `columns.${column}`,
                message: `${quoted(name)} stands twice in the header; name them apart`,
              }
            : wrongUnit(column, unit)
    return { column, at, each: own(unitsOf(column)?.units ?? {}, unit) ?? 1, constant, problem }
  })
  const problems = found.flatMap(({ problem }) => problem ?? [])
  if (problems.length > 0) return { ok: false, problems }
  const at = Object.fromEntries(found.map((one) => [one.column, one.at]))
  const each = Object.fromEntries(found.map((one) => [one.column, one.each]))
  if (!hasAll(at) || !hasAll(each)) throw new Error('a column has no position')
  return accept({ at, each, nodesOfAll: found.find(({ column }) => column === 'nodes')?.constant ?? null })
}

type Around = { readonly header: readonly string[]; readonly countsGpus: boolean }

function missing(column: CsvColumn, name: string, { header, countsGpus }: Around): Problem {
  const has = header.map((one) => `${quoted(one)}`).join(', ')
  const wayOut = column === 'nodes' && countsGpus ? '; where it counts GPUs alone, give gpusPerNode' : ''
  return {
    field: `columns.${column}`,
    message: `there is no column ${quoted(name)}; the file has ${has.length > 300 ? `${has.slice(0, 300)}…` : has}${wayOut}`,
  }
}

function wrongUnit(column: CsvColumn, unit: string): Problem | null {
  if (unit === '') return null
  const field = `columns.${column}`
  const counted = unitsOf(column)
  if (counted === null)
    return { field, message: `counts no time or amount, and cannot be in ${quoted(unit)}` }
  const names = Object.keys(counted.units)
  if (names.includes(unit)) return null
  return {
    field,
    message: `${quoted(unit)} is no unit of ${counted.what}; write NAME:${names.at(4) ?? '%'}, with ${names.join(', ')}`,
  }
}

function wrongConstant(column: CsvColumn, value: number): Problem | null {
  const field = `columns.${column}`
  if (column !== 'nodes') return { field, message: 'cannot be the same for every job; name a column' }
  return Number.isInteger(value) && value >= 1
    ? null
    : { field, message: 'is no number of nodes; write =1 where every job takes one' }
}

function hasAll(columns: Readonly<Record<string, number>>): columns is Record<CsvColumn, number> {
  return csvColumns.every((column) => column in columns)
}

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
