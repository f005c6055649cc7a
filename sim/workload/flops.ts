import type { Architecture } from './architecture.ts'
import type { Recompute } from './layout.ts'
import { countParameters } from './parameters.ts'

/** Training FLOPs of one token, forward and backward (backward is twice the forward). */
export type TokenFlops = {
  /** Matrix products with parameters: 6 × parameters that multiply. */
  readonly matmul: number
  /** Scores and values of attention over the full square of the sequence. */
  readonly attentionFull: number
  /** The same, counting only what causal attention needs: half. */
  readonly attentionCausal: number
  /** matmul + attentionFull: the count of Megatron-LM and of the Apertus report. */
  readonly full: number
  /** matmul + attentionCausal: this product's one convention. */
  readonly causal: number
}

/** A multiplication and an addition, forward and twice backward. */
const flopsPerParameter = 6

/**
 * Model FLOPs of one training token in sequences of `seqLen` tokens.
 *
 * Attention over the full square: 6 · s · heads · (head width + value width) a layer, which is 12 · s · hidden where
 * heads × width = hidden. Windowed layers attend to at most their window, of which causality leaves all but a corner.
 *
 * Source: Narayanan et al. 2021 (arXiv 2104.04473), appendix; causal halving as DeepSeek-V3 counts it.
 */
export function trainingFlopsPerToken(a: Architecture, seqLen: number): TokenFlops {
  const matmul = flopsPerParameter * countParameters(a).multiplying
  const { heads, headDim, valueHeadDim, window, windowedLayers } = a.attention
  const perAttended = flopsPerParameter * heads * (headDim + valueHeadDim)
  const fullLayers = a.layers - windowedLayers
  const span = windowedLayers === 0 ? seqLen : Math.min(window, seqLen)
  const attentionFull = perAttended * (fullLayers * seqLen + windowedLayers * span)
  const windowCausal = span * (1 - span / (2 * seqLen))
  const attentionCausal = perAttended * (fullLayers * (seqLen / 2) + windowedLayers * windowCausal)
  return {
    matmul,
    attentionFull,
    attentionCausal,
    full: matmul + attentionFull,
    causal: matmul + attentionCausal,
  }
}

/** FLOPs that the hardware does for one token, recomputation included (causal): nothing, attention, or one more forward. */
export function hardwareFlopsPerToken(a: Architecture, seqLen: number, recompute: Recompute): number {
  const { causal, attentionCausal } = trainingFlopsPerToken(a, seqLen)
  const again = { none: 0, selective: attentionCausal / 3, full: causal / 3 }[recompute]
  return causal + again
}
