import { distinctProblems, type Read } from '../base/outcome.ts'
import type { Answered } from './answered.ts'
import type { Scenario } from './scenario.ts'
import { work, type Worked } from './work.ts'

/** What was read, worked through; or what is wrong with it; or why it cannot be. */
export function workRead(scenario: Read<Scenario>): Answered<Worked> {
  if (!scenario.ok) return { status: 'refused', problems: distinctProblems(scenario.problems) }
  const worked = work(scenario.value)
  if (worked.feasible) return { status: 'answer', value: worked.value }
  const contradictions = worked.obstacles.filter(({ kind }) => kind === 'layout')
  if (contradictions.length === 0) return { status: 'infeasible', obstacles: worked.obstacles }
  return {
    status: 'refused',
    problems: contradictions.map(({ reason }) => ({ field: 'layout', message: reason })),
  }
}
