import { spend } from '../base/outcome.ts'

/** A project that wants accelerator-hours. Quarters count from 0. */
export type Project = {
  readonly id: string
  readonly name: string
  readonly gpuHours: number
  /** It may begin at the start of this quarter. */
  readonly readyQuarter: number
  /** It should be done by the end of this quarter; null for no date. */
  readonly dueQuarter: number | null
  /** 1 goes first; of equal priority the earlier in the list. */
  readonly priority: number
  /** What it can use in a quarter at most; null for all there is. */
  readonly mostHoursPerQuarter: number | null
}

export type Portfolio = {
  readonly projects: readonly Project[]
  /** What each quarter has; what is left of hours is lost, as with quarterly allocations. */
  readonly quarters: readonly { readonly capacityHours: number; readonly budget: number }[]
  readonly costPerHour: number
  /** Whether money left over moves to the next quarter. */
  readonly moneyCarriesOver: boolean
}

export type Placement = {
  readonly id: string
  readonly hoursByQuarter: readonly number[]
  readonly startQuarter: number | null
  /** Null when the quarters end before the project does. */
  readonly endQuarter: number | null
  readonly missingHours: number
  readonly cost: number
  readonly verdict: 'fits' | 'slips' | 'unfinished'
  /** Quarters after its date; 0 when it fits or has none, null when unfinished. */
  readonly slipQuarters: number | null
  /** What held it back first: hours, money, or its own rate; null when nothing did. */
  readonly heldBackBy: 'capacity' | 'budget' | 'own rate' | null
}

/** Of a quarter that is looked at for a project, and of each quarter that its money may come from. */
const [quarterUs, moneyUs] = [0.5, 0.1]

/** Hours smaller than this are rounding. */
const nothing = 1e-6

/**
 * Places projects by priority, each as early as hours and money allow, quarter by quarter. A project of lower priority
 * takes only what those above it leave, so it can never delay them. Hours inside a quarter are not ordered.
 */
export function place(portfolio: Portfolio) {
  const order = portfolio.projects
    .map((project, index) => ({ project, index }))
    .sort((a, b) => a.project.priority - b.project.priority || a.index - b.index)
  const hoursLeft = portfolio.quarters.map(({ capacityHours }) => capacityHours)
  const spent = portfolio.quarters.map(() => 0)
  const found = new Map<number, Placement>()
  for (const { project, index } of order) found.set(index, placeOne(project, portfolio, { hoursLeft, spent }))
  const placements = portfolio.projects.flatMap((_, index) => found.get(index) ?? [])
  const available = availableIn(portfolio, spent)
  const quarters = portfolio.quarters.map(({ capacityHours }, q) => ({
    capacityHours,
    usedHours: capacityHours - (hoursLeft[q] ?? 0),
    spent: spent[q] ?? 0,
    available: available[q] ?? 0,
  }))
  return { placements, quarters }
}

/** Built up while projects are placed, one entry a quarter. */
type Books = { readonly hoursLeft: number[]; readonly spent: number[] }

function placeOne(project: Project, portfolio: Portfolio, books: Books): Placement {
  const hoursByQuarter = portfolio.quarters.map(() => 0)
  let missing = project.gpuHours
  spend(moneyUs * portfolio.quarters.length)
  let heldBackBy: Placement['heldBackBy'] = null
  for (let q = project.readyQuarter; q < portfolio.quarters.length && missing > nothing; q += 1) {
    spend(quarterUs + moneyUs * portfolio.quarters.length)
    const limits = {
      capacity: books.hoursLeft[q] ?? 0,
      budget: affordableHours(portfolio, books, q),
      'own rate': project.mostHoursPerQuarter ?? Infinity,
    }
    const hours = Math.max(0, Math.min(missing, limits.capacity, limits.budget, limits['own rate']))
    if (hours < missing - nothing) heldBackBy ??= narrowest(limits)
    hoursByQuarter[q] = hours
    books.hoursLeft[q] = limits.capacity - hours
    books.spent[q] = (books.spent[q] ?? 0) + hours * portfolio.costPerHour
    missing -= hours
  }
  return judged(project, { hoursByQuarter, missing, heldBackBy, costPerHour: portfolio.costPerHour })
}

