import type { Answered } from '../../base/answered.ts'
import type { Obstacle } from '../../base/outcome.ts'
import { bestLayout } from '../../planner/best-layout.ts'
import { type Layout, layoutText } from '../../workload/layout.ts'
import { planEstimate } from '../estimate/estimate.ts'
import type { Planned } from '../estimate/work.ts'
import { questionOf } from '../estimate/layout/choose-layout.ts'
import { cutOf, trainerRun } from './run-of.ts'
import { trainerWords, frameworks, modelReasons, type Framework } from './trainers/abilities.ts'
import { canDo, recipeOf } from './trainers/recipes.ts'
import type { Recipe } from './trainers/trainer-run.ts'

/**
 * A planned run whose layout the trainer can do. A layout that was given stays; an automatic one that the trainer
 * cannot do gives way to the fastest that it can; and where there is none, or the model itself is beyond the trainer,
 * the answer says why and what is nearest.
 */
export function planFor(framework: Framework, planned: Planned, run: unknown): Answered<Planned> {
  const { because, text } = recipeAt(framework, planned, run)
  if (text !== null) return { status: 'answer', value: planned }
  const found = searchFor(framework, planned, run)
  if (found !== null && planned.scenario.layout === 'auto') {
    const again = planEstimate({ ...objectOf(run), layout: layoutText(found) })
    if (again.status === 'answer') return again
  }
  return { status: 'infeasible', obstacles: [refusal({ framework, because, found, planned, run })] }
}

function recipeAt(framework: Framework, { scenario, chosen }: Planned, run: unknown): Recipe {
  return recipeOf(framework, trainerRun(scenario, chosen.layout, run))
}

/** The fastest layout that a trainer can do at the batch of the plan; null without, or where the model is beyond it. */
function searchFor(framework: Framework, planned: Planned, run: unknown): Layout | null {
  const { scenario, chosen } = planned
  const asked = trainerRun(scenario, chosen.layout, run)
  if (modelReasons(framework, asked.model).length > 0) return null
  const allows = (layout: Layout) => canDo(framework, { ...asked, ...cutOf(scenario, layout) })
  const found = bestLayout({ ...questionOf(scenario, chosen.layout.globalBatch), allows })
  return found.feasible ? found.value.best.layout : null
}

type Refused = {
  readonly framework: Framework
  readonly because: string
  readonly found: Layout | null
  readonly planned: Planned
  readonly run: unknown
}

/** Another layout of the same trainer where there is one; else another trainer that can. */
function refusal({ framework, because, found, planned, run }: Refused): Obstacle {
  const reason = `${trainerWords[framework]} cannot train this run: ${because}`
  if (found !== null) {
    const text = layoutText(found)
    return { kind: 'layout', reason, nearest: { field: 'layout', value: text, sentence: `Use ${text}` } }
  }
  const other = frameworks.find((one) => one !== framework && canBe(one, planned, run))
  if (other === undefined) return { kind: 'layout', reason: `${reason}; none of ours can`, nearest: null }
  return {
    kind: 'layout',
    reason,
    nearest: { field: 'framework', value: other, sentence: `Use ${trainerWords[other]}` },
  }
}

/** Whether a trainer can do the layout, or where it is automatic any other. */
function canBe(framework: Framework, planned: Planned, run: unknown): boolean {
  if (recipeAt(framework, planned, run).text !== null) return true
  return planned.scenario.layout === 'auto' && searchFor(framework, planned, run) !== null
}

function objectOf(value: unknown): { readonly [field: string]: unknown } {
  return Object.fromEntries(Object.entries(Object(value)))
}
