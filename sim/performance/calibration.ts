import type { Constants, ErrorClass } from './constants.ts'

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, none of
 * them a run that is marked to check by. What each means and where it must stay is in `constants.ts`.
 */
export const fittedConstants: Constants = {
  matmulVolta: 0.7327,
  matmulAmpere: 0.781,
  matmulHopper: 0.6646,
  matmulBlackwell: 0.5265,
  matmulHopperFp8: 0.6947,
  matmulBlackwellFp8: 0.6011,
  matmulBlackwellFp4: 0.5107,
  matmulTpu: 0.95,
  matmulTrainium: 0.5703,
  matmulPonteVecchio: 0.3542,
  matmulCdna: 0.5,
  matmulGaudi: 0.65,
  matmulShape: 0.7247,
  groupedRows: 213.8,
  flashAmpere: 0.7319,
  flashHopper: 0.5687,
  flashBlackwell: 0.55,
  flashOther: 0.4005,
  flashBackward: 0.8072,
  flashHeadWidth: 13.89,
  plainAttentionPasses: 3,
  sinkAttention: 6.1,
  misaligned: 7.573,
  residualPasses: 8.915,
  widePasses: 1.5,
  unfused: 1,
  lossBytes: 11.29,
  optimizerBytes: 29.5,
  tritonAttention: 0.562,
  blackwellUltra: 1.222,
  tritonHopper: 0.733,
  youngChip: 0.9676,
  layerHostS: 0.0002252,
  expertHostS: 0.0001769,
  capturedHost: 0.4974,
  castHost: 1.177,
  stepHostS: 0.04982,
  scaleUpEfficiency: 0.7131,
  scaleOutEfficiency: 0.7256,
  scaleUpLatencyS: 0.000007226,
  scaleOutLatencyS: 0.00001027,
  tensorExposed: 1,
  tensorExposedOverlapped: 0.3968,
  tensorExposedCompiled: 0.609,
  fabricPonteVecchio: 67640000000,
  contextExposed: 0.3887,
  expertExposed: 0.5125,
  sendExposed: 0.7641,
  sendExposedInterleaved: 0.176,
  gradientHidden: 0.4937,
  shardContention: 0.05983,
  permutePasses: 6.637,
  matureMixture: 0.9846,
  imbalance: 1.228,
  quantisePasses: 1.799,
  straggler: 0.001742,
  stackMegatron: 1.107,
  stackNemo: 1.15,
  stackDeepspeed: 0.9171,
  stackFsdp: 1.01,
  stackMaxtext: 0.9813,
}

/**
 * Logarithm of published over predicted throughput at the 10th and 90th centile, of rows whose source was left out of
 * the fit, by class of question.
 */
export const conformalQuantiles: Readonly<Record<ErrorClass, readonly [low: number, high: number]>> = {
  dense: [-0.1188, 0.1789],
  mixture: [-0.2467, 0.316],
}
