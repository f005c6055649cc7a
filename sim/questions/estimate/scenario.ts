import type { Money } from '../../base/quantity.ts'
import type { Accelerator, Grid, System } from '../../catalogue/types.ts'
import type { Correlation } from '../../uncertainty/correlation.ts'
import type { Architecture } from '../../workload/architecture.ts'
import type { Recompute, ZeroStage } from '../../workload/layout.ts'
import type { Ranges } from './assumptions/ranges.ts'

/** What a person said of a layout; what was left open is null and chosen later. */
export type LayoutWish = {
  readonly tp: number | null
  readonly pp: number | null
  readonly vpp: number | null
  readonly dp: number | null
  readonly cp: number | null
  readonly ep: number | null
  readonly microBatch: number | null
  readonly globalBatch: number | null
  readonly zero: ZeroStage | null
  readonly recompute: Recompute | null
  readonly sequenceParallel: boolean | null
}

export type NamedModel = {
  readonly id: string
  readonly name: string
  readonly architecture: Architecture
  /** Bytes of optimizer state and gradients differ; AdamW unless the makers say otherwise. */
  readonly optimizer: 'adamw' | 'ademamix'
}

export type Precision = 'bf16' | 'fp8'

/** One training run with every question asked of the person answered; what is null is chosen by the study. */
export type Scenario = {
  readonly model: NamedModel
  readonly tokens: number
  readonly system: System
  readonly accelerator: Accelerator
  readonly gpus: number
  readonly layout: LayoutWish | 'auto'
  readonly mfu: number | null
  readonly seqLen: number
  readonly globalBatchTokens: number | null
  readonly precision: Precision
  readonly grid: Grid
  readonly powerPrice: Money | null
  readonly gpuHourPrice: Money | null
  /** Interruptions per 1,000 accelerator-days. */
  readonly failureRate: number | null
  readonly checkpointTimeS: number | null
  readonly checkpointIntervalS: number | null
  readonly restartTimeS: number | null
  readonly queueLimitS: number | 'none' | null
  readonly samples: number
  readonly seed: number
  readonly ranges: Ranges
  /** Null: those of the study. */
  readonly correlations: readonly Correlation[] | null
  /** Sources whose figures are not used, so that their own run can be judged by the others. */
  readonly without: readonly string[]
}
