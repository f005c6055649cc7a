import type { Architecture } from './architecture.ts'
import type { Recompute } from './layout.ts'
import { attendedTokens, spannedTokens } from './blocks/block.ts'
import { countParameters } from './parameters.ts'

/** Training FLOPs of one token, forward and backward (backward is twice the forward). */
export type TokenFlops = {
  /** Matrix products with parameters: 6 × parameters that multiply. */
  readonly matmul: number
  /** Scores and values of attention over the full square of the sequence. */
  readonly attentionFull: number
  /** The same, counting only what causal attention needs: half. */
  readonly attentionCausal: number
  /** Products of linear attention and state-space blocks with their state. */
  readonly state: number
  /** matmul + attentionFull + state: the count of Megatron-LM and of the Apertus report. */
  readonly full: number
  /** matmul + attentionCausal + state: this product's one convention. */
  readonly causal: number
}

/** A multiplication and an addition, forward and twice backward. */
const flopsPerParameter = 6

/**
 * Model FLOPs of one training token in sequences of `seqLen` tokens.
 *
 * Attention over the full square: 6 · s · heads · (head width + value width) a layer, which is 12 · s · hidden where
 * heads × width = hidden. Windowed layers attend to at most their window, of which causality leaves all but a corner.
 * A block with a state multiplies with each of its elements, whatever the length (`stateProducts`).
 *
 * Source: Narayanan et al. 2021 (arXiv 2104.04473), appendix; causal halving as DeepSeek-V3 counts it; blocks with a
 * state as their papers write the recurrence (sim/workload/blocks/state.ts).
 */
export function trainingFlopsPerToken(a: Architecture, seqLen: number): TokenFlops {
  const matmul = flopsPerParameter * countParameters(a).multiplying
  let attentionFull = 0
  let attentionCausal = 0
  let state = 0
  for (const { layers, mixer } of a.blocks) {
    const { scoreWidth, span, indexWidth } = mixer
    attentionFull += layers * (scoreWidth * spannedTokens(span, seqLen) + indexWidth * seqLen)
    attentionCausal += layers * (scoreWidth * attendedTokens(span, seqLen) + (indexWidth * seqLen) / 2)
    state += layers * mixer.stateProducts
  }
  attentionFull *= flopsPerParameter
  attentionCausal *= flopsPerParameter
  state *= flopsPerParameter
  return {
    matmul,
    attentionFull,
    attentionCausal,
    state,
    full: matmul + attentionFull + state,
    causal: matmul + attentionCausal + state,
  }
}

/**
 * FLOPs that the hardware does for one token, recomputation included (causal): nothing, attention, or one more
 * forward.
 *
 * Source: Korthikanti et al. 2022 (arXiv 2205.05198), appendix: what recomputation adds to the model's FLOPs.
 */
export function hardwareFlopsPerToken(a: Architecture, seqLen: number, recompute: Recompute): number {
  const { causal, attentionCausal } = trainingFlopsPerToken(a, seqLen)
  const again = { none: 0, selective: attentionCausal / 3, full: causal / 3 }[recompute]
  return causal + again
}
