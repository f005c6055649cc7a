import type { Range } from '../../sim/index.ts'
import { barWidth, placed } from './scale.ts'

/** The range as a thin bar from zero: light from p10 to p90, dark at p50. */
export function RangeBar({ range, most }: { readonly range: Range; readonly most?: number }) {
  const { from, wide, middle } = placed(range, most ?? range.p90 * 1.1)
  return (
    <svg class="bar" viewBox={`0 0 ${String(barWidth)} 6`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="2" width={barWidth} height="2" />
      <rect class="band" x={from} y="1" width={wide} height="4" />
      <rect class="middle" x={middle - 0.4} y="0" width="0.8" height="6" />
    </svg>
  )
}
