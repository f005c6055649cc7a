import type { Problem } from '../../sim/index.ts'
import type { Fields } from './address.ts'

/** A change that would mend what is wrong with a field: what a button offers. */
export type Remedy = { readonly name: string; readonly value: string }

const moneyFields: readonly string[] = ['gpuHourPrice', 'powerPrice', 'rent']
const amount = /^[0-9]+([.,][0-9]+)?$/

/** An amount without a currency is most likely meant in that of the page. */
export function remedyOf({ field }: Problem, fields: Fields, currency: string): Remedy | null {
  const name = field.split('.')[0] ?? ''
  const said = (fields[name] ?? '').trim()
  if (!moneyFields.includes(name) || currency === '' || !amount.test(said)) return null
  return { name, value: `${currency} ${said.replace(',', '.')}` }
}
