import type { LeftOutFigures } from '../../sim/step/fitted/left-out.ts'
import { names, spreads, withinSource, type Fit } from './fit.ts'
import type { Quantiles } from './intervals.ts'
import type { Judged } from './rows.ts'

type Written = {
  readonly fit: Fit
  readonly quantiles: Quantiles
  readonly rows: readonly Judged[]
}

const figure = (value: number, digits = 4) => String(Number(value.toPrecision(digits)))
const record = (entries: readonly (readonly [string, number])[]) =>
  entries.map(([name, value]) => `  '${name}': ${figure(value)},`).join('\n')
const sorted = (effects: ReadonlyMap<string, number>) => [...effects].sort(([a], [b]) => (a < b ? -1 : 1))

/** The text of `sim/step/fitted/calibration.ts`. */
export function calibrationFile({ fit, quantiles, rows }: Written): string {
  const accelerators = [...new Set(rows.map(({ acceleratorId }) => acceleratorId))].sort()
  const ranges = Object.entries(quantiles).map(([novelty, { dense, mixture }]) => {
    const range = ([low, high]: readonly [number, number]) => `[${figure(low)}, ${figure(high)}]`
    return `  '${novelty}': { dense: ${range(dense)}, mixture: ${range(mixture)} },`
  })
  return `import type { Constants, ErrorClass, Novelty } from './constants.ts'

/**
 * The fitted constants: found by \`npm run calibrate\` on the tables of the evidence that are marked to fit on, every
 * source with the same weight. What each means and where it must stay is in \`constants.ts\`.
 */
export const fittedConstants: Constants = {
${names.map((name) => `  ${name}: ${figure(fit.constants[name])},`).join('\n')}
}

/** Logarithm of a software's speed against what the constants say, shrunk to none by how little is known of it. */
export const stackEffects: Readonly<Record<string, number>> = {
${record(sorted(fit.softwares))}
}

/** The same of a chip family. */
export const chipEffects: Readonly<Record<string, number>> = {
${record(sorted(fit.families))}
}

/** Accelerators that the evidence has rows of. */
export const knownAccelerators: ReadonlySet<string> = new Set([
${accelerators.map((id) => `  '${id}',`).join('\n')}
])

/** The largest run among the rows. */
export const largestMeasuredGpus = ${String(Math.max(...rows.map(({ gpus }) => gpus)))}

/** Spreads of logarithms: of sources around what their chip and software say, and of rows around their source. */
export const errorSpreads = { betweenSources: ${String(spreads.source)}, withinSource: ${String(withinSource)} } as const

/**
 * Logarithm of published over predicted throughput at both ends of the 80 % interval, of rows that were left out of
 * the fit, by class of novelty and kind of model.
 */
export const conformalQuantiles: Readonly<
  Record<Novelty, Readonly<Record<ErrorClass, readonly [low: number, high: number]>>>
> = {
${ranges.join('\n')}
}
`
}

/** The text of `sim/step/fitted/constants-covariance.ts`. */
export function covarianceFile({ covariance }: Fit): string {
  const rows = covariance.map(
    (row, at) => `  [${[...row.slice(0, at + 1)].map((value) => figure(value, 3)).join(', ')}],`,
  )
  return `/**
 * Covariance of the logarithms of the fitted constants, in the order of \`constantRanges\`: the lower triangle, with
 * the effects of chips, softwares and sources integrated out. Written by \`npm run calibrate\`.
 */
export const covarianceTriangle: readonly (readonly number[])[] = [
${rows.join('\n')}
]
`
}

/** The text of \`sim/step/fitted/left-out-figures.ts\`. */
export function leftOutFile(figures: LeftOutFigures): string {
  const lines = Object.entries(figures).map(([name, one]) => {
    const entries = Object.entries(one).map(([key, value]) => `${key}: ${figure(value)}`)
    return `  '${name}': { ${entries.join(', ')} },`
  })
  return `import type { LeftOutFigures } from './left-out.ts'

/** What \`npm run calibrate\` found when it left sources, softwares, accelerators and the largest runs out in turn. */
export const leftOutFigures: LeftOutFigures = {
${lines.join('\n')}
}
`
}
