import { quoted } from '../../../base/shown.ts'
import { accept, readAll, readItems, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { HOURS_PER_YEAR } from '../../../base/units.ts'
import type { Portfolio, Project } from '../../../investment/portfolio.ts'
import { readAmount, readByYear, type Purse } from '../amounts.ts'
import { quarterWords, readQuarter } from './quarters.ts'
import type { PortfolioFields } from '../schema.ts'

export type PortfolioPlan = { readonly portfolio: Portfolio; readonly startQuarter: number }

export type Offered = {
  readonly purse: Purse
  /** Hours that the machine gives in a quarter of year 1, 2, …, where no capacity is given. */
  readonly hoursByQuarter: readonly number[]
  /** What an allocated hour costs, where no cost is given. */
  readonly costPerHour: number
}

const quartersPerYear = 4
/** What stands for a budget that is not given: it never holds anything back. */
const plenty = 1e18

/** Projects with dates, hours and priorities against the hours and the money of each quarter. */
export function readPortfolio(fields: PortfolioFields, offered: Offered): Read<PortfolioPlan> {
  const { purse } = offered
  const start = readQuarter('portfolio.start', fields.start)
  const quarters =
    Number.isInteger(fields.quarters) && fields.quarters >= 1 && fields.quarters <= 80
      ? accept(fields.quarters)
      : refuse('portfolio.quarters', `${String(fields.quarters)} is not a whole number from 1 to 80`)
  const read = readAll({
    start,
    quarters,
    capacity: readByYear(
      fields.capacityHours ?? [...offered.hoursByQuarter],
      'portfolio.capacityHours',
      (field, raw) => readBounded(field, raw, [0, 1e15]),
    ),
    budget:
      fields.budget === undefined
        ? accept([plenty])
        : readByYear(fields.budget, 'portfolio.budget', (field, raw) => readAmount(field, raw, purse)),
    costPerHour: readAmount('portfolio.costPerHour', fields.costPerHour ?? offered.costPerHour, purse),
    projects: start.ok ? readProjects(fields, start.value) : accept<readonly Project[]>([]),
  })
  if (!read.ok) return read
  const { capacity, budget, projects, costPerHour } = read.value
  const at = (values: readonly number[], quarter: number) => values[Math.min(quarter, values.length - 1)] ?? 0
  const portfolio = {
    projects,
    costPerHour,
    quarters: Array.from({ length: read.value.quarters }, (_, quarter) => ({
      capacityHours: at(capacity, quarter),
      budget: at(budget, quarter),
    })),
    moneyCarriesOver: fields.moneyCarriesOver ?? false,
  }
  return accept({ portfolio, startQuarter: read.value.start })
}

function readProjects({ projects }: PortfolioFields, start: number): Read<readonly Project[]> {
  const reads = projects.map((project, index) =>
    readProject(project, `portfolio.projects.${String(index)}`, start),
  )
  const twice: readonly Problem[] = projects.flatMap(({ id }, index) =>
    projects.findIndex((one) => one.id === id) < index
      ? [{ field: `portfolio.projects.${String(index)}.id`, message: `${quoted(id)} is there twice` }]
      : [],
  )
  return readItems(reads, twice)
}

function readProject(raw: PortfolioFields['projects'][number], field: string, start: number): Read<Project> {
  const quarter = (name: 'ready' | 'due') => {
    const word = raw[name]
    return word === undefined ? accept(null) : readQuarter(`${field}.${name}`, word)
  }
  const read = readAll({
    gpuHours: readBounded(`${field}.gpuHours`, raw.gpuHours, [1, 1e15]),
    ready: quarter('ready'),
    due: quarter('due'),
    priority: readBounded(`${field}.priority`, raw.priority ?? 1, [-1e6, 1e6]),
    gpus: raw.gpus === undefined ? accept(null) : readBounded(`${field}.gpus`, raw.gpus, [1, 1e8]),
  })
  if (!read.ok) return read
  const { gpuHours, ready, due, priority, gpus } = read.value
  if (due !== null && due < start)
    return refuse(
      `${field}.due`,
      `${quarterWords(due)} is past: the portfolio begins in ${quarterWords(start)}; give a later quarter`,
    )
  if (due !== null && ready !== null && due < ready)
    return refuse(
      `${field}.due`,
      `${quarterWords(due)} is before ready, ${quarterWords(ready)}; give a later quarter`,
    )
  return accept({
    id: raw.id,
    name: raw.name ?? raw.id,
    gpuHours,
    readyQuarter: Math.max(0, (ready ?? start) - start),
    dueQuarter: due === null ? null : due - start,
    priority,
    mostHoursPerQuarter: gpus === null ? null : (gpus * HOURS_PER_YEAR) / quartersPerYear,
  })
}
