import { quantile } from '../../base/math.ts'
import type { ExplainedFormula, Range } from '../estimate/answer.ts'
import { explain } from '../estimate/explain.ts'
import { middleOf } from '../estimate/middle.ts'
import { workOut, type Planned, type Worked } from '../estimate/work.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import { totalNames, type Total } from './medians.ts'
import { cappedPlan } from './power-cap.ts'

export type Ranged = {
  readonly prepared: Planned
  readonly powerCapW: number | null
  readonly numbers: Readonly<Record<Total, number>>
}

type Asked = { readonly isExplained: boolean; readonly confidence: number }

/**
 * The ranges of a point: those of its run, under its cap, as the estimate draws them, with the point's own medians. The
 * relative width is that of the middle number of tokens.
 */
export function rangesOfPoint({ prepared, powerCapW, numbers }: Ranged, { isExplained, confidence }: Asked) {
  const capped = cappedPlan(prepared, powerCapW)
  const worked = workOut(capped.feasible ? capped.value : prepared)
  const scaleOf = (total: Total) => {
    const { p50 } = worked.bands[totalNames[total]]
    return p50 === 0 ? 1 : numbers[total] / p50
  }
  const of = (total: Total): Range => {
    const { p10, p90 } = worked.bands[totalNames[total]]
    return { p10: p10 * scaleOf(total), p50: numbers[total], p90: p90 * scaleOf(total) }
  }
  const at = (total: Total) =>
    quantile(worked.bands[totalNames[total]].ascending, confidence) * scaleOf(total)
  return {
    ranges: { time: of('time'), cost: of('cost'), energy: of('energy'), carbon: of('carbon') },
    /** What is kept in so large a share of the futures as was asked for, by itself. */
    sure: { confidence, time: at('time'), cost: at('cost') },
    formulas: isExplained ? explained(worked, numbers) : [],
  }
}

/** The chain that leads to the point's own medians: under a cap they are a percent from those of the draw. */
function explained(worked: Worked, numbers: Ranged['numbers']): readonly ExplainedFormula[] {
  const { inputs, scenario, price } = worked
  const middle = middleOf(worked)
  const { totals, energyMwh, carbonT } = middle
  const of = (printed: number, drawn: number) => (drawn === 0 ? 1 : printed / drawn)
  const hours = of(numbers.hours, totals.gpuHours)
  const facility = energyMwh.facility * of(numbers.energy, totals.energyMwh)
  const operational = carbonT.operational * of(numbers.carbon, totals.carbonT)
  const printed = {
    ...totals,
    netGpuHours: totals.netGpuHours * hours,
    gpuHours: numbers.hours,
    wallClockDays: totals.wallClockDays * hours,
    calendarDays: numbers.time,
    energyMwh: numbers.energy,
    carbonT: numbers.carbon,
    waterM3: numbers.water,
    cost: numbers.cost,
  }
  return explain(
    inputs,
    {
      ...middle,
      totals: printed,
      energyMwh: { ...energyMwh, facility },
      carbonT: { ...carbonT, operational },
    },
    {
      flopsPerToken: trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen).causal,
      tokens: scenario.tokens,
      currency: price.currency,
    },
  )
}
