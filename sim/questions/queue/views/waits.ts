import { hasNoStart } from '../../../queue/engine/simulate.ts'
import type { Replayed } from '../replay.ts'

export type WaitQuantiles = { readonly p50S: number; readonly p90S: number }

/** Half of the jobs, and nine in ten, waited no longer than this (order statistics); 0 where none started. */
export function waitQuantiles({ workload: { jobs }, schedule }: Replayed): WaitQuantiles {
  const waits = schedule.startS
    .map((startS, job) => startS - (jobs.submitS[job] ?? 0))
    .filter((_, job) => !hasNoStart(schedule.status[job]))
    .sort()
  const at = (fraction: number): number => waits[Math.max(0, Math.ceil(fraction * waits.length) - 1)] ?? 0
  return { p50S: at(0.5), p90S: at(0.9) }
}
