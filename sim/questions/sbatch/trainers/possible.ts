import { trainerLacks, type Framework, frameworks } from '../../estimate/layout/trainer-rules.ts'
import { isSwiss, modelReasons } from './abilities.ts'
import { periodOf } from './positions.ts'
import { readyFlavour } from './torchtitan/flavour.ts'
import { type TrainerRun, refusedRecipe, type Recipe } from './trainer-run.ts'
import { bridgeRecipe } from './bridge/recipe.ts'
import { megatronRecipe } from './megatron/recipe.ts'
import { nanotronRecipe } from './nanotron/recipe.ts'
import { torchTitanRecipe } from './torchtitan/recipe.ts'
import { titanMainRecipe } from './torchtitan/main-recipe.ts'

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

/** Vendors whose accelerators the trainers run on, by CUDA or ROCm. */
const vendors: readonly string[] = ['NVIDIA', 'AMD']

type Unplanned = Omit<TrainerRun, 'layout' | 'expertTensor'>

/** Why a trainer cannot do a run whatever its layout; empty when it can. */
export function reasonsAgainst(framework: Framework, run: Unplanned): readonly string[] {
  if (!vendors.includes(run.chip.vendor)) return [`it does not run on accelerators of ${run.chip.vendor}`]
  return [...modelReasons(framework, run.model), ...ownReasons[framework](run)]
}

/** What no table of traits holds: figures that a trainer has written into it. */
const ownReasons: Readonly<Record<Framework, (run: Unplanned) => readonly string[]>> = {
  megatron: megatronReasons,
  'megatron-bridge': () => [],
  torchtitan: () => [],
  'torchtitan-main': (run) =>
    readyFlavour(run) === null
      ? ['none of its flavours has these shapes, and those of your own are in TorchTitan 0.2']
      : [],
  nanotron: nanotronReasons,
}

/**
 * Megatron's rotary scaling of Llama 3.1 has but the factor free: 1, 4 and 8,192 are written into it; so are 4,096, 32 and
 * 1 into the YaRN of latent attention, the only one it has (MLATransformerConfig, no option sets them).
 */
function megatronReasons({ model: { positions, architecture } }: Unplanned): readonly string[] {
  if (positions.kind !== 'rotary') return []
  const whole = positions.base === null || Number.isSafeInteger(positions.base)
  const base = whole ? [] : ['its rotary base is a whole number']
  const { scaling } = positions
  const turns = scaling?.kind === 'yarn' ? [scaling.originalLength ?? 4096, scaling.betas] : []
  if (architecture.attention.latent !== null && turns.length > 0 && String(turns) !== '4096,32,1')
    return [...base, 'its YaRN in latent attention is fixed at 4,096 tokens, 32 and 1 turns']
  if (scaling?.kind !== 'llama3') return base
  const fixed =
    (scaling.lowFactor ?? 1) === 1 &&
    (scaling.highFactor ?? 4) === 4 &&
    (scaling.originalLength ?? 8192) === 8192
  return fixed
    ? base
    : [...base, 'its rotary scaling of Llama 3.1 is fixed at factors 1 and 4 and 8,192 tokens']
}

const smallestPeriod = 2

/** Layers without rotary positions are every n-th, or none. */
function nanotronReasons({ model: { positions, architecture } }: Unplanned): readonly string[] {
  if (positions.kind !== 'rotary' || positions.unrotated.length === 0) return []
  const period = periodOf(positions)
  const regular =
    period >= smallestPeriod &&
    architecture.layers % period === 0 &&
    positions.unrotated.every((layer, place) => layer === (place + 1) * period - 1)
  return regular ? [] : ['its layers without rotary positions are every n-th']
}

/** What of a trainer's rules the layout of a run breaks, in sentences. */
export function layoutLacks(framework: Framework, run: TrainerRun): readonly string[] {
  return trainerLacks(framework, { ...run, isFork: isSwiss(run.model) })
}
