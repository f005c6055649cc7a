import type { Accelerator } from '../catalogue/types.ts'
import { practiceOf, type Practice } from '../step/practice.ts'

/** Whose software runs the step, and of which year. */
export type Software = { readonly framework: string; readonly year: number }

/** What a planner gets without asking: Megatron-LM of 2025, or a compiler where the part is made for one. */
const planningYear = 2025

function planningSoftware({ vendor }: Pick<Accelerator, 'vendor'>): Software {
  if (vendor === 'Google') return { framework: 'maxtext', year: planningYear }
  return { framework: vendor === 'AWS' ? 'neuronx' : 'megatron', year: planningYear }
}

/** The software that was named, with the habits of a year that was named; for the rest what a planner gets. */
export function softwareOf({ framework, year, accelerator }: SaidSoftware): Software {
  const usual = planningSoftware(accelerator)
  return { framework: framework ?? usual.framework, year: year ?? usual.year }
}

type SaidSoftware = {
  readonly framework: string | null
  readonly year: number | null
  readonly accelerator: Pick<Accelerator, 'vendor'>
}

export function habitsOf({ framework, year }: Software): Practice {
  return practiceOf(framework, year)
}
