import type { Chart, Plugin } from 'chart.js'
import { rem, token } from '../../theme.ts'

/** A word on a chart, where what it names is. */
export type Label = {
  readonly text: string
  /** In the chart's own units. */
  readonly x: number
  readonly y: number
  readonly align: 'center' | 'right' | 'left'
}

const labels = new WeakMap<Chart, readonly Label[]>()

export function labelChart(chart: Chart, list: readonly Label[]): void {
  labels.set(chart, list)
}

/** Draws a line at an instant of the time axis, where that is in sight. */
export function lineAt({ ctx, scales, chartArea }: Chart, atS: number | null, dash: readonly number[]): void {
  const { min = NaN, max = NaN } = scales['x'] ?? {}
  if (atS === null || !(atS > min && atS < max)) return
  const x = scales['x']?.getPixelForValue(atS) ?? 0
  ctx.save()
  ctx.strokeStyle = token('--ink')
  ctx.lineWidth = 1
  ctx.setLineDash([...dash])
  ctx.beginPath()
  ctx.moveTo(x, chartArea.top)
  ctx.lineTo(x, chartArea.bottom)
  ctx.stroke()
  ctx.restore()
}

/** Writes labels on a chart, on a ground of the page's colour; none over another. */
export const directLabels: Plugin<'line'> = {
  id: 'directLabels',
  afterDatasetsDraw(chart) {
    const { ctx, scales, chartArea } = chart
    const [x, y] = [scales['x'], scales['y']]
    if (x === undefined || y === undefined) return
    const lineHeight = rem(0.9375)
    ctx.save()
    ctx.font = `600 ${String(rem(0.75))}px ${getComputedStyle(document.body).fontFamily}`
    ctx.textBaseline = 'middle'
    ctx.textAlign = 'left'
    const taken: Place[] = []
    for (const { text, x: atX, y: atY, align } of labels.get(chart) ?? []) {
      const width = ctx.measureText(text).width
      const right = x.getPixelForValue(atX) + width * { right: 0, center: 0.5, left: 1 }[align]
      const left = Math.max(chartArea.left + 2, Math.min(right, chartArea.right - 2) - width)
      const lowest = chartArea.top + lineHeight / 2
      const wanted = Math.max(y.getPixelForValue(atY) - (align === 'right' ? lineHeight / 2 : 0), lowest)
      const at = freeY(taken, { left, right: left + width, y: wanted }, lineHeight)
      if (at > chartArea.bottom) continue
      taken.push({ left, right: left + width, y: at })
      ctx.fillStyle = token('--paper')
      ctx.globalAlpha = 0.86
      ctx.fillRect(left - 3, at - lineHeight / 2, width + 6, lineHeight)
      ctx.globalAlpha = 1
      ctx.fillStyle = token('--ink')
      ctx.fillText(text, left, at)
    }
    ctx.restore()
  },
}

type Place = { readonly left: number; readonly right: number; readonly y: number }

/** The height nearest to the wanted one at which nothing is written yet. */
function freeY(taken: readonly Place[], { left, right, y: wanted }: Place, lineHeight: number): number {
  const isFree = (y: number) =>
    taken.every((one) => one.right < left || one.left > right || Math.abs(one.y - y) >= lineHeight)
  for (let step = 0; step < 40; step += 1) {
    const up = wanted - step * 3
    if (up > lineHeight / 2 && isFree(up)) return up
    if (isFree(wanted + step * 3)) return wanted + step * 3
  }
  return Infinity
}

/** Where a band of a stacked chart is thick for long enough to be written on; null where it is nowhere. */
export function thickest(
  bands: readonly Float64Array[],
  index: number,
  { buckets, least }: { readonly buckets: number; readonly least: number },
): { readonly bucket: number; readonly y: number } | null {
  const band = bands[index]
  if (band === undefined) return null
  let best: { readonly bucket: number; readonly thickness: number } | null = null
  const half = Math.ceil(buckets / 2)
  for (let centre = half; centre < band.length - half; centre += Math.max(1, Math.floor(half / 4))) {
    let thickness = Infinity
    for (let at = centre - half; at < centre + half; at += 1) thickness = Math.min(thickness, band[at] ?? 0)
    if (thickness >= least && (best === null || thickness > best.thickness))
      best = { bucket: centre, thickness }
  }
  if (best === null) return null
  const { bucket } = best
  const below = bands.slice(0, index).reduce((sum, values) => sum + (values[bucket] ?? 0), 0)
  return { bucket, y: below + (band[bucket] ?? 0) / 2 }
}
