import { realRate } from '../../investment/cashflow.ts'
import { hourCost, type HourCost } from '../../investment/ownership.ts'
import type { InvestPlan } from './plan.ts'

/** The steady cost of an hour by the annuity, each capital figure over its own life, at the first year's use and price. */
export function steadyCost({ programme: plan, accelerators, capital }: InvestPlan): HourCost {
  const { discounting } = plan
  return hourCost({
    accelerators,
    capital,
    ratePerY:
      discounting.kind === 'real'
        ? discounting.ratePerY
        : realRate(discounting.ratePerY, discounting.inflationPerY),
    maintenancePerY: plan.maintenancePerY,
    staffPerY: plan.staffPerY,
    electricity: plan.power === null ? null : { ...plan.power, pricePerKwh: plan.pricePerKwhByYear[0] ?? 0 },
    utilisationFraction: plan.utilisationByYear[0] ?? 1,
    goodputFraction: plan.goodputFraction,
  })
}
