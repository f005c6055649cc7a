import type { Range } from '../../sim/index.ts'

export const barWidth = 100

/** Where a range stands on a bar of 100 from zero to `most`: equal amounts are equally wide on bars of one `most`. */
export function placed({ p10, p50, p90 }: Range, most: number) {
  const scale = barWidth / (most || 1)
  return { from: p10 * scale, wide: Math.max(0.5, (p90 - p10) * scale), middle: p50 * scale }
}
