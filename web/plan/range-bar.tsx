import type { Range } from '../../sim/index.ts'
import { placed } from './scale.ts'

type BarProps = { readonly range: Range; readonly most?: number | undefined; readonly least?: number }

/** The range as a thin bar: light from p10 to p90, dark at p50; from zero, or with zero marked where it goes below. */
export function RangeBar({ range, most = range.p90 * 1.1, least = 0 }: BarProps) {
  const { from, wide, middle, zero } = placed(range, most, least)
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" y="2" width="100" height="2" />
      <rect class="band" x={from} y="1" width={wide} height="4" />
      <rect class="middle" x={middle - 0.4} width="0.8" height="6" />
      {least < 0 && <rect class="zero" x={zero - 0.3} width="0.6" height="6" />}
    </svg>
  )
}
