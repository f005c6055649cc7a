import type { Between } from '../engine/profile.ts'
import type { View } from '../engine/view.ts'
import { promisesNothing, type Policy } from './policy.ts'

/** How far a pass looks; Infinity where it is not bounded. */
export type BackfillLimits = {
  /** Waiting jobs that are looked at in a pass, from the first that does not fit on, that one included. */
  readonly mostTested: number
  /** Jobs that get a reservation in a pass. */
  readonly depth: number
  /** Starts later than so long from now are not reserved. */
  readonly windowS: number
}

/** Makes room for a job by stopping others; whether it has, so that the job fits until an instant. */
export type MakeRoom = (job: number, untilS: number) => boolean

export const unbounded = {
  fcfs: { mostTested: 1, depth: 0, windowS: Infinity },
  easy: { mostTested: Infinity, depth: 1, windowS: Infinity },
  conservative_rebuild: { mostTested: Infinity, depth: Infinity, windowS: Infinity },
} as const

/**
 * Every pass goes once through the queue in its order: a job that fits beside what is reserved so far starts, if need be
 * by stopping others, and one that does not gets a reservation at the earliest instant: one as `easy`, all as
 * `conservative_rebuild`. Source: `bf_window` and `bf_max_job_test` of https://slurm.schedmd.com/sched_config.html.
 */
export function reserving(
  view: View,
  { mostTested, depth, windowS }: BackfillLimits,
  makeRoom: MakeRoom | null,
): Policy {
  const { queue, room } = view
  const search: Between = { fromS: 0, beforeS: Infinity }
  const reserved: { readonly job: number; readonly startS: number }[] = []
  let place = 0
  let tested = 0

  const reserve = (job: number): void => {
    const limitS = view.limitS[job] ?? 0
    search.fromS = view.nowS
    const startS = room.earliest(job, limitS, search)
    if (startS - view.nowS > windowS) return
    room.take(job, startS, startS + limitS)
    reserved.push({ job, startS })
  }
  const rest = (): void => {
    for (const { job, startS } of reserved) {
      room.give(job, startS, startS + (view.limitS[job] ?? 0))
      view.placement?.forget(job)
    }
    reserved.length = 0
  }

  return {
    begin() {
      place = 0
      tested = 0
    },
    next() {
      while (tested < mostTested) {
        place = queue.nextWaiting(place)
        if (place < 0) break
        const job = queue.jobAt(place)
        const untilS = view.nowS + (view.limitS[job] ?? 0)
        const starts = room.fits(job, untilS) || makeRoom?.(job, untilS) === true
        place += 1
        if (!starts || tested > 0) tested += 1
        if (starts) {
          room.takeNow(job, untilS)
          return job
        }
        if (reserved.length < depth) reserve(job)
      }
      rest()
      return -1
    },
    ...promisesNothing,
  }
}
