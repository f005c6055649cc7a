import { frameworks, type Framework } from '../../estimate/layout/trainer-rules.ts'
import { bridgeRecipe } from './bridge/recipe.ts'
import { megatronRecipe } from './megatron/recipe.ts'
import { nanotronRecipe } from './nanotron/recipe.ts'
import { layoutLacks, reasonsAgainst } from './possible.ts'
import { torchTitanRecipe } from './torchtitan/recipe.ts'
import { titanMainRecipe } from './torchtitan/main-recipe.ts'
import { refusedRecipe, type Recipe, type TrainerRun } from './trainer-run.ts'

const writers: Readonly<Record<Framework, (run: TrainerRun) => Recipe>> = {
  megatron: megatronRecipe,
  'megatron-bridge': bridgeRecipe,
  torchtitan: torchTitanRecipe,
  'torchtitan-main': titanMainRecipe,
  nanotron: nanotronRecipe,
}

/** The settings of one trainer for a run, or why it cannot express it. */
export function recipeOf(framework: Framework, run: TrainerRun): Recipe {
  const reasons = [...reasonsAgainst(framework, run), ...layoutLacks(framework, run)]
  return reasons.length > 0 ? refusedRecipe(framework, reasons) : writers[framework](run)
}

/** The settings of every trainer for a run, in the order in which one stands in for another. */
export function recipesOf(run: TrainerRun): readonly Recipe[] {
  return frameworks.map((framework) => recipeOf(framework, run))
}
