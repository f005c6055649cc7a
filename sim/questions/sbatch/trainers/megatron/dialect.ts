import type { TrainerRun } from '../trainer-run.ts'

/** Apertus has an activation that only its makers' fork of Megatron-LM computes. */
export function isSwiss({ model }: Pick<TrainerRun, 'model'>): boolean {
  return model.activation === 'xielu'
}
