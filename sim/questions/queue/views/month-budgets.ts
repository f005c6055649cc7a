import table from '../../../data/queue/month-of-alps.json' with { type: 'json' }
import { sum } from '../../../base/math.ts'
import { quoted } from '../../../base/shown.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import type { AccountPlan } from '../../../queue/accounts/ledger.ts'
import { cscsQuarter } from '../../../queue/accounts/rules.ts'
import { statements } from '../../../queue/accounts/statement.ts'
import { held } from '../../../queue/engine/simulate.ts'
import type { Replayed } from '../replay.ts'
import { gpusPerNodeOfMonth, monthPower } from './month.ts'

const quarterS = 91 * SECONDS_PER_DAY

/**
 * Invented budgets of one quarter, which begins with the month, under the rules in force at CSCS. Two projects ask for
 * more than theirs within the month. The course has hours for its first two weeks, of which what is left is gone, and
 * asks for more than those, so that enforcing them shows.
 */
const projects = Object.entries(table.budgets).map(([project, periods]) => ({
  project,
  periods: periods.map(([fromDay = 0, untilDay = 0, gpuHours = 0]) => ({
    start: fromDay * SECONDS_PER_DAY,
    end: untilDay * SECONDS_PER_DAY,
    gpuHours,
  })),
}))

/** What an invented month of Alps is asked for by as much as its log says of it: the power and the budgets of its nodes. */
export function monthFields(choice: string): Read<object> {
  if (choice !== 'shown' && choice !== 'enforced')
    return refuse('budgets', `${quoted(choice)} is no choice; give shown or enforced`)
  const budgets = { gpusPerNode: gpusPerNodeOfMonth, rules: cscsQuarter.id, projects }
  return accept({ ...monthPower, budgets: { ...budgets, enforce: choice === 'enforced' } })
}

/** The quarter of the budgets, what each project has in it, and deposits that come after its beginning. */
export const monthQuarter = {
  startS: 0,
  endS: quarterS,
  budgetsGpuH: Object.fromEntries(
    projects.map(({ project, periods }) => [project, sum(periods.map(({ gpuHours }) => gpuHours))]),
  ),
  laterDeposits: projects.flatMap(({ project, periods }) =>
    periods.slice(1).map(({ start, gpuHours }) => ({ project, atS: start, gpuH: gpuHours })),
  ),
}

/** The budget of a project as it stands at an instant. */
export type StandingBudget = ReturnType<typeof standingBudgets>[number]

/** The budgets of a replay as they stand at an instant, largest first. */
export function standingBudgets({ workload, schedule }: Replayed, plan: AccountPlan, atS: number) {
  const { jobs } = workload
  const heldOf = new Map<string, number>()
  for (let job = 0; job < jobs.count; job += 1) {
    if (schedule.status[job] !== held || (jobs.submitS[job] ?? 0) > atS) continue
    const project = jobs.projects[jobs.projectOf[job] ?? -1] ?? ''
    heldOf.set(project, (heldOf.get(project) ?? 0) + 1)
  }
  return statements(jobs, schedule, { plan, atS })
    .flatMap(({ project, periods, forecast }) => {
      const period = periods.findLast(({ startS }) => startS <= atS) ?? periods[0]
      return period === undefined
        ? []
        : [
            {
              project,
              period,
              forecast,
              /** Jobs that were submitted by then and never start, because their budget never covers them. */
              heldJobs: heldOf.get(project) ?? 0,
            },
          ]
    })
    .sort((a, b) => b.period.budgetGpuH - a.period.budgetGpuH)
}
