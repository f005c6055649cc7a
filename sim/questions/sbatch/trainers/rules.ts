import type { TrainerRun } from './trainer-run.ts'

/** One consistency rule of a trainer: when it holds, what it says otherwise, and where the trainer says it. */
export type Rule = {
  readonly holds: (run: TrainerRun) => boolean
  readonly says: (run: TrainerRun) => string
  /** File of the trainer, and what in it. */
  readonly source: string
}

/** Every rule that a run breaks, as a sentence. */
export function brokenTrainerRules(rules: readonly Rule[], run: TrainerRun): readonly string[] {
  return rules.filter(({ holds }) => !holds(run)).map(({ says }) => says(run))
}
