import { distinctProblems, type Obstacle, type Problem, type Read } from '../../base/outcome.ts'
import type { Answered } from '../../base/answered.ts'
import type { Scenario } from './input.ts'
import { plan, workOut, type Planned, type Worked } from './work.ts'

/** What was read, planned; or what is wrong with it; or why it cannot be. */
export function planRead(scenario: Read<Scenario>): Answered<Planned> {
  if (!scenario.ok) return { status: 'refused', problems: distinctProblems(scenario.problems) }
  const planned = plan(scenario.value)
  if (planned.feasible) return { status: 'answer', value: planned.value }
  // A layout that was given and contradicts itself is bad input; one that the planner cannot find is an answer.
  const given = scenario.value.layout !== 'auto'
  const contradictions = given ? planned.obstacles.filter(({ kind }) => kind === 'layout') : []
  if (contradictions.length === 0) return { status: 'infeasible', obstacles: planned.obstacles }
  return {
    status: 'refused',
    problems: contradictions.map(refusalOf),
  }
}

/** The same, with its samples drawn. */
export function workRead(scenario: Read<Scenario>): Answered<Worked> {
  const planned = planRead(scenario)
  return planned.status === 'answer' ? { status: 'answer', value: workOut(planned.value) } : planned
}

/** What is wrong with a layout, and the one that would be right. */
function refusalOf({ reason, nearest }: Obstacle): Problem {
  return { field: 'layout', message: nearest === null ? reason : `${reason}; use ${String(nearest.value)}` }
}
