import { conformalQuantiles } from './calibration.ts'
import type { ChipFamily } from './hardware.ts'

/** Published over predicted throughput: the 10th and 90th centile of what to expect. */
export type ErrorRange = { readonly low: number; readonly high: number }

export type ErrorQuestion = {
  readonly family: ChipFamily
  readonly mixture: boolean
  /** The model has kinds of blocks that no measured row stands behind. */
  readonly unmeasuredBlocks: boolean
  readonly gpus: number
  /** Fields of the layout that the question left open. */
  readonly openFields: number
}

/** Families with rows to learn from; on the others the evidence is far. */
const measured: ReadonlySet<ChipFamily> = new Set([
  'volta',
  'ampere',
  'hopper',
  'blackwell',
  'tpu',
  'trainium',
  'ponte-vecchio',
])
/** The largest runs that rows were fitted on. */
const largestMeasured = 8192

/** Widths, in multiples of the logarithm, where the evidence is far: judgements. */
const unmeasuredWidth = 1.6
const largerWidth = 1.3
const openWidth = 1.15
const manyOpen = 6

/**
 * 80 % interval of published over predicted throughput: split-conformal quantiles of the residuals of rows whose
 * source was left out of the fit, dense models and mixtures apart, so weighted that a long table does not outvote short
 * ones; wider on parts and kinds of blocks without a row, beyond the largest run, and where most of the
 * layout was left open.
 */
export function errorOf(question: ErrorQuestion): ErrorRange {
  const [low, high] = conformalQuantiles[question.mixture ? 'mixture' : 'dense']
  const width =
    (measured.has(question.family) ? 1 : unmeasuredWidth) *
    (question.unmeasuredBlocks ? unmeasuredWidth : 1) *
    (question.gpus > largestMeasured ? largerWidth : 1) *
    (question.openFields > manyOpen ? openWidth : 1)
  return { low: Math.exp(low * width), high: Math.exp(high * width) }
}
