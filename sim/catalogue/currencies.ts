import currencies from '../data/economics/currencies.json' with { type: 'json' }
import { nearestIds, own } from '../base/nearest.ts'
import { quoted } from '../base/shown.ts'

/** Those in use by ISO 4217 (active codes; funds, metals and testing codes left out), and what people write for the commonest. */
const { signs } = currencies
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
