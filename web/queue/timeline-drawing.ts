import {
  Chart,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  type ChartDataset,
  type Plugin,
} from 'chart.js'
import type { Timeline } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { instant } from './times.ts'

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler)

type Point = { readonly x: number; readonly y: number }
export type TimeChart = Chart<'line', Point[]>

/** What one of the charts on the common time axis shows. */
export type Panel = 'occupancy' | 'waiting' | 'power' | 'used'

export type Scene = {
  readonly timeline: Timeline
  readonly nodes: number
  readonly unixStartS: number | null
  /** Node-hours become GPU-hours by this; 1 where GPUs are not known. */
  readonly usedFactor: number
  /** Bucket that the reader looks at. */
  readonly looked: number | null
  /** Only the last chart has the labels of the time axis. */
  readonly labelled: boolean
}

/** Left edge of every plot, so that the charts stand under one another. */
const axisWidth = 58

export const groupColors = [
  '--project-1',
  '--project-2',
  '--project-3',
  '--project-4',
  '--project-rest',
] as const

/** The last group is grey where it stands for all the others. */
export function colorOf(index: number, project: string | null): string {
  return project === null ? '--project-rest' : (groupColors[index] ?? '--project-rest')
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** The line through all charts where the reader looks. */
const crosshair: Plugin<'line'> = {
  id: 'crosshair',
  afterDraw(chart) {
    const x = looks.get(chart)
    if (x === undefined || x === null) return
    const { top, bottom } = chart.chartArea
    const at = chart.scales['x']?.getPixelForValue(x) ?? 0
    chart.ctx.save()
    chart.ctx.strokeStyle = token('--ink')
    chart.ctx.lineWidth = 1
    chart.ctx.beginPath()
    chart.ctx.moveTo(at, top)
    chart.ctx.lineTo(at, bottom)
    chart.ctx.stroke()
    chart.ctx.restore()
  },
}

const looks = new WeakMap<Chart, number | null>()

export function createTimeChart(canvas: HTMLCanvasElement): TimeChart {
  return new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [crosshair],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [],
      layout: { padding: { right: 12, top: 6 } },
      scales: { x: { type: 'linear' }, y: { type: 'linear' } },
    },
  })
}

export function drawPanel(chart: TimeChart, panel: Panel, scene: Scene): void {
  const { timeline } = scene
  const untilS = timeline.fromS + timeline.bucketS * timeline.waitingJobs.length
  chart.data.datasets = datasets(panel, scene)
  const ink = token('--ink-quiet')
  const grid = token('--line')
  Object.assign(chart.options.scales?.['x'] ?? {}, {
    min: timeline.fromS,
    max: untilS,
    afterBuildTicks: (axis: { ticks: { value: number }[]; width: number }) => {
      axis.ticks = timeTicks([timeline.fromS, untilS], axis.width, scene.unixStartS ?? 0).map((value) => ({
        value,
      }))
    },
    ticks: {
      display: scene.labelled,
      color: ink,
      maxRotation: 0,
      autoSkip: false,
      callback: (value: number | string) => instant(Number(value), scene.unixStartS).split(', '),
    },
    grid: { color: grid },
  })
  Object.assign(chart.options.scales?.['y'] ?? {}, {
    stacked: panel === 'occupancy',
    min: 0,
    ...(panel === 'occupancy' ? { max: scene.nodes } : {}),
    afterFit: (axis: { width: number }) => (axis.width = axisWidth),
    ticks: {
      color: ink,
      maxTicksLimit: panel === 'occupancy' || panel === 'used' ? 6 : 4,
      callback: (value: number | string) =>
        panel === 'occupancy' ? count(Number(value)) : short(Number(value)),
    },
    grid: { color: grid },
  })
  looks.set(chart, scene.looked === null ? null : timeline.fromS + (scene.looked + 0.5) * timeline.bucketS)
  chart.update('none')
}

/** Moves the line without drawing the data anew. */
export function lookAt(chart: TimeChart, atS: number | null): void {
  looks.set(chart, atS)
  chart.draw()
}

const steps = [60, 300, 900, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600]
const monthS = 2_592_000
const labelWidth = 96

/** Round instants of the calendar, far enough apart for their labels. */
function timeTicks(
  [fromS, untilS]: readonly [number, number],
  width: number,
  zeroS: number,
): readonly number[] {
  const most = Math.max(2, Math.floor(width / labelWidth))
  const wantedS = (untilS - fromS) / most
  const stepS = steps.find((step) => step >= wantedS) ?? Math.ceil(wantedS / monthS) * monthS
  const first = Math.ceil((fromS + zeroS) / stepS)
  const count = Math.floor((untilS + zeroS) / stepS) - first + 1
  return Array.from({ length: count }, (_, i) => (first + i) * stepS - zeroS)
}

function datasets(panel: Panel, { timeline, usedFactor }: Scene): ChartDataset<'line', Point[]>[] {
  const points = (values: Float64Array, factor = 1): Point[] =>
    Array.from(values, (y, i) => ({ x: timeline.fromS + (i + 0.5) * timeline.bucketS, y: y * factor }))
  const line = (values: Float64Array, color: string, factor = 1): ChartDataset<'line', Point[]> => ({
    data: points(values, factor),
    borderColor: color,
    borderWidth: 1.5,
    pointRadius: 0,
  })
  if (panel === 'waiting') return [line(timeline.waitingJobs, token('--ink'))]
  if (panel === 'power') return [line(timeline.powerW ?? new Float64Array(), token('--energy'), 1e-6)]
  const groups = timeline.groups.map(({ project, nodes, usedNodeH }, i) => {
    const color = token(colorOf(i, project))
    if (panel === 'used') return { ...line(usedNodeH, color, usedFactor), borderWidth: 2 }
    return {
      ...line(nodes, color),
      borderWidth: 0,
      backgroundColor: color,
      fill: i === 0 ? ('origin' as const) : ('-1' as const),
    }
  })
  if (panel === 'used') return groups
  const closed = line(timeline.closedNodes, token('--line'))
  return [...groups, { ...closed, borderWidth: 0, backgroundColor: token('--closed'), fill: '-1' }]
}
