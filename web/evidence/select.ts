import type { RowLedger, LedgerPoint } from '../../sim/index.ts'

/** Which measurements are looked at; an empty word means all. */
export type Filters = Readonly<Record<(typeof names)[number], string>>

/** The measurements that are looked at, of all of them. */
export type Chosen = {
  readonly ledger: RowLedger
  readonly filters: Filters
  readonly points: readonly LedgerPoint[]
}

const names = ['accelerator', 'kind', 'role', 'source'] as const

export function selectPoints({ points }: RowLedger, filters: Filters): readonly LedgerPoint[] {
  const asked = names.filter((name) => filters[name] !== '')
  return points.filter((point) => asked.every((name) => point[name] === filters[name]))
}

const mostColours = 5

/** The sources with a colour of their own: those with the most points, which no filter changes. */
export function colouredSources({ points, sources }: RowLedger): readonly string[] {
  const size = (name: string) => points.filter(({ source }) => source === name).length
  const sized = sources.map(({ name }) => [name, size(name)] as const)
  return sized.sort(([, a], [, b]) => b - a).flatMap(([name], at) => (at < mostColours ? [name] : []))
}

const band = 0.15

/** Share of points predicted within 15 % of the published figure. */
export function shareInBand(points: readonly LedgerPoint[]): number {
  return points.filter(({ error }) => Math.abs(error) <= band).length / Math.max(1, points.length)
}

const row = ['id', 'source', 'model', 'accelerator', 'gpus', 'kind', 'precision', 'year', 'grade'] as const
const figures = ['layout', 'published', 'predicted', 'low', 'high', 'error', 'where'] as const
const columns = [...row, ...figures] as const

/** Points as rows of a table, the names of the columns first with their units. */
export function csvRows(points: readonly LedgerPoint[]): readonly (readonly (string | number | null)[])[] {
  const rates = ['published', 'predicted', 'low', 'high'].map((name) => `${name}_tokens_per_s_per_gpu`)
  const head = [...row, 'layout', ...rates, 'error_share', 'where']
  return [head, ...points.map((point) => columns.map((column) => point[column]))]
}
