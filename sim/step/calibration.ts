import type { Constants, ErrorClass } from './constants.ts'

/**
 * The fitted constants: found by `npm run calibrate` on the tables of the evidence that are marked to fit on, none of
 * them a run that is marked to check by. What each means and where it must stay is in `constants.ts`.
 */
export const fittedConstants: Constants = {
  matmulVolta: 0.757,
  matmulAmpere: 0.7795,
  matmulHopper: 0.6659,
  matmulBlackwell: 0.5298,
  matmulHopperFp8: 0.6876,
  matmulBlackwellFp8: 0.5631,
  matmulBlackwellFp4: 0.4952,
  matmulTpu: 0.9446,
  matmulTrainium: 0.5825,
  matmulPonteVecchio: 0.3528,
  matmulCdna: 0.5,
  matmulGaudi: 0.65,
  matmulShape: 0.6869,
  groupedRows: 267.1,
  flashAmpere: 0.731,
  flashHopper: 0.569,
  flashBlackwell: 0.5515,
  flashOther: 0.399,
  flashBackward: 0.8082,
  flashHeadWidth: 13.89,
  plainAttentionPasses: 3.403,
  sinkAttention: 6.2,
  misaligned: 7.917,
  residualPasses: 12.21,
  widePasses: 1.5,
  lossBytes: 10.31,
  optimizerBytes: 32.3,
  tritonAttention: 0.5601,
  blackwellUltra: 1.237,
  tritonHopper: 0.7314,
  youngChip: 0.9715,
  layerHostS: 0.0002035,
  expertHostS: 0.0001706,
  capturedHost: 0.5036,
  castHost: 1.123,
  stepHostS: 0.04993,
  scaleUpEfficiency: 0.839,
  scaleOutEfficiency: 0.6908,
  scaleUpLatencyS: 0.000004316,
  scaleOutLatencyS: 0.00001229,
  tensorExposed: 1,
  tensorExposedOverlapped: 0.3839,
  fabricPonteVecchio: 57660000000,
  contextExposed: 0.372,
  expertExposed: 1,
  sendExposed: 0.7512,
  sendExposedInterleaved: 0.1385,
  gradientHidden: 0.4549,
  shardContention: 0.0789,
  permutePasses: 5.438,
  matureMixture: 0.9165,
  imbalance: 1.091,
  quantisePasses: 1.677,
  straggler: 0.001826,
  stackMegatron: 1.086,
  stackNemo: 1.134,
  stackDeepspeed: 0.9175,
  stackFsdp: 1.016,
  stackMaxtext: 0.9063,
}

/**
 * Logarithm of published over predicted throughput at the 10th and 90th centile, of rows whose source was left out of
 * the fit, by class of question.
 */
export const conformalQuantiles: Readonly<Record<ErrorClass, readonly [low: number, high: number]>> = {
  dense: [-0.1177, 0.1434],
  mixture: [-0.1625, 0.2808],
}
