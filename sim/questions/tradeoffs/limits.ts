import type { PointAnswer } from './answer.ts'
import { totals, type Total } from './medians.ts'
import type { TradeoffsPlan } from './input.ts'
import type { Point } from './points.ts'

export type Kept = Pick<PointAnswer, 'breaks' | 'needs' | 'probability'>

/** Which limits a point breaks in too many futures, what each would have to be, and how many futures keep all of them. */
export function keptBy({ numbers, ratios }: Point, { limits, confidence }: TradeoffsPlan): Kept {
  const needs = limits.map(({ measure }) =>
    isTotal(measure)
      ? (numbers[measure] / ratios[measure]) * ratios.at(measure, confidence)
      : numbers[measure],
  )
  const breaks = limits.flatMap(({ measure, most }, index) => ((needs[index] ?? 0) > most ? [measure] : []))
  const certain = limits.every(({ measure, most }) => isTotal(measure) || numbers[measure] <= most)
  const uncertain = limits.flatMap(({ measure, most }) =>
    isTotal(measure) ? [[measure, (most / numbers[measure]) * ratios[measure]] as const] : [],
  )
  return {
    breaks,
    needs: Object.fromEntries(limits.map(({ measure }, index) => [measure, needs[index] ?? 0])),
    probability: certain ? ratios.chance(Object.fromEntries(uncertain)) : 0,
  }
}

/** What the futures differ in; the other measures of a point are certain. */
function isTotal(measure: string): measure is Total {
  return totals.some((total) => total === measure)
}
