import * as z from 'zod/mini'
import { sovereigntyStrategies } from '../../catalogue/sovereignty.ts'
import { findGrid } from '../../catalogue/find.ts'
import { MEGA } from '../../base/units.ts'
import { sovereigntyField, sovereigntyOf } from '../invest/sovereignty/fields.ts'
import { sovereigntyView } from '../invest/sovereignty/view.ts'
import { lessonNumberIn, threeDigits, wordIn, type Computed, type Settings } from './contract.ts'

/** CHF an hour, from 1 July 2026. Source: CSCS, CHF 2.69 a node-hour of four. */
const tariff = 2.69 / 4
/** The press's own conversion of the price of Alps. */
const dollars = [
  { from: 'USD', to: 'CHF', rate: 100 / 118, date: '2024', source: 'CHF 100 M, USD 118 M' },
] as const
const years = 5

/** What a sum of money moves in a country by each ready strategy. */
export function sovereigntyLesson(settings: Settings): Computed {
  const money = lessonNumberIn(settings, 'money')
  const country = wordIn(settings, 'country')
  const purse = { currency: 'CHF', exchanges: dollars }
  const said = z.parse(sovereigntyField(purse), { amount: money * MEGA })
  const grid = findGrid(country)
  const plan = said === null || grid === null ? null : sovereigntyOf(said, { purse, grid, horizonY: years })
  if (plan?.ok !== true) throw new Error(`nothing is known of ${country}`)
  const view = sovereigntyView(plan.value, { low: tariff, high: tariff, without: [] })
  const points = (strategy: string) => {
    const found = view.spending?.options.find(({ id }) => id === strategy)?.byFrame[0]?.points
    if (found === undefined) throw new Error(`${strategy} is no strategy of the data`)
    return { least: found.low, most: found.high, middle: (found.low + found.high) / 2 }
  }
  const strategy = wordIn(settings, 'strategy')
  const { least, most, middle } = points(strategy)
  const name = sovereigntyStrategies.find(({ id }) => id === strategy)?.name ?? strategy
  const held = view.conditions.map(({ condition, meaning }) => `${condition}: ${meaning}`).join('; ')
  return {
    finding: `CHF ${threeDigits(money)} M for ${name} in ${view.country}: ${threeDigits(least)} to ${threeDigits(most)} of 100 points`,
    series: ['at least', 'at most'],
    rows: sovereigntyStrategies.map(({ id, name: x }) => ({
      x,
      values: [points(id).least, points(id).most],
    })),
    predicted: middle,
    held: least,
    asked: middle > 0 ? money / middle : 0,
    facts: [
      `What holds ${view.country} back: ${held}.`,
      'Which numbers count, what the full hundred is and how a strategy splits its money are choices of this project.',
      ...(middle > 0 ? [] : ['Nothing whole is bought, so there is no price of a point (answer 0).']),
    ],
  }
}
