import { metricsOf, type Metrics } from '../../../queue/metrics.ts'
import { quantiles, type Quantiles } from '../../../base/math.ts'
import { simulateSteps, shaken } from '../../../queue/outlook/plan-run.ts'
import type { ReplayOptions } from '../input.ts'
import type { Replayed } from '../replay.ts'

/** What a replay gives when its workload had come a little differently. */
export type Repeated = {
  readonly utilisation: Quantiles
  readonly meanWaitS: Quantiles
  readonly meanBoundedSlowdown: Quantiles
}

/** As many repeats, moved by as much, as the planning of a run has by itself. */
export const repeats = { seeds: 10, shakeS: 1800 }

/** Replays of the workload with its submissions shaken, one a step, which says how many are done. */
export function* repeatSteps(
  { workload, beyond }: Replayed,
  options: Pick<ReplayOptions, 'policy'>,
): Generator<number | null, Repeated> {
  const found: Metrics[] = []
  for (let seed = 1; seed <= repeats.seeds; seed += 1) {
    const moved = shaken(workload, repeats.shakeS, seed)
    found.push(metricsOf(moved, yield* simulateSteps(moved, options, beyond)))
    yield seed
  }
  const rangeOf = (key: keyof Repeated) => quantiles(found.map((one) => one[key] ?? 0))
  return {
    utilisation: rangeOf('utilisation'),
    meanWaitS: rangeOf('meanWaitS'),
    meanBoundedSlowdown: rangeOf('meanBoundedSlowdown'),
  }
}
