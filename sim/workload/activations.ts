import type { Recompute } from './layout.ts'
import type { Shapes } from './shapes.ts'

/** How a training software computes and keeps activations, as far as it changes their bytes. */
export type ActivationHabits = {
  /** Attention never writes its square; false for most software before 2023. */
  readonly flashAttention: boolean
  /** Inputs of the layers' products are kept in 8 bits. */
  readonly lowPrecision: boolean
  /** Activation and gate of an MLP are one kernel, which keeps its inputs alone. */
  readonly fusesActivation: boolean
  /** With sequence parallelism, the inputs of both column-parallel products are kept as gathered, not gathered again. */
  readonly keepsGathered: boolean
  /**
   * Selective recomputation keeps the input, attention's output and every second product that its policy sees (torchtitan),
   * of dense layers and of mixtures in these shares of runs; null for another rule.
   */
  readonly keepsProducts: { readonly dense: number; readonly mixture: number } | null
  /** Routed tokens of the fullest rank over the mean: its buffers are that much larger. */
  readonly expertLoad: number
}

/** What the activations of a layer depend on. */
export type ActivationQuestion = {
  readonly shapes: Shapes
  readonly seqLen: number
  readonly habits: ActivationHabits
}

/** The part of a layout that they depend on, recomputation apart. */
export type ActivationCut = { readonly tp: number; readonly sequenceParallel: boolean }

const valueBytes = 2
/** A byte and its share of a block's scale: one for 32 values (mxfp8). Plain fp8 has one a tensor, 3 % less. */
const lowBytes = 1 + 1 / 32
/** Masks of the two dropouts on the hidden width, a byte each; software with flash attention trains without dropout. */
const maskBytes = 2
/** Scores, their softmax and its dropout mask: the 5·a·s²·b of Korthikanti's equation 2. */
const squareBytes = 5
const rowSumBytes = 4

/**
 * Bytes that the backward pass of an average layer needs, for one token of the micro-batch, on one accelerator.
 *
 * Korthikanti et al. 2022 (arXiv 2205.05198), equations 1 to 4, with the widths of grouped queries, latent attention,
 * gated MLPs and experts in place of multiples of the hidden size: without flash attention a plain layer is their
 * 34 bytes a feature and 5·a·s, with it neither the square nor masks.
 *
 * Linear attention and state-space blocks keep what goes into and comes out of them; their kernels compute the states
 * again in the backward pass (Gu and Dao 2023, arXiv 2312.00752, section 3.3.2). Unfused attention has its square in the
 * layers that attend.
 *
 * 'selective' drops the square where there is one (their section 5). Where flash attention has dropped it already, it
 * computes again what is cheap: the outputs of norms and of the activation function, and the up-projections of latent
 * attention. 'full' keeps the input of the layer.
 *
 * Source: Korthikanti et al. 2022, section 4 and equations 1 to 4; the widths of later architectures are ours.
 */
export function layerBytesPerToken(q: ActivationQuestion, cut: ActivationCut, recompute: Recompute): number {
  const { shapes: s, habits, seqLen } = q
  const whole = cut.sequenceParallel ? cut.tp : 1
  if (recompute === 'full') return (valueBytes * s.hidden) / whole
  const again = recompute === 'selective'
  if (again && habits.keepsProducts !== null) return halfOfProducts(q.shapes, cut, habits.keepsProducts)
  const square = habits.flashAttention || again ? 0 : squareBytes * s.heads * s.attentionShare * seqLen
  const cheap = again && habits.flashAttention
  const gathered =
    habits.keepsGathered && cut.sequenceParallel ? 2 * valueBytes * s.hidden * (1 - 1 / cut.tp) : 0
  return (
    gathered +
    residualBytes(q, cheap) / whole +
    (attentionBytes(q, cheap) + mlpBytes(q, cheap) + square) / cut.tp
  )
}

/**
 * The layer's input, attention's output and its row sums; of the products the first, third and so on: queries and
 * values, the gate of an MLP and its last, which is whole on each rank of tp. Those of experts are in no list.
 *
 * Source: torchtitan, `_op_sac_save_list` and `apply_compile` of its models at 575674a4.
 */
function halfOfProducts(
  s: Shapes,
  { tp, sequenceParallel }: ActivationCut,
  seen: { readonly dense: number; readonly mixture: number },
): number {
  const mixture = s.mixtureLayers / s.layers
  const last = s.mlpMatrices === 2 ? 0 : s.hidden
  const projections = (s.qkvWidth + s.latentWidth + s.attentionOutWidth) / 2
  const shared = s.sharedIntermediate === 0 ? 0 : s.sharedIntermediate / tp + last
  const dense = (1 - mixture) * seen.dense * (projections / tp + s.intermediate / tp + last)
  const kept = dense + mixture * seen.mixture * (projections / tp + shared)
  const input = s.hidden / (sequenceParallel ? tp : 1)
  const rowSums = (rowSumBytes * s.heads * s.attentionShare) / tp
  return valueBytes * (input + s.attentionOutWidth / tp + kept) + rowSums
}

/** Inputs of both norms, and of the products behind them. */
function residualBytes({ shapes: s, habits }: ActivationQuestion, cheap: boolean): number {
  const productInput = habits.lowPrecision ? lowBytes : valueBytes
  const masks = habits.flashAttention ? 0 : maskBytes
  return s.branchShare * s.hidden * (2 * valueBytes + (cheap ? 0 : 2 * productInput) + masks)
}

/** Queries, keys, values and the output of attention, which is the input of its output projection. */
function attentionBytes({ shapes: s, habits }: ActivationQuestion, cheap: boolean): number {
  const inputs = cheap && s.latentWidth > 0 ? 2 * s.latentWidth : s.qkvWidth + s.latentWidth
  const rowSums = habits.flashAttention ? rowSumBytes * s.heads * s.attentionShare : 0
  const cast = habits.lowPrecision ? lowBytes * s.attentionOutWidth : 0
  return valueBytes * (inputs + s.attentionOutWidth) + rowSums + cast
}

/** Input and output of the activation function; routed tokens are balanced and counted once for each expert passed. */
function mlpBytes({ shapes: s, habits }: ActivationQuestion, cheap: boolean): number {
  const productInput = habits.lowPrecision ? lowBytes : valueBytes
  const apart = habits.fusesActivation || s.mlpMatrices === 2 ? 0 : valueBytes
  const each = (s.mlpMatrices - 1) * valueBytes + (cheap ? 0 : productInput + apart)
  const mixture = s.mixtureLayers / s.layers
  const routed =
    habits.expertLoad * s.expertsPerToken * (each * s.expertIntermediate + productInput * s.expertHidden)
  return (1 - mixture) * each * s.intermediate + mixture * (routed + each * s.sharedIntermediate)
}
