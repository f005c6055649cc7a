import { SECONDS_PER_DAY } from '../../../base/units.ts'
import type { Case } from './cases.ts'
import { LikelyStarts, startProbability, startQuantile } from './likely-starts.ts'

/** How well starts are forecast in the last third of what is known of a log, each from what was known before it. */
export type ForecastTest = Readonly<ReturnType<typeof testOf>>

/** Starts were recorded to the minute in some logs. */
const graceS = 60

type Forecasted = { readonly one: Case; readonly spread: readonly number[] }

/** All that the past teaches, and how well it did; a null test where too little waited. */
export function learned(instants: readonly (readonly Case[])[]) {
  const likely = new LikelyStarts()
  const first = Math.floor((instants.length * 2) / 3)
  const tested: Forecasted[] = []
  instants.forEach((cases, i) => {
    const spreads = likely.learn(cases, i >= first)
    if (i < first) return
    cases.forEach((one, k) => {
      const spread = spreads[k] ?? null
      if (spread !== null && one.leftS < Infinity) tested.push({ one, spread })
    })
  })
  return { likely, test: tested.length < leastTested ? null : testOf(tested) }
}

const leastTested = 30

function testOf(tested: readonly Forecasted[]) {
  const weights = tested.reduce((sum, { one }) => sum + one.weight, 0)
  const mean = (of: (forecasted: Forecasted) => number) =>
    tested.reduce((sum, forecasted) => sum + forecasted.one.weight * of(forecasted), 0) / weights
  const middle = (of: (forecasted: Forecasted) => number) =>
    tested.map(of).sort((a, b) => a - b)[Math.floor(tested.length / 2)] ?? 0
  const isSoon = ({ leftS }: Case) => (leftS <= SECONDS_PER_DAY ? 1 : 0)
  return {
    /** Forecasts, jobs that they are of, and instants at which these waited. */
    forecasts: tested.length,
    jobs: new Set(tested.map(({ one }) => one.job)).size,
    instants: new Set(tested.map(({ one }) => one.atS)).size,
    /** Share of them, all waiting jobs counted, that started inside the interval of 80 %. */
    coverage80: mean(({ one, spread }) =>
      one.leftS >= startQuantile(spread, 0.1) - graceS && one.leftS <= startQuantile(spread, 0.9) + graceS
        ? 1
        : 0,
    ),
    /** Median distance of the median, and of the start by limits, from the recorded start. */
    medianErrorS: middle(({ one, spread }) => Math.abs(one.leftS - startQuantile(spread, 0.5))),
    medianLimitErrorS: middle(({ one }) => Math.abs(one.leftS - one.plannedS)),
    /** Mean squared error of the probability of a start within a day, and of the plan by limits, which says 0 or 1. */
    brierWithinDay: mean(({ one, spread }) => (startProbability(spread, SECONDS_PER_DAY) - isSoon(one)) ** 2),
    brierOfLimits: mean(({ one }) => ((one.plannedS <= SECONDS_PER_DAY ? 1 : 0) - isSoon(one)) ** 2),
  }
}
