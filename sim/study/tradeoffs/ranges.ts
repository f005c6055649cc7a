import type { Range } from '../answer.ts'
import { workOut, type Planned } from '../work.ts'
import { totalNames, type Total } from './medians.ts'

export type Ranged = {
  readonly prepared: Planned
  readonly numbers: Readonly<Record<Total, number>>
}

/**
 * The ranges of a point: those of its run as the estimate draws them, with the point's own medians. Exact for other
 * numbers of tokens; under a power cap the relative width stays that of the run without.
 */
export function rangesOfPoint({ prepared, numbers }: Ranged): Readonly<Record<Total, Range>> {
  const { bands } = workOut(prepared)
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
