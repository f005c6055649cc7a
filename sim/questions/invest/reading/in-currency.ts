import { dateS } from '../../../base/dates.ts'
import { refuse, accept, type Problem, type Read } from '../../../base/outcome.ts'
import { tabledRate } from '../../../catalogue/prices.ts'
import { wrongCurrency } from '../../../investment/currencies.ts'
import { rateBetween, type Exchange, type Purse } from '../amounts.ts'
import type { InvestCase } from '../cases.ts'
import { investWords, type InvestFields } from '../schema.ts'

type Money = number | string

/**
 * A ready case under the fields of a person. Its amounts keep its currency: in another one they are converted by a dated
 * rate of the person's or of the case, or the question is refused.
 */
export function onCase(ready: InvestCase, given: InvestFields): Read<InvestFields> {
  const from = ready.input.currency
  const own = given.exchange ?? []
  const exchange = [
    ...own,
    ...(ready.input.exchange ?? []).filter((rate) => !own.some((one) => pairOf(one) === pairOf(rate))),
  ]
  const fields = { ...ready.input, ...given, ...(exchange.length > 0 ? { exchange } : {}) }
  const to = given.currency
  if (from === undefined || to === undefined || to === from || wrongCurrency(to) !== null)
    return accept(fields)
  if (rateBetween(from, { currency: to, exchanges: exchange }) === null)
    return refuse(
      'currency',
      `the case's amounts are in ${from}; give exchange from ${from} to ${to}: [{ from: '${from}', to: '${to}', rate, date, source }]`,
    )
  return accept({ ...fields, ...inCurrency(ready.input, from), ...given, exchange, currency: to })
}

/** The bare amounts of a case with its currency said. */
function inCurrency(input: InvestFields, currency: string): Partial<InvestFields> {
  const said = (amount: Money) =>
    typeof amount === 'number' || !/[A-Z]{3}/.test(amount) ? `${currency} ${String(amount)}` : amount
  const { capital, maintenancePerY, staff, power, options, sovereignty } = input
  return {
    ...(capital === undefined
      ? {}
      : { capital: capital.map((item) => ({ ...item, amount: said(item.amount) })) }),
    ...(maintenancePerY === undefined ? {} : { maintenancePerY: said(maintenancePerY) }),
    ...(staff === undefined ? {} : { staff: { ...staff, costPerPersonY: said(staff.costPerPersonY) } }),
    ...(typeof power !== 'object' || power.pricePerKwh === undefined
      ? {}
      : { power: { ...power, pricePerKwh: listed(power.pricePerKwh, said) } }),
    ...(options === undefined ? {} : { options: optionsIn(options, said) }),
    ...(typeof sovereignty !== 'object' || sovereignty.amount === undefined
      ? {}
      : { sovereignty: { ...sovereignty, amount: said(sovereignty.amount) } }),
  }
}

function listed(price: Money | readonly Money[], said: (amount: Money) => string): string | string[] {
  return typeof price === 'object' ? price.map(said) : said(price)
}

type OptionFields = NonNullable<InvestFields['options']>

function optionsIn(
  { reserve, rent, share, grant }: OptionFields,
  said: (amount: Money) => string,
): OptionFields {
  return {
    ...(grant === undefined ? {} : { grant: { ...grant, perHour: said(grant.perHour ?? 0) } }),
    ...(reserve === undefined ? {} : { reserve: { ...reserve, perHour: said(reserve.perHour) } }),
    ...(rent === undefined ? {} : { rent: { ...rent, perHour: said(rent.perHour) } }),
    ...(share === undefined
      ? {}
      : {
          share: {
            ...share,
            perHour: said(share.perHour),
            entryFee: said(share.entryFee ?? 0),
            feePerY: said(share.feePerY ?? 0),
          },
        }),
  }
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
