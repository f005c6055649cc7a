import type { Plugin } from 'chart.js'
import { Chart } from '../chart/chart.ts'
import type { PointAnswer } from '../../sim/index.ts'
import { short } from '../format.ts'
import { chartFont, token } from '../theme.ts'
import { tradeoffWords as words } from '../words/tradeoffs.ts'
import { drawDots, type DotGroup } from './dots.ts'
import { yOf, type Shown } from './state.ts'

export type Scatter = Chart<'line'>

/** What lies beyond a limit, drawn under the points. */
export type Beyond = { readonly time: number | null; readonly y: number | null }

let beyond: Beyond = { time: null, y: null }
let dots: Shown = { within: [], outside: [], front: [], best: null }
let inks = { outside: '', within: '', front: '', grey: '', soft: '' }

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
    ctx.fillStyle = inks.soft
    ctx.fillRect(area.left, top, Math.max(0, right - area.left), Math.max(0, area.bottom - top))
    ctx.strokeStyle = inks.grey
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
    drawFront(chart)
    ctx.restore()
  },
}

function frontPixels({ scales: { x, y } }: Chart<'line'>): readonly (readonly [x: number, y: number])[] {
  if (x === undefined || y === undefined) return []
  return dots.front.map((point) => [x.getPixelForValue(point.time), y.getPixelForValue(yOf(point))])
}

/** As a line with its points, named at its end. */
function drawFront(chart: Chart<'line'>): void {
  const { ctx, chartArea } = chart
  const pixels = frontPixels(chart)
  const last = pixels.at(-1)
  if (last === undefined) return
  ctx.strokeStyle = inks.front
  ctx.fillStyle = inks.front
  ctx.lineWidth = 2
  ctx.beginPath()
  for (const [x, y] of pixels) ctx.lineTo(x, y)
  ctx.stroke()
  for (const [x, y] of pixels) {
    ctx.beginPath()
    ctx.arc(x, y, 3, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.font = chartFont()
  const { width } = ctx.measureText(words.front)
  ctx.textAlign = last[0] - width < chartArea.left ? 'left' : 'right'
  ctx.fillText(words.front, last[0], last[1] + 20)
}

export function createScatter(canvas: HTMLCanvasElement): Scatter {
  return new Chart<'line'>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [region],
    options: {
      events: [],
      layout: { padding: { top: 12, right: 16 } },
      scales: {
        x: { type: 'logarithmic', title: { display: true, text: words.xAxis } },
        y: { type: 'logarithmic', title: { display: true, text: '' } },
      },
    },
  })
}

/** Puts the points on the chart; the axes stay where all points put them, so that a limit moves nothing. */
export function drawScatter(chart: Scatter, shown: Shown, limits: Beyond): void {
  beyond = limits
  dots = shown
  chart.draw()
}

/** Colours and axes: once for each set of points, not for each step of a slider. */
export function dressScatter(chart: Scatter, points: readonly PointAnswer[], unit: string): void {
  const ink = token('--ink-quiet')
  inks = {
    outside: token('--line'),
    within: token('--money'),
    front: token('--accent'),
    grey: ink,
    soft: token('--soft'),
  }
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
  chart.update('none')
}

/** The place on the front nearest to the pointer. */
export function frontAt(chart: Scatter, { offsetX, offsetY }: PointerEvent): number | null {
  const away = frontPixels(chart).map(([x, y]) => Math.hypot(x - offsetX, y - offsetY))
  return away.length === 0 ? null : away.indexOf(Math.min(...away))
}
