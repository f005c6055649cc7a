import { layerBytesPerToken, type ActivationHabits } from './activations.ts'
import { expertTensor, microBatches, type Layout, type ZeroStage } from './layout.ts'
import type { Shapes } from './shapes.ts'

export type Optimizer = 'adamw' | 'ademamix'

/** What a training software keeps, as far as it changes the bytes on an accelerator. */
export type MemoryHabits = ActivationHabits & {
  /** Bytes of one accumulated gradient. */
  readonly gradientBytes: 2 | 4
  /** Fully sharded weights are kept in fp32 and cast when gathered (FSDP, XLA), instead of a bf16 copy beside them. */
  readonly castsWhenGathered: boolean
  /** Experts are cut over the ranks of tp. */
  readonly cutsExperts: boolean
  /** Bytes of one logit at the loss. */
  readonly logitBytes: number
  /** Context, workspaces, communication buffers, fragmentation. */
  readonly reserveBytes: number
}

/** What stays the same over all layouts of one run. */
export type MemoryTerms = {
  readonly shapes: Shapes
  readonly seqLen: number
  readonly optimizer: Optimizer
  readonly habits: MemoryHabits
}

/** Bytes on the fullest accelerator; the parts add up to the peak. */
export type Memory = {
  readonly peakBytes: number
  readonly breakdownBytes: {
    readonly weights: number
    readonly gradients: number
    readonly optimizer: number
    readonly activations: number
    readonly logits: number
    readonly gathered: number
    readonly reserve: number
  }
}

type Parts = { -readonly [K in keyof Memory['breakdownBytes']]: number }

const weightBytes = 2
const masterBytes = 4
/** fp32 moments: two for AdamW, three for AdEMAMix (Apertus report, section on the optimizer). */
const momentBytes = { adamw: 8, ademamix: 12 } as const

/** Pipeline stages that can be the fullest: the ends, and the second where the ends hold fewer layers. */
export type Stage = 'first' | 'second' | 'last'

/** The parts of the stage that was worked out last. */
export const scratch: Parts = {
  weights: 0,
  gradients: 0,
  optimizer: 0,
  activations: 0,
  logits: 0,
  gathered: 0,
  reserve: 0,
}

export function stagesOf({ pp }: Layout): readonly Stage[] {
  return pp === 1 ? onlyStage : pp === 2 ? bothEnds : allStages
}

const onlyStage = ['first'] as const
const bothEnds = ['first', 'last'] as const
const allStages = ['first', 'last', 'second'] as const

/** Bytes of one stage; leaves its parts in `scratch`. */
export function stageBytes(terms: MemoryTerms, layout: Layout, stage: Stage): number {
  keepStates(terms, layout, stage, layout.zero)
  keepActivations(terms, layout, stage)
  const states = scratch.weights + scratch.gradients + scratch.optimizer
  return states + scratch.activations + scratch.logits + scratch.gathered + scratch.reserve
}

/** All of a stage but its activations and logits. */
export function stateBytes(terms: MemoryTerms, layout: Layout, stage: Stage, zero: ZeroStage): number {
  keepStates(terms, layout, stage, zero)
  return scratch.weights + scratch.gradients + scratch.optimizer + scratch.gathered + scratch.reserve
}

/** Layers of a stage; an uneven cut leaves room at both ends for embedding and head, as the step time has it. */
export function layersHeld({ layers }: Shapes, { pp, vpp }: Layout, stage: Stage): number {
  if (pp === 1) return layers
  const fullest = Math.ceil(layers / (pp * vpp)) * vpp
  const spare = fullest * pp - layers
  return stage === 'second' ? fullest : Math.max(0, fullest - spare / 2)
}

function endParameters(s: Shapes, { pp }: Layout, stage: Stage): number {
  if (pp === 1) return s.storedEndParameters
  if (stage === 'second') return 0
  return stage === 'first' ? s.embeddingParameters : s.headParameters
}

/** Parameters of an average layer, experts apart. */
function layerDense(s: Shapes): number {
  const mixture = s.mixtureLayers / s.layers
  return s.attentionParameters + (1 - mixture) * s.denseMlpParameters + mixture * s.alwaysParameters
}

