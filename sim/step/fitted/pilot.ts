import { fittedConstants, type ConstantName, type Constants } from './calibration.ts'
import ranges from './constants.json' with { type: 'json' }
import covariance from './covariance.json' with { type: 'json' }
import pilot from './pilot-spreads.json' with { type: 'json' }

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
