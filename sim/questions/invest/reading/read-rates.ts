import { quoted } from '../../../base/shown.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { discountRates, performanceTrends } from '../../../catalogue/economics.ts'
import type { Discounting } from '../../../investment/cashflow.ts'
import type { InvestFields } from '../schema.ts'

export type NamedDiscount = { readonly name: string; readonly discounting: Discounting }

/** The discount rate, by the name of a body that uses it or as real or nominal numbers; the two never mix. */
export function readDiscount(raw: NonNullable<InvestFields['discount']>): Read<NamedDiscount> {
  if (typeof raw === 'string') {
    const known = discountRates.find(({ id }) => id === raw.trim().toLowerCase())
    if (known === undefined)
      return refuse(
        'discount',
        `${quoted(raw)} is not known; the rates are ${discountRates.map(({ id }) => id).join(', ')}; or give { kind: 'real', ratePerY: 0.035 }`,
      )
    const { ratePerY, inflationPerY } = known
    const discounting: Discounting =
      inflationPerY === null ? { kind: 'real', ratePerY } : { kind: 'nominal', ratePerY, inflationPerY }
    return accept({ name: known.name, discounting })
  }
  const rate = readBounded('discount.ratePerY', raw.ratePerY, [-0.02, 0.5])
  if (!rate.ok) return rate
  if (raw.kind === 'real') {
    return raw.inflationPerY === undefined
      ? accept({ name: 'given', discounting: { kind: 'real', ratePerY: rate.value } })
      : refuse('discount.inflationPerY', 'does not go with a real rate: real rates discount constant prices')
  }
  if (raw.inflationPerY === undefined)
    return refuse(
      'discount.inflationPerY',
      'is missing: a nominal rate discounts prices that inflation raises',
    )
  const inflation = readBounded('discount.inflationPerY', raw.inflationPerY, [-0.05, 0.5])
  if (!inflation.ok) return inflation
  const discounting: Discounting = { kind: 'nominal', ratePerY: rate.value, inflationPerY: inflation.value }
  return accept({ name: 'given', discounting })
}

/** Gain of performance at a fixed price, by the name of a trend or as a number. */
export function readGain(raw: string | number): Read<number> {
  if (typeof raw === 'number') return readBounded('pricePerformance', raw, [0, 2])
  const known = performanceTrends.find(({ id }) => id === raw.trim().toLowerCase())
  if (known !== undefined) return accept(known.gainPerY)
  const ids = performanceTrends.map(({ id }) => id).join(', ')
  return refuse('pricePerformance', `${quoted(raw)} is not known; give ${ids} or a number such as 0.3`)
}
