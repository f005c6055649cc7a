import type { Chart, Plugin } from 'chart.js'
import type { Timeline } from '../../../sim/index.ts'

/** A value in each bucket; filled down to zero where it has a fill. */
export type Line = {
  readonly values: Float64Array
  readonly color: string
  readonly width: number
  readonly dash?: readonly number[]
  readonly fill?: string | CanvasPattern
}

type Lines = Pick<Timeline, 'fromS' | 'bucketS'> & { readonly lines: readonly Line[] }
const drawnLines = new WeakMap<Chart, Lines>()

export function putLines(chart: Chart, lines: Lines): void {
  drawnLines.set(chart, lines)
}

/** Thousands of points as paths: the library's own would make an object of each. The first line lies on the others. */
export const series: Plugin<'line'> = {
  id: 'series',
  beforeDatasetsDraw(chart) {
    const { ctx, chartArea: area, scales } = chart
    const drawn = drawnLines.get(chart)
    const { x, y } = scales
    if (drawn === undefined || x === undefined || y === undefined) return
    const pixel = (axis: typeof x, value: number) => axis.getPixelForValue(value)
    const left = pixel(x, drawn.fromS + drawn.bucketS / 2)
    const step = pixel(x, drawn.fromS + drawn.bucketS * 1.5) - left
    const [bottom, unit] = [pixel(y, 0), pixel(y, 1) - pixel(y, 0)]
    const to = (values: Float64Array, i: number) => {
      ctx.lineTo(left + i * step, bottom + unit * (values[i] ?? 0))
    }
    ctx.save()
    ctx.beginPath()
    ctx.rect(area.left, area.top, area.width, area.height)
    ctx.clip()
    for (const { values, fill, color, width, dash = [] } of drawn.lines.toReversed()) {
      const trace = () => {
        ctx.beginPath()
        for (let i = 0; i < values.length; i += 1) to(values, i)
      }
      if (fill !== undefined) {
        trace()
        // Those below it hide the rest, in half the time of an outline around what stays in sight.
        ctx.lineTo(left + (values.length - 1) * step, bottom)
        ctx.lineTo(left, bottom)
        ctx.closePath()
        ctx.fillStyle = fill
        ctx.fill()
      }
      if (width === 0) continue
      trace()
      ctx.strokeStyle = color
      ctx.lineWidth = width
      ctx.setLineDash([...dash])
      ctx.stroke()
    }
    ctx.restore()
  },
}

/** The largest value of some lines; zero where there is none. */
export function mostOf(lines: readonly Line[]): number {
  return lines.reduce((most, { values }) => values.reduce((a, b) => Math.max(a, b), most), 0)
}
