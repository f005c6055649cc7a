import { useSignal } from '@preact/signals'
import type { Lesson, LessonAnswer } from '../../sim/index.ts'
import { ChartCanvas } from '../parts/chart-parts.tsx'
import { Files } from '../parts/files.tsx'
import { TableBehind } from '../parts/table.tsx'
import { useChart } from '../parts/use-chart.ts'
import { settings } from './state.ts'
import { cell, learnWords as words, named } from './words.ts'
import type { Plugin } from 'chart.js'
import { Chart, wrapped } from '../chart/chart.ts'
import { colon, say } from '../language.ts'
import { chartWords } from '../words/chart.ts'
import { exact, short } from '../format.ts'
import { directLabels } from '../chart/direct-labels.ts'
import { chartFont, rem, token } from '../theme.ts'

type LessonChart = Chart<'bar' | 'line', (number | null)[] | Point[], string>
type Point = { readonly x: number; readonly y: number }

const colors = ['--time', '--money', '--energy', '--traffic', '--carbon'] as const

/** What is drawn alone has the colour that it has in every view. */
const colorOf = (of: string) => (/USD|CHF/.test(of) ? '--money' : /CO₂/.test(of) ? '--carbon' : '--time')

/** Each bar ends in its figure; those of the first group say what they are of. */
const barLabels: Plugin = {
  id: 'barLabels',
  afterDatasetsDraw(chart) {
    const { ctx, data } = chart
    ctx.save()
    Object.assign(ctx, { font: chartFont(), textBaseline: 'middle' })
    for (const [index, { backgroundColor, label = '', data: values }] of data.datasets.entries()) {
      for (const [row, { x, y }] of chart.getDatasetMeta(index).data.entries()) {
        const of = row === 0 && data.datasets.length > 1 ? `${label} ` : ''
        const text = of + cell(Number(values[row] ?? Number.NaN))
        const [left, width] = [(x || chart.chartArea.left) + 6, ctx.measureText(text).width]
        // Where there is no room behind the bar it stands in it.
        const isWithin = left + width > chart.width
        ctx.fillStyle = isWithin ? token('--paper') : String(backgroundColor)
        ctx.fillText(text, isWithin ? x - 6 - width : left, y)
      }
    }
    ctx.restore()
  },
}

/** One chart for every lesson: lines over a quantity, or bars of names, which lie so that names have room. */
function createLessonChart(canvas: HTMLCanvasElement, { chart }: Lesson): LessonChart {
  const isBar = chart.kind === 'bar'
  return new Chart<'bar' | 'line', (number | null)[] | Point[], string>(canvas, {
    type: isBar ? 'bar' : 'line',
    data: { labels: [], datasets: [] },
    plugins: [isBar ? barLabels : directLabels],
    options: {
      indexAxis: isBar ? 'y' : 'x',
      interaction: { mode: 'index', axis: isBar ? 'y' : 'x', intersect: false },
      clip: false,
    },
  })
}

/** The figures of a lesson; the row `here` is that of its settings. */
function drawLesson(
  drawn: LessonChart,
  { chart }: Lesson,
  { series, rows, here }: LessonAnswer & { readonly here: number },
): void {
  const isBar = chart.kind === 'bar'
  drawn.data.labels = isBar ? rows.map(({ x }) => named(x)) : []
  drawn.data.datasets = series.map((label, at) => {
    const color = token((series.length > 1 && colors[at % colors.length]) || colorOf(chart.y))
    const values = rows.map(({ values: all }) => all[at] ?? null)
    const points = rows.flatMap(({ x }, row) => {
      const y = values[row]
      return typeof x === 'number' && typeof y === 'number' ? [{ x, y }] : []
    })
    return {
      label: named(label),
      data: isBar ? values : points,
      borderColor: color,
      backgroundColor: color,
      borderWidth: isBar ? 0 : 2.5,
      maxBarThickness: rem(2),
      borderDash: label === say('ideal') ? [6, 4] : [],
      pointRadius: rows.map((_, row) => (row === here ? 7 : 3)),
    }
  })
  // Letters grow with the window and for a projector, and what they need with them.
  drawn.options.onResize = () => {
    drawn.ctx.font = chartFont()
    const widest = Math.max(...series.map((one) => drawn.ctx.measureText(`${named(one)} 99,9`).width)) + 8
    const room = isBar ? (series.length > 1 ? widest : rem(3)) : drawn.width < rem(30) ? rem(1) : widest
    drawn.options.layout = { padding: { right: Math.min(room, drawn.width / 3), top: 12 } }
  }
  drawn.options.onResize(drawn, drawn)
  drawn.options.scales = scalesOf(drawn, chart, { here, values: rows.map(({ x }) => x) })
  drawn.update('none')
}

