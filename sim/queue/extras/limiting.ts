import { own } from '../../base/nearest.ts'
import type { JobTable, Workload } from '../engine/job.ts'
import type { Extra, Machine } from '../engine/machine.ts'
import type { Policy } from '../policies/policy.ts'
import { groupLimits } from './conditions.ts'
import {
  gpusHeld,
  limitedGroups,
  limitsRunning,
  runningLimits,
  submissionLimits,
  type QueueLimit,
} from './queue-limits.ts'
import { byLabel } from './tiers.ts'

type Limited = { readonly machine: Machine; readonly policy: Policy; readonly workload: Workload }

/** What keeps the limits that are given and those of arrays: of submissions first, then of what runs. */
export function limiting(
  { machine, policy, workload }: Limited,
  limits: readonly QueueLimit[],
  usageOf: (job: number) => number,
): readonly Extra[] {
  const { jobs } = workload
  const gpusOf = gpusHeld(workload)
  const ofSubmissions = limits.filter(({ mostSubmitted = Infinity }) => mostSubmitted < Infinity)
  const groups = limits.filter(limitsRunning).map((limit) => limitedGroups(jobs, limit))
  const told = jobs.conditions
  const ofArrays = told === null || told.groups === null ? [] : [groupLimits(told)]
  return [
    ...(ofSubmissions.length > 0 ? [submissionLimits(machine, jobs, ofSubmissions)] : []),
    ...[...groups, ...ofArrays].map((limitOf) =>
      runningLimits(machine, policy, { limitOf, gpusOf, usageOf }),
    ),
  ]
}

/** How often what a job uses counts: the factor of its QOS, 1 for one that is not named. */
export function usageFactorsOf(
  { qos, queues }: JobTable,
  factors: Readonly<Record<string, number>>,
): (job: number) => number {
  return byLabel(qos ?? queues, (name) => own(factors, name) ?? 1)
}
