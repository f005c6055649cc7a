import { attendedTokens } from '../workload/blocks/block.ts'
import type { Shapes } from '../workload/shapes.ts'
import type { Constants } from './constants.ts'
import type { ChipFamily, Hardware } from './hardware.ts'
import { stackSpeed, type Practice } from './practice.ts'

export type Precision = 'bf16' | 'fp16' | 'fp8' | 'mxfp8' | 'nvfp4'

/** Rates that kernels reach on one accelerator: the datasheet's, times what was fitted. */
export type Rates = {
  /** Peak of the layers' matrix products times their efficiency. */
  readonly matmulFlopsPerS: number
  /** The same in bf16: output head, router and whatever stays out of low precision. */
  readonly plainMatmulFlopsPerS: number
  /** Smallest dimension worth its name: machine balance × the shape constant. */
  readonly shapeScale: number
  readonly plainShapeScale: number
  readonly attentionFlopsPerS: number
  readonly memoryBytesPerS: number
  readonly lowPrecision: boolean
  /** Inputs carry a scale for each block (mxfp8, nvfp4). */
  readonly blockScaled: boolean
}

function matmulEfficiency(family: ChipFamily, low: 'none' | 'fp8' | 'fp4', c: Constants): number {
  if (family === 'hopper') return low === 'none' ? c.matmulHopper : c.matmulHopperFp8
  if (family === 'blackwell') {
    return low === 'none' ? c.matmulBlackwell : low === 'fp8' ? c.matmulBlackwellFp8 : c.matmulBlackwellFp4
  }
  if (family === 'ampere') return c.matmulAmpere
  if (family === 'volta') return c.matmulVolta
  if (family === 'tpu') return c.matmulTpu
  if (family === 'trainium') return c.matmulTrainium
  if (family === 'cdna') return c.matmulCdna
  return family === 'gaudi' ? c.matmulGaudi : c.matmulPonteVecchio
}

function flashEfficiency(family: ChipFamily, c: Constants): number {
  if (family === 'ampere') return c.flashAmpere
  if (family === 'hopper') return c.flashHopper
  return family === 'blackwell' ? c.flashBlackwell : c.flashOther
}

/** The peak that a precision's matrix products are counted against; null where the part has none. */
export function peakOf(hardware: Hardware, precision: Precision): number | null {
  if (precision === 'nvfp4') return hardware.fp4FlopsPerS
  return precision === 'fp8' || precision === 'mxfp8' ? hardware.fp8FlopsPerS : hardware.bf16FlopsPerS
}

/** The year in which a family first trained in the field: its software is young. Judgements. */
const firstYears: Readonly<Record<ChipFamily, number>> = {
  volta: 2018,
  ampere: 2020,
  hopper: 2023,
  blackwell: 2025,
  cdna: 2021,
  tpu: 2018,
  trainium: 2023,
  'ponte-vecchio': 2023,
  gaudi: 2022,
}

/** Bytes of an element in a product's inputs and output, roughly: what a dimension has to outweigh. */
const elementBytes = 2

/** Rates of one precision on one accelerator with one software. A missing peak is the caller's to refuse; bf16 stands in. */
export function ratesOf(
  hardware: Hardware,
  precision: Precision,
  { practice, constants: c }: { readonly practice: Practice; readonly constants: Constants },
): Rates {
  const { family } = hardware
  const triton = practice.tritonAttention ? c.tritonAttention * (family === 'hopper' ? c.tritonHopper : 1) : 1
  const refreshed = hardware.refreshed ? c.blackwellUltra : 1
  const young = practice.year <= firstYears[family] ? c.youngChip : 1
  const speed = stackSpeed(practice.stack, family, c) * hardware.clockFraction * refreshed * young
  const bf16 = hardware.bf16FlopsPerS
  const peak = peakOf(hardware, precision) ?? bf16
  const low = precision === 'nvfp4' ? 'fp4' : precision === 'fp8' || precision === 'mxfp8' ? 'fp8' : 'none'
  const plain = matmulEfficiency(family, 'none', c)
  const perByte = (c.matmulShape * elementBytes) / hardware.memoryBytesPerS
  return {
    matmulFlopsPerS: peak * matmulEfficiency(family, low, c) * speed,
    plainMatmulFlopsPerS: bf16 * plain * speed,
    shapeScale: peak * perByte,
    plainShapeScale: bf16 * perByte,
    attentionFlopsPerS: bf16 * flashEfficiency(family, c) * speed * triton,
    memoryBytesPerS: hardware.memoryBytesPerS,
    lowPrecision: low !== 'none',
    blockScaled: precision === 'mxfp8' || precision === 'nvfp4',
  }
}

/**
 * Time of a matrix product [m × k]·[k × n]: 2·m·n·k FLOPs at the rate, slowed by each dimension that is small against
 * the machine's balance (tiles that do not fill, operands that are read for too little work).
 *
 * @param scale  rates.shapeScale
 *
 * Ours: the roofline of Williams, Waterman and Patterson 2009 with a smooth bend, since tiles fill by degrees.
 */
export function matmulS(m: number, n: number, k: number, rate: number, scale: number): number {
  return ((2 * m * n * k) / rate) * (1 + scale * (1 / m + 1 / n + 1 / k))
}

/**
 * Score and value FLOPs of causal attention for one sequence in all layers' average, all heads, forward.
 *
 * Source: Narayanan et al. 2021 (arXiv 2104.04473), appendix, of which causality leaves `attendedTokens`.
 */
export function attentionFlops(s: Shapes, seqLen: number): number {
  let perToken = 0
  for (const span of s.spans) {
    perToken += span.scoreWidth * attendedTokens(span, seqLen) + (span.indexWidth * seqLen) / 2
  }
  return 2 * seqLen * perToken
}
