import * as z from 'zod/mini'
import words from '../../data/questions/invest.json' with { type: 'json' }
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import { stages } from '../../catalogue/uncertain.ts'
import { usualSamples } from '../../uncertainty/monte-carlo.ts'
import { inner, or, orNull, tellWords } from '../asking/field.ts'
import { bounded, quantity, whole, within, word } from '../asking/readers.ts'
import { amount, byTime, pricePer } from './amounts.ts'
import { rangesField } from './futures/ranges.ts'
import { payersField, taxesField } from './payers/payers.ts'
import { capitalFields } from './reading/capital.ts'
import { groundFields, groundOf, type Ground } from './reading/ground.ts'
import { optionFields } from './reading/options.ts'
import { portfolioFields } from './reading/portfolio.ts'
import { discountField, gainField } from './reading/rates.ts'
import { siteFields } from './reading/site.ts'
import { servingField } from './serving.ts'
import { sovereigntyField } from './sovereignty/fields.ts'

const usualUtilisation = 0.85 // Nurion 77 %, CSCS 95 % at an instant
const usualGoodput = 0.9 // our judgement

/** A programme of national computing: what a person says of it, and what the model reads in that. */
export function investFieldsOn(ground: Ground) {
  const { purse, horizonY } = ground
  const { country, system, accelerator, accelerators, power, run, runs } = siteFields(ground)
  const { currency, exchange, horizonY: years } = groundFields
  const money = inner(quantity, amount(purse))
  return z.strictObject({
    case: orNull(word),
    name: or(word, 'the programme'),
    ...{ currency, country, system, accelerator, accelerators, horizonY: years },
    discount: discountField,
    capital: capitalFields(ground),
    maintenancePerY: or(money, 0),
    decommissioning: or(money, 0),
    payers: payersField,
    taxes: taxesField,
    staff: or(
      z.strictObject({ people: within(0, 1e6), costPerPersonY: inner(quantity, pricePer(purse, 'person')) }),
      { people: 0, costPerPersonY: 0 },
    ),
    power,
    utilisation: or(byTime(fraction, horizonY), [usualUtilisation]),
    goodput: or(inner(z.number(), fraction), usualGoodput),
    pricePerformance: gainField,
    demandHoursPerY: orNull(inner(byTime(bounded(0, 1e15), horizonY), someHours)),
    options: optionFields(purse),
    ...{ exchange, run, runs },
    portfolio: orNull(portfolioFields(purse)),
    serving: servingField,
    sovereignty: sovereigntyField(purse),
    stage: or(z.enum(stages), 'outline'),
    ranges: rangesField,
    unmetPerHour: orNull(inner(quantity, pricePer(purse, 'hour'))),
    seed: or(inner(z.number(), whole(0, Number.MAX_SAFE_INTEGER)), 1),
    samples: or(inner(z.number(), whole(100, 20000)), usualSamples),
  })
}

export type InvestSaid = z.output<ReturnType<typeof investFieldsOn>>

/** The body of `POST /invest`; whatever its currency and its years are. */
export const investInput = investFieldsOn(groundOf({}))

/** What each field holds, in words: for errors, help and the contract. */
export const investWords = words satisfies Record<keyof InvestSaid, string>

tellWords(investInput, investWords)

/** Hours wanted by year: in some of them none, as before the machine stands, but not in all. */
function someHours(hours: readonly number[], at: string): Read<readonly number[]> {
  return hours.every((inYear) => inYear < 1)
    ? refuse(at, 'is below 1 in every year; give the hours that are wanted, or leave it out')
    : accept(hours)
}

/** Less is no use of a machine, and would divide by next to nothing. */
const leastFraction = 1e-3

function fraction(raw: number | string, at: string): Read<number> {
  const value = readBounded(at, raw, [leastFraction, 1])
  if (value.ok) return value
  return refuse(at, `${String(raw)} is not a fraction above 0 and up to 1, e.g. 0.85`)
}