type Rows = { readonly here: number; readonly values: readonly (number | string)[] }
type Axis = { ticks: { readonly value: number }[] }

function scalesOf(drawn: LessonChart, { kind, x, y, xLog, yLog }: Lesson['chart'], { here, values }: Rows) {
  const ink = token('--ink-quiet')
  const grid = { color: token('--line') }
  const font = () => ({ size: rem(0.75) })
  const quantity = (text: string, isLog: boolean, room: number) => ({
    type: isLog ? ('logarithmic' as const) : ('linear' as const),
    beginAtZero: !isLog,
    title: { display: true, text: wrapped(isLog ? chartWords.logScale(text) : text, room), color: ink, font },
    ticks: { color: ink, font, maxRotation: 0, callback: (value: number | string) => tick(Number(value)) },
    // A log scale says 1, 2 and 5 of each power of ten.
    afterBuildTicks: (axis: Axis) => {
      if (isLog) axis.ticks = axis.ticks.filter(({ value }) => /^[125]e/.test(value.toExponential()))
    },
    grid,
  })
  const { width, height } = drawn
  if (kind === 'bar')
    return {
      x: quantity(y, false, width),
      y: {
        type: 'category' as const,
        ticks: {
          color: ink,
          autoSkip: false,
          font: ({ index }: { readonly index: number }) => ({
            ...font(),
            weight: index === here ? 600 : 400,
          }),
          callback: (value: number | string) => wrapped(named(values[Number(value)] ?? ''), 0.3 * width),
        },
        grid: { display: false, drawTicks: false },
      },
    }
  const numbers = values.filter((value) => typeof value === 'number')
  const range = { beginAtZero: false, min: Math.min(...numbers), max: Math.max(...numbers) }
  // The figures are of these: no other value of the axis is asked about.
  const afterBuildTicks = (axis: Axis) => (axis.ticks = numbers.map((value) => ({ value })))
  return { x: { ...quantity(x, xLog, width), ...range, afterBuildTicks }, y: quantity(y, yLog, 0.7 * height) }
}

/** A number of an axis; a power of ten by itself. */
function tick(value: number): string {
  return value < 1e6 || value > 1e12 ? exact(value).replace(/^1.00\s×\s/, '') : short(value)
}

type FigureProps = { readonly lesson: Lesson; readonly answer: LessonAnswer }

/** The one chart of a lesson, titled by its finding, with its exact table and its files. */
export function LessonFigure({ lesson, answer }: FigureProps) {
  const looked = useSignal<number | null>(null)
  const chosen = settings(lesson)[lesson.chart.field] ?? '–'
  const here = answer.rows.findIndex(({ x }) => named(x) === named(chosen))
  const { canvas } = useChart({
    create: (place) => createLessonChart(place, lesson),
    draw: (made) => drawLesson(made, lesson, { ...answer, here }),
    on: [lesson, answer, here],
  })
  const at = Math.min(answer.rows.length - 1, looked.value ?? Math.max(0, here))
  return (
    <section class={`chart ${lesson.chart.kind}s`}>
      <h2>{answer.finding}</h2>
      <ChartCanvas
        canvas={canvas}
        label={words.chart(lesson.chart.y, lesson.chart.x)}
        pointId="lesson-point"
        point={pointWords(lesson, answer, at)}
        {...{ looked, at, of: answer.rows.length }}
      />
      <Files
        name={`petaplan-${lesson.id}`}
        title={answer.finding}
        csv={() => [columnsOf(lesson, answer), ...answer.rows.map(({ x, values }) => [x, ...values])]}
        rests={() => lesson.sources}
      />
      <TableBehind
        title={words.table}
        columns={columnsOf(lesson, answer)}
        rows={() => answer.rows.map(({ x, values }) => [named(x), ...values.map(cell)])}
      />
    </section>
  )
}

/** What stands in each column, with its unit. */
function columnsOf({ chart: { x, y } }: Lesson, { series }: LessonAnswer): readonly string[] {
  return [x, ...series.map((name) => (series.length === 1 ? y : named(name) + colon() + y))]
}

/** One point with what its axes are of, units among them. */
function pointWords({ chart }: Lesson, { rows, series }: LessonAnswer, at: number): string {
  const row = rows[at]
  if (row === undefined) return ''
  const values = series.map((name, i) => `${named(name)} ${cell(row.values[i] ?? null)}`)
  const said = values.length === 1 ? cell(row.values[0] ?? null) : values.join(' · ')
  return `${chart.x}${colon()}${named(row.x)} · ${chart.y}${colon()}${said}`
}
