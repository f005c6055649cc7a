import type { Answered } from '../../../base/answered.ts'
import { rangeOf } from '../figures.ts'
import { readEstimate, type Scenario } from '../input.ts'
import { work } from '../work.ts'
import { hasLayout } from './choose-layout.ts'

/** The totals of one run on one number of accelerators. */
export type SweepPoint = NonNullable<ReturnType<typeof point>>

export type CountSweep = {
  readonly points: readonly SweepPoint[]
  /** The numbers of accelerators that cannot be used. */
  readonly infeasible: readonly number[]
}

/**
 * The same run on other numbers of accelerators, ascending. A layout that was given holds for one number only, so
 * each point chooses its own.
 */
export function sweepGpus(raw: unknown, gpuCounts: readonly number[]): Answered<CountSweep> {
  const scenario = readEstimate(raw)
  if (!scenario.ok) return { status: 'refused', problems: scenario.problems }
  const counts = [...new Set(gpuCounts)].sort((a, b) => a - b)
  const points = counts.flatMap((gpus) => point({ ...scenario.value, gpus, layout: 'auto' }) ?? [])
  const infeasible = counts.filter((count) => !points.some(({ gpus }) => gpus === count))
  return { status: 'answer', value: { points, infeasible } }
}

/** Null where the run cannot be: the chart leaves it out, and asks for no reason. */
function point(scenario: Scenario) {
  if (scenario.gpus > scenario.system.accelerators || !hasLayout(scenario)) return null
  const outcome = work(scenario)
  if (!outcome.feasible) return null
  const worked = outcome.value
  return {
    gpus: scenario.gpus,
    wallClockDays: rangeOf(worked, 'wallClockDays'),
    calendarDays: rangeOf(worked, 'calendarDays'),
    gpuHours: rangeOf(worked, 'gpuHours'),
    cost: rangeOf(worked, 'cost'),
    currency: worked.price.currency,
    energyMwh: rangeOf(worked, 'energyMwh'),
    carbonT: rangeOf(worked, 'carbonT'),
    /** Why it has the layout that it has. */
    layout: worked.chosen.assumptions.find(({ id }) => id === 'layout')?.source ?? '',
  }
}

/** Numbers of accelerators worth drawing for a machine: doublings of its node, and the whole of it. */
export function usualCounts(acceleratorsPerNode: number, most: number): readonly number[] {
  const counts: number[] = []
  for (let gpus = acceleratorsPerNode; gpus < most; gpus *= 2) counts.push(gpus)
  return [...counts, most]
}
