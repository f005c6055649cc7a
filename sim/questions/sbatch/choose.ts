import type { Answered } from '../../base/answered.ts'
import { bestLayout } from '../../planner/best-layout.ts'
import { layoutText } from '../../workload/layout.ts'
import { questionOf } from '../estimate/layout/choose-layout.ts'
import { changeTo, frameworks, trainerWords, type Framework } from '../estimate/layout/trainer-rules.ts'
import { plan, type Planned } from '../estimate/work.ts'
import { trainerRun } from './run-of.ts'
import { recipeOf } from './trainers/recipes.ts'
import { trainerFor } from './trainers/within-trainer.ts'

/**
 * A planned run whose layout the trainer can do. A layout that was given stays; an automatic one that the trainer
 * cannot do gives way to the fastest that it can; and where there is none, or the model itself is beyond the trainer,
 * the answer says why and what is nearest.
 */
export function planFor(framework: Framework, planned: Planned): Answered<Planned> {
  const { scenario, chosen } = planned
  const { text: recipe, because } = recipeOf(framework, trainerRun(scenario, chosen.layout))
  if (recipe !== null) return { status: 'answer', value: planned }
  const isOpen = scenario.layout === 'auto'
  const question = questionOf(scenario, chosen.layout.globalBatch)
  const trainer = trainerFor(framework, { scenario, question })
  const best = trainer.beyond === '' ? bestLayout({ ...question, trainer }) : null
  const found = best?.feasible === true ? best.value.best.layout : null
  if (found !== null && isOpen) {
    const again = plan({ ...scenario, layout: found })
    if (again.feasible) return { status: 'answer', value: again.value }
  }
  const instead = isOpen ? trainer.instead() : changeTo(givenTo(framework, planned))
  const text = found === null ? '' : layoutText(found)
  const nearest = text === '' ? instead : { field: 'layout', value: text, sentence: `Use ${text}` }
  const reason = `${trainerWords(framework)} cannot train this run: ${because}`
  const last = nearest === null ? '; none of ours can as asked' : ''
  return { status: 'infeasible', obstacles: [{ kind: 'layout', reason: reason + last, nearest }] }
}

function givenTo(framework: Framework, { scenario, chosen }: Planned): Framework | null {
  const can = (one: Framework) =>
    recipeOf(one, trainerRun({ ...scenario, framework: one }, chosen.layout)).text !== null
  return frameworks.find((one) => one !== framework && can(one)) ?? null
}
