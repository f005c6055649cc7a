import { covarianceTriangle, fittedConstants } from './calibration.ts'
import { constantRanges, type ConstantName, type Constants } from './constants.ts'
import written from './pilot-spreads.json' with { type: 'json' }

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
export const pilotSpreads = written.spreads
export const pilotFigures = written.figures

/** Constants from their logarithms, in the order of `constantNames`; each held in its physical range. */
export function constantsFrom(logs: readonly number[]): Constants {
  return constantNames.reduce((made, name, at) => {
    const { low, high } = constantRanges[name]
    return { ...made, [name]: Math.min(high, Math.max(low, Math.exp(logs[at] ?? 0))) }
  }, fittedConstants)
}
