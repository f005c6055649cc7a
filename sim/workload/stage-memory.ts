import { layerBytesPerToken, type ActivationHabits } from './activations.ts'
import { expertTensor, fullestStage, type Layout, type ZeroStage } from './layout.ts'
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

const weightBytes = 2
const masterBytes = 4
/** fp32 moments: two for AdamW, three for AdEMAMix (Apertus report, section on the optimizer). */
const momentBytes = { adamw: 8, ademamix: 12 } as const

/** Pipeline stages that can be the fullest: the ends, and the second where the ends hold fewer layers. */
export type Stage = 'first' | 'second' | 'last'

export function stagesOf({ pp }: Layout): readonly Stage[] {
  return pp === 1 ? onlyStage : pp === 2 ? bothEnds : allStages
}

const onlyStage = ['first'] as const
const bothEnds = ['first', 'last'] as const
const allStages = ['first', 'last', 'second'] as const

/**
 * Layers of a stage; an uneven cut leaves room at both ends for embedding and head, as the step time has it.
 *
 * Ours: the layers missing in an uneven cut are missing at both ends, half at each.
 */
export function layersHeld({ layers }: Shapes, { pp, vpp }: Layout, stage: Stage): number {
  if (pp === 1) return layers
  const fullest = fullestStage(layers, { pp, vpp })
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

/** What a stage holds from step to step, and the buffers that gather and serve it. */
export type StageStates = Pick<
  Memory['breakdownBytes'],
  'weights' | 'gradients' | 'optimizer' | 'gathered' | 'reserve'
>

/** Experts apart where ep cuts them; from the ZeRO stage on over dp and cp. */
export function stageStates(
  terms: MemoryTerms,
  layout: Layout,
  [stage, zero]: readonly [Stage, ZeroStage],
): StageStates {
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
  // Fully sharded weights stand whole for the layer at work and the next, with the gradients of one.
  const layer = dense + experts
  return {
    weights: casts ? masterBytes * sharded : weightBytes * (zero === 3 ? sharded : whole),
    gradients: habits.gradientBytes * (zero >= 2 ? sharded : whole),
    optimizer: (momentBytes[optimizer] + (casts ? 0 : masterBytes)) * (zero >= 1 ? sharded : whole),
    gathered: zero === 3 ? 2 * weightBytes * layer + weightBytes * Math.max(layer, ends / tp) : 0,
    reserve: habits.reserveBytes,
  }
}

/** All that a stage holds from step to step. Ours: they add up, for all of it is alive at the peak. */
export function statesBytes({ weights, gradients, optimizer, gathered, reserve }: StageStates): number {
  return weights + gradients + optimizer + gathered + reserve
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

export function holdsHead({ pp }: Layout, stage: Stage): boolean {
  return stage === 'last' || pp === 1
}

/**
 * Model chunks × micro-batches whose activations a stage holds at its fullest, if there are that many.
 *
 * Source: Narayanan et al. 2021, section 2.2.1, for 1F1B: stage r of pp has started pp − r micro-batches before the
 * first comes back. Interleaved: (vpp − 1)·pp + 2(pp − r − 1) + 1 chunks, the warm-up of Megatron-LM's schedule; on the
 * first stage the pp·vpp·(1 + (pp − 1)/(pp·vpp)) of Korthikanti et al. 2022, section 4.2.3.
 */
export function chunksStarted({ pp, vpp }: Layout, stage: Stage): number {
  const rank = stage === 'first' ? 0 : stage === 'second' ? 1 : pp - 1
  return vpp === 1 ? pp - rank : (vpp - 1) * pp + 2 * (pp - rank - 1) + 1
}

/** What one place of a pipeline holds of each micro-batch: the same for all layers, micro-batches and recomputations. */
export type StagePlace = {
  readonly chunkLayers: number
  readonly chunksStarted: number
  readonly holdsHead: boolean
}

export function stagePlace({ shapes }: MemoryTerms, layout: Layout, stage: Stage): StagePlace {
  return {
    chunkLayers: layersHeld(shapes, layout, stage) / layout.vpp,
    chunksStarted: chunksStarted(layout, stage),
    holdsHead: holdsHead(layout, stage),
  }
}

/**
 * Layers whose activations of one micro-batch a stage keeps at its fullest.
 *
 * @param chunks  chunks that a rank works through in a step: micro-batches × vpp
 *
 * Source: `chunksStarted`; ours that a stage cannot keep more than a step has.
 */
export function layersKept(place: StagePlace, chunks: number): number {
  return place.chunkLayers * Math.min(place.chunksStarted, chunks)
}

/**
 * Logits that stand higher than a layer at work again, on the stage that has the head.
 *
 * Ours: the peak is either at the head or in a layer at work again, never in both.
 */
export function shownLogits({ logits, working }: Omit<MicroBatchBytes, 'layer'>, hasHead: boolean): number {
  return hasHead && logits > working ? logits : 0
}
