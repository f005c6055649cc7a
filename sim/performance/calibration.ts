import type { Constants, ErrorClass } from './constants.ts'

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, none of
 * them a run that is marked to check by. What each means and where it must stay is in `constants.ts`.
 */
export const fittedConstants: Constants = {
  matmulVolta: 0.7476,
  matmulAmpere: 0.7978,
  matmulHopper: 0.6532,
  matmulBlackwell: 0.5127,
  matmulHopperFp8: 0.6822,
  matmulBlackwellFp8: 0.5777,
  matmulBlackwellFp4: 0.4919,
  matmulTpu: 0.95,
  matmulTrainium: 0.5728,
  matmulPonteVecchio: 0.3616,
  matmulCdna: 0.5,
  matmulGaudi: 0.65,
  matmulShape: 0.7367,
  groupedRows: 207.8,
  flashAmpere: 0.7605,
  flashHopper: 0.5375,
  flashBlackwell: 0.5489,
  flashOther: 0.4007,
  flashBackward: 0.7985,
  flashHeadWidth: 13.9,
  plainAttentionPasses: 3,
  sinkAttention: 6.274,
  misaligned: 7.549,
  residualPasses: 8.725,
  widePasses: 1.5,
  unfused: 1,
  lossBytes: 10.7,
  optimizerBytes: 29.47,
  tritonAttention: 0.5491,
  blackwellUltra: 1.233,
  youngChip: 0.9649,
  layerHostS: 0.0002162,
  expertHostS: 0.0001736,
  capturedHost: 0.4907,
  castHost: 1.191,
  stepHostS: 0.04896,
  scaleUpEfficiency: 0.696,
  scaleOutEfficiency: 0.7321,
  scaleUpLatencyS: 0.000006809,
  scaleOutLatencyS: 0.00001006,
  tensorExposed: 1,
  tensorExposedOverlapped: 0.3822,
  tensorExposedCompiled: 0.6006,
  fabricPonteVecchio: 69250000000,
  contextExposed: 0.382,
  expertExposed: 0.5057,
  sendExposed: 0.7653,
  sendExposedInterleaved: 0.1783,
  gradientHidden: 0.4262,
  shardContention: 0.05754,
  permutePasses: 6.9,
  matureMixture: 0.9894,
  imbalance: 1.224,
  quantisePasses: 1.74,
  straggler: 0.001745,
  stackMegatron: 1.089,
  stackNemo: 1.178,
  stackDeepspeed: 0.9011,
  stackFsdp: 0.9903,
  stackMaxtext: 0.9823,
}

/**
 * Logarithm of published over predicted throughput at the 10th and 90th centile, of rows whose source was left out of
 * the fit, by class of question.
 */
export const conformalQuantiles: Readonly<Record<ErrorClass, readonly [low: number, high: number]>> = {
  'dense-usual': [-0.1603, 0.1123],
  'dense-new': [-0.1302, 0.2208],
  mixture: [-0.2375, 0.356],
}
