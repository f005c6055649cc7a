import { estimateRun, type RunInputs, type RunTotals } from '../../run/estimate.ts'
import { combine, swings, type InputRange } from '../../uncertainty/one-at-a-time.ts'
import type { Range } from '../answer.ts'
import type { Prepared } from '../work.ts'
import { cappedInputs } from './points.ts'

/** What ranges are asked of: a run's inputs, and the assumptions that they came from. */
export type Ranged = {
  readonly prepared: Prepared
  readonly inputs: RunInputs
  readonly powerCapW: number | null
}

/** The ranges of some totals of one point, as an estimate has them: each input at its p10 and p90. */
export function rangesOfPoint<Total extends keyof RunTotals>(
  { prepared, inputs, powerCapW }: Ranged,
  totals: readonly Total[],
): Readonly<Record<Total, Range>> {
  const evaluate = (varied: RunInputs): RunTotals =>
    estimateRun(cappedInputs({ ...varied, trainingFlops: inputs.trainingFlops }, powerCapW)).totals
  const ranges: { readonly [K in keyof RunInputs]?: InputRange } = Object.fromEntries(
    prepared.assumed.flatMap(({ id, range }) => (range === null ? [] : [[id, range]])),
  )
  const found = swings({ centre: prepared.inputs, ranges, evaluate }, totals)
  const centre = evaluate(prepared.inputs)
  const empty: Partial<Record<Total, Range>> = {}
  for (const total of totals) empty[total] = combine(centre[total], total, found)
  if (!isFull(empty, totals)) throw new Error('a total has no range')
  return empty
}

function isFull<Total extends string>(
  partial: Partial<Record<Total, Range>>,
  totals: readonly Total[],
): partial is Record<Total, Range> {
  return totals.every((total) => partial[total] !== undefined)
}
