import { quantile, quantileIn } from '../base/math.ts'
import { BLOCK } from './monte-carlo.ts'

/** 80 % of the samples lie between p10 and p90. */
export type Band = { readonly p10: number; readonly p50: number; readonly p90: number }

let scratch = new Float64Array(0)

function quantilesOf(samples: Float64Array): Band {
  if (scratch.length !== samples.length) scratch = new Float64Array(samples.length)
  scratch.set(samples)
  const p10 = quantileIn(scratch, 0.1)
  const p50 = quantileIn(scratch, 0.5, Math.floor(0.1 * (samples.length - 1)))
  return { p10, p50, p90: quantileIn(scratch, 0.9, Math.floor(0.5 * (samples.length - 1))) }
}

/** Band of one output's samples, and the samples in ascending order: each worked out when it is first read. */
export function bandOf(samples: Float64Array): Band & { readonly ascending: Float64Array } {
  let known: Band | null = null
  let sorted: Float64Array | null = null
  const band = () => (known ??= quantilesOf(samples))
  return {
    get p10() {
      return band().p10
    },
    get p50() {
      return band().p50
    },
    get p90() {
      return band().p90
    },
    get ascending() {
      return (sorted ??= samples.slice().sort())
    },
  }
}

/** So many values that a quantile dot plot or a histogram draws: the middles of equal shares of ascending samples. */
export function dots(ascending: Float64Array, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => quantile(ascending, (i + 0.5) / count))
}

/**
 * Standard error of the median of samples in the order they were drawn; 0 where there is but one block.
 * Blocks are independent replicates of the same Latin hypercube, so the scatter of their medians says how far the
 * median of all is off; the formula for independent samples would overstate it.
 */
export function errorOfMedian(samples: Float64Array): number {
  const blocks = Math.floor(samples.length / BLOCK)
  if (blocks < 2) return 0
  let sum = 0
  let squares = 0
  for (let block = 0; block < blocks; block += 1) {
    const middle = quantileIn(samples.slice(block * BLOCK, (block + 1) * BLOCK), 0.5)
    sum += middle
    squares += middle * middle
  }
  const mean = sum / blocks
  const variance = Math.max(0, squares / blocks - mean * mean) * (blocks / (blocks - 1))
  return Math.sqrt(variance / blocks)
}
