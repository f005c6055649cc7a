import type { Worked } from '../work.ts'
import type { PromisesAnswer } from './answer.ts'

/** '90 days of the calendar are kept in 44 % of futures: 3,952 accelerators for 50 %, 10,496 for 90 %.' */
export function promiseSentence(told: Omit<PromisesAnswer, 'sentence'>, { price, scenario }: Worked): string {
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
