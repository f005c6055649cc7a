import { sum } from '../../base/math.ts'
import { realRate } from '../../investment/cashflow.ts'
import { hourCost, type HourCost } from '../../investment/ownership.ts'
import { aliveShare, type Phase, type Programme } from '../../investment/programme.ts'
import type { InvestPlan } from './plan.ts'
import type { CapitalItem } from './reading/capital.ts'

type Bought = Pick<Phase, 'accelerators' | 'startY' | 'lifeY' | 'refresh'>

/** The part of a year in which what was bought stands, or what follows it. */
function standing({ startY, lifeY, refresh }: Bought, year: number, horizonY: number): number {
  return aliveShare(startY, refresh === 'none' ? startY + lifeY : horizonY, year)
}

/** Of year 1, 2, …: the accelerators, and the part of it in which there are any. */
export function runningBy(bought: readonly Bought[], horizonY: number) {
  return Array.from({ length: horizonY }, (_, at) => {
    const shares = bought.map((one) => (one.accelerators > 0 ? standing(one, at + 1, horizonY) : 0))
    const accelerators = sum(bought.map((one, index) => one.accelerators * (shares[index] ?? 0)))
    return { accelerators, share: Math.max(0, ...shares) }
  })
}

/** The mean of the years in which any accelerator runs, and the part of them in which each purchase stands. */
export function meanRunning(bought: readonly Bought[], horizonY: number) {
  const years = runningBy(bought, horizonY)
  const runningY = sum(years.map(({ share }) => share))
  const shareOf = (one: Bought) =>
    sum(years.map(({ share }, at) => Math.min(share, standing(one, at + 1, horizonY)))) / runningY
  return { runningY, accelerators: sum(years.map(({ accelerators }) => accelerators)) / runningY, shareOf }
}

/** Use and price of the steady year: the mean over the years of the horizon, each counting by its accelerators. */
export function steadyYear({ horizonY, phases, utilisationByYear, pricePerKwhByYear }: Programme): {
  readonly utilisation: number
  readonly pricePerKwh: number
} {
  const counts = runningBy(phases, horizonY).map(({ accelerators }) => accelerators)
  return {
    utilisation: meanByYear(utilisationByYear, counts),
    pricePerKwh: meanByYear(pricePerKwhByYear, counts),
  }
}

/** The mean over the years of a list whose last value holds on; 0 of an empty one. */
function meanByYear(byYear: readonly number[], counts: readonly number[]): number {
  const [first] = byYear
  if (first === undefined || byYear.length === 1) return first ?? 0
  const values = counts.map((count, year) => count * (byYear[Math.min(year, byYear.length - 1)] ?? 0))
  return sum(values) / sum(counts)
}

/** What a steady year has, and what was paid for it. */
type SteadyMachine = {
  readonly accelerators: number
  readonly ratePerY: number
  readonly capital: readonly Pick<CapitalItem, 'name' | 'part' | 'amount' | 'lifeY'>[]
}

/**
 * The machine of the steady year, the mean of those in which any accelerator runs: what does not stand through all of
 * them counts by the part in which it does. What taking it down costs is capital too.
 */
export function steadyMachine({ programme: plan, capital }: InvestPlan): SteadyMachine {
  const { discounting, horizonY } = plan
  const ratePerY =
    discounting.kind === 'real'
      ? discounting.ratePerY
      : realRate(discounting.ratePerY, discounting.inflationPerY)
  const { runningY, accelerators, shareOf } = meanRunning(capital, horizonY)
  const amount = (plan.decommissioning ?? 0) * (1 + ratePerY) ** -horizonY
  const down = { name: 'taking everything down, at its present value', part: 'compute' } as const
  return {
    accelerators,
    ratePerY,
    capital: [
      ...capital.map((item) => ({ ...item, amount: item.amount * shareOf(item) })),
      ...(amount === 0 ? [] : [{ ...down, amount, lifeY: runningY }]),
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
