import {
  Chart,
  LinearScale,
  LineElement,
  LogarithmicScale,
  PointElement,
  LineController,
  type Plugin,
} from 'chart.js'
import type { PointAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { chartFont, rem, token } from '../theme.ts'
import { tradeoffWords as words } from '../words/tradeoffs.ts'
import { drawDots, type DotGroup } from './dots.ts'
import { yOf, type Shown } from './state.ts'

Chart.register(LineController, PointElement, LineElement, LinearScale, LogarithmicScale)
Chart.defaults.font.size = rem(0.75)

type XY = { readonly x: number; readonly y: number }
export type Scatter = Chart<'line', XY[]>

/** What lies beyond a limit, drawn under the points. */
export type Beyond = { readonly time: number | null; readonly y: number | null }

let beyond: Beyond = { time: null, y: null }
let dots: Shown = { within: [], outside: [], front: [], best: null }
let inks = { outside: '', within: '' }

/** All ways as dots: grey where a limit is broken. */
function drawAllDots({ ctx, scales, chartArea }: Chart<'line'>): void {
  const x = scales['x']
  const y = scales['y']
  if (x === undefined || y === undefined) return
  const group = (points: readonly PointAnswer[], color: string, opacity: number): DotGroup => ({
    color,
    opacity,
    count: points.length,
    x: (index) => x.getPixelForValue(points[index]?.time ?? 0),
    y: (index) => {
      const point = points[index]
      return y.getPixelForValue(point === undefined ? 0 : yOf(point))
    },
  })
  drawDots(ctx, chartArea, [group(dots.outside, inks.outside, 255), group(dots.within, inks.within, 170)])
}

const region: Plugin<'line'> = {
  id: 'region',
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales } = chart
    const x = scales['x']
    const y = scales['y']
    if (x === undefined || y === undefined) return
    const right = beyond.time === null ? area.right : Math.min(area.right, x.getPixelForValue(beyond.time))
    const top = beyond.y === null ? area.top : Math.max(area.top, y.getPixelForValue(beyond.y))
    ctx.save()
    ctx.fillStyle = token('--soft')
    ctx.fillRect(area.left, top, Math.max(0, right - area.left), Math.max(0, area.bottom - top))
    ctx.strokeStyle = token('--ink-quiet')
    ctx.setLineDash([4, 4])
    ctx.beginPath()
    if (beyond.time !== null) {
      ctx.moveTo(right, area.top)
      ctx.lineTo(right, area.bottom)
    }
    if (beyond.y !== null) {
      ctx.moveTo(area.left, top)
      ctx.lineTo(area.right, top)
    }
    ctx.stroke()
    ctx.setLineDash([])
    drawAllDots(chart)
    ctx.restore()
  },
  afterDatasetsDraw(chart) {
    const at = chart.getDatasetMeta(0).data.at(-1)
    if (at === undefined) return
    chart.ctx.save()
    chart.ctx.font = chartFont()
    chart.ctx.fillStyle = token('--accent')
    const { width } = chart.ctx.measureText(words.front)
    chart.ctx.textAlign = at.x - width < chart.chartArea.left ? 'left' : 'right'
    chart.ctx.fillText(words.front, at.x, at.y + 20)
    chart.ctx.restore()
  },
}

export function createScatter(canvas: HTMLCanvasElement): Scatter {
  return new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: [{ data: [] }] },
    plugins: [region],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      events: [],
      layout: { padding: { top: 12, right: 16 } },
      scales: {
        x: { type: 'logarithmic', title: { display: true, text: words.xAxis } },
        y: { type: 'logarithmic', title: { display: true, text: '' } },
      },
    },
  })
}

const xy = (point: PointAnswer): XY => ({ x: point.time, y: yOf(point) })

/** Puts the points on the chart; the axes stay where all points put them, so that a limit moves nothing. */
export function drawScatter(chart: Scatter, shown: Shown, limits: Beyond): void {
  beyond = limits
  dots = shown
  const [front] = chart.data.datasets
  if (front === undefined) return
  front.data = shown.front.map(xy)
  chart.update('none')
}

function inked(color: string) {
  return { borderColor: color, backgroundColor: color, pointBorderWidth: 0 }
}

/** Colours and axes: once for each set of points, not for each step of a slider. */
export function dressScatter(chart: Scatter, points: readonly PointAnswer[], unit: string): void {
  const line = { showLine: true, borderWidth: 2, pointRadius: 3, pointHoverRadius: 7, pointHitRadius: 12 }
  inks = { outside: token('--line'), within: token('--money') }
  chart.data.datasets = [{ ...line, data: chart.data.datasets[0]?.data ?? [], ...inked(token('--accent')) }]
  const ink = token('--ink-quiet')
  const span = (of: (point: PointAnswer) => number) => {
    const values = points.map(of)
    return { min: Math.min(...values) / 1.1, max: Math.max(...values) * 1.1 }
  }
  const ticks = {
    color: ink,
    maxTicksLimit: 6,
    maxRotation: 0,
    includeBounds: false,
    callback: (value: number | string) => short(Number(value)),
  }
  const grid = { color: token('--line') }
  const { x, y } = chart.options.scales ?? {}
  if (x === undefined || y === undefined) return
  // On a phone the labels between powers of ten would touch them.
  const decades = (value: number | string) =>
    chart.width > 480 || Math.log10(Number(value)) % 1 === 0 ? short(Number(value)) : ''
  Object.assign(x, {
    ...span(({ time }) => time),
    ticks: { ...ticks, callback: decades },
    grid,
    title: { display: true, text: words.xAxis, color: ink },
  })
  Object.assign(y, {
    ...span(yOf),
    ticks,
    grid,
    title: { display: true, text: words.yAxis(unit), color: ink },
  })
}

/** The place on the front nearest to the pointer. */
export function frontAt(chart: Scatter, event: Event): number | null {
  const found = chart.getElementsAtEventForMode(event, 'nearest', { intersect: false, axis: 'xy' }, true)
  return found[0]?.index ?? null
}
