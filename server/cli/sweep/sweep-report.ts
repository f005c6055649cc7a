import template from '../../data/reports/sweep.txt?raw'
import type { Label, SweepRow, SweepSummary } from '../../../sim/index.ts'
import { count, short } from '../writing/table.ts'
import { reportBy } from '../writing/template.ts'

type Answered = Extract<SweepRow, { ok: true }>

/** So many points are shown; all of them are in --json, --format csv and --out. */
const mostRows = 40

const report = reportBy(template)

type Swept = { readonly sweep: SweepSummary; readonly points: readonly SweepRow[] }

/** A sweep for a person: the medians of its points, the best of them, and what could not be. */
export function sweepReport({ sweep, points }: Swept): string {
  const answered = points.filter((row) => row.ok)
  const shown = answered.slice(0, mostRows)
  return report({
    sentence: sentence(points.length, sweep),
    axes: Object.keys(shown[0]?.axes ?? {}),
    rows: shown.map((row) => ({ ...row, labels: Object.values(row.axes).map(labelText) })),
    more: answered.length - shown.length,
    best: answered.length > 0 && bestOf(answered),
    fallen: fallenOf(points),
  })
}

export function sentence(
  points: number,
  { ok, infeasible, refused }: Pick<SweepSummary, 'ok' | 'infeasible' | 'refused'>,
): string {
  return `${count(ok)} of ${count(points)} points have an answer, ${count(infeasible)} cannot be, ${count(refused)} are refused.`
}

function labelText(label: Label): string {
  if (label === null) return '-'
  if (typeof label !== 'number') return String(label)
  return Number.isInteger(label) && Math.abs(label) < 1e6 ? count(label) : short(label)
}

function bestOf(rows: readonly Answered[]) {
  const least = (of: (row: Answered) => number) => rows.reduce((low, row) => (of(row) < of(low) ? row : low))
  const isOneCurrency = new Set(rows.map(({ currency }) => currency)).size === 1
  return {
    fastest: least((row) => row.wallClockDays.p50),
    cheapest: isOneCurrency && least((row) => row.cost.p50),
    cleanest: least((row) => row.carbonT.p50),
  }
}

/** Why points have no answer, the commonest reason first, each with its first point. */
function fallenOf(points: readonly SweepRow[]) {
  const reasons = new Map<string, { readonly first: SweepRow; many: number }>()
  for (const row of points) {
    if (row.ok) continue
    const reason = row.problem.replaceAll(/points\.[0-9]+(\[[^\]]*\])?\./g, '')
    const known = reasons.get(reason)
    if (known === undefined) reasons.set(reason, { first: row, many: 1 })
    else known.many += 1
  }
  const sorted = [...reasons].sort(([, a], [, b]) => b.many - a.many)
  return sorted.slice(0, mostRows).map(([reason, { first, many }]) => {
    const labels = Object.entries(first.axes).map(([name, label]) => `${name} ${labelText(label)}`)
    return { reason, many, index: first.index, labels }
  })
}
