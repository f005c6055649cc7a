import * as z from 'zod/mini'
import { quoted } from '../../base/shown.ts'
import { accept, refuse, spend, type Problem, type Read } from '../../base/outcome.ts'
import { own } from '../../base/nearest.ts'
import type { Budget } from '../../queue/accounts/account.ts'
import type { AccountPlan } from '../../queue/accounts/ledger.ts'
import { cscsQuarter, draftMlPolicy, plainBudget, type AccountRules } from '../../queue/accounts/rules.ts'
import { inner, or, orNull } from '../asking/field.ts'
import { few, word } from '../asking/readers.ts'
import { instant, type KnownClock } from './clock.ts'
import { amountIn, countIn } from './read-fields.ts'

export type BudgetWish = {
  readonly plan: AccountPlan
  /** Whether they hold jobs back; if not, they are only accounted. */
  readonly isEnforced: boolean
  /** When the accounts are told; null for the last end. */
  readonly atS: number | null
}

type Period = Budget['periods'][number]

const rulesById: Readonly<Record<string, (gpuH: number) => AccountRules>> = {
  [plainBudget.id]: () => plainBudget,
  [cscsQuarter.id]: () => cscsQuarter,
  'cscs-ml-draft': draftMlPolicy,
}

/** Of reading a period of a project, and opening its account. */
const periodUs = 40

/** Budgets by project, each with its periods in order of time. */
export function budgetsField(clock: KnownClock) {
  const period = z.pipe(
    z.strictObject({ start: instant(clock), end: instant(clock), gpuHours: amountIn(0, 1e12) }),
    z.transform(({ start, end, gpuHours }): Period => ({ startS: start, endS: end, budgetGpuH: gpuHours })),
  )
  const project = z.strictObject({ project: word, periods: few(period) })
  const fields = z.strictObject({
    gpusPerNode: countIn(1, 1e6),
    enforce: or(z.boolean(), false),
    rules: inner(z.optional(word), readRules),
    at: orNull(instant(clock)),
    projects: inner(few(project, 20_000), (projects) => {
      const wrong = [...projects.flatMap(wrongPeriods), ...twice(projects)]
      return wrong.length > 0 ? { ok: false, problems: wrong } : accept(projects)
    }),
  })
  return z.pipe(
    fields,
    z.transform(({ gpusPerNode, enforce, rules, at, projects }): BudgetWish => {
      const budgets = projects.map((one) => ({ ...one, rules: rules(one.periods[0]?.budgetGpuH ?? 0) }))
      return { plan: { gpusPerNode, budgets }, isEnforced: enforce, atS: at }
    }),
  )
}

type Project = Pick<Budget, 'project' | 'periods'>

function wrongPeriods({ periods }: Project, place: number): readonly Problem[] {
  spend(periodUs * periods.length)
  return periods.flatMap(({ startS, endS }, i) => {
    const at = `${String(place)}.periods.${String(i)}`
    if (endS <= startS) return [{ field: `${at}.end`, message: `${String(endS)} s is not after its start` }]
    const beforeS = periods[i - 1]?.endS ?? -Infinity
    return startS < beforeS
      ? [{ field: `${at}.start`, message: `${String(startS)} s is before the end of the period before` }]
      : []
  })
}

function twice(projects: readonly Project[]): readonly Problem[] {
  const first = new Map(projects.map(({ project }, i) => [project, i] as const).reverse())
  return projects.flatMap(({ project }, i) =>
    (first.get(project) ?? i) < i
      ? [{ field: `${String(i)}.project`, message: `'${project}' is given twice` }]
      : [],
  )
}

function readRules(id: string = plainBudget.id, at: string): Read<(gpuH: number) => AccountRules> {
  const rules = own(rulesById, id)
  if (rules !== undefined) return accept(rules)
  return refuse(at, `${quoted(id)} are no rules; give ${Object.keys(rulesById).join(', ')}`)
}
