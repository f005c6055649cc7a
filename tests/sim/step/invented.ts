import { expect } from 'vitest'
import { fittedConstants } from '../../../sim/step/fitted/calibration.ts'
import { ratesOf } from '../../../sim/step/kernel.ts'
import { practiceOf, type Practice } from '../../../sim/step/practice.ts'
import type { StepQuestion } from '../../../sim/step/step.ts'
import { everyToken } from '../../../sim/workload/blocks/block.ts'
import type { Layout } from '../../../sim/workload/layout.ts'
import { hardwareNamed, shapesNamed } from './asked.ts'

/** A machine, a software and a model of round numbers, so that what they give can be worked out on paper. */

/** Half of 400 and 50 GB/s, round latencies, nothing hidden but what a test asks for. */
const constants = {
  ...fittedConstants,
  matmulShape: 0.4,
  groupedRows: 100,
  plainAttentionPasses: 5,
  unfusedPasses: 5,
  misaligned: 4,
  residualPasses: 10,
  widePasses: 2,
  quantisePasses: 1,
  permutePasses: 4,
  lossBytes: 12,
  optimizerBytes: 34,
  layerHostS: 0,
  expertHostS: 0,
  stepHostS: 0.01,
  scaleUpEfficiency: 0.5,
  scaleOutEfficiency: 0.5,
  scaleUpLatencyS: 1e-5,
  scaleOutLatencyS: 1e-4,
  tensorExposed: 1,
  tensorExposedOverlapped: 0.25,
  tensorOverlapped: 0.25,
  contextExposed: 0.5,
  expertExposed: 0.5,
  sendExposed: 0.5,
  sendExposedInterleaved: 0.15,
  gradientHidden: 0.5,
  shardContention: 0.1,
  matureMixture: 1,
  straggler: 0.01,
}

export const hardware = {
  ...hardwareNamed('h100-sxm-80'),
  bf16FlopsPerS: 1e15,
  fp8FlopsPerS: 2e15,
  fp4FlopsPerS: null,
  memoryBytesPerS: 2e12,
  domain: 8,
  scaleUpBytesPerS: 400e9,
  pairBytesPerS: null,
  scaleOutBytesPerS: 50e9,
  exponentialsPerS: 5e12,
}

const wide: 2 | 4 = 4
const summed: Practice['sumsWhole'] = 'never'

const practice = {
  ...practiceOf('megatron', 2024),
  overlapsTensor: false,
  overlapsGradients: 0,
  dispatchesOnce: 1,
  fusesLoss: true,
  biasesAttention: false,
  overlapsShards: true,
  scattersEachMicroBatch: false,
  scalesRows: false,
  sumsWhole: summed,
  gathersPerLayer: 1,
  gradientBytes: wide,
  cutsExperts: true,
  capturesGraphs: false,
  launchS: 0,
  bucketBytes: null,
  balancesHead: false,
  eagerShare: 0,
  capacityFactor: 1,
}

/** Products that no dimension slows: 500 and 400 TFLOP/s, attention 250, memory 1 TB/s. */
const rates = {
  ...ratesOf(hardware, 'bf16', { practice, constants }),
  matmulFlopsPerS: 5e14,
  plainMatmulFlopsPerS: 4e14,
  shapeScale: 0,
  plainShapeScale: 0,
  attentionFlopsPerS: 2.5e14,
  portableFlopsPerS: 1.25e14,
  memoryBytesPerS: 1e12,
  lowPrecision: false,
  slowing: 1,
}

export const machine = { hardware, constants, rates, practice }

/** Four dense layers of 14 million parameters; 10 heads of width 80, of which 2.5 share a key. */
export const shapes = {
  ...shapesNamed('llama-3.1-8b'),
  layers: 4,
  hidden: 1000,
  vocab: 10_000,
  heads: 10,
  headDim: 80,
  valueHeadDim: 80,
  spans: [{ ...everyToken, scoreWidth: 1600, indexWidth: 0 }],
  qkvWidth: 1200,
  qkvParameters: 1.2e6,
  keyValueWidth: 400,
  attentionOutWidth: 800,
  intermediate: 4000,
  denseLayers: 4,
  attentionParameters: 2e6,
  denseMlpParameters: 12e6,
  embeddingParameters: 10e6,
  headParameters: 10e6,
  storedEndParameters: 20e6,
}

/** The same with 8 experts of 3 million parameters in every layer, two for a token, and a router. */
export const mixtureShapes = {
  ...shapes,
  denseLayers: 0,
  mixtureLayers: 4,
  experts: 8,
  expertsPerToken: 2,
  expertReach: 1,
  expertIntermediate: 1000,
  expertHidden: 1000,
  sharedIntermediate: 0,
  expertParameters: 3e6,
  alwaysParameters: 8000,
}

export const alone: Layout = {
  tp: 1,
  pp: 1,
  vpp: 1,
  dp: 1,
  cp: 1,
  ep: 1,
  microBatch: 1,
  globalBatch: 8,
  zero: 0,
  recompute: 'none',
  sequenceParallel: false,
}

export const question = (cut: Partial<Layout>): StepQuestion => ({
  shapes,
  layout: { ...alone, ...cut },
  seqLen: 2000,
  flashAttention: true,
  machine,
})

/** Equal but for the rounding of the arithmetic. */
export function expectNear(value: number, byHand: number): void {
  if (byHand === 0) expect(value).toBe(0)
  else expect(value / byHand).toBeCloseTo(1, 9)
}
