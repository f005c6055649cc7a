import type { ReplayAnswer } from '../../../sim/index.ts'
import { count, short, table, wrapped } from '../writing/table.ts'

/** GPU-hours of each project against its budget, and when it is used up. */
export function budgetLines({ budgets }: ReplayAnswer): readonly string[] {
  if (budgets === null) return []
  const { rules, enforced, atS, heldBack, neverStarted, projects, projectsWithoutJobs } = budgets
  const standing = rules === null ? '' : `, ${rules.title}${rules.standing === 'in force' ? '' : ' (draft)'}`
  const holds = enforced
    ? `; jobs held back: ${count(heldBack)}, to the end: ${count(neverStarted)}`
    : '; no job is held back'
  return [
    '',
    ...wrapped(`GPU-hours at ${count(atS)} s${standing}${holds}`),
    ...table([
      ['project', 'from s', 'to s', 'budget', 'used', 'expired', 'beyond', 'used up at'],
      ...projects.flatMap(({ project, periods, forecast }) =>
        periods.map((one) => [
          project || '-',
          count(one.startS),
          count(one.endS),
          short(one.budgetGpuH),
          short(one.usedGpuH),
          short(one.expiredGpuH + one.forfeitedGpuH),
          short(one.overdrawnGpuH),
          one.startS <= atS && atS < one.endS ? usedUp(forecast) : '-',
        ]),
      ),
    ]),
    ...(projectsWithoutJobs.length === 0
      ? []
      : wrapped(`no job is of the project ${projectsWithoutJobs.join(', ')}`)),
  ]
}

type Forecast = NonNullable<ReplayAnswer['budgets']>['projects'][number]['forecast']

/** At the mean rate since the period began, and at that of the last week where it is another. */
function usedUp(forecast: Forecast): string {
  if (forecast === null) return '-'
  const at = (s: number | null) => (s === null ? 'lasts' : `${count(s)} s`)
  const [linear, recent] = [at(forecast.linearS), at(forecast.recentS)]
  return linear === recent ? linear : `${linear} (${recent})`
}
