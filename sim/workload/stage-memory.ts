import { layerBytesPerToken, type ActivationHabits } from './activations.ts'
import {
  balancedStages,
  expertTensor,
  fullestStage,
  headLayers,
  type Layout,
  type ZeroStage,
} from './layout.ts'
import type { Shapes } from './shapes.ts'

export type Optimizer = 'adamw' | 'ademamix'

/** What a training software keeps, as far as it changes the bytes on an accelerator. */
export type MemoryHabits = ActivationHabits & {
  readonly gradientBytes: 2 | 4
  /** Bytes of the gradients of one micro-batch beside the accumulated ones; 0 where products add to these directly. */
  readonly freshGradientBytes: 0 | 2
  /** Bytes of the copies in lower precision that are kept beside each weight of a layer. */
  readonly lowWeightBytes: number
  /** Stages are cut so that the head counts as the layers that it is worth (nanotron). */
  readonly balancesHead: boolean
  /** Fully sharded weights are kept in fp32 and cast when gathered (FSDP, XLA), instead of a bf16 copy beside them. */
  readonly castsWhenGathered: boolean
  /** Experts are cut over the ranks of tp. */
  readonly cutsExperts: boolean
  /** Accelerators inside which ZeRO 3 cuts, with a copy in each domain; all of them where it is Infinity. */
  readonly shardDomain: number
  readonly logitBytes: number
  /** The same where logits are cut over ranks of tp. */
  readonly cutLogitBytes: number
  /** Workspaces and what the allocator loses to fragmentation. */
  readonly reserveBytes: number
}

/** What stays the same over all layouts of one run. */
export type MemoryTerms = {
  readonly shapes: Shapes
  readonly seqLen: number
  readonly optimizer: Optimizer
  readonly habits: MemoryHabits
}

const weightBytes = 2
const masterBytes = 4
/** fp32 moments: two for AdamW, three for AdEMAMix (Apertus report, section on the optimizer). */
const momentBytes = { adamw: 8, ademamix: 12 } as const

/** One place of a pipeline. */
export type Stage = {
  /** Stages before it. */
  readonly rank: number
  readonly layers: number
  readonly holdsEmbedding: boolean
  readonly holdsHead: boolean
}

/**
 * Pipeline stages that can be the fullest: the ends, and the second where the ends hold fewer layers.
 *
 * Ours: the layers missing in an uneven cut are missing at both ends, half at each, as the step time has it.
 */
export function stagesOf({ shapes, habits }: MemoryTerms, layout: Layout): readonly Stage[] {
  const { pp } = layout
  const { layers } = shapes
  if (pp === 1) return [{ rank: 0, layers, holdsEmbedding: true, holdsHead: true }]
  const at = (rank: number, held: number): Stage => ({
    rank,
    layers: held,
    holdsEmbedding: rank === 0,
    holdsHead: rank === pp - 1,
  })
  if (habits.balancesHead)
    return balancedStages(layers, pp, headLayers(shapes)).map((held, rank) => at(rank, held))
  const fullest = fullestStage(layers, layout)
  const end = Math.max(0, fullest - (fullest * pp - layers) / 2)
  return [at(0, end), at(pp - 1, end), ...(pp === 2 ? [] : [at(1, fullest)])]
}

function endParameters(s: Shapes, { holdsEmbedding, holdsHead }: Stage): number {
  if (holdsEmbedding && holdsHead) return s.storedEndParameters
  return holdsEmbedding ? s.embeddingParameters : holdsHead ? s.headParameters : 0
}

/** Parameters of an average layer, experts apart. */
function layerDense(s: Shapes): number {
  const mixture = s.mixtureLayers / s.layers
  return s.attentionParameters + (1 - mixture) * s.denseMlpParameters + mixture * s.alwaysParameters
}

/** What a stage holds from step to step, and the buffers that gather and serve it. */
export type StageStates = Readonly<ReturnType<typeof stageStates>>

