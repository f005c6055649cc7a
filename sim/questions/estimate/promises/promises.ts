import { dayWords } from '../../../base/calendar.ts'
import { quantile } from '../../../base/math.ts'
import { columnOf } from '../assumptions/sampling.ts'
import { plan, type Worked } from '../work.ts'
import type { PromisesAnswer } from './answer.ts'
import type { Wished } from './input.ts'
import { nodesOf, shareUpTo, smallestInTime } from './smallest.ts'

const evenOdds = 0.5
const usualOdds = [evenOdds, 0.8, 0.9] as const

/** What can be promised of a run by the same futures as its ranges; null where nothing was asked. */
export function promisesOf(worked: Worked, wished: Wished): PromisesAnswer | null {
  const { confidence, deadline, budget } = wished
  if (confidence === null && deadline === null && budget === null) return null
  const odds = [...new Set([...usualOdds, ...(confidence === null ? [] : [confidence])])].sort(
    (a, b) => a - b,
  )
  const { calendarDays, cost } = worked.bands
  const probability = shareKeeping(worked, {
    days: deadline?.days ?? Infinity,
    money: budget?.amount ?? Infinity,
  })
  const told = {
    confidence,
    probability,
    kept: probability >= (confidence ?? evenOdds),
    odds: odds.map((share) => ({
      confidence: share,
      calendarDays: quantile(calendarDays.ascending, share),
      cost: quantile(cost.ascending, share),
    })),
    deadline: deadline === null ? null : deadlineOf(worked, deadline, odds),
    budget: budget === null ? null : budgetOf(worked, budget, odds),
  }
  return { ...told, sentence: promiseSentence(told, worked) }
}

type Most = { readonly days: number; readonly money: number }

function shareKeeping({ draw }: Worked, { days, money }: Most): number {
  const calendar = columnOf(draw, 'calendarDays')
  const cost = columnOf(draw, 'cost')
  let kept = 0
  for (let i = 0; i < cost.length; i += 1)
    if ((calendar[i] ?? Infinity) <= days && (cost[i] ?? Infinity) <= money) kept += 1
  return kept / cost.length
}

function deadlineOf(
  { scenario, bands }: Worked,
  { days, day }: NonNullable<Wished['deadline']>,
  odds: readonly number[],
): PromisesAnswer['deadline'] {
  const machine = nodesOf(scenario, plan)
  return {
    days,
    day: day === null ? null : dayWords(day),
    probability: shareUpTo(bands.calendarDays.ascending, days),
    clusters: odds.map((confidence) => {
      const found = smallestInTime(machine, { timeDays: days, confidence })
      return { confidence, gpus: found?.gpus ?? null, reachesDays: found?.reachesDays ?? null }
    }),
  }
}

/** Hours and cost are in proportion to the tokens, whatever the future. */
function budgetOf(
  { scenario, bands }: Worked,
  { amount, currency }: NonNullable<Wished['budget']>,
  odds: readonly number[],
): PromisesAnswer['budget'] {
  const { ascending } = bands.cost
  return {
    amount,
    currency,
    probability: shareUpTo(ascending, amount),
    tokens: odds.map((confidence) => ({
      confidence,
      tokens: (scenario.tokens * amount) / quantile(ascending, confidence),
    })),
  }
}

/** '90 days of the calendar are kept in 44 % of futures: 3,952 accelerators for 50 %, 10,496 for 90 %.' */
function promiseSentence(told: Omit<PromisesAnswer, 'sentence'>, { price, scenario }: Worked): string {
  const { deadline, budget, odds, confidence, probability } = told
  const asked = odds.filter((one) => one.confidence === (confidence ?? 0.8))
  const sentences = [
    ...(deadline === null ? [] : [deadlineSentence(deadline, scenario.system.name)]),
    ...(budget === null ? [] : [budgetSentence(budget)]),
    ...(deadline === null || budget === null
      ? []
      : [`Both are kept in ${inPercent(probability)} of futures.`]),
    ...asked.map(
      (one) =>
        `This run keeps ${three(one.calendarDays)} days and ${price.currency} ${millions(one.cost)} in ${inPercent(one.confidence)} of futures each.`,
    ),
  ]
  return sentences.join(' ')
}

function deadlineSentence(
  { days, day, probability, clusters }: NonNullable<PromisesAnswer['deadline']>,
  system: string,
): string {
  const until = day === null ? '' : `, to ${day},`
  const counts = clusters.map(({ confidence, gpus }) =>
    gpus === null
      ? `no number of ${system} for ${inPercent(confidence)}`
      : `${gpus.toLocaleString('en')} accelerators for ${inPercent(confidence)}`,
  )
  return `${three(days)} days of the calendar${until} are kept in ${inPercent(probability)} of futures: ${counts.join(', ')}.`
}

function budgetSentence(budget: NonNullable<PromisesAnswer['budget']>): string {
  const { amount, currency, probability, tokens } = budget
  const trained = tokens.map((one) => `${three(one.tokens / 1e12)} T tokens for ${inPercent(one.confidence)}`)
  return `${currency} ${millions(amount)} are kept in ${inPercent(probability)} of futures: ${trained.join(', ')}.`
}

/** A share as people say it: `80 %`; what is neither none nor all is not rounded to it. */
export function inPercent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  const honest = share > 0 && share < 1 ? Math.min(99.9, Math.max(0.1, rounded)) : rounded
  return `${String(honest)} %`
}

function three(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

function millions(amount: number): string {
  return amount < 1e6 ? three(amount) : `${three(amount / 1e6)} M`
}
