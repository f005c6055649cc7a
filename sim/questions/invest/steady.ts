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

/** What a steady year has, and what was paid for it. */
type SteadyMachine = {
  readonly accelerators: number
  readonly ratePerY: number
  readonly capital: readonly Pick<CapitalItem, 'name' | 'part' | 'amount' | 'lifeY'>[]
}

/** The machine of the steady year: of the horizon's mean year where later phases grow it; what taking it down costs is capital too. */
export function steadyMachine({ programme: plan, accelerators, capital }: InvestPlan): SteadyMachine {
  const { discounting, horizonY } = plan
  const ratePerY =
    discounting.kind === 'real'
      ? discounting.ratePerY
      : realRate(discounting.ratePerY, discounting.inflationPerY)
  const isPhased = capital.some(({ startY }) => startY > 0)
  const shareOf = ({ startY, lifeY, refresh }: CapitalItem) =>
    isPhased ? Math.max(0, Math.min(horizonY - startY, refresh === 'none' ? lifeY : Infinity)) / horizonY : 1
  const amount = (plan.decommissioning ?? 0) * (1 + ratePerY) ** -horizonY
  const down = { name: 'taking everything down, at its present value', part: 'compute' } as const
  return {
    accelerators: isPhased ? sum(capital.map((item) => item.accelerators * shareOf(item))) : accelerators,
    ratePerY,
    capital: [
      ...capital.map((item) => ({ ...item, amount: item.amount * shareOf(item) })),
      ...(amount === 0 ? [] : [{ ...down, amount, lifeY: horizonY }]),
    ],
  }
}

/** The steady cost of an hour by the annuity, each figure over its own life. */
export function steadyCost(plan: InvestPlan): HourCost {
  const { maintenancePerY, staffPerY, power, goodputFraction } = plan.programme
  const { utilisation, pricePerKwh } = steadyYear(plan.programme)
  return hourCost({
    ...steadyMachine(plan),
    maintenancePerY,
    staffPerY,
    electricity: power === null ? null : { ...power, pricePerKwh },
    utilisationFraction: utilisation,
    goodputFraction,
  })
}
