import { type Purse } from '../../../catalogue/currencies.ts'
import * as z from 'zod/mini'
import { quoted } from '../../../base/shown.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { HOURS_PER_YEAR } from '../../../base/units.ts'
import type { Portfolio, Project } from '../../../investment/portfolio.ts'
import { inner, or, orNull } from '../../asking/field.ts'
import { bounded, few, quantity, within, word } from '../../asking/readers.ts'
import { amount, byTime } from '../amounts.ts'

export type PortfolioPlan = { readonly portfolio: Portfolio; readonly startQuarter: number }

type Offered = {
  /** Hours that the machine gives in a year, where no capacity is given. */
  readonly hoursByYear: readonly number[]
  /** What an allocated hour costs, where no cost is given. */
  readonly costPerHour: number
}

const perYear = 4
/** What stands for a budget that is not given: it never holds anything back. */
const plenty = 1e18

/** Quarters since the year 0, from a word such as 2027Q1. */
const quarter = inner(word, (raw, at): Read<number> => {
  const match = /^([0-9]{4})[ -]?Q([1-4])$/i.exec(raw.trim())
  return match === null
    ? refuse(at, `${quoted(raw)} is not a quarter; write 2027Q1`)
    : accept(Number(match[1]) * perYear + Number(match[2]) - 1)
})

export function quarterWords(of: number): string {
  return `${String(Math.floor(of / perYear))}Q${String((of % perYear) + 1)}`
}

const project = inner(
  z.strictObject({
    id: word,
    name: orNull(word),
    gpuHours: inner(quantity, bounded(1, 1e15)),
    ready: orNull(quarter),
    due: orNull(quarter),
    priority: or(within(-1e6, 1e6), 1),
    gpus: orNull(inner(quantity, bounded(1, 1e8))),
  }),
  (read) => {
    const { ready, due } = read
    return due !== null && ready !== null && due < ready
      ? refuse('due', `${quarterWords(due)} is before ready, ${quarterWords(ready)}; give a later quarter`)
      : accept(read)
  },
)

/** Projects with dates, hours and priorities against the hours and the money of each quarter. */
export function portfolioFields(purse: Purse | null) {
  const fields = z.strictObject({
    start: quarter,
    quarters: inner(z.number(), (raw, at) =>
      Number.isInteger(raw) && raw >= 1 && raw <= 80
        ? accept(raw)
        : refuse(at, `${String(raw)} is not a whole number from 1 to 80`),
    ),
    /** Hours that each quarter gives; without it, the machine at its planned utilisation. */
    capacityHours: orNull(byTime(bounded(0, 1e15))),
    budget: or(byTime(amount(purse)), [plenty]),
    costPerHour: orNull(inner(quantity, amount(purse))),
    moneyCarriesOver: or(z.boolean(), false),
    projects: few(project, 5000),
  })
  return inner(fields, (read) => {
    const { start, projects } = read
    const past = projects.flatMap(({ due }, index) => {
      if (due === null || due >= start) return []
      const message = `${quarterWords(due)} is past: the portfolio begins in ${quarterWords(start)}; give a later quarter`
      return [{ field: `projects.${String(index)}.due`, message }]
    })
    const twice = projects.flatMap(({ id }, index) =>
      projects.findIndex((one) => one.id === id) < index
        ? [{ field: `projects.${String(index)}.id`, message: `${quoted(id)} is there twice` }]
        : [],
    )
    const problems = [...past, ...twice]
    return problems.length > 0 ? { ok: false, problems } : accept(read)
  })
}

/** What is placed, once it is known what the machine gives and costs. */
export function portfolioOf(
  said: z.output<ReturnType<typeof portfolioFields>>,
  { hoursByYear, costPerHour }: Offered,
): PortfolioPlan {
  const capacity =
    said.capacityHours ?? hoursByYear.flatMap((hours) => Array<number>(perYear).fill(hours / perYear))
  const at = (values: readonly number[], quarter: number) => values[Math.min(quarter, values.length - 1)] ?? 0
  const portfolio = {
    projects: said.projects.map((one) => placed(one, said.start)),
    costPerHour: said.costPerHour ?? costPerHour,
    quarters: Array.from({ length: said.quarters }, (_, quarter) => ({
      capacityHours: at(capacity, quarter),
      budget: at(said.budget, quarter),
    })),
    moneyCarriesOver: said.moneyCarriesOver,
  }
  return { portfolio, startQuarter: said.start }
}

function placed({ ready, due, gpus, ...one }: z.output<typeof project>, start: number): Project {
  return {
    id: one.id,
    name: one.name ?? one.id,
    gpuHours: one.gpuHours,
    readyQuarter: Math.max(0, (ready ?? start) - start),
    dueQuarter: due === null ? null : due - start,
    priority: one.priority,
    mostHoursPerQuarter: gpus === null ? null : (gpus * HOURS_PER_YEAR) / perYear,
  }
}
