import { metricsOf, type Metrics } from '../../../queue/metrics.ts'
import type { Range } from '../../asking/answers.ts'
import { simulateSteps, shaken } from '../../../queue/outlook/plan-run.ts'
import type { ReplayOptions } from '../input.ts'
import type { Replayed } from '../replay.ts'

/**
 * What a replay gives, between the least and the most of it and its repeats, whose workload came a little differently:
 * so it lies inside, and of eleven alike the next one does with 10 in 12.
 */
export type Repeated = Readonly<Record<'utilisation' | 'meanWaitS' | 'meanBoundedSlowdown', Range>>

/** As many repeats, moved by as much, as the planning of a run has by itself. */
export const repeats = { seeds: 10, shakeS: 1800 }

/** Replays of the workload with its submissions shaken, one a step, which says how many are done. */
export function* repeatSteps(
  { workload, schedule, beyond }: Replayed,
  options: Pick<ReplayOptions, 'policy'>,
): Generator<number | null, Repeated> {
  const own = metricsOf(workload, schedule)
  const found: Metrics[] = [own]
  for (let seed = 1; seed <= repeats.seeds; seed += 1) {
    const moved = shaken(workload, repeats.shakeS, seed)
    found.push(metricsOf(moved, yield* simulateSteps(moved, options, beyond)))
    yield seed
  }
  const rangeOf = (key: keyof Repeated) => {
    const all = found.map((one) => one[key] ?? 0)
    return { p10: Math.min(...all), p50: own[key] ?? 0, p90: Math.max(...all) }
  }
  return {
    utilisation: rangeOf('utilisation'),
    meanWaitS: rangeOf('meanWaitS'),
    meanBoundedSlowdown: rangeOf('meanBoundedSlowdown'),
  }
}
