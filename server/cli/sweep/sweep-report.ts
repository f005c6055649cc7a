import type { Label, SweepRow, SweepSummary } from '../../../sim/index.ts'
import { count, figure, short, table, wrapped } from '../writing/table.ts'

type Answered = Extract<SweepRow, { ok: true }>

/** So many points are shown; all of them are in --json, --format csv and --out. */
const mostRows = 40

/** A sweep for a person: the medians of its points, the best of them, and what could not be. */
export function sweepReport({
  sweep,
  points,
}: {
  readonly sweep: SweepSummary
  readonly points: readonly SweepRow[]
}): string {
  const answered = points.filter((row) => row.ok)
  const shown = answered.slice(0, mostRows)
  const more = answered.length - shown.length
  return [
    ...wrapped(`${sentence(points.length, sweep)} Medians:`),
    '',
    ...table([head(shown), ...shown.map(cells)]),
    ...(more > 0 ? [`  ${count(more)} more are in --json, --format csv and --out`] : []),
    ...best(answered),
    ...fallen(points),
  ].join('\n')
}

/** How many points there are and what became of them. */
export function sentence(
  points: number,
  { ok, infeasible, refused }: Pick<SweepSummary, 'ok' | 'infeasible' | 'refused'>,
): string {
  return `${count(ok)} of ${count(points)} points have an answer, ${count(infeasible)} cannot be, ${count(refused)} are refused.`
}

function head(rows: readonly Answered[]): readonly string[] {
  const [first] = rows
  return ['', ...Object.keys(first?.axes ?? {}), 'days', 'GPU h', 'cost', 'MWh', 't CO2e', 'MFU']
}

function cells(row: Answered): readonly string[] {
  return [
    String(row.index),
    ...Object.values(row.axes).map(labelText),
    figure(row.wallClockDays.p50),
    short(row.gpuHours.p50),
    `${row.currency} ${short(row.cost.p50)}`,
    short(row.energyMwh.p50),
    figure(row.carbonT.p50),
    figure(row.mfu),
  ]
}

function labelText(label: Label): string {
  if (label === null) return '-'
  if (typeof label !== 'number') return String(label)
  return Number.isInteger(label) && Math.abs(label) < 1e6 ? count(label) : short(label)
}

function best(rows: readonly Answered[]): readonly string[] {
  const currencies = new Set(rows.map(({ currency }) => currency))
  const least = (name: string, of: (row: Answered) => number, tell: (row: Answered) => string) => {
    const found = rows.reduce<Answered | null>(
      (low, row) => (low === null || of(row) < of(low) ? row : low),
      null,
    )
    return found === null ? [] : [`${name}: point ${String(found.index)}, ${tell(found)}`]
  }
  const lines = [
    ...least(
      'Fastest',
      (row) => row.wallClockDays.p50,
      (row) => `${figure(row.wallClockDays.p50)} days`,
    ),
    ...(currencies.size === 1
      ? least(
          'Cheapest',
          (row) => row.cost.p50,
          (row) => `${row.currency} ${short(row.cost.p50)}`,
        )
      : []),
    ...least(
      'Least carbon',
      (row) => row.carbonT.p50,
      (row) => `${figure(row.carbonT.p50)} t CO2e`,
    ),
  ]
  return lines.length === 0 ? [] : ['', ...lines]
}

/** Why points have no answer, the commonest reason first, each with its first point. */
function fallen(points: readonly SweepRow[]): readonly string[] {
  const reasons = new Map<string, { readonly first: SweepRow; many: number }>()
  for (const row of points) {
    if (row.ok) continue
    const reason = row.problem.replaceAll(/points\.[0-9]+(\[[^\]]*\])?\./g, '')
    const known = reasons.get(reason)
    if (known === undefined) reasons.set(reason, { first: row, many: 1 })
    else known.many += 1
  }
  const sorted = [...reasons].sort(([, a], [, b]) => b.many - a.many)
  const lines = sorted.slice(0, mostRows).flatMap(([reason, { first, many }]) => {
    const told = Object.entries(first.axes).map(([name, label]) => `${name} ${labelText(label)}`)
    const where = told.length === 0 ? '' : ` (${told.join(', ')})`
    return wrapped(
      `${count(many)} without an answer, the first point ${String(first.index)}${where}: ${reason}`,
    )
  })
  return lines.length === 0 ? [] : ['', ...lines]
}
