import { eachNamed } from '../base/csv.ts'
import { greatestCommonDivisor } from '../base/math.ts'
import type { Shapes } from './shapes.ts'

/** How one model is cut over accelerators. gpus = tp × pp × cp × dp; ep divides dp × cp. */
export type Layout = {
  readonly tp: number
  readonly pp: number
  /** Virtual pipeline stages (model chunks) per rank; 1 is plain 1F1B. */
  readonly vpp: number
  readonly dp: number
  readonly cp: number
  readonly ep: number
  /** Sequences per data-parallel rank in one micro-batch. */
  readonly microBatch: number
  /** Sequences per step over all ranks. */
  readonly globalBatch: number
  readonly zero: ZeroStage
  readonly recompute: Recompute
  readonly sequenceParallel: boolean
}

/** What of a layout is given; null is open, to be chosen. */
export type PinnedLayout = { readonly [K in keyof Layout]: Layout[K] | null }

export const nothingPinned: PinnedLayout = eachNamed(
  'tp pp vpp dp cp ep microBatch globalBatch zero recompute sequenceParallel',
  () => null,
)

export type ZeroStage = 0 | 1 | 2 | 3
export type Recompute = 'none' | 'selective' | 'full'

/** Accelerators of a layout: tp · pp · cp · dp. Source: Narayanan et al. 2021 (arXiv 2104.04473), section 3. */
export function acceleratorsOf(layout: Layout): number {
  return layout.tp * layout.pp * layout.cp * layout.dp
}

/**
 * Ranks that an expert's matrices are cut over beside ep. Either those of tp, as the other layers are; or only those
 * that ep does not take in, so that most layouts hold whole experts (parallel folding, Liu et al. 2025,
 * arXiv:2504.14960).
 *
 * Source: Liu et al. 2025 for whole experts, Megatron-LM before 2025 for cut ones.
 */
export function expertTensor({ tp, dp, cp, ep }: Layout, cutsExperts: boolean): number {
  return cutsExperts && (dp * cp) % ep === 0 ? tp : tp / greatestCommonDivisor(tp, ep)
}

/**
 * Layers of the fullest stage; an uneven cut leaves room at the ends for embedding and head.
 *
 * Ours: chunks are whole layers, so a stage holds vpp times the rounded-up share.
 */
export function fullestStage(layers: number, { pp, vpp }: Pick<Layout, 'pp' | 'vpp'>): number {
  return Math.ceil(layers / (pp * vpp)) * vpp
}

/**
 * Micro-batches that one data-parallel rank works through in a step.
 *
 * Source: Narayanan et al. 2021 (arXiv 2104.04473), section 3: m = B/(b · d).
 */
export function microBatches(layout: Layout): number {
  return layout.globalBatch / (layout.dp * layout.microBatch)
}

/** A layout as the command line writes it; sequence parallelism is named where it is not what tp > 1 brings. */
export function layoutText(layout: Layout): string {
  const { tp, pp, vpp, dp, cp, ep, microBatch, globalBatch, zero, recompute, sequenceParallel } = layout
  const counts = Object.entries({ tp, pp, vpp, dp, cp, ep, mbs: microBatch, gbs: globalBatch, zero })
  return [
    ...counts.map(([name, count]) => `${name}=${String(count)}`),
    `recompute=${recompute}`,
    ...(tp > 1 && !sequenceParallel ? ['sp=false'] : []),
  ].join(',')
}

/**
 * Layers that the products of the head are worth.
 *
 * Source: as `balancedStages`.
 */
export function headLayers(s: Shapes): number {
  const mixture = s.mixtureLayers / s.layers
  const passed =
    s.attentionParameters +
    (1 - mixture) * s.denseMlpParameters +
    mixture * (s.alwaysParameters + s.expertsPerToken * s.expertParameters)
  return s.headParameters / passed
}

/**
 * Layers of each stage where the head counts as the layers that it is worth: a stage takes layers until it is over its
 * share, so that the first ones hold one more than it. The last may hold the head alone.
 *
 * Source: nanotron, src/nanotron/models/base.py and get_block_compute_costs of models/llama.py.
 */
export function balancedStages(layers: number, pp: number, head: number): readonly number[] {
  const share = (layers + head) / pp
  const upTo = (stages: number) =>
    stages === pp ? layers : stages === 0 ? 0 : Math.min(layers, Math.floor(stages * share) + 1)
  return Array.from({ length: pp }, (_, rank) => upTo(rank + 1) - upTo(rank))
}
