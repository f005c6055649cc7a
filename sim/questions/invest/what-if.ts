import { performanceTrends, shocks } from '../../catalogue/economics.ts'
import { epochGainPerY, remainingValue, valueLost } from '../../investment/depreciation.ts'
import { serve } from '../../investment/compare.ts'
import { programme as owned } from '../../investment/programme.ts'
import { cited } from '../estimate/assumptions/cited.ts'
import type { InvestAnswer, ShockAnswer, TrendAnswer } from './answer.ts'
import { demandOf, rentAsPlanned } from './futures/ways.ts'
import type { InvestPlan } from './plan.ts'
import { steadyCost, steadyYear } from './steady.ts'

/** What has happened elsewhere, tried on this plan: the cost of an hour and how far it moves. */
export function shocksOf(plan: InvestPlan): readonly ShockAnswer[] {
  const before = { own: ownCost(plan), rent: rentCost(plan) }
  return shocks.flatMap((shock) => {
    const { id, name, note, citation, input } = shock
    const base = input === 'rent' ? before.rent : before.own
    const after = input === 'rent' ? rentCost(plan, shock.value) : ownCost(shocked(plan, shock))
    if (base === null || after === null) return []
    return [
      { id, name, note, source: cited(citation), perAllocatedHour: after, changeFraction: after / base - 1 },
    ]
  })
}

/** By the annuity; over the horizon, in hours of the first machine, where others follow it. */
function ownCost(plan: InvestPlan): number {
  const isRenewed = plan.capital.some(({ refresh }) => refresh !== 'none')
  return isRenewed ? owned(plan.programme).levelisedPerAllocatedHour : steadyCost(plan).perAllocatedHour
}

function shocked(plan: InvestPlan, { input, value }: (typeof shocks)[number]): InvestPlan {
  const { programme, capital } = plan
  const buying = (phases: InvestPlan['capital']) => ({
    ...plan,
    capital: phases,
    programme: { ...programme, phases },
  })
  const times = (list: readonly number[]) => list.map((one) => one * value)
  const { pricePerKwhByYear: prices, utilisationByYear: shares } = programme
  switch (input) {
    case 'capital':
      return buying(capital.map((item) => ({ ...item, amount: item.amount * value })))
    case 'life':
      return buying(capital.map((one) => (one.part === 'compute' ? { ...one, lifeY: value } : one)))
    case 'electricity':
      return { ...plan, programme: { ...programme, pricePerKwhByYear: times(prices) } }
    case 'utilisation':
      return { ...plan, programme: { ...programme, utilisationByYear: times(shares) } }
    case 'rent':
      return plan
  }
}

/** Cost of a rented hour over the horizon; null where no rent is known. */
function rentCost(plan: InvestPlan, factor = 1): number | null {
  const rent = rentAsPlanned(plan)
  if (rent === null) return null
  const tariff = { ...rent.tariff, perHour: rent.tariff.perHour * factor }
  return serve({ kind: 'rent', tariff }, demandOf(plan)).perServedHour
}

/** What falling prices of performance mean for a machine bought today. */
export function trendsOf(plan: InvestPlan): readonly TrendAnswer[] {
  const today = steadyCost(plan).perAllocatedHour
  const { horizonY } = plan.programme
  return performanceTrends.map(({ id, name, gainPerY, citation }) => ({
    id,
    name,
    gainPerY,
    source: cited(citation),
    perEquivalentHourAtHorizon: today / (1 + gainPerY) ** horizonY,
    valueLeftFraction: remainingValue(horizonY, Math.log10(1 + gainPerY)),
  }))
}

/** The other view of capital: an hour costs the value that the machine loses in it. */
export function depreciationOf(plan: InvestPlan): InvestAnswer['depreciationView'] {
  const compute = plan.capital.filter(({ part }) => part === 'compute')
  const count = compute.reduce((total, { accelerators }) => total + accelerators, 0)
  const price = compute.reduce((total, { amount }) => total + amount, 0) / Math.max(1, count)
  const utilisation = steadyYear(plan.programme).utilisation
  const at = (ageY: number) => valueLost(price, { ageY, hours: 1, gainPerY: epochGainPerY }) / utilisation
  return {
    perHourFirstYear: at(0),
    perHourLastYear: at(Math.max(0, plan.programme.horizonY - 1)),
    note: 'Capital alone, by the value that the accelerators lose: 0.14 orders of magnitude a year. Early hours cost more than late ones; the annuity spreads them evenly.',
    source: cited(['epoch-rising-costs', 'start value × hours ÷ 8760 × 0.14 · ln 10']),
  }
}
