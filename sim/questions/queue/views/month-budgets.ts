import table from '../../../data/queue/month-of-alps.json' with { type: 'json' }
import { sum } from '../../../base/math.ts'
import { quoted } from '../../../base/shown.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import type { Budget, PeriodStatement } from '../../../queue/accounts/account.ts'
import type { AccountPlan } from '../../../queue/accounts/ledger.ts'
import { cscsQuarter } from '../../../queue/accounts/rules.ts'
import { statements, type ProjectStatement } from '../../../queue/accounts/statement.ts'
import { held } from '../../../queue/engine/simulate.ts'
import type { BudgetWish } from '../budgets.ts'
import type { Replayed } from '../replay.ts'
import { gpusPerNodeOfMonth } from './month.ts'

const quarterS = 91 * SECONDS_PER_DAY

/**
 * Invented budgets of one quarter, which begins with the month, under the rules in force at CSCS. Two projects ask for
 * more than theirs within the month. The course has hours for its first two weeks, of which what is left is gone, and
 * asks for more than those, so that enforcing them shows.
 */
const budgets = Object.entries(table.budgets).map(([project, periods]): Budget => ({
  project,
  rules: cscsQuarter,
  periods: periods.map(([fromDay = 0, untilDay = 0, budgetGpuH = 0]) => ({
    startS: fromDay * SECONDS_PER_DAY,
    endS: untilDay * SECONDS_PER_DAY,
    budgetGpuH,
  })),
}))

const monthPlan: AccountPlan = { gpusPerNode: gpusPerNodeOfMonth, budgets }

export const monthBudgetRules = cscsQuarter.title

/** Budgets that hold jobs back; null where they are only shown. */
export function readMonthBudgets(choice: string): Read<BudgetWish | null> {
  if (choice === 'shown') return accept(null)
  if (choice === 'enforced') return accept({ plan: monthPlan, isEnforced: true, atS: null })
  return refuse('budgets', `${quoted(choice)} is no choice; give shown or enforced`)
}

/** The quarter of the budgets, what each project has in it, and deposits that come after its beginning. */
export const monthQuarter = {
  startS: 0,
  endS: quarterS,
  budgetsGpuH: Object.fromEntries(
    budgets.map(({ project, periods }) => [project, sum(periods.map(({ budgetGpuH }) => budgetGpuH))]),
  ),
  laterDeposits: budgets.flatMap(({ project, periods }) =>
    periods.slice(1).map(({ startS, budgetGpuH }) => ({ project, atS: startS, gpuH: budgetGpuH })),
  ),
}

/** The budget of a project as it stands at an instant. */
export type StandingBudget = {
  readonly project: string
  readonly period: PeriodStatement
  readonly forecast: ProjectStatement['forecast']
  /** Jobs that were submitted by then and never start, because their budget never covers them. */
  readonly heldJobs: number
}

/** The budgets of the month as they stand at an instant, largest first. */
export function monthBudgets({ workload, schedule }: Replayed, atS: number): readonly StandingBudget[] {
  const { jobs } = workload
  const heldOf = new Map<string, number>()
  for (let job = 0; job < jobs.count; job += 1) {
    if (schedule.status[job] !== held || (jobs.submitS[job] ?? 0) > atS) continue
    const project = jobs.projects[jobs.projectOf[job] ?? -1] ?? ''
    heldOf.set(project, (heldOf.get(project) ?? 0) + 1)
  }
  return statements(jobs, schedule, { plan: monthPlan, atS })
    .flatMap(({ project, periods, forecast }) => {
      const period = periods.findLast(({ startS }) => startS <= atS) ?? periods[0]
      return period === undefined ? [] : [{ project, period, forecast, heldJobs: heldOf.get(project) ?? 0 }]
    })
    .sort((a, b) => b.period.budgetGpuH - a.period.budgetGpuH)
}
