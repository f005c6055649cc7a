import * as z from 'zod/mini'
import words from '../../../data/questions/invest.json' with { type: 'json' }
import { dateS } from '../../../base/dates.ts'
import { accept, refuse, type Problem, type Read } from '../../../base/outcome.ts'
import { tabledRate } from '../../../catalogue/prices.ts'
import { wrongCurrency } from '../../../catalogue/currencies.ts'
import { inner, or } from '../../asking/field.ts'
import { few, whole, word } from '../../asking/readers.ts'
import { rateFields, type Exchange, type Purse } from '../amounts.ts'

/** What other fields are read by: the money that bare amounts are in, and the years of the programme. */
export type Ground = { readonly purse: Purse | null; readonly horizonY: number }

const usualHorizonY = 5

/** In a case where none is given. */
const currency = inner(z.optional(word), (code, at): Read<string> => {
  if (code === undefined) return refuse(at, `is missing; give ${words.currency}`)
  const wrong = wrongCurrency(code)
  return wrong === null ? accept(code) : refuse(at, wrong)
})

const rate = inner(rateFields, (one) => {
  const problems = wrongRate(one)
  return problems.length > 0 ? { ok: false, problems } : accept(one)
})

const rates = inner(few(rate), (all) => {
  const again = all.findIndex((one, index) => all.findIndex((other) => pairOf(other) === pairOf(one)) < index)
  const twice = all[again]
  if (twice === undefined) return accept(all)
  return refuse(String(again), `is a second rate between ${twice.from} and ${twice.to}; give one`)
})

export const moneyFields = { currency, exchange: or(rates, []) } as const
export const groundFields = {
  ...moneyFields,
  horizonY: or(inner(z.number(), whole(1, 40)), usualHorizonY),
} as const

const money = z.object(moneyFields)
const years = z.object({ horizonY: groundFields.horizonY })

/** What can be read of it; where it can not, amounts are held to no currency until it is right. */
export function groundOf(fields: object): Ground {
  const { data } = money.safeParse(fields)
  return {
    purse: data === undefined ? null : { currency: data.currency, exchanges: data.exchange },
    horizonY: years.safeParse(fields).data?.horizonY ?? usualHorizonY,
  }
}

/** Two currencies, whichever stands first: a rate serves both ways. */
export function pairOf({ from, to }: Exchange): string {
  return [from, to].sort().join(' ')
}

/** A year, a month or a day that the calendar has. */
function isDated(date: string): boolean {
  const said = date.trim()
  return /^[0-9]{4}(-[0-9]{2}){0,2}$/.test(said) && !Number.isNaN(dateS(`${said}-01-01`.slice(0, 10)))
}

/** No unit of money in use buys more of another. */
const mostPerUnit = 1e6

/** Ours: in thirty years no two currencies of the table moved so far apart; a rate turned round mostly does. */
const mostMove = 4

function farRate({ from, to, rate }: Exchange): string | null {
  const tabled = tabledRate(from, to)
  if (tabled === null || Math.abs(Math.log(rate / tabled)) < Math.log(mostMove)) return null
  return `1 ${from} = ${String(rate)} ${to} is far from any; the catalogue has ${tabled.toPrecision(4)}`
}

function wrongRate(one: Exchange): readonly Problem[] {
  const { from, to, rate, date, source } = one
  const isRate = rate >= 1 / mostPerUnit && rate <= mostPerUnit
  const wrong = {
    from: wrongCurrency(from),
    to: to === from ? `is ${to} too; a rate is between two currencies` : wrongCurrency(to),
    rate: isRate ? farRate(one) : `${String(rate)} is outside 0.000001 to 1000000`,
    date: isDated(date) ? null : `'${date}' is no date; write 2026, 2026-06 or 2026-06-30`,
    source: source.trim() === '' ? 'is empty; a rate needs its source' : null,
  }
  return Object.entries(wrong).flatMap(([field, message]) => (message === null ? [] : [{ field, message }]))
}
