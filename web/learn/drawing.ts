import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
} from 'chart.js'
import type { Lesson, LessonAnswer } from '../../sim/index.ts'
import { say } from '../language.ts'
import { chartWords } from '../words/chart.ts'
import { short } from '../format.ts'
import { directLabels } from '../chart/direct-labels.ts'
import { rem, token } from '../theme.ts'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
)

export type LessonChart = Chart<'bar' | 'line', (number | null)[] | Point[], string>
type Point = { readonly x: number; readonly y: number }

const colors = ['--time', '--money', '--energy', '--traffic', '--carbon'] as const

/** One chart for every lesson: lines over a quantity, or bars of names, which lie so that names have room. */
export function createLessonChart(canvas: HTMLCanvasElement, { chart }: Lesson): LessonChart {
  const isBar = chart.kind === 'bar'
  return new Chart<'bar' | 'line', (number | null)[] | Point[], string>(canvas, {
    type: isBar ? 'bar' : 'line',
    data: { labels: [], datasets: [] },
    plugins: isBar ? [] : [directLabels],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: isBar ? 'y' : 'x',
      interaction: { mode: 'index', axis: isBar ? 'y' : 'x', intersect: false },
      layout: { padding: { right: isBar ? 8 : rem(9), top: 12 } },
    },
  })
}

export function drawLesson(drawn: LessonChart, { chart }: Lesson, { series, rows }: LessonAnswer): void {
  const isBar = chart.kind === 'bar'
  drawn.data.labels = isBar ? rows.map(({ x }) => String(x)) : []
  drawn.data.datasets = series.map((label, at) => {
    const color = token(colors[at % colors.length] ?? '--time')
    const values = rows.map(({ values: all }) => all[at] ?? null)
    const points = rows.flatMap(({ x }, row) => {
      const y = values[row]
      return typeof x === 'number' && typeof y === 'number' ? [{ x, y }] : []
    })
    return {
      label,
      data: isBar ? values : points,
      borderColor: color,
      backgroundColor: color,
      borderWidth: isBar ? 0 : 2.5,
      borderDash: label === say('ideal') ? [6, 4] : [],
      pointRadius: 3,
    }
  })
  drawn.options.scales = scalesOf(
    chart,
    rows.map(({ x }) => x),
  )
  drawn.update('none')
}

function scalesOf({ kind, x, y, xLog, yLog }: Lesson['chart'], values: readonly (number | string)[]) {
  const ink = token('--ink-quiet')
  const grid = { color: token('--line') }
  const quantity = (text: string, isLog: boolean) => ({
    type: isLog ? ('logarithmic' as const) : ('linear' as const),
    beginAtZero: !isLog,
    title: { display: true, text: isLog ? chartWords.logScale(text) : text, color: ink },
    ticks: { color: ink, maxTicksLimit: 7, callback: (value: number | string) => short(Number(value)) },
    grid,
  })
  if (kind === 'bar')
    return {
      x: quantity(y, false),
      y: { type: 'category' as const, ticks: { color: ink, autoSkip: false }, grid: { display: false } },
    }
  const over = quantity(x, xLog)
  const numbers = values.filter((value) => typeof value === 'number')
  return {
    x: { ...over, beginAtZero: false, min: Math.min(...numbers), max: Math.max(...numbers) },
    y: quantity(y, yLog),
  }
}

export function rowAt(drawn: LessonChart, event: Event): number | null {
  const [nearest] = drawn.getElementsAtEventForMode(event, 'index', { intersect: false }, false)
  return nearest?.index ?? null
}
