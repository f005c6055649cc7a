import { sum } from '../../base/math.ts'
import { realRate } from '../../investment/cashflow.ts'
import { hourCost, type HourCost } from '../../investment/ownership.ts'
import type { Programme } from '../../investment/programme.ts'
import type { InvestPlan } from './plan.ts'

/** Use and price of the steady year: the mean over the years of the horizon. */
export function steadyYear({ horizonY, utilisationByYear, pricePerKwhByYear }: Programme): {
  readonly utilisation: number
  readonly pricePerKwh: number
} {
  return {
    utilisation: meanByYear(utilisationByYear, horizonY),
    pricePerKwh: meanByYear(pricePerKwhByYear, horizonY),
  }
}

/** The mean of years 1 to n of a list whose last value holds on; 0 of an empty one. */
function meanByYear(byYear: readonly number[], years: number): number {
  const [first] = byYear
  if (first === undefined || byYear.length === 1) return first ?? 0
  const values = Array.from({ length: years }, (_, year) => byYear[Math.min(year, byYear.length - 1)] ?? 0)
  return sum(values) / years
}

/** The steady cost of an hour by the annuity, each capital figure over its own life, in a year of mean use and price. */
export function steadyCost({ programme: plan, accelerators, capital }: InvestPlan): HourCost {
  const { discounting } = plan
  const { utilisation, pricePerKwh } = steadyYear(plan)
  return hourCost({
    accelerators,
    capital,
    ratePerY:
      discounting.kind === 'real'
        ? discounting.ratePerY
        : realRate(discounting.ratePerY, discounting.inflationPerY),
    maintenancePerY: plan.maintenancePerY,
    staffPerY: plan.staffPerY,
    electricity: plan.power === null ? null : { ...plan.power, pricePerKwh },
    utilisationFraction: utilisation,
    goodputFraction: plan.goodputFraction,
  })
}
