import { errorSpreads, fittedConstants } from './calibration.ts'
import { covarianceTriangle } from './constants-covariance.ts'
import { constantRanges, type ConstantName, type Constants } from './constants.ts'
import { emptyStepTimes, stepTimes, type StepQuestion } from '../step.ts'

/**
 * What is believed before a pilot is run: logarithms of the constants with their covariance, and how far sources of
 * one chip and software, and rows of one source, stray from what they say. A pilot's rows y (logarithms of tokens per
 * second) are y = logThroughput(question, x) + u + e with x ~ N(mean, covariance), u ~ N(0, betweenSources²) shared by
 * all rows of the pilot, e ~ N(0, withinSource²) of each row.
 */
export type PilotPrior = {
  /** In the order of `mean` and `covariance`. */
  readonly names: readonly ConstantName[]
  readonly mean: readonly number[]
  readonly covariance: readonly (readonly number[])[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly betweenSources: number
  readonly withinSource: number
}

function namesOf(): readonly ConstantName[] {
  const isName = (name: string): name is ConstantName => name in constantRanges
  return Object.keys(constantRanges).filter(isName)
}

export const constantNames = namesOf()

function square(triangle: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return triangle.map((_, i) => triangle.map((__, j) => triangle[Math.max(i, j)]?.[Math.min(i, j)] ?? 0))
}

export const pilotPrior: PilotPrior = {
  names: constantNames,
  mean: constantNames.map((name) => Math.log(fittedConstants[name])),
  covariance: square(covarianceTriangle),
  low: constantNames.map((name) => Math.log(constantRanges[name].low)),
  high: constantNames.map((name) => Math.log(constantRanges[name].high)),
  ...errorSpreads,
}

/** Constants from their logarithms, in the order of `constantNames`; each held in its physical range. */
export function constantsFrom(logs: readonly number[]): Constants {
  const made: unknown = Object.fromEntries(
    constantNames.map((name, at) => {
      const { low, high } = constantRanges[name]
      return [name, Math.min(high, Math.max(low, Math.exp(logs[at] ?? 0)))]
    }),
  )
  if (!isComplete(made)) throw new Error('a constant is missing')
  return made
}

function isComplete(made: unknown): made is Constants {
  return constantNames.every((name) => name in Object(made))
}

const scratch = emptyStepTimes()

/**
 * Logarithm of tokens per second and accelerator of a question whose machine has the constants to ask by.
 *
 * Ours: what a pilot reports, in the scale in which errors are even.
 */
export function logThroughput(question: StepQuestion): number {
  const { layout, seqLen } = question
  stepTimes(question, scratch)
  const gpus = layout.tp * layout.pp * layout.cp * layout.dp
  return Math.log((layout.globalBatch * seqLen) / scratch.stepS / gpus)
}
