import type { Problem, Read } from '../base/outcome.ts'
import type { EstimateAnswer } from './answer.ts'
import type { Answered } from './answered.ts'
import { compose } from './compose.ts'
import { readEstimate } from './read-estimate.ts'
import { readFields } from './read-fields.ts'
import type { Scenario } from './scenario.ts'
import type { EstimateFields } from './schema.ts'
import { work } from './work.ts'

/** Time, GPU-hours, energy, carbon, water and cost of one training run; or what is wrong with it; or why it cannot be. */
export function answerEstimate(raw: unknown): Answered<EstimateAnswer> {
  return answerRead(readEstimate(raw))
}

/** The same for fields whose shape the compiler has checked: the page asks without the schema. */
export function answerFields(fields: EstimateFields): Answered<EstimateAnswer> {
  return answerRead(readFields(fields))
}

function answerRead(scenario: Read<Scenario>): Answered<EstimateAnswer> {
  if (!scenario.ok) return { status: 'refused', problems: distinct(scenario.problems) }
  const worked = work(scenario.value)
  if (worked.feasible) return { status: 'answer', value: compose(worked.value) }
  const contradictions = worked.obstacles.filter(({ kind }) => kind === 'layout')
  if (contradictions.length === 0) return { status: 'infeasible', obstacles: worked.obstacles }
  return {
    status: 'refused',
    problems: contradictions.map(({ reason }) => ({ field: 'layout', message: reason })),
  }
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ field, message }: Problem) => `${field}: ${message}`
  return [...new Map(problems.map((problem) => [key(problem), problem])).values()]
}
