import type { Problem } from '../../sim/index.ts'
import type { Fields } from './address.ts'

/** A change that would mend what is wrong with a field: what a button offers. */
export type Remedy = { readonly name: string; readonly value: string }

const moneyFields: readonly string[] = ['gpuHourPrice', 'powerPrice', 'rent']
const amount = /^[0-9]+(\.[0-9]+)?$/

/** Every comma stands between a digit and one or two more, as German and French write what is no thousand. */
const commas = /^(?!\{)[^,]*(\d,\d{1,2}(?!\d)[^,]*)+$/

/** An amount without a currency is most likely meant in that of the page, and a decimal comma as a point. */
export function remedyOf({ field }: Problem, fields: Fields, currency: string): Remedy | null {
  const name = field.split('.')[0] ?? ''
  const said = (fields[name] ?? '').trim()
  const pointed = commas.test(said) ? said.replaceAll(/(\d),(\d)/g, '$1.$2') : said
  const isBare = moneyFields.includes(name) && currency !== '' && amount.test(pointed)
  const value = isBare ? `${currency} ${pointed}` : pointed
  return value === said ? null : { name, value }
}
