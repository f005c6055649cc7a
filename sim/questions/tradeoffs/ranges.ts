import type { Range } from '../estimate/answer.ts'
import { workOut, type Planned } from '../estimate/work.ts'
import { totalNames, type Total } from './medians.ts'
import { cappedPlan } from './power-cap.ts'

export type Ranged = {
  readonly prepared: Planned
  readonly powerCapW: number | null
  readonly numbers: Readonly<Record<Total, number>>
}

/**
 * The ranges of a point: those of its run, under its cap, as the estimate draws them, with the point's own medians. The
 * relative width is that of the middle number of tokens.
 */
export function rangesOfPoint({ prepared, powerCapW, numbers }: Ranged): Readonly<Record<Total, Range>> {
  const capped = cappedPlan(prepared, powerCapW)
  const { bands } = workOut(capped.feasible ? capped.value : prepared)
  const of = (total: Total): Range => {
    const { p10, p50, p90 } = bands[totalNames[total]]
    const scale = p50 === 0 ? 1 : numbers[total] / p50
    return { p10: p10 * scale, p50: numbers[total], p90: p90 * scale }
  }
  return {
    time: of('time'),
    cost: of('cost'),
    energy: of('energy'),
    carbon: of('carbon'),
    water: of('water'),
    hours: of('hours'),
  }
}
