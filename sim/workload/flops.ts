import type { Architecture } from './huggingface.ts'
import { attendedTokens, layerParameters, spannedTokens } from './blocks/block.ts'
import type { Recompute } from './layout.ts'

/** Counts block by block. Source: the shapes themselves; the catalogue test holds it to published counts. */
export function countParameters({ blocks, ends, vocab, hidden }: Architecture) {
  let stored = ends.others + ends.shared
  let passed = ends.others
  for (const block of blocks) {
    const layer = layerParameters(block)
    stored += block.layers * layer.stored
    passed += block.layers * layer.passed
  }
  const { embedding, outputHead } = ends
  return {
    /** All that is stored, multi-token-prediction blocks left out. */
    total: embedding + stored + outputHead + ends.unused,
    /** What one token passes: of a mixture only the routed and shared experts. */
    active: embedding + passed + outputHead,
    /** Those of one token's pass that multiply: without the embedding look-up, with the output head. */
    multiplying: passed + vocab * hidden,
    embedding,
    /** 0 when tied to the embedding. */
    outputHead,
  }
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
export function trainingFlopsPerToken(a: Architecture, seqLen: number) {
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
    /** Matrix products with parameters: 6 × parameters that multiply. */
    matmul,
    /** Scores and values of attention over the full square of the sequence. */
    attentionFull,
    /** The same, counting only what causal attention needs: half. */
    attentionCausal,
    /** Products of linear attention and state-space blocks with their state. */
    state,
    /** matmul + attentionFull + state: the count of Megatron-LM and of the Apertus report. */
    full: matmul + attentionFull + state,
    /** matmul + attentionCausal + state: this product's one convention. */
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
