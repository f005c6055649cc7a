import { sum } from '../../base/math.ts'
import { realRate } from '../../investment/cashflow.ts'
import { hourCost, type HourCost } from '../../investment/ownership.ts'
import type { Programme } from '../../investment/programme.ts'
import type { CapitalItem, InvestPlan } from './plan.ts'

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

/** The steady cost of an hour by the annuity, each figure over its own life; with later phases in the horizon's mean year. */
export function steadyCost({ programme: plan, accelerators, capital }: InvestPlan): HourCost {
  const { discounting, horizonY } = plan
  const { utilisation, pricePerKwh } = steadyYear(plan)
  const ratePerY =
    discounting.kind === 'real'
      ? discounting.ratePerY
      : realRate(discounting.ratePerY, discounting.inflationPerY)
  const isPhased = capital.some(({ startY }) => startY > 0)
  const shareOf = ({ startY, lifeY, refresh }: CapitalItem) =>
    isPhased ? Math.max(0, Math.min(horizonY - startY, refresh === 'none' ? lifeY : Infinity)) / horizonY : 1
  const takenDown = (plan.decommissioning ?? 0) * (1 + ratePerY) ** -horizonY
  return hourCost({
    accelerators: isPhased ? sum(capital.map((item) => item.accelerators * shareOf(item))) : accelerators,
    capital: [
      ...capital.map((item) => ({ ...item, amount: item.amount * shareOf(item) })),
      { part: 'compute', amount: takenDown, lifeY: horizonY },
    ],
    ratePerY,
    maintenancePerY: plan.maintenancePerY,
    staffPerY: plan.staffPerY,
    electricity: plan.power === null ? null : { ...plan.power, pricePerKwh },
    utilisationFraction: utilisation,
    goodputFraction: plan.goodputFraction,
  })
}
