import { quoted } from '../../../base/shown.ts'
import { accept, type Problem, type Read } from '../../../base/outcome.ts'
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../../base/units.ts'
import { own } from '../../../base/nearest.ts'

export const csvColumns = [
  'id',
  'submit',
  'nodes',
  'requested_s',
  'actual_s',
  'priority',
  'project',
  'power_w_per_node',
  'user',
  'queue',
  'gpusPerNode',
  'coresPerNode',
  'memoryMbPerNode',
  'partition',
  'exclusive',
] as const

/** What a job asks of each of its nodes. */
export const perNodeColumns = [
  'gpusPerNode',
  'coresPerNode',
  'memoryMbPerNode',
  'partition',
  'exclusive',
] as const

export type CsvColumn = (typeof csvColumns)[number]

/**
 * What the file calls our columns, where it does not use our names: `{ submit: 'timestamp' }`, and for times the unit
 * that it counts: `{ requested_s: 'time_limit:min' }`.
 */
export type ColumnNames = Readonly<Partial<Record<CsvColumn, string>>>

/** Where each of our columns stands in the file, -1 for one that it has not, and what a number of it counts. */
export type ColumnLayout = {
  readonly at: Readonly<Record<CsvColumn, number>>
  /** Seconds of one of what a column counts; 1 for columns that are no times. */
  readonly unitS: Readonly<Record<CsvColumn, number>>
}

const unitsS: Readonly<Record<string, number>> = {
  ms: 1e-3,
  s: 1,
  sec: 1,
  seconds: 1,
  min: 60,
  minutes: 60,
  h: SECONDS_PER_HOUR,
  hours: SECONDS_PER_HOUR,
  d: SECONDS_PER_DAY,
  days: SECONDS_PER_DAY,
}
const times: readonly CsvColumn[] = ['submit', 'requested_s', 'actual_s']

/** The name and the unit of `time_limit:min`; a column whose own name holds the colon is meant by the whole. */
function unitIn(name: string, given: readonly string[]): { readonly name: string; readonly unit: string } {
  const colon = name.lastIndexOf(':')
  if (colon < 0 || given.includes(name.toLowerCase())) return { name, unit: 's' }
  return { name: name.slice(0, colon), unit: name.slice(colon + 1) }
}

/** Where our columns stand; every one that is needed and missing, and every unit that is none, is a problem. */
export function layoutIn(header: readonly string[], names: ColumnNames): Read<ColumnLayout> {
  const given = header.map((name) => name.toLowerCase())
  const needed: readonly CsvColumn[] =
    Object.keys(names).length > 0
      ? ['submit', 'nodes', 'actual_s']
      : ['submit', 'nodes', 'requested_s', 'actual_s']
  const found = csvColumns.map((column) => {
    const { name, unit } = unitIn(names[column] ?? column, given)
    const isMissing = names[column] !== undefined || needed.includes(column)
    const at = given.indexOf(name.toLowerCase())
    return {
      column,
      at,
      unit,
      problem: at < 0 && isMissing ? missing(column, name, header) : wrongUnit(column, unit),
    }
  })
  const problems = found.flatMap(({ problem }) => problem ?? [])
  if (problems.length > 0) return { ok: false, problems }
  const at = Object.fromEntries(found.map((one) => [one.column, one.at]))
  const unitS = Object.fromEntries(found.map((one) => [one.column, own(unitsS, one.unit) ?? 1]))
  if (!hasAll(at) || !hasAll(unitS)) throw new Error('a column has no position')
  return accept({ at, unitS })
}

function missing(column: CsvColumn, name: string, header: readonly string[]): Problem {
  const has = header.map((one) => `${quoted(one)}`).join(', ')
  return {
    field: `columns.${column}`,
    message: `there is no column ${quoted(name)}; the file has ${has.length > 300 ? `${has.slice(0, 300)}…` : has}`,
  }
}

function wrongUnit(column: CsvColumn, unit: string): Problem | null {
  if (unit === 's') return null
  const field = `columns.${column}`
  if (!times.includes(column)) return { field, message: `counts no time, and cannot be in ${quoted(unit)}` }
  if (Object.hasOwn(unitsS, unit)) return null
  return {
    field,
    message: `${quoted(unit)} is no unit of time; write NAME:min, with ${Object.keys(unitsS).join(', ')}`,
  }
}

function hasAll(columns: Readonly<Record<string, number>>): columns is Record<CsvColumn, number> {
  return csvColumns.every((column) => column in columns)
}
