import { quoted } from '../../base/shown.ts'
import { accept, readItems, refuse, type Read } from '../../base/outcome.ts'
import { readCount, readMoney } from '../../base/quantity.ts'
import { wrongCurrency, wrongPrice } from '../../investment/currencies.ts'

/** A dated rate that a source gives; nothing is converted by any other. */
export type Exchange = {
  readonly from: string
  readonly to: string
  readonly rate: number
  readonly date: string
  readonly source: string
}

/** What bare amounts are in, and the rates by which others may be converted. */
export type Purse = { readonly currency: string; readonly exchanges: readonly Exchange[] }

/** An amount in the programme's currency: bare, in that currency, or converted by a dated rate that was given. */
export function readAmount(field: string, raw: string | number, purse: Purse): Read<number> {
  if (typeof raw === 'number' || !/[A-Z]{3}/.test(raw)) return possible(field, readCount(field, raw), purse)
  const money = readMoney(field, raw)
  if (!money.ok) return money
  const { amount, currency } = money.value
  const unknown = wrongCurrency(currency)
  if (unknown !== null) return refuse(field, unknown)
  const rate = rateBetween(currency, purse)
  if (rate !== null) return possible(field, accept(amount * rate), purse)
  return refuse(
    field,
    `${quoted(raw)} is not in ${purse.currency}, and no rate from ${currency} is given; add exchange: [{ from: '${currency}', to: '${purse.currency}', rate, date, source }]`,
  )
}

/** A price of an hour, a kWh or a person's year in the programme's currency; one that nobody asks is refused. */
export function readPrice(
  field: string,
  raw: string | number,
  { purse, per }: { readonly purse: Purse; readonly per: 'hour' | 'kWh' | 'person' },
): Read<number> {
  const read = readAmount(field, raw, purse)
  const wrong = read.ok ? wrongPrice({ amount: read.value, currency: purse.currency }, per) : null
  return wrong === null ? read : refuse(field, wrong)
}

/** How much of the programme's currency one unit buys; null where no rate is given. A rate serves both ways. */
export function rateBetween(from: string, { currency, exchanges }: Purse): number | null {
  if (from === currency) return 1
  const straight = exchanges.find((one) => one.from === from && one.to === currency)
  if (straight !== undefined) return straight.rate
  const back = exchanges.find((one) => one.to === from && one.from === currency)
  return back === undefined ? null : 1 / back.rate
}

/** Not below zero, and not beyond any programme. */
function possible(field: string, read: Read<number>, { currency }: Purse): Read<number> {
  if (!read.ok) return read
  if (read.value < 0) return refuse(field, `${String(read.value)} is below zero`)
  const beyond = wrongPrice({ amount: read.value, currency }, 'programme')
  return beyond === null ? read : refuse(field, beyond)
}

/** One value, or one for each year, as a list that is never empty. */
export function readByYear(
  raw: number | string | readonly (number | string)[],
  field: string,
  read: (field: string, raw: number | string) => Read<number>,
): Read<readonly number[]> {
  const list = typeof raw === 'number' || typeof raw === 'string' ? [raw] : raw
  if (list.length === 0) return refuse(field, 'is an empty list; give one value, or one for each year')
  return readItems(list.map((one, i) => read(list.length === 1 ? field : `${field}.${String(i)}`, one)))
}
