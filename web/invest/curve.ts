import { Chart } from '../chart/chart.ts'
import type { InvestAnswer } from '../../sim/index.ts'
import { directLabels } from '../chart/direct-labels.ts'
import { short } from '../format.ts'
import { amid } from '../language.ts'
import { rem, token } from '../theme.ts'
import { investWords as words } from '../words/invest.ts'

type XY = { readonly x: number; readonly y: number }
export type Curve = Chart<'line', XY[]>

export function createCurve(canvas: HTMLCanvasElement): Curve {
  return new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [directLabels],
    options: {
      parsing: false,
      normalized: true,
      layout: { padding: { right: rem(4.5), top: 12 } },
      interaction: { mode: 'index', intersect: false },
      scales: { x: { type: 'linear' }, y: { type: 'linear' } },
    },
  })
}

const percent = 100

/** What costs the same an hour at every use. */
export const levelsOf = (options: InvestAnswer['options']) =>
  options.filter(({ id }) => id === 'rent' || id === 'share')

/** The cost of an owned hour over the use, and each price of an hour as a level line. */
export function drawCurve(chart: Curve, { breakEven, options, currency }: InvestAnswer): void {
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
