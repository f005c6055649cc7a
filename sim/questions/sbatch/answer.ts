import type { Answered } from '../../base/answered.ts'
import type { Layout } from '../../workload/layout.ts'
import type { Framework } from './trainers/abilities.ts'
import type { Recipe } from './trainers/trainer-run.ts'
import { workSbatch } from './work.ts'

/** A Slurm script for one training run, and the settings of each trainer that can express its layout. */
export type SbatchAnswer = {
  readonly script: string
  readonly framework: Framework
  readonly jobName: string
  /** Nodes of the run; those spare are beside them. */
  readonly nodes: number
  readonly spareNodes: number
  readonly tasks: number
  readonly gpusPerNode: number
  readonly timeLimit: string
  readonly signalS: number
  /** Jobs that the run takes at its p50 and p90. */
  readonly jobs: { readonly p50: number; readonly p90: number }
  readonly stepTimeS: number
  readonly saveInterval: number
  readonly layout: Layout
  readonly recipes: readonly Pick<Recipe, 'framework' | 'text' | 'because'>[]
  /** Variables of the shell that the person sets before the script runs. */
  readonly places: Recipe['places']
  readonly notes: readonly string[]
}

/** The Slurm script and the trainer's settings for a run; the layout is the given or the chosen one. */
export function answerSbatch(raw: unknown): Answered<SbatchAnswer> {
  return workSbatch(raw)
}
