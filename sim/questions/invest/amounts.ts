import { quoted } from '../../base/shown.ts'
import { accept, readItems, refuse, type Read } from '../../base/outcome.ts'
import { readCount, readMoney } from '../../base/quantity.ts'
import { type Purse, rateBetween, wrongCurrency, wrongPrice } from '../../catalogue/currencies.ts'
import { inner } from '../asking/field.ts'
import { few, quantity } from '../asking/readers.ts'
import * as z from 'zod/mini'

export type ReadsQuantity = (raw: z.output<typeof quantity>, at: string) => Read<number>

/** An amount in the programme's currency: bare, in that currency, or converted by a dated rate that was given. */
export function amount(purse: Purse | null): ReadsQuantity {
  return (raw, at) => {
    if (typeof raw === 'number' || !/[A-Z]{3}|[€£₩]|US\$/.test(raw))
      return possible(at, readCount(at, raw), purse)
    const money = readMoney(at, raw)
    if (!money.ok) return money
    const { amount: sum, currency } = money.value
    const unknown = wrongCurrency(currency)
    if (unknown !== null) return refuse(at, unknown)
    const rate = purse === null ? 1 : rateBetween(currency, purse)
    if (rate !== null) return possible(at, accept(sum * rate), purse)
    const to = purse?.currency ?? ''
    return refuse(
      at,
      `${quoted(raw)} is not in ${to}, and no rate from ${currency} is given; add exchange: [{ from: '${currency}', to: '${to}', rate, date, source }]`,
    )
  }
}

/** A price of an hour, a kWh or a person's year in the programme's currency; one that nobody asks is refused. */
export function pricePer(purse: Purse | null, per: 'hour' | 'kWh' | 'person'): ReadsQuantity {
  return (raw, at) => {
    const read = amount(purse)(raw, at)
    if (!read.ok || purse === null) return read
    const wrong = wrongPrice({ amount: read.value, currency: purse.currency }, per)
    return wrong === null ? read : refuse(at, wrong)
  }
}

/** Not below zero, and not beyond any programme. */
function possible(field: string, read: Read<number>, purse: Purse | null): Read<number> {
  if (!read.ok) return read
  if (read.value < 0) return refuse(field, `${String(read.value)} is below zero`)
  if (purse === null) return read
  const beyond = wrongPrice({ amount: read.value, currency: purse.currency }, 'programme')
  return beyond === null ? read : refuse(field, beyond)
}

/** One value, or one for each year or quarter, as a list that is never empty. */
export function byTime(read: ReadsQuantity, mostYears = Infinity) {
  return inner(z.union([quantity, few(quantity)]), (raw, at): Read<readonly number[]> => {
    const list = typeof raw === 'object' ? raw : [raw]
    if (list.length === 0) return refuse(at, 'is an empty list; give one value, or one for each year')
    const longer = `has ${String(list.length)} values for ${String(mostYears)} years; give one, or one for each year`
    if (list.length > mostYears) return refuse(at, longer)
    return readItems(list.map((one, i) => read(one, list.length === 1 ? at : String(i))))
  })
}

/** An amount as a sentence says it: CHF 38.6 M. */
export function shortMoney(currency: string, value: number): string {
  const digits = value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 })
  return `${currency} ${digits.replace(/\D$/, ' $&')}`
}
