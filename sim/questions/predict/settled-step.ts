import { fittedConstants, type Constants } from '../../step/fitted/calibration.ts'
import { errorOf, type ErrorQuestion, type ErrorRange } from '../../step/fitted/error.ts'
import { ratesOf } from '../../step/kernel.ts'
import type { Practice } from '../../step/practice.ts'
import { emptyStepTimes, stepParts, stepTimes, type StepTimes } from '../../step/step.ts'
import { correctionAt, type PilotCorrection, type PilotPlace } from '../../uncertainty/pilot.ts'
import { shapesOf, unmeasuredKinds } from '../../workload/shapes.ts'
import type { Settled } from './complete.ts'
import { placeOf, slopesOf, type Learned, type Placed } from './pilot-place.ts'
import type { StepWish } from './line.ts'

/** What a step needs to know of a settled question. */
export type Asked = Pick<Settled, 'layout' | 'flashAttention' | 'openLayout'> &
  Partial<Pick<Settled, 'recomputedShare' | 'lighter' | 'retrying'>> & {
    readonly wish: Pick<
      StepWish,
      'accelerator' | 'model' | 'seqLen' | 'hardware' | 'gpus' | 'precision' | 'practice' | 'habits'
    >
  }

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
export function correctionOf(settled: Asked & Placed, learned: Learned | null): PilotCorrection {
  return learned === null
    ? { factor: 1, ...errorRangeOf(settled), spreadLeft: 1 }
    : correctionAt(learned.belief, placeBy(settled, learned.constants))
}

/** Where a step stands to whoever believes these constants. */
export function placeBy(settled: Asked & Placed, constants: Constants): PilotPlace {
  const times = emptyStepTimes()
  const logThroughput = (by: Constants) => {
    stepOf(settled, by, times)
    return Math.log(throughputOf(settled, times.stepS))
  }
  return placeOf(settled, errorRangeOf(settled), slopesOf(logThroughput, constants))
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
