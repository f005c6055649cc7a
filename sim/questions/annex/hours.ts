import { dayNumber, dayWords } from '../../base/calendar.ts'
import { quantile, sum } from '../../base/math.ts'
import type { Worked } from '../estimate/work.ts'
import type { AnnexQuestion } from './input.ts'

/** Whole node hours, and the accelerator-hours that a site charges with them. */
export type Hours = { readonly nodeHours: number; readonly gpuHours: number }

export type Milestone = Hours & { readonly name: string; readonly result: string; readonly by: string | null }
export type PlanPeriod = Hours & { readonly name: string; readonly from: string | null }

export type Request = Hours & {
  readonly confidence: number
  /** Calendar of the run at the same confidence. */
  readonly calendarDays: number
  readonly milestones: readonly Milestone[]
  readonly monthly: readonly PlanPeriod[]
  /** By the periods of the form; the same as monthly where the form counts months. */
  readonly periods: readonly PlanPeriod[]
  readonly endDay: number | null
}

type Asked = { readonly question: AnnexQuestion; readonly worked: Worked; readonly pilotNodeHours: number }

const daysPerMonth = 365 / 12
/** A plan of more rows than this has longer periods. */
const mostPeriods = 120

/** Hours for the run in so many cases of one, and for the scaling pilot before it; every table adds up to it. */
export function requestOf({ question, worked, pilotNodeHours }: Asked): Request {
  const { confidence, startDay, form } = question
  const { bands, scenario } = worked
  const perNode = scenario.system.acceleratorsPerNode
  const nodes = Math.ceil(scenario.gpus / perNode)
  const inNodes = (gpuHours: number) => Math.ceil((gpuHours / scenario.gpus) * nodes)
  const runHours = inNodes(quantile(bands.gpuHours.ascending, confidence))
  const middle = Math.min(runHours, inNodes(bands.gpuHours.p50))
  const calendarDays = quantile(bands.calendarDays.ascending, confidence)
  const nodeHours = runHours + pilotNodeHours
  const hoursOf = (share: number): Hours => ({ nodeHours: share, gpuHours: share * perNode })
  const spread = (months: number) => periodsOf({ months, calendarDays, startDay, nodeHours, hoursOf })
  const months = Math.max(1, Math.ceil(calendarDays / daysPerMonth / mostPeriods))
  return {
    ...hoursOf(nodeHours),
    confidence,
    calendarDays,
    milestones: milestonesOf({ middle, reserve: runHours - middle, pilotNodeHours }).map(
      ({ share, atDay, ...told }) => {
        const day = atDay === null ? calendarDays : atDay * Math.min(calendarDays, bands.calendarDays.p50)
        return {
          ...told,
          ...hoursOf(share),
          by: startDay === null ? null : dayWords(startDay + Math.ceil(day)),
        }
      },
    ),
    monthly: spread(months),
    periods: spread(Math.max(months, form.periodMonths)),
    endDay: startDay === null ? null : startDay + Math.ceil(calendarDays),
  }
}

type Parts = { readonly middle: number; readonly reserve: number; readonly pilotNodeHours: number }

/** Shares of the tokens after which a run is looked at; our proposal, to be confirmed by the person. */
const gates = [0.1, 0.5, 1] as const

/** The pilot, the run to each gate, and what is held for the cases in which it takes longer. */
function milestonesOf({ middle, reserve, pilotNodeHours }: Parts) {
  const parts = wholeShares(
    middle,
    gates.map((gate, at) => gate - (gates[at - 1] ?? 0)),
  )
  const run = gates.map((gate, at) => ({
    name: `Training to ${String(gate * 100)} % of the tokens`,
    result: gate === 1 ? 'the last checkpoint, evaluated' : 'checkpoint evaluated; go on, or stop',
    share: parts[at] ?? 0,
    atDay: gate,
  }))
  const pilot = {
    name: 'Scaling pilot, an hour at each size of the scaling table',
    result: 'measured steps in place of the predicted ones',
    share: pilotNodeHours,
    atDay: 0,
  }
  const held = {
    name: 'Reserve for interruptions and slow phases beyond the middle case',
    result: 'what is not needed is given back',
    share: reserve,
    atDay: null,
  }
  return [pilot, ...run, ...(reserve > 0 ? [held] : [])]
}

type Spread = {
  readonly months: number
  readonly calendarDays: number
  readonly startDay: number | null
  readonly nodeHours: number
  readonly hoursOf: (share: number) => Hours
}

/** The request over periods, in proportion to the days of the calendar that fall in each. */
function periodsOf({ months, calendarDays, startDay, nodeHours, hoursOf }: Spread): readonly PlanPeriod[] {
  const starts: number[] = []
  for (let at = 0; dayOf(at, startDay) < calendarDays || at === 0; at += months) starts.push(at)
  const overlap = starts.map((at) =>
    Math.max(0, Math.min(calendarDays, dayOf(at + months, startDay)) - dayOf(at, startDay)),
  )
  const shares = wholeShares(nodeHours, sum(overlap) > 0 ? overlap : [1])
  return starts.map((at, i) => ({
    name: months === 1 ? `Month ${String(at + 1)}` : `Months ${String(at + 1)} to ${String(at + months)}`,
    from: startDay === null ? null : dayWords(startDay + dayOf(at, startDay)),
    ...hoursOf(shares[i] ?? 0),
  }))
}

/** Days from the start to the same day so many months later; a month of 365/12 days where nobody said when it starts. */
function dayOf(months: number, startDay: number | null): number {
  return startDay === null ? months * daysPerMonth : laterDay(startDay, months) - startDay
}

/** The same day of the month so many months later; the last of a shorter month. */
export function laterDay(day: number, months: number): number {
  const [year = 0, month = 1, ofMonth = 1] = dayWords(day).split('-').map(Number)
  const firstOf = (later: number) => {
    const at = month - 1 + later
    return dayNumber(year + Math.floor(at / 12), (at % 12) + 1, 1)
  }
  return Math.min(firstOf(months) + ofMonth - 1, firstOf(months + 1) - 1)
}

/**
 * Whole hours in given proportions that add up to a whole number: the parts that lose most by rounding down get the
 * hours left over, the first of equal ones first.
 *
 * Source: the method of largest remainders (Hamilton 1792).
 *
 * @param weights  each at least 0, not all 0
 */
export function wholeShares(total: number, weights: readonly number[]): readonly number[] {
  const all = sum(weights)
  const exact = weights.map((weight) => (total * weight) / all)
  const shares = exact.map(Math.floor)
  const left = Math.round(total - sum(shares))
  const byRemainder = exact
    .map((value, at) => [value - Math.floor(value), at] as const)
    .sort(([a], [b]) => b - a)
    .slice(0, left)
  for (const [, at] of byRemainder) shares[at] = (shares[at] ?? 0) + 1
  return shares
}
