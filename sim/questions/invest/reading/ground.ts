import * as z from 'zod/mini'
import words from '../../../data/questions/invest.json' with { type: 'json' }
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { type Purse, wrongCurrency } from '../../../catalogue/currencies.ts'
import { inner, or } from '../../asking/field.ts'
import { rates, whole, word } from '../../asking/readers.ts'

/** What other fields are read by: the money that bare amounts are in, and the years of the programme. */
export type Ground = { readonly purse: Purse | null; readonly horizonY: number }

const usualHorizonY = 5

/** In a case where none is given. */
const currency = inner(z.optional(word), (code, at): Read<string> => {
  if (code === undefined) return refuse(at, `is missing; give ${words.currency}`)
  const wrong = wrongCurrency(code)
  return wrong === null ? accept(code) : refuse(at, wrong)
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