/** Experts apart where ep cuts them; from the ZeRO stage on over dp and cp. */
export function stageStates(terms: MemoryTerms, layout: Layout, [stage, zero]: readonly [Stage, ZeroStage]) {
  const { shapes: s, habits, optimizer } = terms
  const { layers } = stage
  const ends = endParameters(s, stage)
  const { tp, dp, cp } = layout
  const expertCut = layout.ep * expertTensor(layout, habits.cutsExperts)
  const experts = ((s.mixtureLayers / s.layers) * s.experts * s.expertParameters) / expertCut
  const dense = layerDense(s) / tp
  const ranks = Math.min(dp * cp, zero === 3 ? Math.max(1, Math.floor(habits.shardDomain / tp)) : Infinity)
  const expertRanks = Math.max(1, (ranks * tp) / expertCut)
  const whole = layers * (dense + experts) + ends / tp
  const sharded = (layers * dense + ends / tp) / ranks + (layers * experts) / expertRanks
  const casts = zero === 3 && habits.castsWhenGathered
  // Fully sharded weights stand whole for the layer at work and the next, with the gradients of one.
  const layer = dense + experts
  const low = habits.lowWeightBytes * layer * (zero === 3 ? 1 : layers)
  // Beside a pipeline they stay gathered between its micro-batches, and so do their gradients.
  const keptWhole = casts && layout.pp > 1
  const fresh = keptWhole ? masterBytes * whole : habits.freshGradientBytes * (zero >= 2 ? layer : whole)
  return {
    weights: low + (casts ? masterBytes * sharded : weightBytes * (zero === 3 ? sharded : whole)),
    gradients: fresh + habits.gradientBytes * (zero >= 2 ? sharded : whole),
    optimizer: (momentBytes[optimizer] + (casts ? 0 : masterBytes)) * (zero >= 1 ? sharded : whole),
    gathered: zero < 3 ? 0 : weightBytes * (keptWhole ? whole : 2 * layer + Math.max(layer, ends / tp)),
    reserve: habits.reserveBytes,
  }
}

/** All that a stage holds from step to step. Ours: they add up, for all of it is alive at the peak. */
export function statesBytes({ weights, gradients, optimizer, gathered, reserve }: StageStates): number {
  return weights + gradients + optimizer + gathered + reserve
}

/** Activations of one micro-batch: what a layer keeps, and what stands highest beside it for a moment. */
export type MicroBatchBytes = Readonly<ReturnType<typeof microBatchBytes>>

export function microBatchBytes(terms: MemoryTerms, layout: Layout) {
  const { shapes: s, habits, seqLen } = terms
  const tokens = (layout.microBatch * seqLen) / layout.cp
  const logitBytes = layout.tp > 1 ? habits.cutLogitBytes : habits.logitBytes
  return {
    layer: tokens * layerBytesPerToken(terms, layout, layout.recompute),
    /** A layer at work again under full recomputation. */
    working: layout.recompute === 'full' ? tokens * layerBytesPerToken(terms, layout, 'none') : 0,
    logits: (tokens * s.vocab * (1 + s.mtpLayers) * logitBytes) / layout.tp,
  }
}

/**
 * Model chunks × micro-batches whose activations a stage holds at its fullest, if there are that many.
 *
 * Source: Narayanan et al. 2021, section 2.2.1, for 1F1B: stage r of pp has started pp − r micro-batches before the
 * first comes back. Interleaved: (vpp − 1)·pp + 2(pp − r − 1) + 1 chunks, the warm-up of Megatron-LM's schedule; on the
 * first stage the pp·vpp·(1 + (pp − 1)/(pp·vpp)) of Korthikanti et al. 2022, section 4.2.3.
 */
export function chunksStarted({ pp, vpp }: Layout, rank: number): number {
  return vpp === 1 ? pp - rank : (vpp - 1) * pp + 2 * (pp - rank - 1) + 1
}

/** What one place of a pipeline holds of each micro-batch: the same for all layers, micro-batches and recomputations. */
export type StagePlace = Readonly<ReturnType<typeof stagePlace>>

export function stagePlace(layout: Layout, { layers, rank, holdsHead }: Stage) {
  return { chunkLayers: layers / layout.vpp, chunksStarted: chunksStarted(layout, rank), holdsHead }
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
