import { useSignal } from '@preact/signals'
import type { InvestAnswer } from '../../sim/index.ts'
import { ChartCanvas } from '../parts/chart-parts.tsx'
import { Files } from '../parts/files.tsx'
import { count, listed, short } from '../format.ts'
import { TableBehind } from '../parts/table.tsx'
import { useChart } from '../parts/use-chart.ts'
import { investWords as words } from '../words/invest.ts'
import { Chart } from '../chart/chart.ts'
import { directLabels } from '../chart/direct-labels.ts'
import { amid } from '../language.ts'
import { rem, token } from '../theme.ts'

type XY = { readonly x: number; readonly y: number }
type Curve = Chart<'line', XY[]>

function createCurve(canvas: HTMLCanvasElement): Curve {
  return new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [directLabels],
    options: {
      parsing: false,
      normalized: true,
      layout: { padding: { right: rem(5), top: 12 } },
      interaction: { mode: 'index', intersect: false },
      scales: { x: { type: 'linear' }, y: { type: 'linear' } },
    },
  })
}

const percent = 100

/** What costs the same an hour at every use. */
const levelsOf = (options: InvestAnswer['options']) =>
  options.filter(({ id }) => id === 'rent' || id === 'share')

/** The cost of an owned hour over the use, and each price of an hour as a level line. */
function drawCurve(chart: Curve, { breakEven, options, currency }: InvestAnswer): void {
  const own = breakEven.curve.map(({ utilisation, ownPerHour }) => ({
    x: utilisation * percent,
    y: ownPerHour,
  }))
  const level = (y: number): XY[] => own.map(({ x }) => ({ x, y }))
  const colors = { rent: token('--money'), share: token('--energy') }
  chart.data.datasets = [
    {
      label: words.breakEven.own,
      data: own,
      borderColor: token('--accent'),
      borderWidth: 2.5,
      pointRadius: 0,
    },
    ...levelsOf(options).map(({ id, name, perServedHour }) => ({
      label: amid(name),
      data: level(perServedHour),
      borderColor: id === 'share' ? colors.share : colors.rent,
      borderWidth: 2,
      borderDash: id === 'share' ? [2, 3] : [6, 4],
      pointRadius: 0,
    })),
  ]
  const ink = token('--ink-quiet')
  const { x, y } = chart.options.scales ?? {}
  if (x === undefined || y === undefined) return
  const grid = { color: token('--line') }
  Object.assign(x, {
    min: 0,
    max: percent,
    ticks: { color: ink },
    grid,
    title: { display: true, text: words.breakEven.x, color: ink },
  })
  Object.assign(y, {
    beginAtZero: true,
    ticks: { color: ink, maxTicksLimit: 6, callback: (value: number | string) => short(Number(value)) },
    grid,
    title: { display: true, text: words.perHour(currency), color: ink },
  })
  chart.update('none')
}

/** The cost of an hour over the use of the machine: from where owning is cheaper. */
export function CurveFigure({ answer }: { readonly answer: InvestAnswer }) {
  const looked = useSignal<number | null>(null)
  const { canvas } = useChart({
    create: createCurve,
    draw: (made) => {
      drawCurve(made, answer)
    },
    on: [answer.breakEven],
  })
  const { curve } = answer.breakEven
  const levels = levelsOf(answer.options)
  const head = ['own', ...levels.map(({ id }) => id)].map((id) => `${id}_${answer.currency}_per_hour`)
  const parts = listed(answer.breakEven.filled)
  const place = looked.value ?? curve.length - 4
  const point = curve[Math.min(curve.length - 1, Math.max(0, place))]
  return (
    <section class="chart">
      <h2>{finding(answer)}</h2>
      <ChartCanvas
        canvas={canvas}
        label={words.breakEven.alt}
        pointId="curve-point"
        point={point === undefined ? '' : pointWords(answer, point)}
        {...{ looked, at: place, of: curve.length }}
      />
      {parts !== '' && <p class="quiet">{words.breakEven.filled(parts)}</p>}
      <Files
        name="petaplan-invest"
        csv={() => [['use_percent', ...head], ...curveRows(answer)]}
        rests={() => answer.assumptions}
      />
      <TableBehind
        title={words.breakEven.table}
        columns={[
          words.breakEven.use,
          ...[words.breakEven.ownColumn, ...levels.map(({ name }) => name)].map(
            (name) => `${name}, ${words.perHour(answer.currency)}`,
          ),
        ]}
        rows={() => curveRows(answer).map((row) => row.map(short))}
      />
    </section>
  )
}

type Point = InvestAnswer['breakEven']['curve'][number]

function pointWords({ breakEven, currency }: InvestAnswer, { utilisation, ownPerHour }: Point): string {
  const [use, cost] = [count(utilisation * 100), `${currency} ${short(ownPerHour)}`]
  const parts = listed(breakEven.filled)
  return parts === '' ? words.breakEven.point(use, cost) : words.breakEven.pointWith(use, cost, parts)
}

function finding({ breakEven, currency }: InvestAnswer): string {
  const { rentPerHour, utilisation, curve } = breakEven
  if (rentPerHour !== null)
    return utilisation === null ? words.breakEven.never : words.breakEven.above(short(utilisation * 100))
  const half = curve[Math.floor(curve.length / 2) - 1]?.ownPerHour ?? 0
  return words.breakEven.alone(currency, short(half), short(curve.at(-1)?.ownPerHour ?? 0))
}

/** Use in percent, and what an hour then costs: owned, and by each price that is the same at every use. */
function curveRows({ breakEven: { curve }, options }: InvestAnswer): readonly (readonly number[])[] {
  const prices = levelsOf(options).map(({ perServedHour }) => perServedHour)
  return curve.map(({ utilisation, ownPerHour }) => [utilisation * 100, ownPerHour, ...prices])
}

/** The cash flow, one year a line. */
export function yearRows({ cashFlow, currency }: InvestAnswer) {
  const parts = Object.keys(cashFlow[0]?.parts ?? {})
  const head = [
    'year',
    ...[...parts, 'residual'].map((part) => `${part}_${currency}`),
    `total_${currency}`,
    'accelerators',
    'allocated_hours',
    'useful_hours',
    'energy_mwh',
  ]
  const rows = cashFlow.map((year) => [
    year.year,
    ...parts.map((part) => year.parts[part] ?? 0),
    year.residual,
    year.total,
    year.accelerators,
    year.allocatedHours,
    year.usefulHours,
    year.energyMwh,
  ])
  return [head, ...rows]
}
