import { forecast, type Forecast } from '../../scheduler/outlook/forecast.ts'
import { snapshot } from '../../scheduler/outlook/snapshot.ts'
import type { Replayed } from '../schedule/replay.ts'

export type StartForecast = Forecast

/** Enough for p10 and p90 to within some 6 % of the draws. */
const draws = 40

/**
 * When a job that waits at an instant would start, from what was known then, whatever was added to the plain rules;
 * null when it does not wait, Infinity where its budget never covers it.
 */
export function startForecast(
  { workload, answer, beyond }: Replayed,
  job: number,
  atS: number,
): StartForecast | null {
  const now = snapshot(workload, { policy: answer.policy, beyond }, atS)
  if (!now.waiting.includes(job) && !now.keptBack.includes(job)) return null
  return forecast(now, { draws, seed: 1 }).find((one) => one.job === job) ?? null
}
