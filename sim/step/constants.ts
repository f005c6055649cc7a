/** One fitted constant: where the search for it starts, and the physical range that it must stay in. */
export type ConstantRange = {
  readonly start: number
  readonly low: number
  readonly high: number
  readonly meaning: string
}

function range(start: number, [low, high]: readonly [number, number], meaning: string): ConstantRange {
  return { start, low, high, meaning }
}

const efficiency = 'share of the dense peak that large matrix products reach in sustained training'
const flash = 'share of the bf16 peak that fused attention reaches forward, wide heads'
const stack = 'speed of this software against the others, all else equal'

/** Every constant of the performance model. Values are in calibration.ts; `npm run calibrate` finds them. */
export const constantRanges = {
  matmulVolta: range(0.6, [0.3, 0.9], `Volta fp16: ${efficiency}`),
  matmulAmpere: range(0.8, [0.5, 0.95], `Ampere bf16: ${efficiency}`),
  matmulHopper: range(0.72, [0.45, 0.9], `Hopper bf16: ${efficiency}`),
  matmulBlackwell: range(0.75, [0.45, 0.92], `Blackwell bf16: ${efficiency}`),
  matmulHopperFp8: range(0.62, [0.35, 0.9], `Hopper fp8: ${efficiency}`),
  matmulBlackwellFp8: range(0.62, [0.35, 0.9], `Blackwell fp8 and mxfp8: ${efficiency}`),
  matmulBlackwellFp4: range(0.5, [0.2, 0.9], `Blackwell nvfp4: ${efficiency}`),
  matmulTpu: range(0.9, [0.45, 0.95], `TPU bf16: ${efficiency}`),
  matmulTrainium: range(0.6, [0.3, 0.95], `Trainium bf16: ${efficiency}`),
  matmulPonteVecchio: range(0.4, [0.15, 0.8], `Ponte Vecchio bf16: ${efficiency}`),
  matmulCdna: range(0.5, [0.25, 0.85], `CDNA bf16 and fp8: ${efficiency}`),
  matmulGaudi: range(0.65, [0.3, 0.9], `Gaudi bf16 and fp8: ${efficiency}`),
  matmulShape: range(0.4, [0.02, 3], 'loss of small products, per unit of machine balance over a dimension'),
  groupedRows: range(400, [1, 8000], 'tokens of one expert at which its products take twice their time'),
  flashAmpere: range(0.7, [0.25, 0.8], `Ampere: ${flash}`),
  flashHopper: range(0.58, [0.25, 0.8], `Hopper: ${flash}`),
  flashBlackwell: range(0.55, [0.2, 0.8], `Blackwell: ${flash}`),
  flashOther: range(0.4, [0.1, 0.8], `other parts: ${flash}`),
  flashBackward: range(0.8, [0.4, 1], 'efficiency of fused attention backward against forward'),
  flashHeadWidth: range(14, [1, 120], 'head width at which fused attention reaches half of its efficiency'),
  plainAttentionPasses: range(8, [3, 30], 'times unfused attention moves its square through memory, forward'),
  sinkAttention: range(2, [1, 12], 'time of attention with learned sinks against plain fused attention'),
  misaligned: range(4, [1, 20], 'slowing of unfused attention whose head width is no multiple of eight'),
  residualPasses: range(
    14,
    [4, 60],
    'times a layer moves vectors of the hidden width through memory, forward',
  ),
  widePasses: range(3, [1.5, 14], 'times a layer moves the inner widths through memory, forward'),
  lossBytes: range(14, [4, 60], 'bytes moved for each logit, forward and backward'),
  optimizerBytes: range(36, [18, 120], 'bytes moved for each parameter in the optimizer step'),
  tritonAttention: range(0.55, [0.3, 1], 'attention with linear biases in Triton against the fused kernels'),
  blackwellUltra: range(1.1, [1, 1.35], 'speed of Blackwell Ultra against Blackwell of the same peak'),
  tritonHopper: range(
    0.75,
    [0.4, 1],
    'the same on Hopper, whose asynchronous units Triton of 2023 left idle',
  ),
  youngChip: range(0.85, [0.55, 1], 'speed of software on a chip in its first year against later years'),
  layerHostS: range(150e-6, [1e-6, 1.5e-3], 'time of the host to launch one layer, forward or backward'),
  expertHostS: range(100e-6, [1e-6, 1e-3], 'time of the host for each expert held, forward or backward'),
  capturedHost: range(0.5, [0.02, 1], 'host time where kernels are launched as captured graphs'),
  castHost: range(1.5, [1, 4], 'host time of a layer with block-scaled products against plain ones'),
  stepHostS: range(0.02, [1e-4, 0.4], 'time of the host once a step'),
  scaleUpEfficiency: range(0.75, [0.3, 0.95], 'share of the scale-up bandwidth that collectives reach'),
  scaleOutEfficiency: range(0.75, [0.3, 0.95], 'share of the network bandwidth that collectives reach'),
  scaleUpLatencyS: range(8e-6, [1e-6, 60e-6], 'latency of a collective step inside the domain'),
  scaleOutLatencyS: range(20e-6, [2e-6, 150e-6], 'latency of a collective step across the network'),
  tensorExposed: range(0.9, [0.3, 1], 'share of tensor-parallel traffic on the critical path'),
  tensorExposedOverlapped: range(0.4, [0.02, 1], 'the same where products and traffic are tiled together'),
  fabricPonteVecchio: range(
    20e9,
    [2e9, 150e9],
    'bytes/s between Ponte Vecchio tiles: no source states a usable figure',
  ),
  contextExposed: range(0.4, [0.02, 1], 'share of context-parallel traffic on the critical path'),
  expertExposed: range(0.8, [0.1, 1], 'share of expert-parallel traffic on the critical path'),
  sendExposed: range(0.8, [0.02, 1], 'share of pipeline sends on the critical path'),
  sendExposedInterleaved: range(
    0.3,
    [0.02, 1],
    'the same where chunks are interleaved and sends run behind them',
  ),
  gradientHidden: range(
    0.7,
    [0, 1],
    'share of one backward pass that hides gradient traffic where overlapped',
  ),
  shardContention: range(
    0.15,
    [0.01, 0.8],
    'share of hidden gather traffic that still slows the layer (FSDP)',
  ),
  permutePasses: range(6, [1, 30], 'times routing moves a routed token through memory, forward'),
  matureMixture: range(0.85, [0.4, 1], 'time of a mixture in software that captures and fuses its routing'),
  imbalance: range(1.05, [1, 1.5], 'load of the fullest expert rank over the mean'),
  quantisePasses: range(2, [0.2, 16], 'times a low-precision layer moves its inputs to scale and cast them'),
  straggler: range(0.005, [0.0005, 0.06], 'slowing per e-fold of nodes that wait for each other'),
  stackMegatron: range(1, [0.75, 1.3], `Megatron-LM: ${stack}`),
  stackNemo: range(1, [0.75, 1.3], `NeMo and Megatron-Bridge: ${stack}`),
  stackDeepspeed: range(1, [0.7, 1.3], `Megatron-DeepSpeed and DeepSpeed: ${stack}`),
  stackFsdp: range(1, [0.75, 1.3], `PyTorch FSDP: ${stack}`),
  stackMaxtext: range(1, [0.75, 1.3], `MaxText and other XLA: ${stack}`),
} as const satisfies { readonly [name: string]: ConstantRange }

export type ConstantName = keyof typeof constantRanges
export type Constants = { readonly [K in ConstantName]: number }

/** Classes of question whose errors differ. */
export type ErrorClass = 'dense' | 'mixture'
