import type { Obstacle } from '../base/outcome.ts'
import type { Accelerator, System } from '../catalogue/types.ts'
import { type Precision, peakOf, ratesOf } from '../step/kernel.ts'
import { practiceOf, type Practice } from '../step/practice.ts'
import type { Architecture } from '../workload/huggingface.ts'
import { type Optimizer, memoryOf, type Memory } from '../workload/memory.ts'
import type { Layout, PinnedLayout, ZeroStage } from '../workload/layout.ts'
import type { Meter, TimeMeter } from '../workload/meter.ts'
import { type Shapes, shapesOf } from '../workload/shapes.ts'
import { fittedConstants } from '../step/fitted/calibration.ts'
import { hardwareOf, machineOf } from '../step/hardware.ts'
import { memoryHabitsOf } from '../step/memory-habits.ts'

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
  /** Fields that are given: nothing else is tried for them. */
  readonly pinned: PinnedLayout
  /** Seconds of a step. */
  readonly time: TimeMeter
  /** Bytes on the fullest accelerator. */
  readonly memory: Meter
  /** How much longer than predicted the step of a layout may well take: 1 or more, and least unsharded in whole stages. */
  readonly pessimism: (layout: Layout) => number
  /** What it can do of what the rules allow is asked only of layouts that would be kept. */
  readonly trainer: Trainer | null
  /** How many of the ranking are wanted. */
  readonly top: number
  /** Whether the front is wanted too. */
  readonly keepsFront: boolean
}

/** A trainer as a search needs it. */
export type Trainer = {
  readonly name: string
  /** Why it cannot train the model as it is, whatever the layout: then it narrows nothing. Empty where it can. */
  readonly beyond: string
  readonly allows: (layout: Layout) => boolean
  /** Why it cannot do a layout, in sentences; empty where it can. */
  readonly lacks: (layout: Layout) => readonly string[]
  /** Its sharded weights go with a pipeline as a matter of course. */
  readonly shardsStages: boolean
  /** The change to another trainer that can do the run; null where none of ours can. */
  readonly instead: () => Obstacle['nearest']
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
  /** What of the layout is given; the rest is chosen. */
  readonly pinned: PinnedLayout
  /** Who trains, where somebody said who: only layouts that it can do are found. */
  readonly trainer: Trainer | null
}

/** Whose software runs the step, and of which year. */
export type Software = { readonly framework: string; readonly year: number }

/** What a planner gets without asking: Megatron-LM of 2025, or a compiler where the part is made for one. */
const planningYear = 2025

/** The software that was named, with the habits of a year that was named; for the rest what a planner gets. */
export function softwareOf({ framework, year, accelerator: { vendor } }: SaidSoftware): Software {
  const usual = vendor === 'Google' ? 'maxtext' : vendor === 'AWS' ? 'neuronx' : 'megatron'
  return { framework: framework ?? usual, year: year ?? planningYear }
}

type SaidSoftware = {
  readonly framework: string | null
  readonly year: number | null
  readonly accelerator: Pick<Accelerator, 'vendor'>
}

export function habitsOf({ framework, year }: Software): Practice {
  return practiceOf(framework, year)
}

type Run = Pick<LayoutQuestion, 'model' | 'system' | 'accelerator' | 'seqLen' | 'precision' | 'software'>

/** What step time and memory of a run are worked out from, whatever its layout. */
export function measuresOf({ model, system, accelerator, seqLen, precision, software }: Run) {
  const hardware = hardwareOf(accelerator, machineOf(system))
  const practice = habitsOf(software)
  const constants = fittedConstants
  const rates = ratesOf(hardware, precision, { practice, constants })
  const shapes = shapesOf(model.architecture)
  const flashAttention = true
  return {
    hardware,
    step: { shapes, seqLen, flashAttention, machine: { hardware, constants, rates, practice } },
    terms: {
      shapes,
      seqLen,
      optimizer: model.optimizer,
      habits: memoryHabitsOf({ practice, hardware }, precision, flashAttention),
    },
  }
}

/** Bytes per accelerator of a run under a layout. */
export function memoryUnder(run: Run, layout: Layout): Memory {
  return memoryOf(measuresOf(run).terms, layout)
}

/** Whether the accelerator has a published rate in this precision. */
export function hasPrecision({ accelerator, system, precision }: LayoutQuestion): boolean {
  return peakOf(hardwareOf(accelerator, machineOf(system)), precision) !== null
}
