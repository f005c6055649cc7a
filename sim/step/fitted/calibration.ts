import type { Constants, ErrorClass, Novelty } from './constants.ts'
import written from './calibration.json' with { type: 'json' }

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, every
 * source with the same weight. What each means and where it must stay is in `constants.ts`.
 */
export const fittedConstants: Constants = written.constants

/** Logarithm of a software's speed against what the constants say, shrunk to none by how little is known of it. */
export const stackEffects: Readonly<Record<string, number>> = written.stackEffects

/** The same of a chip family. */
export const chipEffects: Readonly<Record<string, number>> = written.chipEffects

/** Accelerators that the evidence has rows of. */
export const knownAccelerators: ReadonlySet<string> = new Set(written.accelerators)

/** The largest run among the rows. */
export const largestMeasuredGpus = written.largestGpus

/** Spreads of logarithms: of sources around what their chip and software say, and of rows around their source. */
export const errorSpreads: { readonly betweenSources: number; readonly withinSource: number } =
  written.spreads

/** Ends of an 80 % interval, as logarithms of published over predicted throughput. */
export type LogRange = { readonly low: number; readonly high: number }

/** Of rows that were left out of the fit, by class of novelty and kind of model. */
export const conformalQuantiles: Readonly<Record<Novelty, Readonly<Record<ErrorClass, LogRange>>>> =
  written.quantiles

/**
 * Covariance of the logarithms of the fitted constants, in the order of `constantRanges`: the lower triangle, with the
 * effects of chips, softwares and sources integrated out.
 */
export const covarianceTriangle: readonly (readonly number[])[] = written.covarianceTriangle
