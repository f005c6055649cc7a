import * as z from 'zod/mini'
import { accept, refuse, type Problem, type Read } from '../../base/outcome.ts'
import { readBounded, readMoney, readWhole, type Money } from '../../base/quantity.ts'
import { wrongCurrency, wrongPrice } from '../../catalogue/currencies.ts'
import { pairOf, tabledRate, type Exchange } from '../../catalogue/prices.ts'
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

/** The same, and whole. */
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

/** A year, a month or a day that the calendar has. */
function isDated(date: string): boolean {
  const said = date.trim()
  const [year = 0, month = 1, day = 1] = said.split('-').map(Number)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
  return /^[0-9]{4}(-[0-9]{2}){0,2}$/.test(said) && day >= 1 && day <= days
}

/** No unit of money in use buys more of another. */
const mostPerUnit = 1e6

/** Ours: in thirty years no two currencies of the table moved so far apart; a rate turned round mostly does. */
const mostMove = 4

function farRate({ from, to, rate }: Exchange): string | null {
  const tabled = tabledRate(from, to)
  if (tabled === null || Math.abs(Math.log(rate / tabled)) < Math.log(mostMove)) return null
  return `1 ${from} = ${String(rate)} ${to} is far from any; the catalogue has ${tabled.toPrecision(4)}`
}

function wrongRate(one: Exchange): readonly Problem[] {
  const { from, to, rate, date, source } = one
  const isRate = rate >= 1 / mostPerUnit && rate <= mostPerUnit
  const wrong = {
    from: wrongCurrency(from),
    to: to === from ? `is ${to} too; a rate is between two currencies` : wrongCurrency(to),
    rate: isRate
      ? farRate(one)
      : `${String(rate)} is outside ${String(1 / mostPerUnit)} to ${String(mostPerUnit)}`,
    date: isDated(date) ? null : `'${date}' is no date; write 2026, 2026-06 or 2026-06-30`,
    source: source.trim() === '' ? 'is empty; a rate needs its source' : null,
  }
  return Object.entries(wrong).flatMap(([field, message]) => (message === null ? [] : [{ field, message }]))
}
