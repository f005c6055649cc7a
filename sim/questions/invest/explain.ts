import { HOURS_PER_YEAR } from '../../base/units.ts'
import { substitute } from '../../formula/chain.ts'
import { meanFacilityW } from '../../investment/capacity.ts'
import { annuity } from '../../investment/cashflow.ts'
import { yearlyEnergyKwh } from '../../investment/ownership.ts'
import type { ProgrammeAnswer } from '../../investment/programme.ts'
import type { ExplainedFormula } from '../estimate/answer.ts'
import type { InvestAnswer } from './answer.ts'
import { drawnOf } from './buys.ts'
import type { InvestPlan } from './plan.ts'
import { steadyCost, steadyMachine, steadyYear } from './steady.ts'

type Symbol = ExplainedFormula['symbols'][number]

type Printed = {
  readonly hourCost: InvestAnswer['hourCost']
  readonly presentCost: InvestAnswer['presentCost']
  readonly owned: ProgrammeAnswer
}

const watts = 'accelerators * (utilisation * computingW + (1 - utilisation) * idleW) * pueRatio'
const middle = 'middle of the futures ÷ plan'

/** The printed middles with the numbers of the plan put in; a factor says how far the middle of the futures is from the plan. */
export function explainInvest(plan: InvestPlan, printed: Printed): readonly ExplainedFormula[] {
  const { programme: years } = plan
  const drawn = drawnOf(plan, printed.owned.years)
  const { yearlyTotal, yearly: inYear } = steadyCost(plan)
  const electricityPerY = inYear.electricity
  const capitalPerY = yearlyTotal - years.maintenancePerY - years.staffPerY - electricityPerY
  return [
    ...yearly(plan, { capitalPerY, electricityPerY }),
    ...hours(plan, printed, { capitalPerY, electricityPerY }),
    present(plan, printed),
    explainedIn(plan.currency)('meanMw', ['Mean power', 'MW'], {
      expression: `${watts} / 1000000`,
      symbols: runningSymbols(plan, drawn),
      result: meanFacilityW(yearlyEnergyKwh(plan.sitePower, drawn.accelerators, drawn.utilisation)) / 1e6,
    }),
  ]
}

type PerY = { readonly capitalPerY: number; readonly electricityPerY: number }

function yearly(plan: InvestPlan, { capitalPerY, electricityPerY }: PerY): readonly ExplainedFormula[] {
  const { currency, programme: years } = plan
  const { capital } = steadyMachine(plan)
  const explained = explainedIn(currency)
  const money = `${currency}/year`
  const perKwh = symbol('pricePerKwh', 'price of electricity', [
    steadyYear(years).pricePerKwh,
    `${currency}/kWh`,
  ])
  const electricity = explained('electricityPerY', ['Electricity a year', money], {
    expression: `${watts} * hoursPerY / 1000 * pricePerKwh`,
    symbols: [...runningSymbols(plan), hoursPerY, perKwh],
    result: electricityPerY,
  })
  return [
    explained('capitalPerY', ['Capital a year', money], {
      expression: capital.map((_, at) => `amount${String(at + 1)} * annuity${String(at + 1)}`).join(' + '),
      symbols: capitalSymbols(plan),
      result: capitalPerY,
      note: 'The annuity of a rate r over n years is r / (1 - (1 + r)^-n), each figure over its own life.',
    }),
    ...(years.power === null ? [] : [electricity]),
  ]
}

