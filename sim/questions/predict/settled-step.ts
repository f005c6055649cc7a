import { fittedConstants, type Constants } from '../../step/fitted/calibration.ts'
import { errorOf, type ErrorQuestion, type ErrorRange } from '../../step/fitted/error.ts'
import { ratesOf } from '../../step/kernel.ts'
import type { Practice } from '../../step/practice.ts'
import { emptyStepTimes, stepParts, stepTimes, type StepTimes } from '../../step/step.ts'
import type { PilotBelief, PilotCorrection, PilotPlace } from '../../uncertainty/pilot.ts'
import { fitsAtProbability, fitsProbability, logPeakDeviation } from '../../workload/memory.ts'
import { shapesOf, unmeasuredKinds } from '../../workload/shapes.ts'
import type { Settled } from './complete.ts'
import type { StepWish } from './line.ts'

/** What a step needs to know of a settled question. */
export type Asked = Pick<Settled, 'layout' | 'flashAttention' | 'openLayout'> &
  Partial<Pick<Settled, 'recomputedShare' | 'lighter' | 'retrying'>> & {
    readonly wish: Pick<
      StepWish,
      'accelerator' | 'model' | 'seqLen' | 'hardware' | 'gpus' | 'precision' | 'practice' | 'habits'
    >
  }

/** What measured steps taught: constants to predict with, what steps have beside them, and how far peaks are off. */
export type Learned = {
  readonly constants: Constants
  readonly belief: PilotBelief
  readonly peaks: readonly PeakRow[]
  /** What is left for a step beside its constants. */
  readonly correctionOf: (settled: Asked) => PilotCorrection
}

/** Logarithm of a measured peak over the predicted one. */
export type PeakRow = Pick<PilotPlace, 'stack' | 'acceleratorId'> & { readonly logRatio: number }

const lighterTimes = emptyStepTimes()

/** One step of a settled question with any constants: writes into `out`. */
export function stepOf(settled: Asked, constants: Constants, out: StepTimes): void {
  const { wish, layout, flashAttention, recomputedShare = 1, retrying = 1 } = settled
  const { hardware, practice, precision, seqLen } = wish
  const rates = ratesOf(hardware, precision, { practice, constants })
  const shapes = shapesOf(wish.model.architecture)
  const machine = { hardware, constants, rates, practice }
  const question = { shapes, layout, seqLen, flashAttention, machine }
  stepTimes(question, out)
  if (recomputedShare === 1 && retrying === 1) return
  const { lighter = layout.recompute } = settled
  stepTimes({ ...question, layout: { ...layout, recompute: lighter } }, lighterTimes)
  for (const part of stepParts)
    out[part] = retrying * (recomputedShare * out[part] + (1 - recomputedShare) * lighterTimes[part])
}

/** Tokens per second and accelerator of a step. */
export function throughputOf({ wish, layout }: Asked, stepS: number): number {
  return (layout.globalBatch * wish.seqLen) / stepS / wish.gpus
}

/** The parts of a step that is so many times as fast. */
export function slowed(times: StepTimes, factor: number): StepTimes {
  const slower = emptyStepTimes()
  for (const part of stepParts) slower[part] = times[part] / factor
  return slower
}

/** What a pilot says of a step beside its constants; without one, the interval of the evidence around the prediction. */
export function correctionOf(settled: Asked, learned: Learned | null): PilotCorrection {
  return learned?.correctionOf(settled) ?? { factor: 1, ...errorRangeOf(settled), spreadLeft: 1 }
}

/** How far published throughput was from predictions of questions like this one: multiples of the prediction. */
export function errorRangeOf(asked: Asked): ErrorRange {
  return errorOf(errorQuestionOf(asked))
}

/** Spread of the logarithm of the step time over each habit that is left open; they add in squares. */
function openSpreadOf(asked: Asked): number {
  const times = emptyStepTimes()
  const logStepS = (practice: Practice) => {
    stepOf({ ...asked, wish: { ...asked.wish, practice } }, fittedConstants, times)
    return Math.log(times.stepS)
  }
  const variances = asked.wish.habits.map((habit) => {
    const logs = habit.map(({ practice, weight }) => ({ weight, log: logStepS(practice) }))
    const mean = logs.reduce((sum, { weight, log }) => sum + weight * log, 0)
    return logs.reduce((sum, { weight, log }) => sum + weight * (log - mean) ** 2, 0)
  })
  return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0))
}

/** What is new about a question, for the width of its interval. */
export function errorQuestionOf(asked: Asked): ErrorQuestion {
  const { wish, openLayout } = asked
  return {
    acceleratorId: wish.accelerator.id,
    software: wish.practice.software,
    mixture: wish.model.architecture.moe !== null,
    unmeasuredBlocks: unmeasuredKinds(wish.model.architecture).length > 0,
    gpus: wish.gpus,
    openLayout,
    openSpread: openSpreadOf(asked),
  }
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
