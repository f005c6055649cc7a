import * as z from 'zod/mini'
import { quoted } from '../../../base/shown.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { discountRates, performanceTrends } from '../../../catalogue/economics.ts'
import type { Discounting } from '../../../investment/cashflow.ts'
import { inner, orNull } from '../../asking/field.ts'
import { bounded, quantity, within, word } from '../../asking/readers.ts'

type NamedDiscount = { readonly name: string; readonly discounting: Discounting }

/** A rate as numbers; real and nominal never mix. */
const numbers = inner(
  z.strictObject({
    kind: z.enum(['real', 'nominal']),
    ratePerY: inner(quantity, bounded(-0.02, 0.5)),
    inflationPerY: orNull(inner(quantity, bounded(-0.05, 0.5))),
  }),
  ({ kind, ratePerY, inflationPerY }): Read<NamedDiscount> => {
    if (kind === 'nominal')
      return inflationPerY === null
        ? refuse('inflationPerY', 'is missing: a nominal rate discounts prices that inflation raises')
        : accept({ name: 'given', discounting: { kind, ratePerY, inflationPerY } })
    return inflationPerY === null
      ? accept({ name: 'given', discounting: { kind, ratePerY } })
      : refuse('inflationPerY', 'does not go with a real rate: real rates discount constant prices')
  },
)

/** The discount rate, by the name of a body that uses it or as numbers. */
export const discountField = inner(
  z.optional(z.union([word, numbers])),
  (raw = 'green-book', at): Read<NamedDiscount> => {
    if (typeof raw === 'object') return accept(raw)
    const known = discountRates.find(({ id }) => id === raw.trim().toLowerCase())
    if (known === undefined)
      return refuse(
        at,
        `${quoted(raw)} is not known; the rates are ${discountRates.map(({ id }) => id).join(', ')}; or give { kind: 'real', ratePerY: 0.035 }`,
      )
    const { name, ratePerY, inflationPerY } = known
    const discounting: Discounting =
      inflationPerY === null ? { kind: 'real', ratePerY } : { kind: 'nominal', ratePerY, inflationPerY }
    return accept({ name, discounting })
  },
)

/** Gain of performance at a fixed price, by the name of a trend or as a number. */
export const gainField = inner(
  z.optional(z.union([word, within(0, 2)])),
  (raw = 'epoch', at): Read<number> => {
    if (typeof raw === 'number') return accept(raw)
    const known = performanceTrends.find(({ id }) => id === raw.trim().toLowerCase())
    if (known !== undefined) return accept(known.gainPerY)
    const ids = performanceTrends.map(({ id }) => id).join(', ')
    return refuse(at, `${quoted(raw)} is not known; give ${ids} or a number such as 0.3`)
  },
)
