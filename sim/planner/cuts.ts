import { divisors } from '../base/math.ts'
import type { Obstacle } from '../base/outcome.ts'
import {
  expertsDivide,
  headsDivide,
  ranksDivide,
  sequenceDivides,
  virtualStages,
  widthsDivide,
} from '../workload/layout-rules.ts'
import { recomputeSteps } from '../workload/meter.ts'
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
  { shapes: s, gpus, globalBatch }: SearchQuestion,
  { tp, cp, ep, pp }: Cut,
): CutReason | null {
  const dp = gpus / (tp * cp * pp)
  if (virtualStages(s.layers, pp).length === 0) return 'layers'
  if (globalBatch % dp !== 0) return 'batch'
  return ranksDivide({ tp, cp, dp }, ep) ? null : 'ranks'
}

/** Degrees of expert parallelism that may be tried; a dense model has one. */
export function expertDegrees({ shapes: s, gpus }: SearchQuestion): readonly number[] {
  return divisors(Math.max(1, s.experts)).filter((ep) => expertsDivide(s, ep) && gpus % ep === 0)
}

/** A search of so many layouts takes a second or two; those of published models and machines are a hundredth of it. */
export const mostLayouts = 30_000_000

/** Layouts that a search may come to, counted before it starts: the product of what each degree may be by itself. */
export function layoutsAtMost(question: SearchQuestion): number {
  const { gpus, globalBatch, shapes, pinned } = question
  const among = (all: readonly number[], given: number | null) =>
    given === null ? all.length : all.filter((one) => one === given).length
  const counts = divisors(gpus)
  const tensor = counts.filter((tp) => tensorReason(question, tp) === null)
  const context = counts.filter((cp) => contextReason(question, cp) === null)
  const pipelines = counts.filter((pp) => pp <= shapes.layers && (pinned.pp === null || pinned.pp === pp))
  const stages = pipelines.reduce((sum, pp) => sum + among(virtualStages(shapes.layers, pp), pinned.vpp), 0)
  const cuts =
    among(tensor, pinned.tp) * among(context, pinned.cp) * among(expertDegrees(question), pinned.ep)
  const ways = 2 * recomputeSteps.length * question.zeroStages.length
  return cuts * stages * among(divisors(globalBatch), pinned.microBatch) * ways
}

export function isTooMuch(question: SearchQuestion): boolean {
  return layoutsAtMost(question) > mostLayouts
}

/** Why a search is not begun. */
export function tooMuch(question: SearchQuestion): Obstacle {
  const said = layoutsAtMost(question).toLocaleString('en')
  const most = mostLayouts.toLocaleString('en')
  return {
    kind: 'layout',
    reason: `a search would try up to ${said} layouts, more than ${most}: give a layout, or a model and a count of accelerators with fewer divisors`,
    nearest: null,
  }
}
