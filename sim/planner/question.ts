import type { Layout, ZeroStage } from '../workload/layout.ts'
import type { TrainerLimits } from '../workload/layout-rules.ts'
import type { Meter } from '../workload/meter.ts'
import type { Shapes } from '../workload/shapes.ts'

/** What is searched, and by which measures: every layout of one model on so many accelerators at one global batch. */
export type SearchQuestion = {
  readonly shapes: Shapes
  readonly seqLen: number
  readonly gpus: number
  /** Sequences in a step: the same for every layout, or times could not be compared. */
  readonly globalBatch: number
  /** Tensor parallelism goes this far: a node or NVLink domain, unless more was asked for. */
  readonly largestTp: number
  /** The largest peak that is said to fit. */
  readonly capacityBytes: number
  readonly zeroStages: readonly ZeroStage[]
  readonly limits: TrainerLimits
  /** Fields that are given: nothing else is tried for them. */
  readonly pinned: PinnedLayout
  /** Seconds of a step. */
  readonly time: Meter
  /** Bytes on the fullest accelerator. */
  readonly memory: Meter
  /** How much longer than predicted the step of a layout may well take: 1 or more. */
  readonly pessimism: (layout: Layout) => number
  /** What the trainer can do of what the rules allow; asked only of layouts that would be kept. */
  readonly allows?: (layout: Layout) => boolean
  /** How many of the ranking are wanted. */
  readonly top: number
}

/** What of a layout is given; null is searched. */
export type PinnedLayout = { readonly [K in keyof Layout]: Layout[K] | null }

export const nothingPinned: PinnedLayout = {
  tp: null,
  pp: null,
  vpp: null,
  dp: null,
  cp: null,
  ep: null,
  microBatch: null,
  globalBatch: null,
  zero: null,
  recompute: null,
  sequenceParallel: null,
}

export type Candidate = {
  readonly layout: Layout
  readonly stepS: number
  /** `stepS` times its pessimism: what the ranking goes by. */
  readonly pessimisticStepS: number
  readonly peakBytes: number
}

/** Why a degree, or a cut tp × cp × ep × pp, holds no layout. */
export type CutReason = 'domain' | 'heads' | 'widths' | 'sequence' | 'layers' | 'batch' | 'ranks'

type Tally = {
  /** Cuts tried; a degree that falls alone counts once, whatever it would have been combined with. */
  readonly cuts: number
  readonly cutsFell: { readonly [reason in CutReason]: number }
  /** Layouts of the cuts that are left: micro-batch × vpp × sequence parallelism × recomputation × ZeRO stage. */
  readonly layouts: number
  readonly layoutsTooFull: number
  /** Of those, how many were never worked out, since a smaller micro-batch of the same cut had nothing that fits. */
  readonly layoutsSkipped: number
}

export type SearchAnswer = {
  /** Least pessimistic step time first; of layouts that share tp, pp, cp, ep and micro-batch only the best. */
  readonly ranked: readonly Candidate[]
  /** Those that nothing else beats in both step time and memory, fastest first. */
  readonly front: readonly Candidate[]
  /** The layout that needs the least memory, whether or not it fits; null when none divides. */
  readonly leanest: Pick<Candidate, 'layout' | 'peakBytes'> | null
  readonly tally: Tally
}
