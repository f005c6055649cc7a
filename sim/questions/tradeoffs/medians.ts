import { estimateRun, type RunTotals } from '../../run/estimate.ts'
import { quantile } from '../../base/math.ts'
import { bandsOf, columnOf, drawAll, type Draw } from '../estimate/assumptions/sampling.ts'
import { type Planned, workOut, type Worked } from '../estimate/work.ts'
import type { ExplainedFormula, Range } from '../estimate/answer.ts'
import { explain } from '../estimate/explain.ts'
import { middleOf } from '../estimate/middle.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import { cappedPlan } from './power-cap.ts'

/** The totals that a trade-off looks at, by their names here and in a run. Time is the calendar's, waits and maintenance included. */
export const totalNames = {
  time: 'calendarDays',
  cost: 'cost',
  energy: 'energyMwh',
  carbon: 'carbonT',
  water: 'waterM3',
  hours: 'gpuHours',
} as const

export type Total = keyof typeof totalNames
export const totals: readonly Total[] = ['time', 'cost', 'energy', 'carbon', 'water', 'hours']

/** Median over the futures ÷ the total with every input at its own median: above 1, since losses are skewed. */
export type Ratios = Readonly<Record<Total, number>> & {
  /** The same for the total that so large a share of the futures keeps below, in place of half. */
  readonly at: (total: Total, share: number) => number
  /** Share of the futures in which each of some totals ÷ its total at the medians is at most so much. */
  readonly chance: (mostRatios: MostRatios) => number
}

export type MostRatios = Readonly<Partial<Record<Total, number>>>

const eachTotal = (of: (total: Total) => number) => ({
  time: of('time'),
  cost: of('cost'),
  energy: of('energy'),
  carbon: of('carbon'),
  water: of('water'),
  hours: of('hours'),
})

/** Exact: the draw that the estimate makes. */
export function ratiosOf(planned: Planned, samples: number = planned.scenario.samples): Ratios {
  const draw = drawAll(planned.question, { seed: planned.scenario.seed, samples })
  const bands = bandsOf(draw)
  const centre = estimateRun(planned.inputs)
  const of = (total: Total) => {
    const name = totalNames[total]
    return centre[name] === 0 ? 1 : bands[name].p50 / centre[name]
  }
  return {
    ...eachTotal(of),
    at: (total, share) => {
      const name = totalNames[total]
      return centre[name] === 0 ? 1 : quantile(bands[name].ascending, share) / centre[name]
    },
    chance: (mostRatios) => chanceIn(draw, centre, mostRatios),
  }
}

function chanceIn(draw: Draw, centre: RunTotals, mostRatios: MostRatios): number {
  const limits = totals.flatMap((total) => {
    const ratio = mostRatios[total]
    if (ratio === undefined) return []
    const name = totalNames[total]
    return [{ column: columnOf(draw, name), most: ratio * centre[name] }]
  })
  const [first] = limits
  if (first === undefined) return 1
  let kept = 0
  for (let sample = 0; sample < first.column.length; sample += 1)
    if (limits.every(({ column, most }) => (column[sample] ?? Infinity) <= most)) kept += 1
  return kept / first.column.length
}

/** So many runs are drawn exactly; more are interpolated between a few. */
export const mostExact = 12
const mostDraws = 40
const anchorSamples = 1000

/**
 * The ratios of runs that differ in their number of accelerators alone, ascending. Few are drawn one by one; of many a
 * handful is drawn, and the rest lies between them on the logarithm: the ratio moves by a tenth from 128 to 10,752
 * accelerators, and is the same for every number of tokens.
 *
 * @param share  how many such lists the question holds, which share the draws
 */
export function ratiosAlong(runs: readonly Planned[], share: number): readonly Ratios[] {
  if (runs.length * share <= mostExact) return runs.map((run) => ratiosOf(run))
  const anchors = Math.max(2, Math.min(5, Math.floor(mostDraws / share), runs.length))
  const places = Array.from({ length: anchors }, (_, i) =>
    Math.round((i * (runs.length - 1)) / (anchors - 1)),
  )
  const drawn = places.flatMap((place) => {
    const run = runs[place]
    return run === undefined ? [] : [{ log: Math.log(run.inputs.gpus), ratios: ratiosOf(run, anchorSamples) }]
  })
  return runs.map((run) => between(drawn, Math.log(run.inputs.gpus)))
}

function between(drawn: readonly { readonly log: number; readonly ratios: Ratios }[], log: number): Ratios {
  const above = drawn.findIndex((one) => one.log >= log)
  const high = drawn[above === -1 ? drawn.length - 1 : above]
  const low = drawn[Math.max(0, (above === -1 ? drawn.length - 1 : above) - 1)]
  if (high === undefined || low === undefined) throw new Error('no run was drawn')
  const weight = high.log === low.log ? 0 : Math.min(1, Math.max(0, (log - low.log) / (high.log - low.log)))
  const of = (total: Total) => low.ratios[total] + weight * (high.ratios[total] - low.ratios[total])
  return {
    ...eachTotal(of),
    at: (total, share) => low.ratios.at(total, share) * (1 - weight) + high.ratios.at(total, share) * weight,
    chance: (most) => low.ratios.chance(most) * (1 - weight) + high.ratios.chance(most) * weight,
  }
}

type Ranged = {
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
