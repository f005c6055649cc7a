import { useSignal } from '@preact/signals'
import type { Range, SweepPoint } from '../../../sim/index.ts'
import { createSweepChart, drawSweep, unitOf, type Metric } from './chart-drawing.ts'
import { ChartCanvas } from '../../parts/chart-parts.tsx'
import { Files } from '../../parts/files.tsx'
import { count, short, span } from '../../format.ts'
import { scalingOf } from './scaling.ts'
import { set, type Swept } from '../../state/state.ts'
import { TableBehind, Use } from '../../parts/table.tsx'
import { useChart } from '../../parts/use-chart.ts'
import { chartWords } from '../../words/chart.ts'

const metrics: readonly Metric[] = ['all', 'time', 'cost', 'energy']

/** Time, cost and energy over the number of accelerators: one chart, its table and its files. */
export function SweepFigure({ sweep }: { readonly sweep: Swept }) {
  const metric = useSignal<Metric>('all')
  const looked = useSignal<number | null>(null)
  const shown = metric.value
  const { canvas } = useChart({
    create: createSweepChart,
    draw: (made) => drawSweep(made, { sweep, metric: shown }),
    on: [sweep, shown],
  })
  const isUsed = (gpus: number) => gpus === sweep.chosen
  const chosenIndex = sweep.points.findIndex(({ gpus }) => isUsed(gpus))
  const seen = sweep.points[looked.value ?? chosenIndex]
  return (
    <section class="chart">
      <h2>{finding(sweep.points, shown)}</h2>
      <p class="quiet">{shown === 'all' ? change(sweep.points) : chartWords.note}</p>
      <MetricChoice metric={shown} onChoose={(next) => (metric.value = next)} />
      <ChartCanvas
        canvas={canvas}
        label={chartWords.label(chartWords[shown], unitOf({ sweep, metric: shown }))}
        pointId="chart-point"
        point={pointWords(seen)}
        act={seen === undefined ? <></> : <UseSize gpus={seen.gpus} isUsed={isUsed(seen.gpus)} isAlone />}
        {...{ looked, at: looked.value ?? chosenIndex, of: sweep.points.length }}
      />
      <p class="quiet">{layoutsOf(sweep.points)}</p>
      <Files name="petaplan" csv={() => csvRows(sweep.points)} />
      <TableBehind
        title={chartWords.table}
        columns={chartWords.columns}
        rows={() =>
          sweep.points.map((point) => {
            const [size = '', ...cells] = pointRow(point)
            return [size, <UseSize gpus={point.gpus} isUsed={isUsed(point.gpus)} />, ...cells]
          })
        }
      />
    </section>
  )
}

type SizeProps = { readonly gpus: number; readonly isUsed: boolean; readonly isAlone?: boolean }

function UseSize({ gpus, ...of }: SizeProps) {
  return <Use {...of} name={chartWords.size(count(gpus))} onUse={() => set('gpus', String(gpus), 'push')} />
}

type MetricProps = { readonly metric: Metric; readonly onChoose: (metric: Metric) => void }

function MetricChoice({ metric, onChoose }: MetricProps) {
  return (
    <fieldset class="segments">
      <legend>{chartWords.metric}</legend>
      {metrics.map((one) => (
        <label key={one}>
          <input type="radio" name="metric" checked={metric === one} onChange={() => onChoose(one)} />
          <span>{chartWords[one]}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** One point in words: the same by pointer, touch and arrow keys. */
function pointWords(point: SweepPoint | undefined): string {
  if (point === undefined) return ''
  return chartWords.point({
    gpus: count(point.gpus),
    days: spanOf(point.wallClockDays),
    cost: `${point.currency} ${spanOf(point.cost)}`,
    energy: spanOf(point.energyMwh),
  })
}

/** What the chart shows, in a sentence made from its figures: of the measure that is drawn. */
function finding(points: readonly SweepPoint[], metric: Metric): string {
  const first = points[0]
  if (first === undefined || points.length === 1) return chartWords.single
  if (metric === 'cost' || metric === 'energy') return least(points, metric)
  const found = scalingOf(points.map(({ gpus, wallClockDays }) => ({ gpus, days: wallClockDays.p50 })))
  if (found.kind === 'mixed') return change(points)
  const { past, scales, fastest } = chartWords
  return { past, scales, fastest }[found.kind](count(found.gpus), count(first.gpus))
}

/** Where the layout is that of a published run, whose ends are steps of the curves; empty where it is so all along or nowhere. */
function layoutsOf(points: readonly SweepPoint[]): string {
  const published = points.filter(({ layout }) => layout.startsWith('as published'))
  const [first, last] = [published[0], published.at(-1)]
  if (first === undefined || last === undefined || published.length === points.length) return ''
  const [from, to] = [count(first.gpus), count(last.gpus)]
  return chartWords.layouts(from === to ? from : span(from, to))
}

/** Where a measure is least, and what the most accelerators make of it. */
function least(points: readonly SweepPoint[], metric: 'cost' | 'energy'): string {
  const of = (point: SweepPoint) => (metric === 'cost' ? point.cost : point.energyMwh).p50
  const best = points.reduce((a, b) => (of(b) < of(a) ? b : a))
  const last = points.at(-1) ?? best
  const amount = (point: SweepPoint) =>
    metric === 'cost' ? `${point.currency}\u00a0${short(of(point))}` : `${short(of(point))}\u00a0MWh`
  return chartWords.least[metric]({
    gpus: count(best.gpus),
    least: amount(best),
    most: count(last.gpus),
    atMost: amount(last),
  })
}

/** Time and cost from the fewest accelerators to the most. */
function change(points: readonly SweepPoint[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || first === last) return ''
  const costChange = (last.cost.p50 / first.cost.p50 - 1) * 100
  const said = {
    from: count(first.gpus),
    to: count(last.gpus),
    timeFactor: short(first.wallClockDays.p50 / last.wallClockDays.p50),
    costChange: short(Math.abs(costChange)),
  }
  return costChange > 0 ? chartWords.dearer(said) : chartWords.cheaper(said)
}

function pointRow(point: SweepPoint): readonly string[] {
  return [
    count(point.gpus),
    spanOf(point.wallClockDays),
    spanOf(point.gpuHours),
    `${point.currency}\u00a0${spanOf(point.cost)}`,
    spanOf(point.energyMwh),
    spanOf(point.carbonT),
    // Seven ranges on one line are wider than a laptop.
  ].map((cell) => cell.replace(' (', '\n('))
}

function spanOf({ p10, p50, p90 }: SweepPoint['cost']): string {
  return `${short(p50)} (${span(short(p10), short(p90))})`
}

const csvHead = (
  'accelerators days_p10 days_p50 days_p90 gpu_hours_p50 cost_p10 cost_p50 cost_p90 currency ' +
  'energy_mwh_p50 carbon_t_p50'
).split(' ')

function csvRows(points: readonly SweepPoint[]) {
  const band = ({ p10, p50, p90 }: Range) => [p10, p50, p90]
  const rows = points.map((p) => {
    const money = [p.gpuHours.p50, ...band(p.cost), p.currency]
    return [p.gpus, ...band(p.wallClockDays), ...money, p.energyMwh.p50, p.carbonT.p50]
  })
  return [csvHead, ...rows]
}
