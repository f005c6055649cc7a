import type { Plugin } from 'chart.js'
import { Chart } from '../../chart/chart.ts'
import type { Group, Timeline } from '../../../sim/index.ts'
import { count, short } from '../../format.ts'
import { rem, token } from '../../theme.ts'
import { directLabels, labelChart, lineAt, thickest, type Label } from '../words/labels.ts'
import { groupName } from '../words/names.ts'
import { mostOf, putLines, series, type Line } from './series.ts'
import { instant } from '../words/times.ts'
import { queueWords } from '../words/words.ts'
import type { Overview } from '../worker/replaying.ts'

export type TimeChart = Chart<'line'>

/** What one of the charts on the common time axis shows. */
export type Panel = 'occupancy' | 'waiting' | 'power' | 'used' | 'budget'

export type Scene = {
  readonly timeline: Timeline
  readonly nodes: number
  readonly unixStartS: number | null
  readonly gpusPerNode: number | null
  readonly quarter: Overview['quarter']
  /** After this nobody is known to submit, though the chart goes on; null where it does not. */
  readonly knownUntilS: number | null
  /** Bucket that the reader looks at. */
  readonly looked: number | null
  /** Only the last chart has the labels of the time axis. */
  readonly labelled: boolean
}

/** Left edge of every plot, so that the charts stand under one another. */
const axisWidthRem = 3.625

export const groupColors = '--project-1 --project-2 --project-3 --project-4 --project-rest'.split(' ')

/** The last group is grey where it stands for all the others; a planned run has a pattern of its own. */
export function colorOf(groups: readonly Group[], index: number): string {
  const group = groups[index]
  if (group?.isRun === true) return '--run'
  if (group === undefined || group.project === null) return '--project-rest'
  const runs = groups.filter(({ isRun }) => isRun).length
  return groupColors[index - runs] ?? '--project-rest'
}

let madeStripes: readonly [of: string, pattern: CanvasPattern | string] = ['', '']

/** Stripes, which no print can take for a colour; of one theme they are made once. */
function stripes(): CanvasPattern | string {
  const of = `${token('--run')} ${token('--paper')}`
  if (madeStripes[0] !== of) madeStripes = [of, newStripes()]
  return madeStripes[1]
}

function newStripes(): CanvasPattern | string {
  const tile = document.createElement('canvas')
  const [size, band] = [8, 3]
  tile.width = size
  tile.height = size
  const context = tile.getContext('2d')
  if (context === null) return token('--run')
  context.fillStyle = token('--paper')
  context.fillRect(0, 0, size, size)
  context.strokeStyle = token('--run')
  context.lineWidth = band
  for (const offset of [-size, 0, size]) {
    context.beginPath()
    context.moveTo(offset - 1, size + 1)
    context.lineTo(offset + size + 1, -1)
    context.stroke()
  }
  return context.createPattern(tile, 'repeat') ?? token('--run')
}

/** The dashed line after which nobody is known to submit, and that through all charts where the reader looks. */
const instants: Plugin<'line'> = {
  id: 'instants',
  afterDatasetsDraw: (chart) => lineAt(chart, marks.get(chart) ?? null, [3, 3]),
  afterDraw: (chart) => lineAt(chart, looks.get(chart) ?? null, []),
}

const marks = new WeakMap<Chart, number | null>()
const looks = new WeakMap<Chart, number | null>()

export function createTimeChart(canvas: HTMLCanvasElement): TimeChart {
  return new Chart<'line'>(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [series, instants, directLabels],
    options: {
      events: [],
      layout: { padding: { right: 12, top: 6 } },
      scales: { x: { type: 'linear' }, y: { type: 'linear' } },
    },
  })
}

export function drawPanel(chart: TimeChart, panel: Panel, scene: Scene): void {
  const { timeline } = scene
  const untilS = timeline.fromS + timeline.bucketS * timeline.waitingJobs.length
  const lines = linesOf(panel, scene)
  putLines(chart, { ...timeline, lines })
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
    min: 0,
    ...(panel === 'occupancy' ? { max: scene.nodes } : { suggestedMax: mostOf(lines) }),
    afterFit: (axis: { width: number }) => (axis.width = rem(axisWidthRem)),
    ticks: {
      color: ink,
      maxTicksLimit: panel === 'waiting' || panel === 'power' ? 4 : 6,
      callback: (value: number | string) =>
        panel === 'occupancy' ? count(Number(value)) : short(Number(value)),
    },
    grid: { color: grid },
  })
  marks.set(chart, scene.knownUntilS)
  labelChart(chart, labelsOf(panel, scene, chart.width))
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
const labelWidthRem = 6

/** Round instants of the calendar, far enough apart for their labels. */
function timeTicks(
  [fromS, untilS]: readonly [number, number],
  width: number,
  zeroS: number,
): readonly number[] {
  const most = Math.max(2, Math.floor(width / rem(labelWidthRem)))
  const wantedS = (untilS - fromS) / most
  const stepS = steps.find((step) => step >= wantedS) ?? Math.ceil(wantedS / monthS) * monthS
  const first = Math.ceil((fromS + zeroS) / stepS)
  const count = Math.floor((untilS + zeroS) / stepS) - first + 1
  return Array.from({ length: count }, (_, i) => (first + i) * stepS - zeroS)
}

