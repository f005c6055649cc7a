import { dateS } from '../../../base/dates.ts'
import { refuse, accept, type Problem, type Read } from '../../../base/outcome.ts'
import { tabledRate } from '../../../catalogue/prices.ts'
import { wrongCurrency } from '../../../investment/currencies.ts'
import { rateBetween, type Exchange, type Purse } from '../amounts.ts'
import type { InvestCase } from '../cases.ts'
import { investWords, type InvestFields } from '../schema.ts'

/**
 * A ready case under the fields of a person. Its amounts name its currency: in another one they are converted by a dated
 * rate of the person's or of the case, or the question is refused.
 */
export function onCase(ready: InvestCase, given: InvestFields): Read<InvestFields> {
  const from = ready.input.currency
  const own = given.exchange ?? []
  const exchange = [
    ...own,
    ...(ready.input.exchange ?? []).filter((rate) => !own.some((one) => pairOf(one) === pairOf(rate))),
  ]
  const { currency: to = from } = given
  if (from !== undefined && to !== undefined && wrongCurrency(to) === null)
    if (rateBetween(from, { currency: to, exchanges: exchange }) === null)
      return refuse(
        'currency',
        `the case's amounts are in ${from}; give exchange from ${from} to ${to}: [{ from: '${from}', to: '${to}', rate, date, source }]`,
      )
  return accept({ ...ready.input, ...given, ...(exchange.length > 0 ? { exchange } : {}) })
}

/** The currency of bare amounts and the rates; codes that nobody uses and rates that cannot be are refused. */
export function readPurse({ currency, exchange }: InvestFields): Read<Purse> {
  if (currency === undefined) return refuse('currency', `is missing; give ${investWords.currency}`)
  const code = wrongCurrency(currency)
  const problems = [
    ...(code === null ? [] : [{ field: 'currency', message: code }]),
    ...(exchange ?? []).flatMap((one, index, all) => [
      ...wrongRate(one, `exchange.${String(index)}`),
      ...(all.findIndex((other) => pairOf(other) === pairOf(one)) === index
        ? []
        : [
            {
              field: `exchange.${String(index)}`,
              message: `is a second rate between ${one.from} and ${one.to}; give one`,
            },
          ]),
    ]),
  ]
  return problems.length > 0 ? { ok: false, problems } : accept({ currency, exchanges: exchange ?? [] })
}

/** Two currencies, whichever stands first: a rate serves both ways. */
function pairOf({ from, to }: Exchange): string {
  return [from, to].sort().join(' ')
}

/** A year, a month or a day that the calendar has. */
function isDated(date: string): boolean {
  const said = date.trim()
  return /^[0-9]{4}(-[0-9]{2}){0,2}$/.test(said) && !Number.isNaN(dateS(`${said}-01-01`.slice(0, 10)))
}

/** No unit of money in use buys more of another. */
const mostPerUnit = 1e6

/** Ours: in thirty years no two currencies of the table moved so far apart; a rate turned round mostly does. */
const mostMove = 4

function farRate({ from, to, rate }: Pick<Exchange, 'from' | 'to' | 'rate'>): string | null {
  const tabled = tabledRate(from, to)
  if (tabled === null || Math.abs(Math.log(rate / tabled)) < Math.log(mostMove)) return null
  return `1 ${from} = ${String(rate)} ${to} is far from any; the catalogue has ${tabled.toPrecision(4)}`
}

function wrongRate({ from, to, rate, date, source }: Exchange, field: string): readonly Problem[] {
  const problem = (name: string, message: string | null) =>
    message === null ? [] : [{ field: `${field}.${name}`, message }]
  const isRate = rate >= 1 / mostPerUnit && rate <= mostPerUnit
  return [
    ...problem('from', wrongCurrency(from)),
    ...problem('to', to === from ? `is ${to} too; a rate is between two currencies` : wrongCurrency(to)),
    ...problem(
      'rate',
      isRate ? farRate({ from, to, rate }) : `${String(rate)} is outside 0.000001 to 1000000`,
    ),
    ...problem('date', isDated(date) ? null : `'${date}' is no date; write 2026, 2026-06 or 2026-06-30`),
    ...problem('source', source.trim() === '' ? 'is empty; a rate needs its source' : null),
  ]
}
