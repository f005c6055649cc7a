import { quoted } from '../../../base/shown.ts'
import { refuse, type Read } from '../../../base/outcome.ts'
import { readMoney, type Money } from '../../../base/quantity.ts'
import { wrongCurrency, wrongPrice } from '../../../investment/currencies.ts'

/** Money that may be spent: above nothing, in a currency of ISO 4217. */
export function readBudget(field: string, raw: string): Read<Money> {
  const money = readMoney(field, raw)
  if (!money.ok) return money
  const unknown = wrongCurrency(money.value.currency)
  if (unknown !== null) return refuse(field, unknown)
  const beyond = wrongPrice(money.value, 'programme')
  if (beyond !== null) return refuse(field, beyond)
  return money.value.amount > 0 ? money : refuse(field, `${quoted(raw)} is not above 0`)
}
