import { divisors } from '../base/math.ts'
import type { CutReason, SearchQuestion } from './question.ts'

/** How the accelerators are cut; what is left of them is data-parallel. */
export type Cut = { readonly tp: number; readonly cp: number; readonly ep: number; readonly pp: number }

/** Tokens of a sequence that one rank of context parallelism has at least: two chunks of 512. A judgement. */
const leastContextTokens = 1024

/** Why no layout with this tp can be, or null. */
export function tensorReason({ shapes: s, largestTp }: SearchQuestion, tp: number): CutReason | null {
  if (tp > largestTp) return 'domain'
  if (s.heads % tp !== 0) return 'heads'
  const widths = [s.hidden, s.denseLayers === 0 ? 0 : s.intermediate, s.expertIntermediate]
  return widths.every((width) => width % tp === 0) ? null : 'widths'
}

/** The ring cuts each sequence in 2·cp chunks, so that causal work balances. */
export function contextReason({ seqLen }: SearchQuestion, cp: number): CutReason | null {
  const balanced = cp === 1 || (seqLen % (2 * cp) === 0 && seqLen / cp >= leastContextTokens)
  return balanced ? null : 'sequence'
}

export function pipelineReason(
  { shapes: s, gpus, globalBatch }: SearchQuestion,
  { tp, cp, ep, pp }: Cut,
): CutReason | null {
  const dp = gpus / (tp * cp * pp)
  if (virtualStages(s.layers, pp).length === 0) return 'layers'
  if (globalBatch % dp !== 0) return 'batch'
  return (dp * cp * tp) % ep === 0 ? null : 'ranks'
}

/** Degrees of expert parallelism that may be tried; a dense model has one. */
export function expertDegrees({ shapes: s, gpus }: SearchQuestion): readonly number[] {
  return s.experts === 0 ? [1] : divisors(s.experts).filter((ep) => gpus % ep === 0)
}

/**
 * Chunks per stage that a pipeline may have. Layers divide evenly, or the ends hold fewer but not none, and no more is
 * missing than a layer for each stage. Embedding and head count as a layer each, as Megatron-LM can have them.
 */
export function virtualStages(layers: number, pp: number): readonly number[] {
  if (pp === 1) return [1]
  const found: number[] = []
  for (let vpp = 1; pp * vpp <= layers + 2; vpp += 1) {
    const held = Math.ceil(layers / (pp * vpp)) * vpp
    const spare = held * pp - layers
    if (spare <= pp && spare < 2 * held) found.push(vpp)
  }
  return found
}
