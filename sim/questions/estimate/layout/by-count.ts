import type { Obstacle } from '../../../base/outcome.ts'
import type { Range } from '../answer.ts'
import type { Answered } from '../../../base/answered.ts'
import { rangeOf } from '../figures.ts'
import { readEstimate } from '../input.ts'
import type { Scenario } from '../input.ts'
import { work } from '../work.ts'

/** The totals of one run on one number of accelerators. */
export type SweepPoint = {
  readonly gpus: number
  readonly wallClockDays: Range
  readonly calendarDays: Range
  readonly gpuHours: Range
  readonly cost: Range
  readonly currency: string
  readonly energyMwh: Range
  readonly carbonT: Range
}

export type CountSweep = {
  readonly points: readonly SweepPoint[]
  /** The numbers of accelerators that cannot be used, and why. */
  readonly infeasible: readonly { readonly gpus: number; readonly obstacles: readonly Obstacle[] }[]
}

/**
 * The same run on other numbers of accelerators, ascending. A layout that was given holds for one number only, so
 * each point chooses its own.
 */
export function sweepGpus(raw: unknown, gpuCounts: readonly number[]): Answered<CountSweep> {
  const scenario = readEstimate(raw)
  if (!scenario.ok) return { status: 'refused', problems: scenario.problems }
  const worked = [...new Set(gpuCounts)]
    .sort((a, b) => a - b)
    .map((gpus) => ({ gpus, outcome: point({ ...scenario.value, gpus, layout: 'auto' }) }))
  const points = worked.flatMap(({ outcome }) => (outcome.feasible ? [outcome.value] : []))
  const infeasible = worked.flatMap(({ gpus, outcome }) =>
    outcome.feasible ? [] : [{ gpus, obstacles: outcome.obstacles }],
  )
  return { status: 'answer', value: { points, infeasible } }
}

function point(scenario: Scenario) {
  const outcome = work(scenario)
  if (!outcome.feasible) return outcome
  const worked = outcome.value
  const value: SweepPoint = {
    gpus: scenario.gpus,
    wallClockDays: rangeOf(worked, 'wallClockDays'),
    calendarDays: rangeOf(worked, 'calendarDays'),
    gpuHours: rangeOf(worked, 'gpuHours'),
    cost: rangeOf(worked, 'cost'),
    currency: worked.price.currency,
    energyMwh: rangeOf(worked, 'energyMwh'),
    carbonT: rangeOf(worked, 'carbonT'),
  }
  return { feasible: true, value } as const
}

/** Numbers of accelerators worth drawing for a machine: doublings of its node, and the whole of it. */
export function usualCounts(acceleratorsPerNode: number, most: number): readonly number[] {
  const counts: number[] = []
  for (let gpus = acceleratorsPerNode; gpus < most; gpus *= 2) counts.push(gpus)
  return [...counts, most]
}
