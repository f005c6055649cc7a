import type { AccountRules } from '../../queue/accounts/rules.ts'
import { statements, type ProjectStatement } from '../../queue/accounts/statement.ts'
import type { Workload } from '../../queue/engine/job.ts'
import { held, type Schedule } from '../../queue/engine/simulate.ts'
import type { BudgetWish } from './read-budgets.ts'

export type BudgetsAnswer = {
  readonly rules: Pick<AccountRules, 'id' | 'title' | 'source' | 'standing'> | null
  readonly enforced: boolean
  /** When the accounts stand as they are told. */
  readonly atS: number
  /** Jobs that a budget held back at some time, and those of them that it never let start. */
  readonly heldBack: number
  readonly neverStarted: number
  readonly projects: readonly ProjectStatement[]
  /** Budgets of which no job of the workload speaks. */
  readonly projectsWithoutJobs: readonly string[]
}

/** The accounts at the instant that was asked for, or at the last end. */
export function budgetsAnswer(
  { jobs, kinds }: Workload,
  schedule: Schedule,
  wish: BudgetWish | null,
): BudgetsAnswer | null {
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
