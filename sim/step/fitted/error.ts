import {
  conformalQuantiles,
  errorSpreads,
  knownAccelerators,
  largestMeasuredGpus,
  stackEffects,
  type ErrorClass,
  type Novelty,
} from './calibration.ts'

/** Published over predicted throughput: the 10th and 90th centile of what to expect. */
export type ErrorRange = { readonly low: number; readonly high: number }

export type { Novelty } from './calibration.ts'

export type ErrorQuestion = {
  readonly acceleratorId: string
  /** The software as the evidence names it; null for one that it does not know, or none said. */
  readonly software: string | null
  readonly mixture: boolean
  /** The model has kinds of blocks that no measured row stands behind. */
  readonly unmeasuredBlocks: boolean
  readonly gpus: number
  /** tp, pp, the micro-batch or the global batch is not said. */
  readonly openLayout: boolean
  /** Spread of the logarithm of the prediction over the habits that are left open. */
  readonly openSpread: number
}

/** Everything that is new about a question. */
function newsOf({ acceleratorId, software, gpus, openLayout }: ErrorQuestion): readonly Novelty[] {
  const news: readonly (readonly [Novelty, boolean])[] = [
    ['new chip', !knownAccelerators.has(acceleratorId)],
    ['new stack', software === null || !(software in stackEffects)],
    ['open layout', openLayout],
    ['beyond scale', gpus > largestMeasuredGpus],
  ]
  return news.filter(([, holds]) => holds).map(([name]) => name)
}

function widthOf(novelty: Novelty, kind: ErrorClass): number {
  const { low, high } = conformalQuantiles[novelty][kind]
  return high - low
}

/** The class of a question: of what is new about it, the one whose error is widest. */
export function noveltyOf(question: ErrorQuestion): Novelty {
  const kind = question.mixture ? 'mixture' : 'dense'
  return newsOf(question).reduce<Novelty>(
    (widest, one) => (widthOf(one, kind) > widthOf(widest, kind) ? one : widest),
    'known',
  )
}

/** Spread of a question whose habits are all said: what sources and rows have beside (`errorSpreads`). */
const saidSpread = Math.hypot(errorSpreads.betweenSources, errorSpreads.withinSource)

/** Tenth centile of what such a question reaches of its prediction; -1.2816 is a normal's. */
export const saidLow = Math.exp(-1.2816 * saidSpread)

/**
 * How much wider than for a line that says all, of a model whose every block the fit has rows of. Ours: independent
 * spreads add in squares, and blocks without a constant widen by a judged factor.
 */
export function questionWidth({
  unmeasuredBlocks,
  openSpread,
}: Pick<ErrorQuestion, 'unmeasuredBlocks' | 'openSpread'>): number {
  return (unmeasuredBlocks ? unmeasuredWidth : 1) * Math.hypot(1, openSpread / saidSpread)
}

/** Width, in multiples of the logarithm, where no row has such blocks: a judgement. */
const unmeasuredWidth = 1.6

/**
 * 80 % interval of published over predicted throughput: quantiles of the errors of rows that were left out of the fit
 * with their whole source (known), software (new stack), accelerator (new chip) or all runs of their size (beyond
 * scale), every source with the same weight; at each end the widest of all that is new.
 */
export function errorOf(question: ErrorQuestion): ErrorRange {
  const kind = question.mixture ? 'mixture' : 'dense'
  const ranges = (['known', ...newsOf(question)] as const).map((one) => conformalQuantiles[one][kind])
  const width = questionWidth(question)
  const low = Math.min(...ranges.map((one) => one.low))
  const high = Math.max(...ranges.map((one) => one.high))
  return { low: Math.exp(low * width), high: Math.exp(high * width) }
}
