import type { ChartDataset, Plugin } from 'chart.js'
import { Chart } from '../../chart/chart.ts'
import type { Range, SweepPoint } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { directLabels } from '../../chart/direct-labels.ts'
import type { Swept } from '../../state/state.ts'
import { rem, token } from '../../theme.ts'
import { chartWords } from '../../words/chart.ts'

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

type Band = { readonly color: string; readonly low: readonly Point[]; readonly high: readonly Point[] }
const drawnBands = new WeakMap<Chart, readonly Band[]>()

/** The ranges under the lines: lines of the chart's own for their edges would take most of a drawing. */
const bands: Plugin<'line'> = {
  id: 'bands',
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart
    const { x, y } = scales
    if (x === undefined || y === undefined) return
    ctx.save()
    ctx.beginPath()
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height)
    ctx.clip()
    for (const { color, low, high } of drawnBands.get(chart) ?? []) {
      ctx.beginPath()
      for (const point of [...low, ...[...high].reverse()])
        ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.y))
      ctx.closePath()
      ctx.fillStyle = color
      ctx.fill()
    }
    ctx.restore()
  },
}

export function createSweepChart(canvas: HTMLCanvasElement): SweepChart {
  return new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [bands, directLabels],
    options: {
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

export type Drawn = { readonly sweep: Swept; readonly metric: Metric }

export function unitOf({ sweep, metric }: Drawn): string {
  const currency = sweep.points[0]?.currency ?? ''
  return { all: chartWords.multiples, time: chartWords.held, cost: currency, energy: 'MWh' }[metric]
}

/** Puts a sweep on the chart: all three relative to this run, or one with its range. */
export function drawSweep(chart: SweepChart, drawn: Drawn): void {
  const shown = series.filter(({ metric }) => drawn.metric === 'all' || drawn.metric === metric)
  const reference = drawn.sweep.points.find(({ gpus }) => gpus === drawn.sweep.chosen)
  chart.data.datasets = shown.map((one) => dataset(one, drawn, reference))
  const ranges = shown.map((one) => {
    const color = `${token(one.color)}${drawn.metric === 'all' ? '1c' : '33'}`
    const of = (key: keyof Range) => lineOf({ ...drawn, one, reference }, key)
    return { color, low: of('p10'), high: of('p90') }
  })
  drawnBands.set(chart, ranges)
  const edges = ranges.flatMap(({ low, high }) => [...low, ...high].map(({ y: value }) => value))
  const x = chart.options.scales?.['x']
  const y = chart.options.scales?.['y']
  const all = drawn.metric === 'all'
  const unit = unitOf(drawn)
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
    suggestedMin: linear ? 0 : Math.min(...edges),
    suggestedMax: Math.max(...edges),
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

/** Values far enough apart on a log axis for their labels; the last one always stays. */
function roomy(values: readonly number[]): readonly number[] {
  const last = values.at(-1) ?? 0
  return values.filter((value) => value === last || last / value > leastRatio)
}

const leastRatio = 1.6

function dataset(
  one: Series,
  { sweep, metric }: Drawn,
  reference: SweepPoint | undefined,
): ChartDataset<'line', Point[]> {
  const color = token(one.color)
  return {
    label: chartWords[one.metric],
    data: lineOf({ one, sweep, metric, reference }, 'p50'),
    borderColor: color,
    backgroundColor: color,
    borderWidth: 2.5,
    pointRadius: sweep.points.map(({ gpus }) => (gpus === sweep.chosen ? 6 : 2)),
    pointHoverRadius: 6,
  }
}

type Line = Drawn & { readonly one: Series; readonly reference: SweepPoint | undefined }

function lineOf({ one, sweep, metric, reference }: Line, key: keyof Range): Point[] {
  const scale = metric === 'all' && reference !== undefined ? 1 / one.of(reference).p50 : 1
  return sweep.points.map((point) => ({ x: point.gpus, y: one.of(point)[key] * scale }))
}
