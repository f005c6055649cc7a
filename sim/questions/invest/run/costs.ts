import { sum } from '../../../base/math.ts'
import { HOURS_PER_YEAR } from '../../../base/units.ts'
import { discountFactor, priceLevel } from '../../../investment/cashflow.ts'
import { priceIn, serve, type Way } from '../../../investment/compare.ts'
import type { Future } from '../futures/draw.ts'
import { demandOf, wayIn } from '../futures/ways.ts'
import type { InvestPlan, NamedWay } from '../plan.ts'

/** Hours of one future that a year is billed for, and the most accelerators that one of its runs holds. */
export type YearHours = { readonly year: number; readonly hours: number; readonly gpus: number }

/**
 * Present cost of the runs of a future in a way that their hours are got.
 *
 * Ours: the own machine's hour costs what the whole machine does, levelised over the hours that its demand takes, so idle
 * time is paid by those who use it. A reserve holds the largest run's accelerators, or as many as the year's hours fill,
 * all the year. Fees of a share are paid for these runs alone. Runs wait for a machine that comes late, at no cost.
 */
export function runCost(plan: InvestPlan, named: NamedWay, { future, years }: InFuture): number {
  const way = wayIn(named, { ...future, delayY: 0 }, plan.fill)
  const last = Math.max(...years.map(({ year }) => year))
  const fees = feesOf(plan, way, last)
  const perHour =
    way.kind === 'own' ? serve(way, { ...demandOf(plan, future), topUp: null }).perServedHour : 0
  return years.reduce((total, inYear) => {
    const worth = worthIn(plan, inYear.year)
    return total + worth * yearCost(way, inYear, perHour)
  }, fees)
}

export type InFuture = { readonly future: Future; readonly years: readonly YearHours[] }

function yearCost(way: Way, { year, hours, gpus }: YearHours, ownHour: number): number {
  switch (way.kind) {
    case 'own':
      return hours * ownHour
    case 'reserve':
      return Math.max(gpus, hours / HOURS_PER_YEAR) * HOURS_PER_YEAR * priceIn(way.tariff, year)
    case 'rent':
    case 'share':
      return hours * priceIn(way.tariff, year)
  }
}

/** Worth today of an amount in prices of today that is paid at the end of a year. */
export function worthIn({ programme: { discounting } }: InvestPlan, year: number): number {
  return discountFactor(discounting, year) * priceLevel(discounting, year)
}

/** What a share costs beside its hours, to the last year of the runs: the same in every future. */
export function feesOf(plan: InvestPlan, way: Way, last: number): number {
  const worths = Array.from({ length: last }, (_, at) => worthIn(plan, at + 1))
  return way.kind === 'share' ? way.entryFee + way.feePerY * sum(worths) : 0
}
