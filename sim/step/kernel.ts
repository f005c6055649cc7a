import chips from './fitted/chips.json' with { type: 'json' }
import { attendedTokens } from '../workload/blocks/block.ts'
import type { Shapes } from '../workload/shapes.ts'
import type { Constants } from './fitted/calibration.ts'
import type { ChipFamily, Hardware } from './hardware.ts'
import type { Practice } from './practice.ts'

export type Precision = 'bf16' | 'fp16' | 'fp8' | 'mxfp8' | 'nvfp4'

/** Rates that kernels reach on one accelerator: the datasheet's, times what was fitted. */
export type Rates = Readonly<ReturnType<typeof ratesOf>>

/** Peak per watt of an A100: a part with no more is not held back by its power. */
const unboundFlopsPerJ = 312e12 / 400

/** Share of its peak that large products of an A100 were measured to reach: 271.2 of 312 TFLOP/s. */
const ampereMatmulShare = 271.2 / 312

/**
 * Share of the dense bf16 peak that large matrix products reach: the clock of a part whose peak asks for more power
 * than its limit gives falls by a root of what is missing. A family that no run was seen of reaches what its products
 * alone were measured to reach against an A100's.
 *
 * Ours: power goes with a low power of the clock, since the voltage falls with it. Source of the measured shares:
 * Bekman, Machine Learning Engineering (maximum achievable matrix products).
 */
export function matmulEfficiency(
  { flopsPerJ, matmulShare, powerFraction }: Pick<Hardware, 'flopsPerJ' | 'matmulShare' | 'powerFraction'>,
  c: Constants,
): number {
  const density = flopsPerJ === null ? 1 : Math.min(1, unboundFlopsPerJ / flopsPerJ)
  const share = matmulShare === null ? density ** c.powerBound : matmulShare / ampereMatmulShare
  return c.matmulPeak * share * powerFraction ** c.powerCap
}

type Peaks = Pick<Hardware, 'bf16FlopsPerS' | 'fp8FlopsPerS' | 'fp4FlopsPerS'>

/** The peak that a precision's matrix products are counted against; null where the part has none. */
export function peakOf(chip: Peaks, precision: Precision): number | null {
  if (precision === 'nvfp4') return chip.fp4FlopsPerS
  return precision === 'fp8' || precision === 'mxfp8' ? chip.fp8FlopsPerS : chip.bf16FlopsPerS
}

/** The year in which a family first trained in the field: its software is young. Judgements. */
const firstYears: Readonly<Record<ChipFamily, number>> = chips.firstYears

/** Bytes of an element in a product's inputs and output, roughly: what a dimension has to outweigh. */
const elementBytes = 2

/** Rate of fused attention that adds a bias to each score over one that does not. A judgement, from llm-foundry's tables. */
const biasedShare = 0.75

/**
 * Portable attention reaches 320 to 390 TFLOP/s on a B200 (flashinfer, pull request 5133), what it reaches on an H100,
 * whose rate and clock stand for it: so far below a B200's peak no power limit holds it back.
 */
const portableChip = { bf16FlopsPerS: 989.4e12, flopsPerJ: 989.4e12 / 700 }

/** FlashAttention-3 and its kin: 740 TFLOP/s on an H100, exponentials behind the products (arXiv 2407.08608), which reach 794. */
const modernAttention = 740 / 794.5
const modernSince = 2025

/** Products of attention in fp8 against bf16: up to 1.2 PFLOP/s on an H200 (NVIDIA on cuDNN 9), roughly. */
export const lowAttention = 1.5

/** No product of factors makes large products faster than this share of the peak. */
const mostOfPeak = 0.9

/** Rates of one precision on one accelerator with one software. A missing peak is the caller's to refuse; bf16 stands in. */
export function ratesOf(
  hardware: Hardware,
  precision: Precision,
  { practice, constants: c }: { readonly practice: Practice; readonly constants: Constants },
) {
  const { family } = hardware
  const young = practice.year <= firstYears[family] ? c.youngChip : 1
  const bf16 = hardware.bf16FlopsPerS
  const peak = peakOf(hardware, precision) ?? bf16
  const low = precision !== 'bf16' && precision !== 'fp16'
  const plain = matmulEfficiency(hardware, c) * young
  const lowGain = low ? c.lowPrecisionMatmul : 1
  const native = practice.nativeAttention || family === 'ampere' || family === 'tpu'
  const modern = practice.year >= modernSince && (family === 'hopper' || family === 'blackwell')
  // Others have kernels of their own. FlashAttention-2 is twice as fast as the first (Dao 2023, arXiv 2307.08691).
  const flash = family === 'ampere' || family === 'hopper' ? 1 + practice.firstFlash : 1
  const ported = family === 'blackwell' ? { ...hardware, ...portableChip } : hardware
  const portable = ported.bf16FlopsPerS * matmulEfficiency(ported, c) * young * c.portableAttention
  const perByte = (c.matmulShape * elementBytes) / hardware.memoryBytesPerS
  return {
    /** Peak of the layers' matrix products times their efficiency. */
    matmulFlopsPerS: peak * plain * lowGain,
    /** The same in bf16: output head, router and whatever stays out of low precision. */
    plainMatmulFlopsPerS: bf16 * plain,
    /** Smallest dimension worth its name: machine balance × the shape constant. */
    shapeScale: peak * perByte,
    plainShapeScale: bf16 * perByte,
    attentionFlopsPerS:
      (native ? bf16 * plain * (modern ? modernAttention : c.fusedAttention) : portable) *
      ((practice.biasesAttention ? biasedShare : 1) / flash),
    /** Fused attention that is not written for the chip: what learned sinks fall back to. */
    portableFlopsPerS: portable,
    /** Share of runs that fuse experts and compute attention in fp8. */
    fusedExperts: precision === 'mxfp8' ? practice.fusesExperts : 0,
    memoryBytesPerS: hardware.memoryBytesPerS,
    /** Attention computes exponentials behind its products, not after them. */
    hidesExponentials: native && modern,
    lowPrecision: low,
    /** Operands are cast by rows and by columns, each read for itself: so does torchao with blocks of mxfp8 and nvfp4. */
    castsRows:
      practice.scalesRows || (practice.stack === 'fsdp' && (precision === 'mxfp8' || precision === 'nvfp4')),
    /** What chip and software are slower or faster than the constants say, all told. */
    slowing: Math.max(Math.exp(-practice.effect - hardware.effect), (plain * lowGain) / mostOfPeak),
  }
}

/**
 * Time of a matrix product [m × k]·[k × n]: 2·m·n·k FLOPs at the rate, slowed by each dimension that is small against
 * the machine's balance, `rates.shapeScale` (tiles that do not fill, operands that are read for too little work).
 *
 * Ours: the roofline of Williams, Waterman and Patterson 2009 with a smooth bend, since tiles fill by degrees.
 */
export function matmulS(m: number, n: number, k: number, rate: number, scale: number): number {
  const flops = 2 * m * n * k
  // A layer without a feed-forward has a product of no width.
  return flops === 0 ? 0 : (flops / rate) * (1 + scale * (1 / m + 1 / n + 1 / k))
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
