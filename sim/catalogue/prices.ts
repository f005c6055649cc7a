import ratesText from '../data/economics/exchange-rates.csv?raw'
import pricesText from '../data/prices.csv?raw'
import { citationOf, citationsOf, readTable, type Row } from './loader/table.ts'
import type { Cited, Price } from './types.ts'

const kinds = ['tariff', 'rent', 'contract', 'summary', 'assumption'] as const

function priceOf(row: Row): Cited<Price> {
  const kind = row.oneOf('kind', kinds)
  if (kind === null) row.refuse('kind is empty')
  return {
    ...row.texts('id name'),
    kind: kind ?? 'assumption',
    acceleratorId: row.text('acceleratorId'),
    systemId: row.words('systemId') || null,
    perAcceleratorHour: row.count('perAcceleratorHour'),
    ...row.texts('currency date'),
    note: row.words('note'),
    citations: citationsOf(row, { perAcceleratorHour: 'perAcceleratorHour' }),
  }
}

/** Public tariffs first, then what the market asks, each with its date. Never converted between currencies. */
export const prices = readTable({ name: 'prices.csv', text: pricesText, key: ['id'] }, priceOf)

export function findPrice(id: string): Cited<Price> | null {
  return prices.find((price) => price.id === id.trim().toLowerCase()) ?? null
}

/** What the market asks for one part: offers alone, neither summaries of offers nor assumptions of papers. */
export function rentsOf(acceleratorId: string): readonly Cited<Price>[] {
  return prices.filter((price) => price.kind === 'rent' && price.acceleratorId === acceleratorId)
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
export type ExchangeRate = (typeof exchangeRates)[number]

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
