import { GIGA } from '../base/units.ts'
import { activationBytesPerToken, layersInFlight, recomputedBytesPerToken } from './activations.ts'
import type { Architecture } from './architecture.ts'
import { microBatches, type Layout } from './layout.ts'
import { countParameters } from './parameters.ts'

export type Optimizer = 'adamw' | 'ademamix'

export type MemoryQuestion = {
  readonly architecture: Architecture
  readonly layout: Layout
  readonly seqLen: number
  readonly optimizer: Optimizer
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

/** Mixed precision keeps bf16 weights and accumulates gradients in fp32. */
const weightBytes = 2
const gradientBytes = 4
/** fp32 master weights and moments: two for AdamW, three for AdEMAMix (Apertus report, section on the optimizer). */
const optimizerBytes = { adamw: 12, ademamix: 16 } as const
/** The logits in bf16 and their fp32 copy for the loss. */
const logitBytes = 6
/** CUDA context, communication buffers and fragmentation: a judgement. */
const reserveBytes = 3 * GIGA

/**
 * Memory of the fullest accelerator: the first pipeline stage (embedding, most micro-batches in flight) or the last
 * (output head, logits), whichever needs more.
 */
export function memoryPerAccelerator(question: MemoryQuestion): Memory {
  const first = stageMemory(question, 'first')
  if (question.layout.pp === 1) return first
  const last = stageMemory(question, 'last')
  return last.peakBytes > first.peakBytes ? last : first
}

function stageMemory(question: MemoryQuestion, stage: 'first' | 'last'): Memory {
  const { architecture, layout, seqLen, optimizer } = question
  const held = parametersHeld(architecture, layout, stage)
  const tokens = (layout.microBatch * seqLen) / layout.cp
  const perToken = activationBytesPerToken(architecture, layout)
  const inFlight =
    stage === 'first' ? layersInFlight(architecture, layout, microBatches(layout)) : perStage(question)
  const working = recomputedBytesPerToken(architecture, layout)
  const parts = {
    weights: weightBytes * sharded(held, layout, 3),
    gradients: gradientBytes * sharded(held, layout, 2),
    optimizer: optimizerBytes[optimizer] * sharded(held, layout, 1),
    activations: tokens * (perToken * inFlight + working),
    logits: stage === 'last' || layout.pp === 1 ? (tokens * architecture.vocab * logitBytes) / layout.tp : 0,
    gathered: gathered(architecture, layout),
    reserve: reserveBytes,
  }
  const peakBytes = Object.values(parts).reduce((total, bytes) => total + bytes, 0)
  return { peakBytes, breakdownBytes: parts }
}

function perStage({ architecture, layout }: MemoryQuestion): number {
  return architecture.layers / layout.pp
}

/** Parameters on one accelerator before data parallelism cuts them: experts apart, since ep cuts them too. */
type Held = { readonly dense: number; readonly experts: number }

function parametersHeld(a: Architecture, layout: Layout, stage: 'first' | 'last'): Held {
  const count = countParameters(a)
  // Uneven cuts give the ends fewer layers; the average stands for both.
  const layers = a.layers / layout.pp
  const mixtureLayers = a.moe === null ? 0 : Math.min(layers, a.layers - a.moe.denseLayers)
  const experts = a.moe === null ? 0 : mixtureLayers * a.moe.experts * count.expertPerLayer
  const always = count.mixturePerLayer - (a.moe === null ? 0 : a.moe.experts * count.expertPerLayer)
  const layerDense = layers * (count.attentionPerLayer + count.normsPerLayer)
  const mlps = (layers - mixtureLayers) * count.densePerLayer + mixtureLayers * always
  const head = a.vocab * a.hidden
  const ends =
    layout.pp === 1 ? count.embedding + count.outputHead : stage === 'first' ? count.embedding : head
  return { dense: (layerDense + mlps + ends) / layout.tp, experts: experts / (layout.tp * layout.ep) }
}

/** What is left of the parameters' state on one accelerator when ZeRO cuts it from `fromStage` on. */
function sharded(held: Held, layout: Layout, fromStage: 1 | 2 | 3): number {
  if (layout.zero < fromStage) return held.dense + held.experts
  const ranks = layout.dp * layout.cp
  return held.dense / ranks + held.experts / Math.max(1, ranks / layout.ep)
}

/** Fully sharded weights are gathered for the layer at work and for the next one. */
function gathered(a: Architecture, layout: Layout): number {
  if (layout.zero < 3) return 0
  const count = countParameters(a)
  const layer = count.attentionPerLayer + Math.max(count.densePerLayer, count.mixturePerLayer / layout.ep)
  return (2 * weightBytes * layer) / layout.tp
}
