import type { Constants, ErrorClass } from '../../sim/step/constants.ts'

type Quantiles = readonly (readonly [kind: ErrorClass, low: number, high: number])[]

/** The text of `sim/step/calibration.ts`. */
export function calibrationFile(constants: Constants, quantiles: Quantiles): string {
  const rounded = (value: number) => String(Number(value.toPrecision(4)))
  const values = Object.entries(constants).map(([name, value]) => `  ${name}: ${rounded(value)},`)
  const classes = quantiles.map(([kind, low, high]) => `  ${kind}: [${rounded(low)}, ${rounded(high)}],`)
  return `import type { Constants, ErrorClass } from './constants.ts'

/**
 * The fitted constants: found by \`npm run calibrate\` on the tables of the evidence that are marked to fit on, none of
 * them a run that is marked to check by. What each means and where it must stay is in \`constants.ts\`.
 */
export const fittedConstants: Constants = {
${values.join('\n')}
}

/**
 * Logarithm of published over predicted throughput at the 10th and 90th centile, of rows whose source was left out of
 * the fit, by class of question.
 */
export const conformalQuantiles: Readonly<Record<ErrorClass, readonly [low: number, high: number]>> = {
${classes.join('\n')}
}
`
}
