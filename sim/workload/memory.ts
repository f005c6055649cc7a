import { GIGA } from '../base/units.ts'
import { layerBytesPerToken, type ActivationHabits } from './activations.ts'
import type { Architecture } from './architecture.ts'
import { microBatches, type Layout } from './layout.ts'
import { shapesOf, type Shapes } from './shapes.ts'

export type Optimizer = 'adamw' | 'ademamix'

/** What a training software keeps, as far as it changes the bytes on an accelerator. */
export type MemoryHabits = ActivationHabits & {
  /** Bytes of one accumulated gradient. */
  readonly gradientBytes: 2 | 4
  /** Fully sharded weights are kept in fp32 and cast when gathered (FSDP, XLA), instead of a bf16 copy beside them. */
  readonly castsWhenGathered: boolean
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

/** Megatron-LM of 2024 in bf16: the habits where nobody says which software. */
export const usualHabits: MemoryHabits = {
  flashAttention: true,
  lowPrecision: false,
  gradientBytes: 4,
  castsWhenGathered: false,
  logitBytes: 6,
  reserveBytes: 3 * GIGA,
}

/** Pipeline stages that can be the fullest: the ends, and the second where the ends hold fewer layers. */
type Stage = 'first' | 'second' | 'last'

const scratch = emptyParts()

function emptyParts(): Parts {
  return { weights: 0, gradients: 0, optimizer: 0, activations: 0, logits: 0, gathered: 0, reserve: 0 }
}

/** Memory of the fullest accelerator, the number alone; allocates nothing. */
export function peakBytes(terms: MemoryTerms, layout: Layout): number {
  const first = stageBytes(terms, layout, 'first')
  if (layout.pp === 1) return first
  const ends = Math.max(first, stageBytes(terms, layout, 'last'))
  return layout.pp === 2 ? ends : Math.max(ends, stageBytes(terms, layout, 'second'))
}

/** The same with its parts, of the stage that is the fullest. */
export function memoryOf(terms: MemoryTerms, layout: Layout): Memory {
  const peak = peakBytes(terms, layout)
  const stages: readonly Stage[] = ['first', 'last', 'second']
  const fullest = stages.find((stage) => stageBytes(terms, layout, stage) === peak)
  if (fullest === undefined) throw new Error('no stage is the fullest')
  return { peakBytes: stageBytes(terms, layout, fullest), breakdownBytes: { ...scratch } }
}

export type MemoryQuestion = {
  readonly architecture: Architecture
  readonly layout: Layout
  readonly seqLen: number
  readonly optimizer: Optimizer
}

/** As `memoryOf` under the usual habits. */
export function memoryPerAccelerator({ architecture, layout, seqLen, optimizer }: MemoryQuestion): Memory {
  return memoryOf({ shapes: shapesOf(architecture), seqLen, optimizer, habits: usualHabits }, layout)
}

/** Bytes of one stage; leaves its parts in `scratch`. */
function stageBytes(terms: MemoryTerms, layout: Layout, stage: Stage): number {
  const layers = layersHeld(terms.shapes, layout, stage)
  keepStates(terms, layout, layers, endParameters(terms.shapes, layout, stage))
  keepActivations(terms, layout, layers, stage)
  scratch.reserve = terms.habits.reserveBytes
  const states = scratch.weights + scratch.gradients + scratch.optimizer
  return states + scratch.activations + scratch.logits + scratch.gathered + scratch.reserve
}

/** Layers of a stage; an uneven cut leaves room at both ends for embedding and head, as the step time has it. */
function layersHeld({ layers }: Shapes, { pp, vpp }: Layout, stage: Stage): number {
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

/** Ranks that an expert's matrices are cut over beside ep: those of tp, unless ep reaches over them. */
function expertTensor({ tp, dp, cp, ep }: Layout): number {
  return (dp * cp) % ep === 0 ? tp : 1
}

/** Weights, gradients and optimizer state, experts apart where ep cuts them; from the ZeRO stage on over dp and cp. */
function keepStates(
  { shapes: s, habits, optimizer }: MemoryTerms,
  layout: Layout,
  layers: number,
  ends: number,
): void {
  const { tp, dp, cp, ep, zero } = layout
  const experts =
    ((s.mixtureLayers / s.layers) * s.experts * s.expertParameters) / (ep * expertTensor(layout))
  const dense = layerDense(s) / tp
  const ranks = dp * cp
  const expertRanks = Math.max(1, (ranks * tp) / (ep * expertTensor(layout)))
  const whole = layers * (dense + experts) + ends / tp
  const sharded = (layers * dense + ends / tp) / ranks + (layers * experts) / expertRanks
  const casts = zero === 3 && habits.castsWhenGathered
  scratch.weights = casts ? masterBytes * sharded : weightBytes * (zero === 3 ? sharded : whole)
  scratch.gradients = habits.gradientBytes * (zero >= 2 ? sharded : whole)
  scratch.optimizer = (momentBytes[optimizer] + (casts ? 0 : masterBytes)) * (zero >= 1 ? sharded : whole)
  // Fully sharded weights stand whole for the layer at work and the next, with the gradients of one.
  const layer = dense + experts
  scratch.gathered = zero === 3 ? 2 * weightBytes * layer + weightBytes * Math.max(layer, ends / tp) : 0
}

/** Activations of the micro-batches in flight, and what stands highest beside them: the logits, or a layer at work again. */
function keepActivations(terms: MemoryTerms, layout: Layout, layers: number, stage: Stage): void {
  const { shapes: s, habits, seqLen } = terms
  const tokens = (layout.microBatch * seqLen) / layout.cp
  const kept = tokens * layerBytesPerToken(terms, layout, layout.recompute)
  const working = layout.recompute === 'full' ? tokens * layerBytesPerToken(terms, layout, 'none') : 0
  const head = stage === 'last' || layout.pp === 1
  const logits = head ? (tokens * s.vocab * (1 + s.mtpLayers) * habits.logitBytes) / layout.tp : 0
  const highest = Math.max(working, logits)
  scratch.activations =
    kept * (layers / layout.vpp) * chunksInFlight(layout, stage) + (working === highest ? working : 0)
  scratch.logits = working === highest ? 0 : logits
}

/**
 * Model chunks × micro-batches whose activations a stage holds at its fullest.
 *
 * 1F1B: stage r of pp has started pp − r micro-batches before the first comes back (Narayanan et al. 2021, section
 * 2.2.1). Interleaved: (vpp − 1)·pp + 2(pp − r − 1) + 1 chunks, the warm-up of Megatron-LM's schedule; for r = 0 it is
 * the pp·vpp·(1 + (pp − 1)/(pp·vpp)) of Korthikanti et al. 2022, section 4.2.3.
 */
function chunksInFlight(layout: Layout, stage: Stage): number {
  const { pp, vpp } = layout
  const rank = stage === 'first' ? 0 : stage === 'second' ? 1 : pp - 1
  const started = vpp === 1 ? pp - rank : (vpp - 1) * pp + 2 * (pp - rank - 1) + 1
  return Math.min(started, microBatches(layout) * vpp)
}
