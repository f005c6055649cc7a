import type { EstimateAnswer } from './answer.ts'
import type { Answered } from './answered.ts'
import { compose } from './compose.ts'
import { distinctProblems } from './problems.ts'
import { readEstimate } from './read-estimate.ts'
import { work } from './work.ts'

/** Time, GPU-hours, energy, carbon, water and cost of one training run; or what is wrong with it; or why it cannot be. */
export function answerEstimate(raw: unknown): Answered<EstimateAnswer> {
  const scenario = readEstimate(raw)
  if (!scenario.ok) return { status: 'refused', problems: distinctProblems(scenario.problems) }
  const worked = work(scenario.value)
  if (worked.feasible) return { status: 'answer', value: compose(worked.value) }
  const contradictions = worked.obstacles.filter(({ kind }) => kind === 'layout')
  if (contradictions.length === 0) return { status: 'infeasible', obstacles: worked.obstacles }
  return {
    status: 'refused',
    problems: contradictions.map(({ reason }) => ({ field: 'layout', message: reason })),
  }
}
