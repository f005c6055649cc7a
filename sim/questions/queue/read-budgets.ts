import { quoted } from '../../base/shown.ts'
import { accept, readAll, readItems, refuse, spend, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import { own } from '../../base/nearest.ts'
import type { Budget } from '../../queue/accounts/account.ts'
import type { AccountPlan } from '../../queue/accounts/ledger.ts'
import { cscsQuarter, draftMlPolicy, plainBudget, type AccountRules } from '../../queue/accounts/rules.ts'
import { readInstant, type KnownClock } from './clock.ts'
import { given } from './read-fields.ts'
import type { ScenarioInput } from './schema.ts'

export type BudgetWish = {
  readonly plan: AccountPlan
  /** Whether they hold jobs back; if not, they are only accounted. */
  readonly isEnforced: boolean
  /** When the accounts are told; null for the last end. */
  readonly atS: number | null
}

type BudgetsInput = NonNullable<ScenarioInput['budgets']>
type ProjectInput = BudgetsInput['projects'][number]
type Period = Budget['periods'][number]

const rulesById: Readonly<Record<string, (gpuH: number) => AccountRules>> = {
  [plainBudget.id]: () => plainBudget,
  [cscsQuarter.id]: () => cscsQuarter,
  'cscs-ml-draft': draftMlPolicy,
}

/** Budgets by project, each with its periods in order of time. */
export function readBudgets(fields: BudgetsInput, clock: KnownClock): Read<BudgetWish> {
  type Wish = { gpusPerNode: number; rules: (gpuH: number) => AccountRules; atS: number | null }
  const read = readAll<Wish & { projects: readonly Omit<Budget, 'rules'>[] }>({
    gpusPerNode: readWhole('budgets.gpusPerNode', fields.gpusPerNode, [1, 1e6]),
    rules: readRules(fields.rules ?? plainBudget.id),
    atS: given(fields.at, (at) => readInstant('budgets.at', at, clock)),
    projects: readItems(
      fields.projects.map((one, i) => readProject(one, { field: `budgets.projects.${String(i)}`, clock })),
      repeated(fields.projects),
    ),
  })
  if (!read.ok) return read
  const { gpusPerNode, rules, atS, projects } = read.value
  const plan = {
    gpusPerNode,
    budgets: projects.map((one) => ({ ...one, rules: rules(one.periods[0]?.budgetGpuH ?? 0) })),
  }
  return accept({ plan, isEnforced: fields.enforce ?? false, atS })
}

function readRules(id: string): Read<(gpuH: number) => AccountRules> {
  const rules = own(rulesById, id)
  if (rules !== undefined) return accept(rules)
  return refuse('budgets.rules', `${quoted(id)} are no rules; give ${Object.keys(rulesById).join(', ')}`)
}

/** Of reading a period of a project, and opening its account. */
const periodUs = 40

type Place = { readonly field: string; readonly clock: KnownClock }

function readProject(
  { project, periods }: ProjectInput,
  { field, clock }: Place,
): Read<Omit<Budget, 'rules'>> {
  spend(periodUs * periods.length)
  const reads = periods.map(({ start, end, gpuHours }, i) => {
    const at = (name: string) => `${field}.periods.${String(i)}.${name}`
    return readAll<Period>({
      startS: readInstant(at('start'), start, clock),
      endS: readInstant(at('end'), end, clock),
      budgetGpuH: readBounded(at('gpuHours'), gpuHours, [0, 1e12]),
    })
  })
  const read = readItems(reads)
  if (!read.ok) return read
  const found = read.value
  const wrong = found.flatMap(({ startS, endS }, i) => {
    const at = `${field}.periods.${String(i)}`
    if (endS <= startS) return [{ field: `${at}.end`, message: `${String(endS)} s is not after its start` }]
    const beforeS = found[i - 1]?.endS ?? -Infinity
    return startS < beforeS
      ? [{ field: `${at}.start`, message: `${String(startS)} s is before the end of the period before` }]
      : []
  })
  return wrong.length > 0 ? { ok: false, problems: wrong } : accept({ project, periods: found })
}

function repeated(projects: readonly ProjectInput[]): readonly Problem[] {
  const first = new Map(projects.map(({ project }, i) => [project, i] as const).reverse())
  return projects.flatMap(({ project }, i) =>
    (first.get(project) ?? i) < i
      ? [{ field: `budgets.projects.${String(i)}.project`, message: `'${project}' is given twice` }]
      : [],
  )
}
