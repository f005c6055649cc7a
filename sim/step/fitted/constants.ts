/** One fitted constant: where the search for it starts and is pulled to, and the physical range that it must stay in. */
export type ConstantRange = {
  readonly start: number
  readonly low: number
  readonly high: number
  readonly meaning: string
}

function range(start: number, [low, high]: readonly [number, number], meaning: string): ConstantRange {
  return { start, low, high, meaning }
}

/**
 * Every constant of the performance model. Values are in calibration.ts; `npm run calibrate` finds them from the
 * middle of the ranges. Starts come from measurements where there are any: products of 10¹² FLOPs reach 0.82 of the
 * peak on A100 and 0.83 on GH200, streams 0.8 to 0.9 of the memory bandwidth (estimate-train-time, MIT); latency and
 * bandwidth of Slingshot and NVLink from Sailor (SOSP 2025) and the CSCS documentation.
 */
export const constantRanges = {
  matmulPeak: range(
    0.8,
    [0.6, 0.9],
    'share of the dense peak that large products reach where power is no limit',
  ),
  powerBound: range(
    0.35,
    [0.1, 0.6],
    'power of the peak per watt, beyond that of an A100, by which products slow',
  ),
  powerCap: range(
    0.5,
    [0.35, 0.7],
    'power of a limit below the design power, over it, by which products slow',
  ),
  lowPrecisionMatmul: range(0.95, [0.6, 1.1], 'efficiency of fp8 and fp4 products against bf16 ones'),
  matmulShape: range(0.5, [0.02, 3], 'loss of small products, per unit of machine balance over a dimension'),
  groupedRows: range(250, [20, 2000], 'tokens of one expert at which its products take twice their time'),
  fusedAttention: range(
    0.75,
    [0.5, 1.1],
    'rate of fused attention written for the chip, over that of large products',
  ),
  portableAttention: range(
    0.55,
    [0.25, 0.9],
    'rate of fused attention not written for the chip, over that of large products',
  ),
  unfusedPasses: range(6, [3, 20], 'times unfused attention moves its square through memory, forward'),
  residualPasses: range(
    12,
    [4, 40],
    'times a layer moves vectors of the hidden width through memory, forward',
  ),
  widePasses: range(2, [1, 6], 'times a layer moves the inner widths through memory, forward'),
  eagerPasses: range(1.8, [1, 4], 'memory traffic of kernels launched one by one against fused ones'),
  quantisePasses: range(1.7, [0.5, 6], 'times a low-precision layer moves its inputs to scale and cast them'),
  permutePasses: range(5, [2, 20], 'times routing moves a routed token through memory, forward'),
  youngChip: range(0.9, [0.6, 1], 'speed of software on a chip in its first year against later years'),
  layerHostS: range(200e-6, [20e-6, 1e-3], 'time of the host to launch one layer, forward or backward'),
  expertHostS: range(100e-6, [5e-6, 600e-6], 'time of the host for each expert held, forward or backward'),
  stepHostS: range(0.03, [2e-3, 0.3], 'time of the host once a step'),
  scaleUpEfficiency: range(0.8, [0.5, 0.95], 'share of the scale-up bandwidth that collectives reach'),
  scaleOutEfficiency: range(0.8, [0.4, 0.95], 'share of the network bandwidth that collectives reach'),
  scaleUpLatencyS: range(5e-6, [1e-6, 30e-6], 'latency of a collective step inside the domain'),
  scaleOutLatencyS: range(18e-6, [4e-6, 60e-6], 'latency of a collective step across the network'),
  tensorExposed: range(0.85, [0.4, 1], 'share of tensor-parallel traffic on the critical path'),
  tensorOverlapped: range(0.4, [0.1, 1], 'the same where products and traffic are tiled together'),
  contextExposed: range(0.4, [0.05, 1], 'share of context-parallel traffic on the critical path'),
  expertExposed: range(0.8, [0.3, 1], 'share of expert-parallel traffic on the critical path'),
  sendExposed: range(0.6, [0.1, 1], 'share of pipeline sends on the critical path'),
  gradientHidden: range(
    0.6,
    [0.1, 0.9],
    'share of one pass that hides traffic of gradients and weights where overlapped',
  ),
  shardContention: range(0.12, [0.01, 0.6], 'share of hidden gather traffic that still slows the layer'),
  straggler: range(0.008, [0.0005, 0.03], 'slowing per e-fold of nodes that wait for each other'),
} as const satisfies { readonly [name: string]: ConstantRange }

export type ConstantName = keyof typeof constantRanges
export type Constants = { readonly [K in ConstantName]: number }

/** Classes of question whose errors differ. */
export type ErrorClass = 'dense' | 'mixture'

/** How far a question is from the evidence; the words are those of the public interface. */
export type Novelty = 'known' | 'new stack' | 'new chip' | 'beyond scale' | 'open layout'
