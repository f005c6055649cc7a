import template from '../data/reports/tradeoffs.txt?raw'
import type { TradeoffsAnswer } from '../../sim/index.ts'
import { reportBy } from './writing/template.ts'

/** So many points of the front are shown; all of them are in --json and --csv. */
const mostRows = 20
const mostSites = 3

const report = reportBy(template)

/** A trade-off for a person: the answer, the front, what the questions found. */
export function tradeoffsReport(answer: TradeoffsAnswer): string {
  const { front, points, currency, axes, infeasible, find } = answer
  const shown = spread(front, mostRows).flatMap((index) => points[index] ?? [])
  const varies = new Set(axes.filter(({ values }) => values.length > 1).map(({ name }) => name))
  const columns = optional.filter((name) => varies.has(name))
  const site = find.cheapestSite
  return report({
    ...answer,
    columns,
    money: currency ?? 'cost',
    rows: shown.map((point) => ({ ...point, cells: columns.map((column) => point[column]) })),
    more: front.length - shown.length,
    least: leastOf(answer),
    commonest: infeasible[0] ?? null,
    find: Object.values(find).some((found) => found !== null) && {
      ...find,
      cheapestSite: site && {
        ...site,
        sites: site.sites.slice(0, mostSites),
        grids: site.grids.slice(0, mostSites),
      },
    },
  })
}

const optional = ['model', 'system', 'accelerator', 'precision', 'powerCapW', 'tokens'] as const

function spread(indices: readonly number[], most: number): readonly number[] {
  if (indices.length <= most) return indices
  const step = (indices.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, place) => indices[Math.round(place * step)] ?? 0)
}

/** The best way by each objective, and what is enough of it in so many futures as was asked. */
function leastOf({ objectives, best, points, ranges }: TradeoffsAnswer) {
  return objectives.flatMap((objective, column) => {
    const index = best[column]?.index ?? null
    const point = index === null ? undefined : points[index]
    if (point === undefined) return []
    const sure = ranges.find((one) => one.index === index)?.sure ?? null
    return [{ ...objective, value: point.objectives[column] ?? 0, sure, currency: point.currency }]
  })
}

const way = ['index', 'model', 'system', 'accelerator', 'gpus', 'precision', 'powerCapW', 'tokens'] as const
const totals = ['time', 'cost', 'currency', 'energy', 'carbon', 'water', 'hours', 'power'] as const
const csvColumns = [...way, ...totals, 'mfu', 'loss', 'within', 'front'] as const

/** Every point, one a line. Units: days, MWh, t, m³, GPU h, MW. */
export function pointsCsv({ points, objectives: asked }: TradeoffsAnswer): string {
  const head = [...csvColumns, ...asked.map(({ text }) => `"${text.replaceAll('"', '""')}"`)].join(',')
  const rows = points.map((point) =>
    [...csvColumns.map((column) => String(point[column] ?? '')), ...point.objectives].join(','),
  )
  return `${[head, ...rows].join('\n')}\n`
}
