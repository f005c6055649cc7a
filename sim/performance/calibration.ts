import type { Constants, ErrorClass } from './constants.ts'

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, none of
 * them a run that is marked to check by. What each means and where it must stay is in `constants.ts`.
 */
export const fittedConstants: Constants = {
  matmulVolta: 0.7308,
  matmulAmpere: 0.7804,
  matmulHopper: 0.6641,
  matmulBlackwell: 0.5245,
  matmulHopperFp8: 0.6911,
  matmulBlackwellFp8: 0.59,
  matmulBlackwellFp4: 0.5012,
  matmulTpu: 0.95,
  matmulTrainium: 0.5713,
  matmulPonteVecchio: 0.3539,
  matmulCdna: 0.5,
  matmulGaudi: 0.65,
  matmulShape: 0.7207,
  groupedRows: 210.7,
  flashAmpere: 0.732,
  flashHopper: 0.5689,
  flashBlackwell: 0.5495,
  flashOther: 0.4006,
  flashBackward: 0.8073,
  flashHeadWidth: 13.89,
  plainAttentionPasses: 3,
  sinkAttention: 6.261,
  misaligned: 7.601,
  residualPasses: 8.875,
  widePasses: 1.5,
  unfused: 1,
  lossBytes: 11.06,
  optimizerBytes: 29.22,
  tritonAttention: 0.562,
  blackwellUltra: 1.234,
  tritonHopper: 0.7329,
  youngChip: 0.9667,
  layerHostS: 0.00022,
  expertHostS: 0.000175,
  capturedHost: 0.4908,
  castHost: 1.182,
  stepHostS: 0.04967,
  scaleUpEfficiency: 0.7032,
  scaleOutEfficiency: 0.7294,
  scaleUpLatencyS: 0.000006721,
  scaleOutLatencyS: 0.00001021,
  tensorExposed: 1,
  tensorExposedOverlapped: 0.386,
  tensorExposedCompiled: 0.618,
  fabricPonteVecchio: 68530000000,
  contextExposed: 0.3897,
  expertExposed: 0.5125,
  sendExposed: 0.7635,
  sendExposedInterleaved: 0.177,
  gradientHidden: 0.4202,
  shardContention: 0.05936,
  permutePasses: 6.683,
  matureMixture: 0.9895,
  imbalance: 1.231,
  quantisePasses: 1.752,
  straggler: 0.001655,
  stackMegatron: 1.107,
  stackNemo: 1.15,
  stackDeepspeed: 0.9169,
  stackFsdp: 1.01,
  stackMaxtext: 0.9801,
}

/**
 * Logarithm of published over predicted throughput at the 10th and 90th centile, of rows whose source was left out of
 * the fit, by class of question.
 */
export const conformalQuantiles: Readonly<Record<ErrorClass, readonly [low: number, high: number]>> = {
  'dense-usual': [-0.1213, 0.1032],
  'dense-new': [-0.1121, 0.2189],
  mixture: [-0.2481, 0.3552],
}