function hours(plan: InvestPlan, { hourCost }: Printed, perY: PerY): readonly ExplainedFormula[] {
  const { currency, programme: years } = plan
  const explained = explainedIn(currency)
  const money = `${currency}/year`
  const perHour = `${currency}/h`
  const hour = hourCost.perAllocatedHour.p50
  const useful = hourCost.perUsefulHour.p50
  return [
    explained('hour', ['An allocated hour', perHour], {
      expression:
        '(capitalPerY + maintenancePerY + staffPerY + electricityPerY) / (accelerators * hoursPerY * utilisation) * hourMiddle',
      symbols: [
        symbol('capitalPerY', 'capital a year, by the annuity', [perY.capitalPerY, money]),
        symbol('maintenancePerY', 'maintenance a year', [years.maintenancePerY, money]),
        symbol('staffPerY', 'staff a year', [years.staffPerY, money]),
        symbol('electricityPerY', 'electricity a year', [perY.electricityPerY, money]),
        ...runningSymbols(plan).slice(0, 2),
        hoursPerY,
        symbol('hourMiddle', middle, [hour / hourCost.planPerAllocatedHour, '']),
      ],
      result: hour,
    }),
    explained('usefulHour', ['A useful hour', perHour], {
      expression: 'hour / goodput * usefulMiddle',
      symbols: [
        symbol('hour', 'an allocated hour', [hour, perHour]),
        symbol('goodput', 'goodput, useful ÷ allocated hours', [years.goodputFraction, '']),
        symbol('usefulMiddle', middle, [(useful * years.goodputFraction) / hour, '']),
      ],
      result: useful,
    }),
  ]
}

function present({ currency }: InvestPlan, { owned, presentCost }: Printed): ExplainedFormula {
  const cash = owned.years.flatMap(({ year, total, discountFactor }) => [
    symbol(`year${String(year)}`, 'cost of the year', [total, currency]),
    symbol(`discount${String(year)}`, 'discount factor', [discountFactor, '']),
  ])
  const terms = owned.years.map(({ year }) => `year${String(year)} * discount${String(year)}`)
  return explainedIn(currency)('presentCost', ['Present cost', currency], {
    expression: `(${terms.join(' + ')}) * presentMiddle`,
    symbols: [...cash, symbol('presentMiddle', middle, [presentCost.p50 / owned.presentCost, ''])],
    result: presentCost.p50,
  })
}

const hoursPerY = symbol('hoursPerY', 'hours of a year', [HOURS_PER_YEAR, 'h/year'])

function symbol(id: string, label: string, [value, unit]: readonly [number, string]): Symbol {
  return { symbol: id, label, value, unit }
}

function steadyOf(plan: InvestPlan) {
  return {
    accelerators: steadyMachine(plan).accelerators,
    utilisation: steadyYear(plan.programme).utilisation,
  }
}

function runningSymbols(plan: InvestPlan, mean = steadyOf(plan)): readonly Symbol[] {
  const { sitePower } = plan
  return [
    symbol('accelerators', 'accelerators', [mean.accelerators, '']),
    symbol('utilisation', 'utilisation, mean of the years by accelerators', [mean.utilisation, '']),
    symbol('computingW', 'power of an accelerator at work', [sitePower.computingW, 'W']),
    symbol('idleW', 'power of an idle accelerator', [sitePower.idleW, 'W']),
    symbol('pueRatio', 'power usage effectiveness', [sitePower.pueRatio, '']),
  ]
}

function capitalSymbols(plan: InvestPlan): readonly Symbol[] {
  const { capital, ratePerY } = steadyMachine(plan)
  return capital.flatMap(({ name, amount, lifeY }, at) => [
    symbol(`amount${String(at + 1)}`, name, [amount, plan.currency]),
    symbol(`annuity${String(at + 1)}`, 'annuity over its life', [annuity(1, ratePerY, lifeY), '1/year']),
  ])
}

type Told = Pick<ExplainedFormula, 'expression' | 'symbols' | 'result'> & { readonly note?: string }

function explainedIn(currency: string) {
  return (id: string, [title, unit]: readonly [string, string], told: Told): ExplainedFormula => {
    const values = Object.fromEntries(told.symbols.map(({ symbol: name, value }) => [name, value]))
    return {
      id,
      title,
      unit,
      ...told,
      substituted: substitute(told, values, currency),
      note: told.note ?? null,
    }
  }
}
