import type { Accelerator } from '../catalogue/types.ts'
import { practiceOf, type Practice } from '../step/practice.ts'

/** Whose software runs the step, and of which year. */
export type Software = { readonly framework: string; readonly year: number }

/** What a planner gets without asking: Megatron-LM of 2025, or a compiler where the part is made for one. */
const planningYear = 2025

export function planningSoftware({ vendor }: Pick<Accelerator, 'vendor'>): Software {
  if (vendor === 'Google') return { framework: 'maxtext', year: planningYear }
  return { framework: vendor === 'AWS' ? 'neuronx' : 'megatron', year: planningYear }
}

export function habitsOf({ framework, year }: Software): Practice {
  return practiceOf(framework, year)
}
