import {
  Chart,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
} from 'chart.js'
import type { Range, CountSweep, SweepPoint } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { directLabels } from '../../chart/direct-labels.ts'
import { rem, token } from '../../theme.ts'
import { chartWords } from '../../words/chart.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler)
Chart.defaults.font.size = rem(0.75)

export type Metric = 'all' | 'time' | 'cost' | 'energy'
export type SweepChart = Chart<'line', Point[]>
type Point = { readonly x: number; readonly y: number }

type Series = {
  readonly metric: Exclude<Metric, 'all'>
  readonly of: (point: SweepPoint) => Range
  readonly color: string
}

const series: readonly Series[] = [
  { metric: 'time', of: (point) => point.wallClockDays, color: '--time' },
  { metric: 'cost', of: (point) => point.cost, color: '--money' },
  { metric: 'energy', of: (point) => point.energyMwh, color: '--energy' },
]

export function createSweepChart(canvas: HTMLCanvasElement): SweepChart {
  return new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [directLabels],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      layout: { padding: { right: rem(3.5), top: 12 } },
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { type: 'logarithmic', title: { display: true, text: chartWords.x } },
        y: { type: 'logarithmic', title: { display: true, text: '' } },
      },
    },
  })
}

export type Drawn = { readonly sweep: CountSweep; readonly chosen: number; readonly metric: Metric }

/** Puts a sweep on the chart: all three relative to this run, or one with its range. */
export function drawSweep(chart: SweepChart, drawn: Drawn): void {
  const shown = series.filter(({ metric }) => drawn.metric === 'all' || drawn.metric === metric)
  const reference = drawn.sweep.points.find(({ gpus }) => gpus === drawn.chosen)
  chart.data.datasets = shown.flatMap((one) => datasets(one, drawn, reference))
  const x = chart.options.scales?.['x']
  const y = chart.options.scales?.['y']
  const all = drawn.metric === 'all'
  const unit = {
    all: chartWords.multiples,
    time: chartWords.held,
    cost: reference?.currency ?? '',
    energy: 'MWh',
  }[drawn.metric]
  const ink = token('--ink-quiet')
  const grid = token('--line')
  if (x === undefined || y === undefined) return
  const linear = drawn.metric === 'cost' || drawn.metric === 'energy'
  Object.assign(x, {
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = roomy(drawn.sweep.points.map(({ gpus }) => gpus)).map((value) => ({ value }))
    },
    ticks: {
      color: ink,
      callback: (value: number | string) => count(Number(value)),
      maxRotation: 0,
      autoSkip: true,
    },
    grid: { color: grid },
    title: { display: true, text: chartWords.x, color: ink },
  })
  Object.assign(y, {
    type: linear ? 'linear' : 'logarithmic',
    beginAtZero: linear,
    ticks: {
      color: ink,
      maxTicksLimit: 7,
      callback: (value: number | string) => (all ? `${short(Number(value))}×` : short(Number(value))),
    },
    grid: { color: grid },
    title: { display: true, text: linear ? unit : chartWords.logScale(unit), color: ink },
  })
  chart.update('none')
}

/** The point of the sweep nearest to the pointer. */
export function pointAt(chart: SweepChart, event: Event): number | null {
  const [nearest] = chart.getElementsAtEventForMode(event, 'index', { intersect: false }, false)
  return nearest?.index ?? null
}

/** Values far enough apart on a log axis for their labels; the last one always stays. */
function roomy(values: readonly number[]): readonly number[] {
  const last = values.at(-1) ?? 0
  return values.filter((value) => value === last || last / value > leastRatio)
}

const leastRatio = 1.6

function datasets(
  one: Series,
  { sweep, chosen, metric }: Drawn,
  reference: SweepPoint | undefined,
): ChartDataset<'line', Point[]>[] {
  const color = token(one.color)
  const scale = metric === 'all' && reference !== undefined ? 1 / one.of(reference).p50 : 1
  const line = (key: keyof Range): Point[] =>
    sweep.points.map((point) => ({ x: point.gpus, y: one.of(point)[key] * scale }))
  const bare = { label: '', pointRadius: 0, borderWidth: 0, pointHitRadius: 0 }
  const middle: ChartDataset<'line', Point[]> = {
    label: chartWords[one.metric],
    data: line('p50'),
    borderColor: color,
    backgroundColor: color,
    borderWidth: 2.5,
    pointRadius: sweep.points.map(({ gpus }) => (gpus === chosen ? 6 : 2)),
    pointHoverRadius: 6,
  }
  const faint = metric === 'all' ? '1c' : '33'
  return [
    { ...bare, data: line('p10'), borderColor: color },
    { ...bare, data: line('p90'), borderColor: color, backgroundColor: `${color}${faint}`, fill: '-1' },
    middle,
  ]
}
