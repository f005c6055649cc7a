import type { ChartDataset } from 'chart.js'
import { Chart, wrapped } from '../chart/chart.ts'
import type { LedgerPoint } from '../../sim/index.ts'
import { short } from '../format.ts'
import { token } from '../theme.ts'
import { evidenceWords } from './words.ts'

type Spot = { readonly x: number; readonly y: number; readonly point?: LedgerPoint }
export type Scatter = Chart<'scatter', Spot[]>

/** Where a source is among the coloured ones; one that is not may be chosen; the others are grey. */
export type Place = number | 'chosen' | 'other'

export type Group = { readonly place: Place; readonly points: readonly LedgerPoint[] }

/** Predicted tokens per second, or what they are over the published ones. */
export type Scale = 'tokens' | 'ratio'

export type Drawn = {
  readonly scale: Scale
  readonly groups: readonly Group[]
  /** Points in the background, which nobody can choose. */
  readonly faint: readonly LedgerPoint[]
  readonly looked: LedgerPoint | null
}

/** Shapes tell the sources apart where colours do not. */
export const shapes = ['circle', 'triangle', 'rect', 'rectRot', 'crossRot'] as const

export function shapeOf(place: Place): (typeof shapes)[number] {
  return typeof place === 'number' ? (shapes[place] ?? 'circle') : 'circle'
}

export function createScatter(canvas: HTMLCanvasElement): Scatter {
  return new Chart<'scatter', Spot[]>(canvas, {
    type: 'scatter',
    data: { datasets: [] },
    options: {
      parsing: false,
      normalized: true,
      layout: { padding: { right: 12, top: 8 } },
      events: [],
      scales: { x: { type: 'logarithmic' }, y: { type: 'logarithmic' } },
    },
  })
}

/** Puts measurements on the chart, on log axes with the line of equality and the band around it. */
export function drawScatter(chart: Scatter, drawn: Drawn): void {
  const all = [...drawn.faint, ...drawn.groups.flatMap(({ points }) => points)]
  const { scale } = drawn
  const x = roomy(
    all.flatMap(({ published, predicted }) => [published, scale === 'tokens' ? predicted : published]),
  )
  const y = scale === 'tokens' ? x : roomy([...all.map(heightIn(scale)), 1 / leastSpread, leastSpread])
  const place = (point: LedgerPoint): Spot => ({ x: point.published, y: heightIn(scale)(point), point })
  chart.data.datasets = [
    ...looked(drawn.looked, place),
    ...drawn.groups.map((group) => spots(group, place)),
    faint(drawn.faint, place),
    ...guides(x, scale),
  ]
  Object.assign(chart.options.scales?.['x'] ?? {}, axis(evidenceWords.x, x))
  Object.assign(
    chart.options.scales?.['y'] ?? {},
    scale === 'tokens'
      ? { ...axis(wrapped(evidenceWords.y, 0.7 * chart.height), y), afterBuildTicks: undefined }
      : { ...axis(wrapped(evidenceWords.ratio, 0.7 * chart.height), y), afterBuildTicks: ratioTicks },
  )
  chart.update('none')
}

/** The ratio axis reaches at least to half and double. */
const leastSpread = 1.6

function heightIn(scale: Scale): (point: LedgerPoint) => number {
  return ({ predicted, published }) => (scale === 'tokens' ? predicted : predicted / published)
}

const ratios: readonly number[] = [0.1, 0.2, 0.3, 0.5, 0.7, 0.85, 1, 1.15, 1.5, 2, 3, 5, 10]

function ratioTicks(axis: { min: number; max: number; ticks: { value: number }[] }): void {
  axis.ticks = ratios.filter((value) => value > axis.min && value < axis.max).map((value) => ({ value }))
}

/** The measurement nearest to a place on the canvas, among those that can be chosen. */
export function nearestPoint(chart: Scatter, x: number, y: number): LedgerPoint | null {
  let nearest: LedgerPoint | null = null
  let least = Infinity
  for (const [index, { label, data }] of chart.data.datasets.entries()) {
    if (label !== 'group') continue
    for (const [place, element] of chart.getDatasetMeta(index).data.entries()) {
      const away = Math.hypot(element.x - x, element.y - y)
      if (away >= least) continue
      least = away
      nearest = data[place]?.point ?? null
    }
  }
  return nearest
}

type Span = readonly [least: number, most: number]

function roomy(values: readonly number[]): Span {
  return values.length === 0 ? [1, 10] : [Math.min(...values) / margin, Math.max(...values) * margin]
}

const margin = 1.3

function axis(title: string | string[], [min, max]: Span) {
  const ink = token('--ink-quiet')
  return {
    min,
    max,
    title: { display: true, text: title, color: ink },
    grid: { color: token('--line') },
    ticks: {
      color: ink,
      maxRotation: 0,
      callback: (value: number | string) =>
        ratios.includes(Number(value)) || Number.isInteger(Math.log10(Number(value)))
          ? short(Number(value))
          : '',
    },
  }
}

type Placed = (point: LedgerPoint) => Spot

function spots({ place, points }: Group, placed: Placed): ChartDataset<'scatter', Spot[]> {
  const colour = token(`--source-${String(place)}`)
  const quiet = place === 'other'
  return {
    label: 'group',
    data: points.map(placed),
    pointStyle: shapeOf(place),
    backgroundColor: `${colour}${quiet ? '66' : '99'}`,
    borderColor: colour,
    borderWidth: 1,
    pointRadius: quiet ? 3 : 4,
  }
}

function faint(points: readonly LedgerPoint[], placed: Placed): ChartDataset<'scatter', Spot[]> {
  const colour = token('--line')
  return {
    label: 'faint',
    data: points.map(placed),
    backgroundColor: colour,
    borderWidth: 0,
    pointRadius: 2.5,
  }
}

function looked(point: LedgerPoint | null, placed: Placed): ChartDataset<'scatter', Spot[]>[] {
  if (point === null) return []
  const ring = {
    label: 'faint',
    backgroundColor: 'transparent',
    borderColor: token('--ink'),
    borderWidth: 2.5,
    pointRadius: 9,
  }
  return [{ ...ring, data: [placed(point)] }]
}

const bandRatio = 0.15

/** The line on which predictions equal what was published, and 15 % above and below it. */
function guides([least, most]: Span, scale: Scale): ChartDataset<'scatter', Spot[]>[] {
  const line = (ratio: number): Spot[] =>
    [least, most].map((x) => ({ x, y: (scale === 'tokens' ? x : 1) * ratio }))
  const bare = { label: 'faint', showLine: true, pointRadius: 0, borderWidth: 0 }
  return [
    { ...bare, data: line(1), borderColor: token('--ink-quiet'), borderWidth: 1.5 },
    { ...bare, data: line(1 - bandRatio), borderColor: 'transparent' },
    {
      ...bare,
      data: line(1 + bandRatio),
      borderColor: 'transparent',
      backgroundColor: `${token('--ink-quiet')}2b`,
      fill: '-1',
    },
  ]
}