/** Weights, gradients and optimizer state, experts apart where ep cuts them; from the ZeRO stage on over dp and cp. */
function keepStates(terms: MemoryTerms, layout: Layout, stage: Stage, zero: ZeroStage): void {
  const { shapes: s, habits, optimizer } = terms
  const layers = layersHeld(s, layout, stage)
  const ends = endParameters(s, layout, stage)
  const { tp, dp, cp } = layout
  const expertCut = layout.ep * expertTensor(layout, habits.cutsExperts)
  const experts = ((s.mixtureLayers / s.layers) * s.experts * s.expertParameters) / expertCut
  const dense = layerDense(s) / tp
  const ranks = dp * cp
  const expertRanks = Math.max(1, (ranks * tp) / expertCut)
  const whole = layers * (dense + experts) + ends / tp
  const sharded = (layers * dense + ends / tp) / ranks + (layers * experts) / expertRanks
  const casts = zero === 3 && habits.castsWhenGathered
  scratch.weights = casts ? masterBytes * sharded : weightBytes * (zero === 3 ? sharded : whole)
  scratch.gradients = habits.gradientBytes * (zero >= 2 ? sharded : whole)
  scratch.optimizer = (momentBytes[optimizer] + (casts ? 0 : masterBytes)) * (zero >= 1 ? sharded : whole)
  // Fully sharded weights stand whole for the layer at work and the next, with the gradients of one.
  const layer = dense + experts
  scratch.reserve = habits.reserveBytes
  scratch.gathered = zero === 3 ? 2 * weightBytes * layer + weightBytes * Math.max(layer, ends / tp) : 0
}

/** Activations of one micro-batch: what a layer keeps, and what stands highest beside it for a moment. */
export type MicroBatchBytes = {
  readonly layer: number
  /** A layer at work again under full recomputation. */
  readonly working: number
  readonly logits: number
}

export function microBatchBytes(terms: MemoryTerms, layout: Layout): MicroBatchBytes {
  const { shapes: s, habits, seqLen } = terms
  const tokens = (layout.microBatch * seqLen) / layout.cp
  return {
    layer: tokens * layerBytesPerToken(terms, layout, layout.recompute),
    working: layout.recompute === 'full' ? tokens * layerBytesPerToken(terms, layout, 'none') : 0,
    logits: (tokens * s.vocab * (1 + s.mtpLayers) * habits.logitBytes) / layout.tp,
  }
}

/** Activations of the micro-batches in flight, and the higher of the logits and a layer at work again. */
function keepActivations(terms: MemoryTerms, layout: Layout, stage: Stage): void {
  const { layer, working, logits } = microBatchBytes(terms, layout)
  const shown = holdsHead(layout, stage) && logits > working ? logits : 0
  const layers = layersHeld(terms.shapes, layout, stage) / layout.vpp
  const chunks = Math.min(chunksStarted(layout, stage), microBatches(layout) * layout.vpp)
  scratch.activations = layer * layers * chunks + (shown === 0 ? working : 0)
  scratch.logits = shown
}

export function holdsHead({ pp }: Layout, stage: Stage): boolean {
  return stage === 'last' || pp === 1
}

/**
 * Model chunks × micro-batches whose activations a stage holds at its fullest, if there are that many.
 *
 * 1F1B: stage r of pp has started pp − r micro-batches before the first comes back (Narayanan et al. 2021, section
 * 2.2.1). Interleaved: (vpp − 1)·pp + 2(pp − r − 1) + 1 chunks, the warm-up of Megatron-LM's schedule; for r = 0 it is
 * the pp·vpp·(1 + (pp − 1)/(pp·vpp)) of Korthikanti et al. 2022, section 4.2.3.
 */
export function chunksStarted({ pp, vpp }: Layout, stage: Stage): number {
  const rank = stage === 'first' ? 0 : stage === 'second' ? 1 : pp - 1
  return vpp === 1 ? pp - rank : (vpp - 1) * pp + 2 * (pp - rank - 1) + 1
}
