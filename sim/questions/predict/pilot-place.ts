import { cholesky, dot, type PilotPlace } from '../../uncertainty/pilot.ts'
import { countParameters } from '../../workload/flops.ts'
import { fittedConstants, type ConstantName, type Constants } from '../../step/fitted/calibration.ts'
import type { ErrorRange } from '../../step/fitted/error.ts'
import ranges from '../../step/fitted/constants.json' with { type: 'json' }
import covariance from '../../step/fitted/covariance.json' with { type: 'json' }
import pilot from '../../step/fitted/pilot-spreads.json' with { type: 'json' }
import { emptyStepTimes } from '../../step/step.ts'
import { type Asked, errorRangeOf, stepOf, throughputOf } from './settled-step.ts'

/**
 * Every constant of the performance model: where the search for it starts and is pulled to, and the physical range that
 * it must stay in. `npm run calibrate` finds their values. Starts come from measurements where
 * there are any: products of 10¹² FLOPs reach 0.82 of the peak on A100 and 0.83 on GH200, streams 0.8 to 0.9 of the
 * memory bandwidth (estimate-train-time, MIT); latency and bandwidth of Slingshot and NVLink from Sailor (SOSP 2025)
 * and the CSCS documentation.
 */
export const constantRanges: Readonly<typeof ranges> = ranges

/**
 * Covariance of the logarithms of the fitted constants, in the order of `constantRanges`: the lower triangle, with the
 * effects of chips, softwares and sources integrated out.
 */
const { covarianceTriangle }: { readonly covarianceTriangle: readonly (readonly number[])[] } = covariance

const isName = (name: string): name is ConstantName => name in constantRanges
export const constantNames: readonly ConstantName[] = Object.keys(constantRanges).filter(isName)

function square(triangle: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return triangle.map((_, i) => triangle.map((__, j) => triangle[Math.max(i, j)]?.[Math.min(i, j)] ?? 0))
}

/** What is believed of the constants before a pilot is run: their logarithms, with the covariance that the fit left. */
export const pilotPrior = {
  mean: constantNames.map((name) => Math.log(fittedConstants[name])),
  covariance: square(covarianceTriangle),
}

/**
 * What steps differ by beside the constants (`uncertainty/pilot.ts` says what each means), and how well a pilot of the two
 * smallest rows of a source predicts its others. Written by `npm run calibrate-pilot` from rows whose source was left out.
 */
export const pilotSpreads = pilot.spreads

/** Constants from their logarithms, in the order of `constantNames`; each held in its physical range. */
export function constantsFrom(logs: readonly number[]): Constants {
  return constantNames.reduce((made, name, at) => {
    const { low, high } = constantRanges[name]
    return { ...made, [name]: Math.min(high, Math.max(low, Math.exp(logs[at] ?? 0))) }
  }, fittedConstants)
}

const recomputes = ['none', 'selective', 'full'] as const

/** How much an e-fold of each counts, another network or kind of arithmetic. Judgements; the fit finds only their reach. */
const scales = { size: 0.4, gpus: 0.12, network: 0.5, cut: 0.3, saving: 0.6, precision: 1.5 } as const

/** Where a step stands among others, and how sure its prediction is. */
export function placeOf(
  { wish, layout }: Pick<Asked, 'wish' | 'layout'>,
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

/** Where a step stands to whoever believes these constants. */
export function placeBy(settled: Asked, constants: Constants): PilotPlace {
  const times = emptyStepTimes()
  const logThroughput = (by: Constants) => {
    stepOf(settled, by, times)
    return Math.log(throughputOf(settled, times.stepS))
  }
  return placeOf(settled, errorRangeOf(settled), slopesOf(logThroughput, constants))
}
