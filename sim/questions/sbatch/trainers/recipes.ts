import { frameworks, type Framework } from './abilities.ts'
import { bridgeRecipe } from './bridge/recipe.ts'
import { megatronRecipe } from './megatron/recipe.ts'
import { megatronRules } from './megatron/rules.ts'
import { nanotronRecipe } from './nanotron/recipe.ts'
import { nanotronRules } from './nanotron/rules.ts'
import type { Rule } from './rules.ts'
import { torchTitanRecipe } from './torchtitan/recipe.ts'
import { titanMainRecipe } from './torchtitan/main-recipe.ts'
import { titanRules } from './torchtitan/rules.ts'
import { refusedRecipe, type Recipe, type TrainerRun } from './trainer-run.ts'

const writers: Readonly<Record<Framework, (run: TrainerRun) => Recipe>> = {
  megatron: megatronRecipe,
  'megatron-bridge': bridgeRecipe,
  torchtitan: torchTitanRecipe,
  'torchtitan-main': titanMainRecipe,
  nanotron: nanotronRecipe,
}

/** Vendors whose accelerators the trainers run on, by CUDA or ROCm. */
const vendors: readonly string[] = ['NVIDIA', 'AMD']

/** The settings of one trainer for a run, or why it cannot express it. */
export function recipeOf(framework: Framework, run: TrainerRun): Recipe {
  if (!vendors.includes(run.chip.vendor))
    return refusedRecipe(framework, [`it does not run on accelerators of ${run.chip.vendor}`])
  return writers[framework](run)
}

const rules: Readonly<Record<Framework, readonly Rule[]>> = {
  megatron: megatronRules,
  'megatron-bridge': megatronRules,
  torchtitan: titanRules,
  'torchtitan-main': titanRules,
  nanotron: nanotronRules,
}

/** Whether a trainer can do a run; quick to say no, so that a search may ask it of many layouts. */
export function canDo(framework: Framework, run: TrainerRun): boolean {
  return rules[framework].every(({ holds }) => holds(run)) && recipeOf(framework, run).text !== null
}

/** The settings of every trainer for a run, in the order in which one stands in for another. */
export function recipesOf(run: TrainerRun): readonly Recipe[] {
  return frameworks.map((framework) => recipeOf(framework, run))
}
