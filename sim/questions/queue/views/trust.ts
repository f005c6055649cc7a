import type { Imported } from '../../../queue/import/read.ts'
import { againstAnswer, forecastAnswer } from '../now.ts'
import type { ReplayOptions } from '../input.ts'
import type { Replayed } from '../replay.ts'

/** Forecasts of longer logs are tried by the command line, which nobody waits for. */
const mostForecast = 30_000

/** How far to trust a replay: its starts beside those that the log records, and how its past would have been forecast. */
export function trustOf(imported: Imported, replayed: Replayed, options: ReplayOptions) {
  const seen = { imported, log: replayed.workload, now: null, schedule: replayed.schedule }
  const asked = { ...options, againstRecorded: true }
  const isShort = replayed.workload.jobs.count <= mostForecast
  return { against: againstAnswer(seen, asked), forecast: isShort ? forecastAnswer(seen, asked) : null }
}
