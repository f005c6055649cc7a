import told from '../../data/formula/invest.json' with { type: 'json' }
import { HOURS_PER_YEAR } from '../../base/units.ts'
import { formulasOf, substitute, valueOf, type Values } from '../../formula/chain.ts'
import { meanFacilityW } from '../../investment/capacity.ts'
import { annuity } from '../../investment/cashflow.ts'
import { yearlyEnergyKwh } from '../../investment/ownership.ts'
import type { ProgrammeAnswer } from '../../investment/programme.ts'
import type { ExplainedFormula } from '../estimate/answer.ts'
import type { InvestAnswer } from './answer.ts'
import { drawnOf } from './buys.ts'
import type { InvestPlan } from './plan.ts'
import { steadyCost, steadyMachine, steadyYear } from './steady.ts'

type Printed = {
  readonly hourCost: InvestAnswer['hourCost']
  readonly presentCost: InvestAnswer['presentCost']
  readonly owned: ProgrammeAnswer
}

/** The printed middles with the numbers of the plan put in; a factor says how far the middle of the futures is from the plan. */
export function explainInvest(plan: InvestPlan, printed: Printed): readonly ExplainedFormula[] {
  const { currency, programme: years, sitePower } = plan
  const { yearlyTotal, yearly } = steadyCost(plan)
  const { maintenancePerY, staffPerY, goodputFraction: goodput } = years
  const capitalPerY = yearlyTotal - maintenancePerY - staffPerY - yearly.electricity
  const hour = printed.hourCost.perAllocatedHour.p50
  const usefulHour = printed.hourCost.perUsefulHour.p50
  const values = {
    ...sitePower,
    ...steadyYear(years),
    ...{ capitalPerY, maintenancePerY, staffPerY, electricityPerY: yearly.electricity },
    accelerators: steadyMachine(plan).accelerators,
    hoursPerY: HOURS_PER_YEAR,
    ...{ hour, goodput, usefulHour },
    hourMiddle: hour / printed.hourCost.planPerAllocatedHour,
    usefulMiddle: (usefulHour * goodput) / hour,
  }
  const drawn = drawnOf(plan, printed.owned.years)
  const meanMw = meanFacilityW(yearlyEnergyKwh(sitePower, drawn.accelerators, drawn.utilisation)) / 1e6
  const ofTable = (id: string, among: Values = values) => explainedById(id, among, currency)
  return [
    capitalExplained(plan, capitalPerY),
    ...(years.power === null ? [] : [ofTable('electricityPerY')]),
    ...[ofTable('hour'), ofTable('usefulHour')],
    presentExplained(plan, printed),
    ofTable('meanMw', { ...values, ...drawn, meanMw }),
  ]
}

const formulas = formulasOf(told)

function explainedById(id: string, values: Values, currency: string): ExplainedFormula {
  const formula = formulas.find((one) => one.id === id)
  if (formula === undefined) throw new Error(`there is no formula ${id}`)
  const symbols = formula.symbols.map(({ symbol, label, unit }) => ({
    symbol,
    label,
    value: valueOf(values, symbol),
    unit,
  }))
  return explained({ ...formula, symbols, result: valueOf(values, id) }, currency)
}

/** Each figure over its own life: so many terms as there are figures. */
function capitalExplained(plan: InvestPlan, capitalPerY: number): ExplainedFormula {
  const { capital, ratePerY } = steadyMachine(plan)
  const symbols = capital.flatMap(({ name, amount, lifeY }, at) => [
    { symbol: `amount${String(at + 1)}`, label: name, value: amount, unit: 'money' },
    {
      symbol: `annuity${String(at + 1)}`,
      label: 'annuity over its life',
      value: annuity(1, ratePerY, lifeY),
      unit: '1/year',
    },
  ])
  const expression = capital.map((_, at) => `amount${String(at + 1)} * annuity${String(at + 1)}`).join(' + ')
  const title = 'Capital a year'
  const note = 'The annuity of a rate r over n years is r / (1 - (1 + r)^-n), each figure over its own life.'
  const said = {
    id: 'capitalPerY',
    title,
    unit: 'money/year',
    expression,
    symbols,
    result: capitalPerY,
    note,
  }
  return explained(said, plan.currency)
}

function presentExplained({ currency }: InvestPlan, { owned, presentCost }: Printed): ExplainedFormula {
  const cash = owned.years.flatMap(({ year, total, discountFactor }) => [
    { symbol: `year${String(year)}`, label: 'cost of the year', value: total, unit: 'money' },
    { symbol: `discount${String(year)}`, label: 'discount factor', value: discountFactor, unit: '' },
  ])
  const terms = owned.years.map(({ year }) => `year${String(year)} * discount${String(year)}`)
  const factor = presentCost.p50 / owned.presentCost
  const middle = { symbol: 'presentMiddle', label: 'middle of the futures ÷ plan', value: factor, unit: '' }
  const expression = `(${terms.join(' + ')}) * presentMiddle`
  const named = { id: 'presentCost', title: 'Present cost', unit: 'money', expression }
  return explained({ ...named, symbols: [...cash, middle], result: presentCost.p50 }, currency)
}

type Told = Omit<ExplainedFormula, 'substituted' | 'note'> & { readonly note?: string }

function explained(
  { id, title, unit, expression, symbols, ...said }: Told,
  currency: string,
): ExplainedFormula {
  const inMoney = (of: string) => of.replace('money', currency)
  const values = Object.fromEntries(symbols.map(({ symbol, value }) => [symbol, value]))
  return {
    ...{ id, title, unit: inMoney(unit), expression },
    symbols: symbols.map((one) => ({ ...one, unit: inMoney(one.unit) })),
    ...said,
    substituted: substitute({ expression, symbols }, values, currency),
    note: said.note ?? null,
  }
}
