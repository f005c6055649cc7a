import type { PointAnswer, TradeoffsAnswer } from '../../sim/index.ts'
import { count, figure, short, table, wrapped } from './writing/table.ts'

/** So many points of the front are shown; all of them are in --json and --csv. */
const mostRows = 20

/** A trade-off for a person: the answer, the front, what the questions found. */
export function tradeoffsReport(answer: TradeoffsAnswer): string {
  return [
    ...wrapped(answer.sentence),
    '',
    ...frontTable(answer),
    ...objectives(answer),
    ...infeasible(answer),
    ...found(answer),
    '',
    ...answer.notes.flatMap((note) => wrapped(note)),
  ].join('\n')
}

function frontTable({ front, points, currency, axes }: TradeoffsAnswer): readonly string[] {
  const shown = spread(front, mostRows).flatMap((index) => points[index] ?? [])
  const varies = new Set(axes.filter(({ values }) => values.length > 1).map(({ name }) => name))
  const columns = ['model', 'system', 'accelerator', 'precision', 'powerCapW', 'tokens'].filter((name) =>
    varies.has(name),
  )
  const head = ['GPUs', ...columns, 'days', currency ?? 'cost', 'MWh', 't CO2e', 'MW']
  const rows = shown.map((point) => [
    count(point.gpus),
    ...columns.map((column) => cell(point, column)),
    figure(point.time),
    short(point.cost),
    short(point.energy),
    figure(point.carbon),
    figure(point.power),
  ])
  if (rows.length === 0) return []
  const more =
    front.length > shown.length
      ? [`  ${String(front.length - shown.length)} more of the front are in --json and --csv`]
      : []
  return [...table([head, ...rows]), ...more]
}

function spread(indices: readonly number[], most: number): readonly number[] {
  if (indices.length <= most) return indices
  const step = (indices.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, place) => indices[Math.round(place * step)] ?? 0)
}

function cell(point: PointAnswer, column: string): string {
  const value: unknown = Object.entries(point).find(([name]) => name === column)?.[1]
  return typeof value === 'number' ? short(value) : typeof value === 'string' ? value : '-'
}

function objectives({ objectives: asked, best, points, ranges }: TradeoffsAnswer): readonly string[] {
  const lines = asked.flatMap(({ text, unit, numberConverts }, column) => {
    const index = best[column]?.index ?? null
    const point = index === null ? undefined : points[index]
    if (point === undefined) return []
    const note = numberConverts ? ' (a bare number converts between units)' : ''
    const sure = ranges.find((one) => one.index === index)?.sure
    const enough =
      sure === undefined
        ? ''
        : `; in ${figure(sure.confidence * 100)} % of futures each ${figure(sure.time)} days and ${point.currency} ${short(sure.cost)} are enough`
    return [`Least ${text}: ${short(point.objectives[column] ?? 0)} ${unit}${note}${enough}`]
  })
  return lines.length === 0 ? [] : ['', ...lines.flatMap((line) => wrapped(line))]
}

function infeasible({ infeasible: fallen, counts }: TradeoffsAnswer): readonly string[] {
  if (counts.infeasible === 0) return []
  const [first] = fallen
  return [
    '',
    ...wrapped(
      `${figure(counts.infeasible)} ways cannot be, most often: ${first?.reason ?? ''} (${first?.example ?? ''}).`,
    ),
  ]
}

function found({ find }: TradeoffsAnswer): readonly string[] {
  const { smallestCluster: cluster, largestModel: model, cheapestSite: site, latestStart: start } = find
  const lines = [
    ...(cluster === null
      ? []
      : [
          cluster.gpus === null
            ? `Smallest cluster: ${cluster.obstacle?.reason ?? ''}. ${cluster.obstacle?.nearest?.sentence ?? ''}.`
            : `Smallest cluster for ${figure(cluster.timeDays)} days of the calendar in ${figure(cluster.confidence * 100)} % of futures: ${count(cluster.gpus)} accelerators (${count(cluster.nodes ?? 0)} nodes), which then take ${(cluster.reachesDays ?? 0).toFixed(2)} days and keep them in ${figure((cluster.probability ?? 0) * 100)} %; at the middle exactly ${(cluster.exactGpus ?? 0).toFixed(1)}.`,
        ]),
    ...(model === null
      ? []
      : [
          `Largest compute-optimal model for ${model.currency} ${short(model.budget)}: ${short(model.parameters)} parameters${model.parametersInterval === null ? '' : ` (${short(model.parametersInterval.low)} to ${short(model.parametersInterval.high)} by the fit alone)`} on ${short(model.tokens)} tokens, ${figure(model.timeDays)} days on ${count(model.gpus)} (${model.law}).`,
          ...model.warnings.map((warning) => `  ${warning}`),
        ]),
    ...(site === null
      ? []
      : [
          `Cheapest site by market rents, not by a tariff: ${site.sites
            .slice(0, 3)
            .map(
              ({ name, cost, carbonT }) =>
                `${name}, ${site.currency} ${short(cost.p50)}, ${figure(carbonT)} t`,
            )
            .join('; ')}.`,
          `Cheapest electricity: ${site.grids
            .slice(0, 3)
            .map(({ name, electricityEur }) => `${name}, EUR ${short(electricityEur)}`)
            .join('; ')}.`,
        ]),
    ...(start === null
      ? []
      : [
          `Latest start to end by ${start.finish}: ${start.startP90}${past(start.isPastP90)} to be in time in nine of ten futures, ${start.startP50}${past(start.isPastP50)} in half.${fromFirst(start.fromFirstDay)}`,
        ]),
  ]
  return lines.length === 0 ? [] : ['', ...lines.flatMap((line) => wrapped(line))]
}

function past(isPast: boolean): string {
  return isPast ? ' (past)' : ''
}

type Start = NonNullable<TradeoffsAnswer['find']['latestStart']>

function fromFirst(first: Start['fromFirstDay']): string {
  return first === null
    ? ''
    : ` A start on ${first.day} is in time in ${figure(first.probability * 100)} % of futures.`
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
