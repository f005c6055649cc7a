import * as z from 'zod/mini'
import { readDay, dayWords } from '../../../base/calendar.ts'
import { accept, type Problem, type Read, refuse } from '../../../base/outcome.ts'
import { type Money, readBounded, readDurationS, readMoney } from '../../../base/quantity.ts'
import { refused, wordsOf, fieldsOf } from '../../asking/field.ts'
import { readBy } from '../../asking/problems.ts'
import { bounded, quantity } from '../../asking/readers.ts'
import { priceOf } from '../assumptions/price.ts'
import { estimateFields, scenarioOf, type Scenario } from '../input.ts'
import { quoted } from '../../../base/shown.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import { wrongCurrency, wrongPrice } from '../../../catalogue/currencies.ts'
import told from '../../../data/questions/promises.json' with { type: 'json' }

const { optional } = fieldsOf(told)

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

/** A duration in days, or a day as it was written: how far that is, the first day says. */
export function readWhen(raw: number | string, field: string): Read<number | string> {
  return isDay(raw) ? accept(raw) : readTimeDays(field, raw)
}

const mostDays = 1e6

/** Whether a time is written as a day, 2027-06-30. */
function isDay(raw: string | number): boolean {
  return typeof raw === 'string' && /^[0-9]{4}-[0-9]/.test(raw.trim())
}

/**
 * Days of the calendar: a bare number, a duration such as 90d or 36h, or the last day, counted from a first one. A day
 * that is over is said to be past.
 */
export function readTimeDays(field: string, raw: string | number, start: number | null = null): Read<number> {
  if (typeof raw === 'string' && isDay(raw)) return readLastDay(field, raw, start)
  if (typeof raw === 'number' || /^[0-9.e]+$/i.test(raw.trim()))
    return readBounded(field, raw, [1e-6, mostDays])
  const seconds = readDurationS(field, raw)
  if (!seconds.ok) return seconds
  const days = seconds.value / SECONDS_PER_DAY
  if (days > mostDays) return refuse(field, `${quoted(raw)} is more than ${String(mostDays)} days`)
  return days > 0 ? accept(days) : refuse(field, `${quoted(raw)} is no time at all`)
}

function readLastDay(field: string, raw: string, start: number | null): Read<number> {
  const day = readDay(field, raw)
  if (!day.ok) return day
  if (start === null) return refuse(field, `${raw} is a day; give start, the first day, e.g. 2027-01-15`)
  const past = `${raw} is past: the run begins on ${dayWords(start)}; give a later day`
  return day.value > start ? accept(day.value - start) : refuse(field, past)
}

/** Shares of the futures that a promise may be asked for. */
export const confidenceLimits = [0.5, 0.99] as const

/** What may be promised of a run. */
export const promiseFields = {
  confidence: optional('confidence', { said: quantity, read: bounded(...confidenceLimits), usual: null }),
  deadline: optional('deadline', { said: quantity, read: readWhen, usual: null }),
  budget: optional('budget', { said: z.string(), read: (raw, field) => readBudget(field, raw), usual: null }),
  heatReuse: optional('heatReuse', { said: quantity, read: bounded(0, 1), usual: 0 }),
  heatDisplaces: optional('heatDisplaces', { said: quantity, read: bounded(0, 2000), usual: null }),
  start: optional('start', { said: z.string(), read: (raw, field) => readDay(field, raw), usual: null }),
}

const fields = z.strictObject({ ...estimateFields, ...promiseFields })

/** One run and what is to be promised of it. */
export const askedInput = z.pipe(
  fields,
  z.transform((run: z.output<typeof fields>, context) => {
    const { confidence, deadline, budget, start, heatReuse, heatDisplaces, ...asked } = run
    const scenario = scenarioOf(asked, context)
    const days = readDeadline(deadline, start)
    const problems = [
      ...(days.ok ? [] : days.problems),
      ...without(run),
      ...(context.issues.length > 0 ? [] : wrongBudget(budget, scenario)),
    ]
    if (!days.ok || problems.length > 0) return refused(problems, context)
    /** Share of the heat that somebody uses, and what it replaces, g CO2e a kWh; null where nobody says it. */
    const heat = { reuse: heatReuse, displaces: heatDisplaces }
    return { scenario, wished: { confidence, deadline: days.value, budget, heat } }
  }),
)

export type PromisesAsked = Readonly<z.output<typeof askedInput>>
/** What is promised of one run; null where nothing was asked. */
export type Wished = PromisesAsked['wished']

const askedWords = wordsOf(fields)

/** Reads one run and what is to be promised of it, or says everything that is wrong. */
export function readAsked(raw: unknown): Read<PromisesAsked> {
  return readBy(askedInput, askedWords, raw)
}

/** What was given and counts only beside what was not. */
function without({ start, deadline, heatReuse, heatDisplaces }: z.output<typeof fields>): readonly Problem[] {
  const day = 'counts only where the deadline is a day; give deadline as a day, e.g. 2027-06-30'
  const heat = 'counts only where heat is used; give heatReuse, e.g. 0.3'
  return [
    ...(start !== null && typeof deadline !== 'string' ? [{ field: 'start', message: day }] : []),
    ...(heatDisplaces !== null && heatReuse === 0 ? [{ field: 'heatDisplaces', message: heat }] : []),
  ]
}

function readDeadline(deadline: number | string | null, start: number | null) {
  if (deadline === null) return accept(null)
  const days = readTimeDays('deadline', deadline, start)
  if (!days.ok) return days
  const day = typeof deadline === 'string' && start !== null ? start + days.value : null
  return accept({ days: days.value, day })
}

/** A budget is kept or not in the currency of the hours; nothing is converted without a dated rate. */
function wrongBudget(budget: Money | null, scenario: Scenario): readonly Problem[] {
  if (budget === null) return []
  const { currency } = priceOf(scenario)
  if (budget.currency === currency) return []
  const message = `the hours are priced in ${currency}; give the budget in ${currency}, or gpuHourPrice in ${budget.currency}: nothing is converted without a dated rate`
  return [{ field: 'budget', message }]
}
