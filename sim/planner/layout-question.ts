import type { Accelerator, System } from '../catalogue/types.ts'
import type { Precision } from '../step/kernel.ts'
import type { Architecture } from '../workload/architecture.ts'
import type { Layout } from '../workload/layout.ts'
import type { TrainerLimits } from '../workload/layout-rules.ts'
import type { Optimizer } from '../workload/memory.ts'
import type { PinnedLayout } from './question.ts'
import type { Software } from './software.ts'

/** What a planner needs to know of a run, and the batch that is wanted. */
export type LayoutQuestion = {
  readonly model: {
    readonly id: string
    readonly name: string
    readonly architecture: Architecture
    readonly optimizer: Optimizer
  }
  readonly system: System
  readonly accelerator: Accelerator
  readonly gpus: number
  readonly seqLen: number
  readonly precision: Precision
  /** Sequences in a step; taken to the nearest number that the accelerators divide well. */
  readonly wantedBatch: number
  /** How far from it the planner may go for better layouts, as a fraction. */
  readonly batchTolerance: number
  readonly software: Software
  readonly limits: TrainerLimits
  /** What of the layout is given; the rest is chosen. */
  readonly pinned: PinnedLayout
  /** What the trainer can do beyond its limits; every layout of the rules where nothing is said. */
  readonly allows?: (layout: Layout) => boolean
}
