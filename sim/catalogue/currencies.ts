import ratesText from '../data/economics/exchange-rates.csv?raw'
import currencies from '../data/economics/currencies.json' with { type: 'json' }
import { readDay } from '../base/calendar.ts'
import { nearestIds, own } from '../base/nearest.ts'
import type { Problem } from '../base/outcome.ts'
import { currencySigns } from '../base/quantity.ts'
import { quoted } from '../base/shown.ts'
import { citationOf, readTable } from './loader/table.ts'

/** Those in use by ISO 4217 (active codes; funds, metals and testing codes left out), and what people write for the commonest. */
const signs = { ...currencySigns, ...currencies.signs }
const codes = currencies.codes.split(' ')
const known = new Set(codes)

/** What is wrong with a code of a currency, naming the nearest; null where it is one of ISO 4217. */
export function wrongCurrency(code: string): string | null {
  if (known.has(code)) return null
  const letters = (word: string) => [...word.toUpperCase()].sort().join('')
  const swapped = codes.filter((one) => letters(one) === letters(code))
  const sign = own(signs, code.trim().toUpperCase())
  const likely = sign === undefined ? swapped : [sign, ...swapped]
  const near = [...new Set([...likely, ...nearestIds(code, codes)])].slice(0, 3)
  return `${quoted(code)} is no currency of ISO 4217; the nearest are ${near.join(', ')}`
}

/** Whose unit is worth about a dollar; of the others a price may have many more digits. */
const aboutADollar = new Set(['AUD', 'CAD', 'CHF', 'EUR', 'GBP', 'NZD', 'SGD', 'USD'])
const smallUnits = 1e5

/**
 * Ours: fifty times the dearest list price of the catalogue, and of the industrial prices of its grids; nobody costs ten
 * million a year, and a programme of ten trillion is beyond any.
 */
const { most, usual, units } = currencies

/** What is wrong with a price of an accelerator-hour, a kWh, a person's year or a programme that nobody asks; null where it may be. */
export function wrongPrice(
  { amount, currency }: { readonly amount: number; readonly currency: string },
  per: keyof typeof most,
): string | null {
  const limit = most[per] * (aboutADollar.has(currency) ? 1 : smallUnits)
  if (amount <= limit) return null
  return `${currency} ${String(amount)} ${units[per]} is beyond any price, at most ${String(limit)} is read; e.g. ${currency} ${usual[per]}`
}

/** Units of each currency for one US dollar, as a mean of a year or a month. */
export const exchangeRates = readTable(
  { name: 'economics/exchange-rates.csv', text: ratesText, key: ['currency'] },
  (row) => ({
    currency: row.text('currency'),
    perUsd: row.count('perUsd'),
    date: row.text('date'),
    citation: citationOf(row),
  }),
)

/** Units of one currency for a unit of another by the table above; null where it lacks one of them. */
export function tabledRate(from: string, to: string): number | null {
  const perUsd = (code: string) => exchangeRates.find(({ currency }) => currency === code)?.perUsd ?? NaN
  const rate = perUsd(to) / perUsd(from)
  return Number.isNaN(rate) ? null : rate
}

/** A dated rate that a source gives. */
export type Exchange = Readonly<Record<'from' | 'to' | 'date' | 'source', string>> & { readonly rate: number }

/** What bare amounts are in, and the rates by which others may be converted. */
export type Purse = { readonly currency: string; readonly exchanges: readonly Exchange[] }

/** How much of the programme's currency one unit buys; null where no rate is given. A rate serves both ways. */
export function rateBetween(from: string, { currency, exchanges }: Purse): number | null {
  if (from === currency) return 1
  const straight = exchanges.find((one) => one.from === from && one.to === currency)
  if (straight !== undefined) return straight.rate
  const back = exchanges.find((one) => one.to === from && one.from === currency)
  return back === undefined ? null : 1 / back.rate
}

/** Two currencies, whichever stands first: a rate serves both ways. */
export function pairOf({ from, to }: Pick<Exchange, 'from' | 'to'>): string {
  return [from, to].sort().join(' ')
}

/** No unit of money in use buys more of another. */
const mostPerUnit = 1e6

/** Ours: in thirty years no two currencies of the table moved so far apart; a rate turned round mostly does. */
const mostMove = 4

/** A year, a month or a day that the calendar has. */
function isDated(date: string): boolean {
  const isWritten = /^[0-9]{4}(-[0-9]{2}){0,2}$/.test(date)
  return isWritten && readDay('date', `${date}-01-01`.slice(0, '2026-06-30'.length)).ok
}

function farRate({ from, to, rate }: Exchange): string | null {
  const tabled = tabledRate(from, to)
  if (tabled === null || Math.abs(Math.log(rate / tabled)) < Math.log(mostMove)) return null
  return `1 ${from} = ${String(rate)} ${to} is far from any; the catalogue has ${tabled.toPrecision(4)}`
}

/** Everything that is wrong with a rate, each by its field. */
export function wrongRate(one: Exchange): readonly Problem[] {
  const { from, to, rate, date, source } = one
  const isRate = rate >= 1 / mostPerUnit && rate <= mostPerUnit
  const wrong = {
    from: wrongCurrency(from),
    to: to === from ? `is ${to} too; a rate is between two currencies` : wrongCurrency(to),
    rate: isRate
      ? farRate(one)
      : `${String(rate)} is outside ${String(1 / mostPerUnit)} to ${String(mostPerUnit)}`,
    date: isDated(date.trim()) ? null : `'${date}' is no date; write 2026, 2026-06 or 2026-06-30`,
    source: source.trim() === '' ? 'is empty; a rate needs its source' : null,
  }
  return Object.entries(wrong).flatMap(([field, message]) => (message === null ? [] : [{ field, message }]))
}
