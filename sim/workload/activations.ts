import type { Architecture } from './architecture.ts'
import type { Layout } from './layout.ts'

const bytesPerValue = 2

/**
 * Bytes that the backward pass of one layer needs, for one token of the micro-batch, on one accelerator.
 *
 * Korthikanti et al. 2022 (arXiv 2205.05198), equations 1 to 4, with the widths of grouped queries, gated MLPs and
 * experts in place of multiples of the hidden size, flash attention (no term in the square of the sequence) and no
 * dropout masks. With a plain MLP of four widths and no grouping it is 32 bytes a feature; the paper's 34 counts two
 * bytes of masks.
 */
export function activationBytesPerToken(a: Architecture, layout: Layout): number {
  const { tp } = layout
  const whole = layout.sequenceParallel ? tp : 1
  // Inputs of both norms and of both products behind them.
  const residual = (4 * bytesPerValue * a.hidden) / whole
  if (layout.recompute === 'full') return (bytesPerValue * a.hidden) / whole
  return residual + (attentionBytes(a) + mlpBytes(a)) / tp
}

/** What stands at once while one fully recomputed layer is computed again. */
export function recomputedBytesPerToken(a: Architecture, layout: Layout): number {
  return layout.recompute === 'full' ? activationBytesPerToken(a, { ...layout, recompute: 'none' }) : 0
}

/** Queries, keys, values and the input of the output projection. */
function attentionBytes({ attention: { heads, kvHeads, headDim, valueHeadDim } }: Architecture): number {
  return bytesPerValue * (heads * headDim + kvHeads * (headDim + valueHeadDim) + heads * valueHeadDim)
}

/** Inputs and outputs of the activation function; routed tokens are balanced and counted once per expert passed. */
function mlpBytes(a: Architecture): number {
  const tensors = a.mlpGated ? 3 : 2
  if (a.moe === null) return bytesPerValue * tensors * a.intermediate
  const { expertsPerToken, expertIntermediate, sharedIntermediate } = a.moe
  const routed = expertsPerToken * (tensors * expertIntermediate + a.hidden)
  return bytesPerValue * (routed + tensors * sharedIntermediate)
}

/**
 * Layers × micro-batches whose activations the first pipeline stage holds at its fullest.
 *
 * 1F1B keeps pp micro-batches of layers/pp layers; interleaving adds (pp − 1)/vpp shares. Source: the same, section
 * 4.2.3. Later stages hold less.
 */
export function layersInFlight(a: Architecture, layout: Layout, microBatches: number): number {
  const { pp, vpp } = layout
  const perStage = a.layers / pp
  const warm = vpp > 1 ? pp + (pp - 1) / vpp : pp
  return perStage * Math.min(warm, microBatches)
}
