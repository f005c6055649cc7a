import ranges from './constants.json' with { type: 'json' }

/**
 * Every constant of the performance model: where the search for it starts and is pulled to, and the physical range that
 * it must stay in. Values are in calibration.ts; `npm run calibrate` finds them. Starts come from measurements where
 * there are any: products of 10¹² FLOPs reach 0.82 of the peak on A100 and 0.83 on GH200, streams 0.8 to 0.9 of the
 * memory bandwidth (estimate-train-time, MIT); latency and bandwidth of Slingshot and NVLink from Sailor (SOSP 2025)
 * and the CSCS documentation.
 */
export const constantRanges: Readonly<typeof ranges> = ranges

export type ConstantName = keyof typeof ranges
export type Constants = { readonly [K in ConstantName]: number }

/** Classes of question whose errors differ. */
export type ErrorClass = 'dense' | 'mixture'

/** How far a question is from the evidence; the words are those of the public interface. */
export type Novelty = 'known' | 'new stack' | 'new chip' | 'beyond scale' | 'open layout'
