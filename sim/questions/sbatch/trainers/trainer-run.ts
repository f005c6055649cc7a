import places from '../../../data/trainers/places.json' with { type: 'json' }
import type { PrecisionAsked } from '../../estimate/reading/read-choices.ts'
import type { Layout } from '../../../workload/layout.ts'
import type { Framework } from '../../estimate/layout/trainer-rules.ts'
import type { TrainedModel } from './trained-model.ts'

export type TrainerRun = {
  readonly model: TrainedModel
  readonly layout: Layout
  /** Ranks that cut an expert's matrices beside ep. */
  readonly expertTensor: number
  readonly seqLen: number
  readonly precision: PrecisionAsked
  readonly gpus: number
  readonly chip: Chip
  readonly seed: number
  readonly steps: number
  /** Steps between two checkpoints. */
  readonly saveInterval: number
  /** The trainer leaves by itself after so many minutes, before Slurm ends the job; null without a limit. */
  readonly leaveAfterMin: number | null
}

/** What of the accelerator a trainer's settings turn on. */
export type Chip = { readonly vendor: string; readonly isBlackwell: boolean }

/** A shell variable that the person sets before the script runs. */
export type Place = { readonly name: string; readonly what: string }

/** A trainer's settings for a run, or why it cannot express it. */
export type Recipe = {
  readonly framework: Framework
  /** Null when it cannot. */
  readonly text: string | null
  /** The release whose settings these are, or the reasons. */
  readonly because: string
  /** A module of Python beside the settings; null where there is none. */
  readonly module: string | null
  readonly places: readonly Place[]
  /** Variables of the environment that the trainer wants. */
  readonly environment: readonly (readonly [name: string, value: string])[]
  readonly notes: readonly string[]
}

export function refusedRecipe(framework: Framework, reasons: readonly string[]): Recipe {
  const because = reasons.join('; ')
  return { framework, text: null, because, module: null, places: [], environment: [], notes: [] }
}

/** What the table tells of the places of these names. */
export function placesNamed(names: readonly string[]): readonly Place[] {
  return Object.entries(places).flatMap(([name, what]) => (names.includes(name) ? [{ name, what }] : []))
}

/**
 * Steps over which the learning rate rises: 2,000, as published runs have it (GPT-3 to Llama 3), at most a hundredth;
 * of a run of one step none, since Megatron-LM's schedule has to go on after them.
 */
export function warmupSteps(steps: number): number {
  return Math.min(2000, Math.ceil(steps / 100), steps - 1)
}