const lineOf = (values: Float64Array, color: string): Line => ({ values, color, width: 1.5 })

function linesOf(panel: Panel, scene: Scene): readonly Line[] {
  const { timeline } = scene
  if (panel === 'waiting') return [lineOf(timeline.waitingJobs, token('--ink'))]
  if (panel === 'power') {
    const megawatts = (timeline.powerW ?? new Float64Array()).map((w) => w / 1e6)
    return [lineOf(megawatts, token('--energy'))]
  }
  if (panel === 'occupancy') return occupancy(timeline)
  const lines = timeline.groups.flatMap((group, i) => {
    const values = usedOf(panel, scene, group)
    const dash = group.isRun ? [6, 4] : []
    const color = token(colorOf(timeline.groups, i))
    return values === null ? [] : [{ values, color, width: 2, dash }]
  })
  if (panel === 'used') return lines
  return [...lines, { ...lineOf(evenPace(scene), token('--ink-quiet')), dash: [2, 4] }]
}

/** Projects on one another, and above them what is closed. */
function occupancy({ groups, closedNodes }: Timeline): readonly Line[] {
  let under = new Float64Array(closedNodes.length)
  const above = (nodes: Float64Array, line: Omit<Line, 'values'>): Line => {
    const values = under.map((top, i) => top + (nodes[i] ?? 0))
    under = values
    return { ...line, values }
  }
  const areas = groups.map(({ nodes, isRun }, i) => {
    const color = token(colorOf(groups, i))
    return above(nodes, { color, width: isRun ? 1.5 : 0, fill: isRun ? stripes() : color })
  })
  return [...areas, above(closedNodes, { color: '', width: 0, fill: token('--closed') })]
}

/** What a group has used: GPU-hours, or its share of its budget in percent; null where it has none. */
export function usedOf(panel: 'used' | 'budget', scene: Scene, group: Group): Float64Array | null {
  const { gpusPerNode, quarter } = scene
  const perNode = gpusPerNode ?? 1
  if (panel === 'used') return group.usedNodeH.map((hours) => hours * perNode)
  const budgets: Readonly<Record<string, number>> = quarter?.budgetsGpuH ?? {}
  const budget = group.project === null || group.isRun ? undefined : budgets[group.project]
  return budget === undefined ? null : group.usedNodeH.map((hours) => (100 * hours * perNode) / budget)
}

/** Percent of the quarter that is over. */
function evenPace({ timeline: { fromS, bucketS, waitingJobs }, quarter }: Scene): Float64Array {
  const { startS, endS } = quarter ?? { startS: 0, endS: 1 }
  const over = (atS: number) => Math.min(100, Math.max(0, (100 * (atS - startS)) / (endS - startS)))
  return waitingJobs.map((_, i) => over(fromS + (i + 0.5) * bucketS))
}

const nearEnd = 0.985
/** Pixels of a chart beside its plot, of its height, of a letter, and of a band that can be written on. */
const [beside, plotHeight, letter, leastBand] = [70, 254, 7, 15]

function labelsOf(panel: Panel, scene: Scene, width: number): readonly Label[] {
  const { timeline, nodes } = scene
  const { groups, fromS, bucketS, waitingJobs } = timeline
  const at = (bucket: number) => fromS + (bucket + 0.5) * bucketS
  if (panel === 'occupancy') {
    const least = (leastBand / plotHeight) * nodes
    const perPixel = waitingJobs.length / Math.max(1, width - beside)
    const known: readonly Label[] =
      scene.knownUntilS === null || scene.knownUntilS > at(waitingJobs.length)
        ? []
        : [{ text: queueWords.run.known, x: scene.knownUntilS + 6 * bucketS, y: nodes, align: 'left' }]
    const named = groups.flatMap((group, i) => {
      const text = groupName(group)
      const buckets = (text.length * letter + 8) * perPixel
      const bands = groups.map((one) => one.nodes)
      const thick = thickest(bands, i, { buckets, least })
      // A run too thin to be written on has its name above it.
      const thin = group.isRun && thick === null ? thickest(bands, i, { buckets: 2, least: 1e-9 }) : null
      const lift = thin === null ? 0 : (group.nodes[thin.bucket] ?? 0) / 2 + least * 0.7
      const place = thick ?? thin
      return place === null
        ? []
        : [{ text, x: at(place.bucket), y: place.y + lift, align: 'center' as const }]
    })
    return [...known, ...named]
  }
  if (panel !== 'used' && panel !== 'budget') return []
  const bucket = Math.floor(waitingJobs.length * nearEnd)
  const named = groups.flatMap((group) => {
    const y = usedOf(panel, scene, group)?.[bucket]
    return y === undefined ? [] : [{ text: groupName(group), x: at(bucket), y, align: 'right' as const }]
  })
  if (panel === 'used') return named
  const pace = evenPace(scene)[bucket] ?? 0
  return [...named, { text: queueWords.pace, x: at(bucket), y: pace, align: 'right' }]
}
