import type { Constants, ErrorClass, Novelty } from './constants.ts'

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, every
 * source with the same weight. What each means and where it must stay is in `constants.ts`.
 */
export const fittedConstants: Constants = {
  matmulPeak: 0.7386,
  powerBound: 0.325,
  powerCap: 0.4817,
  lowPrecisionMatmul: 1.069,
  matmulShape: 0.3781,
  groupedRows: 956.8,
  fusedAttention: 0.7501,
  portableAttention: 0.3748,
  unfusedPasses: 3.965,
  residualPasses: 17.08,
  widePasses: 1.959,
  eagerPasses: 1.774,
  quantisePasses: 1.539,
  permutePasses: 3.496,
  youngChip: 0.9602,
  layerHostS: 0.0002235,
  expertHostS: 0.000263,
  stepHostS: 0.03553,
  scaleUpEfficiency: 0.95,
  scaleOutEfficiency: 0.7113,
  scaleUpLatencyS: 0.000005838,
  scaleOutLatencyS: 0.00006,
  tensorExposed: 1,
  tensorOverlapped: 0.5496,
  contextExposed: 0.3445,
  expertExposed: 0.9288,
  sendExposed: 0.7005,
  gradientHidden: 0.9,
  shardContention: 0.1348,
  straggler: 0.004192,
}

/** Logarithm of a software's speed against what the constants say, shrunk to none by how little is known of it. */
export const stackEffects: Readonly<Record<string, number>> = {
  deepspeed: -0.04831,
  internevo: -0.006573,
  'llm-foundry': 0.003491,
  maxtext: 0.007094,
  megatron: 0.05124,
  'megatron-bridge': 0.04505,
  'megatron-deepspeed': -0.02604,
  mlperf: 0.02784,
  nemo: -0.008659,
  neuronx: -0.006925,
  oneflow: 0.016,
  paxml: -0.03368,
  torchtitan: 0.004789,
}

/** The same of a chip family. */
export const chipEffects: Readonly<Record<string, number>> = {
  ampere: -0.03265,
  blackwell: 0.1005,
  gaudi: 0.2454,
  hopper: 0.1107,
  'ponte-vecchio': -0.6024,
  tpu: 0.1774,
  trainium: -0.1731,
  volta: -0.02083,
}

/** Accelerators that the evidence has rows of. */
export const knownAccelerators: ReadonlySet<string> = new Set([
  'a100-sxm-40',
  'a100-sxm-80',
  'b200',
  'b300',
  'gaudi2',
  'gb200',
  'gb300',
  'gh200-96',
  'h100-sxm-80',
  'h100-sxm-96',
  'h200-sxm-141',
  'h800-sxm-80',
  'max1550-tile',
  'tpu-v4',
  'tpu-v5e',
  'tpu-v5p',
  'tpu-v6e',
  'tpu-v7',
  'trainium1-core',
  'v100-sxm2-16',
  'v100-sxm2-32',
])

/** The largest run among the rows. */
export const largestMeasuredGpus = 10752

/** Spreads of logarithms: of sources around what their chip and software say, and of rows around their source. */
export const errorSpreads = { betweenSources: 0.12, withinSource: 0.08 } as const

/**
 * Logarithm of published over predicted throughput at both ends of the 80 % interval, of rows that were left out of
 * the fit, by class of novelty and kind of model.
 */
export const conformalQuantiles: Readonly<
  Record<Novelty, Readonly<Record<ErrorClass, readonly [low: number, high: number]>>>
> = {
  known: { dense: [-0.2803, 0.1952], mixture: [-0.4401, 0.3066] },
  'beyond scale': { dense: [-0.2219, 0.227], mixture: [-0.3485, 0.3565] },
  'open layout': { dense: [-0.2085, 0.1813], mixture: [-0.3275, 0.2847] },
  'new stack': { dense: [-0.1882, 0.2115], mixture: [-0.2956, 0.3321] },
  'new chip': { dense: [-0.4, 0.2689], mixture: [-0.6283, 0.4223] },
}
