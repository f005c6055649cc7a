import { estimateRun, type RunTotals } from '../../run/estimate.ts'
import { quantile } from '../../base/math.ts'
import { bandsOf, columnOf, drawAll, type Draw } from '../estimate/assumptions/sampling.ts'
import type { Planned } from '../estimate/work.ts'

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

type Drawn = { readonly log: number; readonly ratios: Ratios }

function between(drawn: readonly Drawn[], log: number): Ratios {
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
