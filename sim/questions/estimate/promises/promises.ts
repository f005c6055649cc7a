import { dayWords } from '../../../base/calendar.ts'
import { quantile } from '../../../base/math.ts'
import { columnOf } from '../assumptions/sampling.ts'
import { plan, type Worked } from '../work.ts'
import type { PromisesAnswer } from './answer.ts'
import type { Wished } from './input.ts'
import { nodesOf, shareUpTo, smallestInTime } from './smallest.ts'
import { promiseSentence } from './sentence.ts'

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
