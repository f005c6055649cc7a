import { HOURS_PER_YEAR } from '../base/units.ts'
import { discountFactor, priceLevel, type Discounting } from './cashflow.ts'
import { inYear, programme, type Programme, type ProgrammeAnswer } from './programme.ts'

/** A way of getting accelerator-hours by a price of the hour. Prices are of today; they move by a rate a year. */
export type Tariff = {
  readonly perHour: number
  readonly growthPerY: number
  /** A price in foreign money: the logarithm of its rate after a year, which grows with the root of time; else nothing. */
  readonly exchangePerRootY?: number
}

export type Way =
  /** A machine of one's own. */
  | { readonly kind: 'own'; readonly plan: Programme }
  /** Accelerators held all year at a price of the hour, used or not. */
  | { readonly kind: 'reserve'; readonly tariff: Tariff; readonly accelerators: number }
  /** Hours as they are needed. */
  | { readonly kind: 'rent'; readonly tariff: Tariff }
  /** A part in somebody's machine: an entry fee, a fee a year, a tariff, and no more than so many hours. */
  | {
      readonly kind: 'share'
      readonly tariff: Tariff
      readonly entryFee: number
      readonly feePerY: number
      readonly mostHoursPerY: number
    }

export type Demand = {
  readonly horizonY: number
  readonly discounting: Discounting
  /** Allocated hours wanted, of accelerators of the first generation, in year 1, 2, …; the last one holds on. */
  readonly hoursByYear: readonly number[]
  /** What an hour costs that the way itself cannot give; null when it then stays undone. */
  readonly topUp: Tariff | null
}

/**
 * The cost of serving a demand in one way. Hours beyond its capacity are topped up at a price or stay undone, and are
 * counted either way. Costs are in the money of each year; hours are discounted as in `programme`.
 */
export function serve(way: Way, demand: Demand) {
  const owned = way.kind === 'own' ? programme(atDemand(way.plan, demand)) : null
  const years = Array.from({ length: demand.horizonY + 1 }, (_, year) => yearOf({ way, demand, owned }, year))
  let presentCost = 0
  let hours = 0
  let unmetHours = 0
  for (const one of years) {
    const factor = discountFactor(demand.discounting, one.year)
    presentCost += one.cost * factor
    hours += (one.servedHours + one.toppedUpHours) * factor * priceLevel(demand.discounting, one.year)
    unmetHours += one.unmetHours
  }
  return {
    years,
    presentCost,
    /** Present cost ÷ discounted hours that were done. */
    perServedHour: presentCost / hours,
    unmetHours,
    programme: owned,
  }
}

/** The own machine used as much as the demand asks, and no more than its plan allows. */
function atDemand(plan: Programme, demand: Demand): Programme {
  const idle = programme({ ...plan, utilisationByYear: [1] })
  const utilisationByYear = idle.years.slice(1).map(({ year, firstGenerationHours: most }) => {
    const wanted = inYear(demand.hoursByYear, year)
    return most === 0 ? 0 : Math.min(wanted / most, inYear(plan.utilisationByYear, year))
  })
  return { ...plan, horizonY: demand.horizonY, discounting: demand.discounting, utilisationByYear }
}

type Serving = { readonly way: Way; readonly demand: Demand; readonly owned: ProgrammeAnswer | null }

function yearOf({ way, demand, owned }: Serving, year: number) {
  const level = priceLevel(demand.discounting, year)
  const wanted = year === 0 ? 0 : inYear(demand.hoursByYear, year)
  const capacity = capacityOf(way, owned, year)
  const servedHours = Math.min(wanted, capacity)
  const missing = wanted - servedHours
  const toppedUpHours = demand.topUp === null ? 0 : missing
  const extra = demand.topUp === null ? 0 : missing * priceIn(demand.topUp, year)
  const own = owned?.years[year]?.total ?? 0
  const cost = own + (costOf(way, servedHours, year) + extra) * level
  return { year, cost, servedHours, toppedUpHours, unmetHours: missing - toppedUpHours }
}

function capacityOf(way: Way, owned: ProgrammeAnswer | null, year: number): number {
  switch (way.kind) {
    case 'own':
      return owned?.years[year]?.firstGenerationHours ?? 0
    case 'reserve':
      return year === 0 ? 0 : way.accelerators * HOURS_PER_YEAR
    case 'rent':
      return Infinity
    case 'share':
      return year === 0 ? 0 : way.mostHoursPerY
  }
}

function costOf(way: Way, servedHours: number, year: number): number {
  switch (way.kind) {
    case 'own':
      return 0
    case 'reserve':
      return year === 0 ? 0 : way.accelerators * HOURS_PER_YEAR * priceIn(way.tariff, year)
    case 'rent':
      return servedHours * priceIn(way.tariff, year)
    case 'share':
      return year === 0 ? way.entryFee : way.feePerY + servedHours * priceIn(way.tariff, year)
  }
}

/**
 * Price of the hour in year 1, 2, …: the first year pays the price of today.
 *
 * Ours: a rate a year, and a rate of exchange that wanders.
 */
export function priceIn({ perHour, growthPerY, exchangePerRootY = 0 }: Tariff, year: number): number {
  return perHour * (1 + growthPerY) ** Math.max(0, year - 1) * Math.exp(exchangePerRootY * Math.sqrt(year))
}

export type BreakEven = {
  /** Yearly cost of one owned accelerator that does not depend on its use. */
  readonly fixedPerAcceleratorY: number
  /** What an hour of use adds, above idling. */
  readonly perUsedHour: number
  readonly rentPerHour: number
}

/**
 * Utilisation above which owning is cheaper than renting: u* = fixed / (8760 · (rent − running)). Null when it is
 * cheaper at no utilisation.
 *
 * Ours: the use at which both ways cost the same in a steady year.
 */
export function breakEvenUtilisation(terms: BreakEven): number | null {
  const { fixedPerAcceleratorY, perUsedHour, rentPerHour } = terms
  if (rentPerHour <= perUsedHour) return null
  const utilisation = fixedPerAcceleratorY / (HOURS_PER_YEAR * (rentPerHour - perUsedHour))
  return utilisation <= 1 ? utilisation : null
}