function narrowest(limits: {
  readonly capacity: number
  readonly budget: number
  readonly 'own rate': number
}) {
  if (limits.capacity <= limits.budget && limits.capacity <= limits['own rate']) return 'capacity'
  return limits.budget <= limits['own rate'] ? 'budget' : 'own rate'
}

function availableIn({ quarters, moneyCarriesOver }: Portfolio, spent: readonly number[]): readonly number[] {
  let carried = 0
  return quarters.map(({ budget }, q) => {
    const available = budget + carried
    carried = moneyCarriesOver ? available - (spent[q] ?? 0) : 0
    return available
  })
}

/** Hours that quarter q can pay for without taking money that a later quarter has already spent. */
function affordableHours(portfolio: Portfolio, { spent }: Books, q: number): number {
  const available = availableIn(portfolio, spent)
  const room = available.map((amount, i) => amount - (spent[i] ?? 0))
  const free = portfolio.moneyCarriesOver ? Math.min(...room.slice(q)) : (room[q] ?? 0)
  return portfolio.costPerHour === 0 ? Infinity : Math.max(0, free) / portfolio.costPerHour
}

type Placed = {
  readonly hoursByQuarter: readonly number[]
  readonly missing: number
  readonly heldBackBy: Placement['heldBackBy']
  readonly costPerHour: number
}

function judged(project: Project, { hoursByQuarter, missing, heldBackBy, costPerHour }: Placed): Placement {
  const busy = hoursByQuarter.flatMap((hours, q) => (hours > nothing ? [q] : []))
  const isDone = missing <= nothing
  const endQuarter = isDone ? (busy.at(-1) ?? project.readyQuarter) : null
  const late = endQuarter === null || project.dueQuarter === null ? 0 : endQuarter - project.dueQuarter
  return {
    id: project.id,
    startQuarter: busy[0] ?? null,
    endQuarter,
    verdict: endQuarter === null ? 'unfinished' : late > 0 ? 'slips' : 'fits',
    slipQuarters: endQuarter === null ? null : Math.max(0, late),
    missingHours: isDone ? 0 : missing,
    cost: hoursByQuarter.reduce((total, hours) => total + hours * costPerHour, 0),
    heldBackBy,
    hoursByQuarter,
  }
}

/** Two ways of ending a project by the end of a quarter: going first, and renting what comes too late. */
export function pullForward(
  portfolio: Portfolio,
  {
    id,
    targetQuarter,
    rentPerHour,
  }: { readonly id: string; readonly targetQuarter: number; readonly rentPerHour: number | null },
) {
  const before = place(portfolio)
  const first = Math.min(...portfolio.projects.map(({ priority }) => priority)) - 1
  const projects = portfolio.projects.map((one) => (one.id === id ? { ...one, priority: first } : one))
  const after = place({ ...portfolio, projects })
  const delayed = portfolio.projects.flatMap((project, index) => {
    const from = before.placements[index]?.endQuarter ?? null
    const to = after.placements[index]?.endQuarter ?? null
    return project.id !== id && (to ?? Infinity) > (from ?? Infinity) ? [{ id: project.id, from, to }] : []
  })
  const own = before.placements.find((placement) => placement.id === id)
  const inTime = (own?.hoursByQuarter ?? []).slice(0, targetQuarter + 1).reduce((a, b) => a + b, 0)
  const wanted = portfolio.projects.find((project) => project.id === id)?.gpuHours ?? 0
  const hours = Math.max(0, wanted - inTime)
  const byRenting =
    rentPerHour === null ? null : { hours, extraCost: hours * (rentPerHour - portfolio.costPerHour) }
  const endQuarter = after.placements.find((placement) => placement.id === id)?.endQuarter ?? null
  return {
    id,
    targetQuarter,
    /** The project put before all others: when it ends then, and whom that delays. */
    byPriority: { endQuarter, delayed },
    /** The hours that would come too late, rented instead; null where no rent is known. */
    byRenting,
  }
}
