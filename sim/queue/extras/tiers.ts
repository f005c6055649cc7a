import { own } from '../../base/nearest.ts'
import type { JobTable, Labels } from '../engine/job.ts'

export type Tiers = (job: number) => number

/** What the label of a job stands for; that of '' where it has none. */
export function byLabel<T>(labels: Labels | null, valueOf: (name: string) => T): (job: number) => T {
  const none = valueOf('')
  const known = (labels?.names ?? []).map(valueOf)
  return (job) => known[labels?.of[job] ?? -1] ?? none
}

/** Tiers of queues, 1 for one that is not named: whoever is of a higher tier comes first, whatever the priorities. */
export function tiersOf({ queues }: JobTable, tiers: Readonly<Record<string, number>> | null): Tiers {
  return tiers === null ? () => 1 : byLabel(queues, (name) => own(tiers, name) ?? 1)
}

/** One number of each job that puts higher tiers first and, in a tier, higher priorities. */
export function withTiers({ count, priority }: JobTable, tierOf: Tiers): Float64Array {
  const tiers = Float64Array.from({ length: count }, (_, job) => tierOf(job))
  const priorities = priority ?? new Float64Array(count)
  const ranksOf = (values: Float64Array) => new Map([...new Set(values.toSorted())].map((one, i) => [one, i]))
  const [ranks, steps] = [ranksOf(priorities), ranksOf(tiers)]
  return tiers.map(
    (tier, job) => (steps.get(tier) ?? 0) * ranks.size + (ranks.get(priorities[job] ?? 0) ?? 0),
  )
}
