import written from './calibration.json' with { type: 'json' }
import type ranges from './constants.json'

export type ConstantName = keyof typeof ranges
export type Constants = { readonly [K in ConstantName]: number }

/** Classes of question whose errors differ. */
export type ErrorClass = 'dense' | 'mixture'

/** How far a question is from the evidence; the words are those of the public interface. */
export type Novelty = 'known' | 'new stack' | 'new chip' | 'beyond scale' | 'open layout'

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, every
 * source with the same weight.
 */
export const fittedConstants: Constants = written.constants

/** Logarithm of a software's speed against what the constants say, shrunk to none by how little is known of it. */
export const stackEffects: Readonly<Record<string, number>> = written.stackEffects

/** The same of a chip family. */
export const chipEffects: Readonly<Record<string, number>> = written.chipEffects

/** Accelerators that the evidence has rows of. */
export const knownAccelerators: ReadonlySet<string> = new Set(written.accelerators)

export const largestMeasuredGpus = written.largestGpus

/** Spreads of logarithms: of sources around what their chip and software say, and of rows around their source. */
export const errorSpreads: { readonly betweenSources: number; readonly withinSource: number } =
  written.spreads

/** Ends of an 80 % interval, as logarithms of published over predicted throughput. */
export type LogRange = { readonly low: number; readonly high: number }

/** Of rows that were left out of the fit, by class of novelty and kind of model. */
export const conformalQuantiles: Readonly<Record<Novelty, Readonly<Record<ErrorClass, LogRange>>>> =
  written.quantiles
