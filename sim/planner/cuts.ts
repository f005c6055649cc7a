import { divisors } from '../base/math.ts'
import {
  expertsDivide,
  headsDivide,
  ranksDivide,
  sequenceDivides,
  virtualStages,
  widthsDivide,
} from '../workload/layout-rules.ts'
import type { CutReason, SearchQuestion } from './question.ts'

/** How the accelerators are cut; what is left of them is data-parallel. */
export type Cut = { readonly tp: number; readonly cp: number; readonly ep: number; readonly pp: number }

/** Tokens of a sequence that one rank of context parallelism has at least: two chunks of 512. A judgement. */
const leastContextTokens = 1024

/** Why no layout with this tp can be, or null. */
export function tensorReason({ shapes: s, largestTp }: SearchQuestion, tp: number): CutReason | null {
  if (tp > largestTp) return 'domain'
  if (!headsDivide(s, tp)) return 'heads'
  return widthsDivide(s, tp) ? null : 'widths'
}

export function contextReason({ seqLen }: SearchQuestion, cp: number): CutReason | null {
  const enough = cp === 1 || seqLen / cp >= leastContextTokens
  return enough && sequenceDivides(seqLen, cp) ? null : 'sequence'
}

export function pipelineReason(
  { shapes: s, gpus, globalBatch, limits }: SearchQuestion,
  { tp, cp, ep, pp }: Cut,
): CutReason | null {
  const dp = gpus / (tp * cp * pp)
  if (virtualStages(s.layers, pp, limits).length === 0) return 'layers'
  if (globalBatch % dp !== 0) return 'batch'
  return ranksDivide({ tp, cp, dp }, ep) ? null : 'ranks'
}

/** Degrees of expert parallelism that may be tried; a dense model has one. */
export function expertDegrees({ shapes: s, gpus }: SearchQuestion): readonly number[] {
  return divisors(Math.max(1, s.experts)).filter((ep) => expertsDivide(s, ep) && gpus % ep === 0)
}
