import { type PilotBelief, type PilotPlace, cholesky, dot } from '../../uncertainty/pilot.ts'
import { countParameters } from '../../workload/flops.ts'
import { type Constants, constantNames, constantsFrom, pilotPrior } from '../../step/fitted/calibration.ts'
import type { ErrorRange } from '../../step/fitted/error.ts'
import type { Layout } from '../../workload/layout.ts'
import { fitsAtProbability, fitsProbability, logPeakDeviation } from '../../workload/memory.ts'
import type { StepWish } from './line.ts'

/** What measured steps taught: constants to predict with, what steps have beside them, and how far peaks are off. */
export type Learned = {
  readonly constants: Constants
  readonly belief: PilotBelief
  readonly peaks: readonly PeakRow[]
}

/** Logarithm of a measured peak over the predicted one. */
export type PeakRow = Pick<PilotPlace, 'stack' | 'acceleratorId'> & { readonly logRatio: number }

/** What decides where a step stands among others. */
export type Placed = {
  readonly layout: Layout
  readonly wish: Pick<
    StepWish,
    'model' | 'seqLen' | 'accelerator' | 'hardware' | 'gpus' | 'precision' | 'practice'
  >
}

const recomputes = ['none', 'selective', 'full'] as const

/** How much an e-fold of each counts, another network or kind of arithmetic. Judgements; the fit finds only their reach. */
const scales = { size: 0.4, gpus: 0.12, network: 0.5, cut: 0.3, saving: 0.6, precision: 1.5 } as const

/** Where a step stands among others, and how sure its prediction is. */
export function placeOf(
  { wish, layout }: Placed,
  { low, high }: ErrorRange,
  slopes: readonly number[],
): PilotPlace {
  const { active } = countParameters(wish.model.architecture)
  return {
    stack: wish.practice.stack,
    acceleratorId: wish.accelerator.id,
    slopes,
    at: [
      scales.size * Math.log(active),
      scales.size * Math.log(wish.seqLen),
      scales.gpus * Math.log(wish.gpus),
      wish.gpus === 1 ? 0 : scales.network * (wish.gpus <= wish.hardware.domain ? 1 : 2),
      scales.cut * Math.log(layout.tp),
      scales.cut * Math.log(layout.pp),
      scales.cut * Math.log(layout.cp),
      scales.cut * Math.log(layout.ep),
      scales.cut * Math.log(layout.microBatch),
      scales.saving * recomputes.indexOf(layout.recompute),
      layout.zero === 3 ? scales.saving : 0,
      wish.precision === 'bf16' || wish.precision === 'fp16' ? 0 : scales.precision,
      wish.model.architecture.moe === null ? 0 : scales.precision,
    ],
    low: Math.log(low),
    high: Math.log(high),
  }
}

/** Lower factor of the covariance of the constants: a row for each, in deviations that are independent. */
export const constantFactor = cholesky(pilotPrior.covariance)

/** The fitted constants moved by so many deviations of each independent direction. */
export function movedConstants(moved: readonly number[]): Constants {
  return constantsFrom(pilotPrior.mean.map((mean, i) => mean + dot(constantFactor[i] ?? [], moved)))
}

const nudge = 1e-4

/** Slopes of a logarithm by the constants, one deviation of each independent direction, by forward differences. */
export function slopesOf(logOf: (constants: Constants) => number, constants: Constants): readonly number[] {
  const here = logOf(constants)
  const byConstant = constantNames.map(
    (name) => (logOf({ ...constants, [name]: constants[name] * Math.exp(nudge) }) - here) / nudge,
  )
  return byConstant.map((_, direction) =>
    byConstant.reduce((sum, slope, i) => sum + slope * (constantFactor[i]?.[direction] ?? 0), 0),
  )
}

/** Share of the variance of a peak's error that one software on one chip has in common. A judgement. */
const sharedPeak = 0.5

/**
 * A peak as the measured ones of the same software and chip move it, and whether it fits.
 *
 * Ours: the logarithm of measured over predicted peak is a part in common and a part of each layout's own, both normal;
 * n measured ones in the middle of m move it by n·s²·m/(n·s² + o²).
 */
export function learnedPeak(
  { wish }: { readonly wish: Pick<StepWish, 'accelerator' | 'practice'> },
  predictedBytes: number,
  learned: Learned | null,
) {
  const { accelerator, practice } = wish
  const told = (learned?.peaks ?? []).filter(
    ({ stack, acceleratorId }) => stack === practice.stack && acceleratorId === accelerator.id,
  )
  const shared = sharedPeak * logPeakDeviation ** 2
  const own = (1 - sharedPeak) * logPeakDeviation ** 2
  const sum = told.reduce((total, { logRatio }) => total + logRatio, 0)
  const shift = (shared * sum) / (told.length * shared + own)
  const left = (shared * own) / (told.length * shared + own) + own
  const peakBytes = predictedBytes * Math.exp(shift)
  const probability = fitsProbability(peakBytes, accelerator, Math.sqrt(left) / logPeakDeviation)
  return { peakBytes, fits: probability >= fitsAtProbability, fitsProbability: probability }
}
