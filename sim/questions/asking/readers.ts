import * as z from 'zod/mini'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { readBounded, readMoney, readWhole, type Money } from '../../base/quantity.ts'
import { pairOf, wrongCurrency, wrongPrice, wrongRate } from '../../catalogue/currencies.ts'
import { inner } from './field.ts'

const longestWord = 1000
const usualEntries = 500

/** A word or a sentence of a person's. What is longer is refused before any pattern sees it. */
export const word = z.string().check(z.maxLength(longestWord))

/** A list of no more entries than a person gives. */
export function few<Of extends z.ZodMiniType>(of: Of, most = usualEntries) {
  return z.array(of).check(z.maxLength(most))
}

/** A number, or a string such as '15T', '4096', '1.5e13'. */
export const quantity = z.union([z.number(), word])

/** A number of a file and what it may be: told with whatever else is wrong, not only once the rest is right. */
export const within = (least: number, most: number) =>
  z
    .number()
    .check(
      z.refine((value) => value >= least && value <= most, {
        error: ({ input }) => `${String(input)} is outside ${String(least)} to ${String(most)}`,
      }),
    )

/** The same of things that are counted. */
export const wholeWithin = (least: number, most: number) =>
  within(least, most).check(
    z.refine(Number.isInteger, { error: ({ input }) => `${String(input)} is not a whole number` }),
  )

type Quantity = z.infer<typeof quantity>

/** A number between two limits, both allowed. */
export function bounded(least: number, most: number) {
  return (raw: Quantity, field: string): Read<number> => readBounded(field, raw, [least, most])
}

export function whole(least: number, most: number) {
  return (raw: Quantity, field: string): Read<number> => readWhole(field, raw, [least, most])
}

/** The price of an accelerator-hour or of a kWh, in a currency of ISO 4217. */
export function price(per: 'hour' | 'kWh') {
  return (raw: string, field: string): Read<Money> => {
    const read = readMoney(field, raw)
    if (!read.ok) return read
    const wrong = wrongCurrency(read.value.currency) ?? wrongPrice(read.value, per)
    return wrong === null ? read : refuse(field, wrong)
  }
}

/** A dated rate that a source gives; nothing is converted by any other. */
const rateFields = z.strictObject({ from: word, to: word, rate: z.number(), date: word, source: word })

const rate = inner(rateFields, (one) => {
  const problems = wrongRate(one)
  return problems.length > 0 ? { ok: false, problems } : accept(one)
})

/** Rates between any two currencies, each once. */
export const rates = inner(few(rate), (all) => {
  const again = all.findIndex((one, index) => all.findIndex((other) => pairOf(other) === pairOf(one)) < index)
  const twice = all[again]
  if (twice === undefined) return accept(all)
  return refuse(String(again), `is a second rate between ${twice.from} and ${twice.to}; give one`)
})
