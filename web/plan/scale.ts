import type { Range } from '../../sim/index.ts'

/** Where a range stands on a bar of 100 from `least` to `most`: equal amounts are equally wide on bars of one scale. */
export function placed({ p10, p50, p90 }: Range, most: number, least = 0) {
  const at = (value: number) => ((value - least) / (most - least || 1)) * 100
  return { from: at(p10), wide: at(p90) - at(p10), middle: at(p50), zero: at(0) }
}
