import type { Range } from '../../sim/index.ts'

const barWidth = 100

/** The range as a thin bar from zero: light from p10 to p90, dark at p50. */
export function RangeBar({ range, most }: { readonly range: Range; readonly most?: number }) {
  const scale = barWidth / (most ?? (range.p90 * 1.1 || 1))
  return (
    <svg class="bar" viewBox={`0 0 ${String(barWidth)} 6`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" x="0" y="2" width={barWidth} height="2" />
      <rect
        class="band"
        x={range.p10 * scale}
        y="1"
        width={Math.max(0.5, (range.p90 - range.p10) * scale)}
        height="4"
      />
      <rect class="middle" x={range.p50 * scale - 0.4} y="0" width="0.8" height="6" />
    </svg>
  )
}
