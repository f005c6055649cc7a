import { divisors } from '../base/math.ts'
import type { Architecture } from './architecture.ts'
import type { Layout, Recompute } from './layout.ts'
import { memoryPerAccelerator, type Memory, type Optimizer } from './memory.ts'

export type FitQuestion = {
  readonly architecture: Architecture
  readonly gpus: number
  /** Tensor parallelism stays inside a node. */
  readonly gpusPerNode: number
  /** Sequences in a step that are wanted; each layout takes the nearest multiple of its own data parallelism. */
  readonly wantedBatch: number
  readonly seqLen: number
  readonly optimizer: Optimizer
  readonly capacityBytes: number
}

export type Fitting = { readonly layout: Layout; readonly memory: Memory }

export type Fits = {
  readonly best: Fitting | null
  /** The least memory that any layout needs on these accelerators; null when no layout divides them. */
  readonly leastBytes: number | null
}

const recomputes: readonly Recompute[] = ['none', 'selective', 'full']
const mostPipeline = 64
/** A layout that forces a larger step than this is taken only when no other divides. */
const mostOverWanted = 1.5

/**
 * Among the layouts that divide the model and the accelerators, the one that fits with the least model parallelism
 * and then the least recomputation: what a practitioner tries first. It ranks by memory, not by speed.
 */
export function fittingLayout(question: FitQuestion): Fits {
  let leastBytes: number | null = null
  for (const cut of cuts(question)) {
    for (const recompute of recomputes) {
      const layout = { ...cut, recompute }
      const memory = memoryPerAccelerator({ ...question, layout })
      if (memory.peakBytes <= question.capacityBytes)
        return { best: { layout, memory }, leastBytes: memory.peakBytes }
      leastBytes = Math.min(leastBytes ?? Infinity, memory.peakBytes)
    }
  }
  return { best: null, leastBytes }
}

/** Every cut of the model that divides, least model parallelism first, tensor before pipeline. */
function cuts(question: FitQuestion): readonly Layout[] {
  const { architecture: a, gpus, gpusPerNode } = question
  const tps = divisors(gpusPerNode).filter((tp) => dividesModel(a, tp))
  const pps = divisors(a.layers).filter((pp) => pp <= Math.min(mostPipeline, gpus))
  const eps = a.moe === null ? [1] : divisors(a.moe.experts)
  const found = tps.flatMap((tp) => pps.flatMap((pp) => eps.flatMap((ep) => cut(question, { tp, pp, ep }))))
  const near = found.filter(({ globalBatch }) => globalBatch <= mostOverWanted * question.wantedBatch)
  const usable = near.length > 0 ? near : found
  return usable.sort((x, y) => x.tp * x.pp * x.ep - y.tp * y.pp * y.ep || x.pp - y.pp || x.ep - y.ep)
}

function dividesModel({ hidden, attention, intermediate }: Architecture, tp: number): boolean {
  return attention.heads % tp === 0 && hidden % tp === 0 && intermediate % tp === 0
}

type Cut = { readonly tp: number; readonly pp: number; readonly ep: number }

function cut({ gpus, wantedBatch, architecture }: FitQuestion, { tp, pp, ep }: Cut): readonly Layout[] {
  const dp = gpus / (tp * pp)
  if (!Number.isInteger(dp) || dp % ep !== 0) return []
  // A pipeline needs as many micro-batches as stages to fill.
  const globalBatch = dp * Math.max(pp, Math.round(wantedBatch / dp))
  const layout: Layout = {
    tp,
    pp,
    vpp: 1,
    dp,
    cp: 1,
    ep,
    microBatch: 1,
    globalBatch,
    zero: 1,
    recompute: 'none',
    sequenceParallel: tp > 1,
  }
  return [{ ...layout, vpp: virtualStages(architecture.layers / pp, pp) }]
}

/** Interleaving shrinks the bubble: as many chunks as keep two layers in each, as Apertus did. */
function virtualStages(layersPerStage: number, pp: number): number {
  if (pp === 1) return 1
  return layersPerStage % 2 === 0 ? layersPerStage / 2 : 1
}
