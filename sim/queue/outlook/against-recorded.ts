import { addTo } from '../../base/math.ts'
import type { JobTable, Workload } from '../engine/job.ts'
import { hasNoStart, type Schedule } from '../engine/simulate.ts'
import { classOf } from '../size-class.ts'
import type { Told } from './as-of.ts'

/** How far starts of a replay are from those that were recorded: replayed less recorded. */
export type AgainstRecorded = NonNullable<ReturnType<typeof againstRecorded>>

export const causes = ['condition', 'overtaken', 'recorded earlier', 'recorded later'] as const

/**
 * `condition`: held, with a begin time or after another job. `overtaken`: a job submitted later, and no smaller,
 * started before it in the record and not in the replay, as priorities do. Else it started earlier than this machine
 * and policy allow, or later, though there was room: failures, nodes that were away, limits of users.
 */
type Cause = (typeof causes)[number]

type Pair = { readonly job: number; readonly recordedS: number; readonly replayedS: number }

/** Null where no start of the log is told. */
export function againstRecorded(workload: Workload, schedule: Schedule, told: Told) {
  const { jobs } = workload
  const pairs: Pair[] = []
  for (let job = 0; job < jobs.count; job += 1) {
    const recordedS = told.startS[job] ?? Number.NaN
    if (Number.isNaN(recordedS) || hasNoStart(schedule.status[job])) continue
    pairs.push({ job, recordedS, replayedS: schedule.startS[job] ?? 0 })
  }
  if (pairs.length === 0) return null
  const sizes = grouped(pairs, ({ job }) => classOf(jobs.nodes[job] ?? 0)).sort((a, b) => a[0] - b[0])
  const partitions = grouped(pairs, ({ job }) => jobs.queues?.of[job] ?? -1)
  return {
    ...distanceOf(jobs, pairs),
    bySize: sizes.map(([kind, list]) => ({
      fromNodes: kind === 0 ? 1 : 4 ** (kind - 1) + 1,
      toNodes: Math.min(workload.nodes, 4 ** kind),
      ...distanceOf(jobs, list),
    })),
    byPartition: partitions
      .map(([queue, list]) => ({ partition: jobs.queues?.names[queue] ?? '', ...distanceOf(jobs, list) }))
      .sort((a, b) => b.jobs - a.jobs),
    /** What may explain those that are more than ten minutes off. */
    explained: explanationsOf(jobs, pairs),
  }
}

function grouped(
  pairs: readonly Pair[],
  keyOf: (pair: Pair) => number,
): (readonly [number, readonly Pair[]])[] {
  const found = new Map<number, Pair[]>()
  for (const pair of pairs) addTo(found, keyOf(pair), pair)
  return [...found]
}

function distanceOf({ submitS }: JobTable, pairs: readonly Pair[]) {
  const count = pairs.length
  const errors = Float64Array.from(pairs, ({ recordedS, replayedS }) =>
    Math.abs(replayedS - recordedS),
  ).sort()
  const within = (seconds: number) => errors.filter((error) => error <= seconds).length / count
  const mean = (of: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / count
  const middle = Math.floor(count / 2)
  const upper = errors[middle] ?? 0
  return {
    jobs: count,
    /** Median of the distance either way. */
    medianErrorS: count % 2 === 1 ? upper : (upper + (errors[middle - 1] ?? upper)) / 2,
    /** Mean of the distance: below 0 the replay starts jobs too early. */
    biasS: mean(({ recordedS, replayedS }) => replayedS - recordedS),
    within1minFraction: within(60),
    within10minFraction: within(600),
    within60minFraction: within(3600),
    meanWaitRecordedS: mean(({ job, recordedS }) => recordedS - (submitS[job] ?? 0)),
    meanWaitReplayedS: mean(({ job, replayedS }) => replayedS - (submitS[job] ?? 0)),
  }
}

const farS = 600

function explanationsOf(jobs: JobTable, pairs: readonly Pair[]) {
  const passed = overtakenBy(jobs, pairs)
  const following = new Set(jobs.conditions?.dependencies?.map((one) => one.job))
  const counts = new Map<Cause, number>()
  for (const pair of pairs) {
    if (Math.abs(pair.replayedS - pair.recordedS) <= farS) continue
    const isLater = (jobs.conditions?.eligibleS?.[pair.job] ?? -Infinity) > (jobs.submitS[pair.job] ?? 0)
    const cause = causeOf(pair, {
      isConditioned: isLater || following.has(pair.job),
      isOvertaken: passed.has(pair.job),
    })
    counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  return causes.flatMap((cause) => {
    const count = counts.get(cause) ?? 0
    return count === 0 ? [] : [{ cause, jobs: count }]
  })
}

type Known = { readonly isConditioned: boolean; readonly isOvertaken: boolean }

function causeOf({ recordedS, replayedS }: Pair, { isConditioned, isOvertaken }: Known): Cause {
  if (isConditioned) return 'condition'
  if (recordedS < replayedS) return 'recorded earlier'
  return isOvertaken ? 'overtaken' : 'recorded later'
}

/**
 * Jobs that started, in the record, after one that was submitted later and is no smaller: by submission from the last
 * on, the earliest start of each class of size.
 */
function overtakenBy({ nodes, submitS }: JobTable, pairs: readonly Pair[]): ReadonlySet<number> {
  const found = new Set<number>()
  const earliestS: number[] = []
  const byLast = [...pairs].sort((a, b) => (submitS[b.job] ?? 0) - (submitS[a.job] ?? 0))
  for (const { job, recordedS } of byLast) {
    const kind = classOf(nodes[job] ?? 0)
    for (let size = kind; size < earliestS.length; size += 1)
      if ((earliestS[size] ?? Infinity) < recordedS) found.add(job)
    while (earliestS.length <= kind) earliestS.push(Infinity)
    earliestS[kind] = Math.min(earliestS[kind] ?? Infinity, recordedS)
  }
  return found
}
