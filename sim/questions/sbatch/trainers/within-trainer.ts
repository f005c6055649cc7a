import type { Obstacle } from '../../../base/outcome.ts'
import { canBe } from '../../../planner/best-layout.ts'
import { beyondModel } from '../../../planner/obstacles.ts'
import { type LayoutQuestion, type Trainer, softwareOf } from '../../../planner/question.ts'
import type { Scenario } from '../../estimate/input.ts'
import {
  changeTo,
  frameworks,
  trainerNamed,
  trainerOf,
  type Framework,
} from '../../estimate/layout/trainer-rules.ts'
import { questionOf } from '../../estimate/layout/choose-layout.ts'
import { batchSequences } from '../../estimate/layout/predicted-step.ts'
import { unplannedRun } from '../run-of.ts'
import { reasonsAgainst } from './possible.ts'

type Asked = { readonly scenario: Scenario; readonly question: LayoutQuestion }

/** Who trains, with what the model asks of it: a trainer that it is beyond narrows nothing. */
export function trainerFor(framework: Framework, { scenario, question }: Asked): Trainer {
  const beyond = reasonsAgainst(framework, unplannedRun(scenario)).join('; ')
  const trainer = trainerOf(framework, question)
  const can = (one: Framework) => {
    const told = { ...scenario, framework: one }
    const other = { ...question, software: softwareOf(told) }
    const second = trainerFor(one, { scenario: told, question: other })
    return second.beyond === '' && canBe({ ...other, trainer: second })
  }
  return {
    ...trainer,
    beyond,
    allows: (layout) => beyond !== '' || trainer.allows(layout),
    instead: () => changeTo(frameworks.find((one) => one !== framework && can(one)) ?? null),
  }
}

/** The same of the trainer that was named; null where none of ours was. */
export function namedTrainer(asked: Asked): Trainer | null {
  const named = trainerNamed(asked.scenario.framework ?? '')
  return named === null ? null : trainerFor(named, asked)
}

const trainerAsked = (scenario: Scenario) =>
  namedTrainer({ scenario, question: questionOf(scenario, batchSequences(scenario).sequences) })

/** The same obstacle with a trainer that can train the model too; where the one that was named cannot, that is the obstacle. */
export function ableInstead(scenario: Scenario, obstacle: Obstacle): Obstacle {
  if (obstacle.nearest?.field !== 'framework') return obstacle
  const trainer = trainerAsked(scenario)
  if (trainer !== null && trainer.beyond !== '') return beyondModel(trainer)
  const nearest = trainer?.instead() ?? null
  const last = nearest === null ? '; none of ours can as asked' : ''
  return { ...obstacle, reason: obstacle.reason + last, nearest }
}

/** Why the trainer that was named cannot train the model, with one that can; null where it can or none was named. */
export function modelBeyond(scenario: Scenario): Obstacle | null {
  const trainer = scenario.framework === null ? null : trainerAsked(scenario)
  return trainer === null || trainer.beyond === '' ? null : beyondModel(trainer)
}
