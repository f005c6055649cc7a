import { namesIn } from '../../base/csv.ts'
import type { Answered } from '../../base/answered.ts'
import { bandOf } from '../../uncertainty/monte-carlo.ts'
import type { Range } from './answer.ts'
import { columnOf, drawAll, sampledTotals, type Draw, type SampledTotal } from './assumptions/sampling.ts'
import { planEstimate, type PlannedEstimate } from './estimate.ts'

const compared = namesIn(
  'wallClockDays calendarDays gpuHours cost energyMwh carbonT',
) satisfies readonly SampledTotal[]

export type PairedDifference = {
  readonly total: (typeof compared)[number]
  /** The second run less the first, of the same future: p10, p50 and p90, in the unit of the total. */
  readonly difference: Range
  /** Share of the futures in which the second takes more. */
  readonly moreShare: number
}

/**
 * By how much a second run differs from a first in the same futures: each input has a stream of its own by seed and name, so
 * sample i of both meets the same failures, grid and prices where they rest on the same belief. Costs in different currencies
 * are not compared: that row is left out. What is refused or cannot be is told of the first run that is.
 *
 * Source: common random numbers, e.g. Glasserman and Yao 1992.
 */
export function differenceOf(first: unknown, second: unknown): Answered<readonly PairedDifference[]> {
  const one = planEstimate(first)
  if (one.status !== 'answer') return one
  const { seed, samples } = one.value.scenario
  const other = planEstimate({ ...Object(second), seed, samples })
  if (other.status !== 'answer') return other
  const [from, to] = [drawOf(one.value), drawOf(other.value)]
  const sameMoney = one.value.price.currency === other.value.price.currency
  const value = compared
    .filter((total) => total !== 'cost' || sameMoney)
    .map((total) => {
      const before = columnOf(from, total)
      const difference = columnOf(to, total).map((taken, at) => taken - (before[at] ?? 0))
      const { p10, p50, p90 } = bandOf(difference)
      const moreShare = difference.filter((more) => more > 0).length / difference.length
      return { total, difference: { p10, p50, p90 }, moreShare }
    })
  return { status: 'answer', value }
}

export type Samples = { readonly columns: readonly string[]; readonly rows: readonly (readonly number[])[] }

/** Every sample of a run: a row each, in the order of the draw; the columns are its totals, in their units. */
export function samplesOf(raw: unknown): Answered<Samples> {
  const planned = planEstimate(raw)
  if (planned.status !== 'answer') return planned
  const draw = drawOf(planned.value)
  const columns = sampledTotals.map((total) => columnOf(draw, total))
  const rows = Array.from(columns[0] ?? [], (_, at) => columns.map((column) => column[at] ?? Number.NaN))
  return { status: 'answer', value: { columns: sampledTotals, rows } }
}

function drawOf({ question, scenario }: PlannedEstimate): Draw {
  return drawAll(question, scenario)
}
