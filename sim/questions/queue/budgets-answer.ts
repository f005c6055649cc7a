import { statements } from '../../queue/accounts/statement.ts'
import type { Workload } from '../../queue/engine/job.ts'
import { held, type Schedule } from '../../queue/engine/simulate.ts'
import type { ReplayAnswer } from './answer.ts'
import type { BudgetWish } from './budgets.ts'

/** The accounts at the instant that was asked for, or at the last end. */
export function budgetsAnswer(
  { jobs, kinds }: Workload,
  schedule: Schedule,
  wish: BudgetWish | null,
): ReplayAnswer['budgets'] {
  if (wish === null) return null
  const { isEnforced } = wish
  const plan = { ...wish.plan, sharesNodes: kinds !== null }
  const atS = wish.atS ?? schedule.endS.reduce((last, endS) => (endS > last ? endS : last), 0)
  const rules = plan.budgets[0]?.rules
  const known = new Set(jobs.projects)
  return {
    rules:
      rules === undefined
        ? null
        : { id: rules.id, title: rules.title, source: rules.source, standing: rules.standing },
    enforced: isEnforced,
    atS,
    heldBack: schedule.heldOnce ?? 0,
    neverStarted: schedule.status.reduce((sum, status) => sum + (status === held ? 1 : 0), 0),
    projects: statements(jobs, schedule, { plan, atS }),
    projectsWithoutJobs: plan.budgets.flatMap(({ project }) => (known.has(project) ? [] : [project])),
  }
}
