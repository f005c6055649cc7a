import { forecast, type Forecast } from '../../scheduler/outlook/forecast.ts'
import { snapshot } from '../../scheduler/outlook/snapshot.ts'
import { plainRules } from '../../scheduler/simulate.ts'
import type { Replayed } from '../schedule/replay.ts'

export type StartForecast = Forecast

/** Enough for p10 and p90 to within some 6 % of the draws. */
const draws = 40

/** When a job that waits at an instant would start, from what was known then; null when it does not wait. */
export function startForecast(
  { workload, answer }: Replayed,
  job: number,
  atS: number,
): StartForecast | null {
  const now = snapshot(workload, { policy: answer.policy, beyond: plainRules }, atS)
  if (!now.waiting.includes(job)) return null
  return forecast(now, { draws, seed: 1 }).find((one) => one.job === job) ?? null
}
