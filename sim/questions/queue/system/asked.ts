import * as z from 'zod/mini'
import { own } from '../../../base/nearest.ts'
import { accept, refuse, type Read } from '../../../base/outcome.ts'
import type { NodeKind } from '../../../queue/engine/job.ts'
import { readKinds } from '../../../queue/import/cluster.ts'
import { durationS } from '../../../queue/import/clock.ts'
import { readTres } from '../../../queue/import/slurm/tres.ts'
import { orNull } from '../../asking/field.ts'
import { problemsOf, readBy } from '../../asking/problems.ts'
import {
  backfillField,
  limitField,
  preemptionField,
  priorityField,
  tiersField,
  usageField,
} from '../scenario.ts'

/** What the settings of Slurm come to in the words of a replay. */
const scheduling = z.object({
  limits: z.array(limitField),
  priority: orNull(priorityField),
  usageFactors: usageField,
})

/** What a replay takes of a system file: the nodes, and what its partitions allow. */
export type SystemAsked = z.output<typeof scheduling> &
  Pick<z.output<typeof slurmFields>, 'backfill' | 'tiers' | 'preemption'> & {
    readonly kinds: readonly NodeKind[]
    /** Partitions whose jobs take their nodes whole. */
    readonly wholePartitions: readonly string[]
  }

type Limit = z.input<typeof limitField>

const atMost = z.optional(z.nullable(z.number().check(z.positive())))

const byName = z.record(z.string(), z.string())
const weights = { age: z.number(), fairShare: z.number(), size: z.number(), qos: z.number() }

const partitionFields = z.object({
  name: z.string(),
  longestS: atMost,
  mostNodes: atMost,
  isExclusive: z.optional(z.boolean()),
  qos: z.optional(z.string()),
})

const qosFields = z.object({
  name: z.string(),
  priority: z.number(),
  isOverPartition: z.optional(z.boolean()),
  limits: byName,
})

const slurmFields = z.object({
  nodes: z.array(z.unknown()),
  qos: z.optional(z.array(qosFields)),
  associations: z.optional(
    z.array(z.object({ account: z.string(), user: z.string(), share: z.number(), limits: byName })),
  ),
  priority: z.optional(z.nullable(z.object({ ...weights, maxAgeS: z.number(), halfLifeS: z.number() }))),
  partitions: z.optional(z.array(partitionFields)),
  backfill: orNull(backfillField),
  tiers: orNull(tiersField),
  preemption: orNull(preemptionField),
})

/** Reads the part of a system file that `petaplan system from-slurm` writes for the queue. */
export function readSystemAsked(system: Readonly<Record<string, unknown>>): Read<SystemAsked> {
  const { slurm } = system
  if (slurm === undefined)
    return refuse('slurm', 'is missing: the queue needs the nodes that petaplan system from-slurm writes')
  const shape = slurmFields.safeParse(slurm)
  if (!shape.success) {
    const problems = problemsOf(shape.error.issues, { raw: slurm, words: {} })
    return { ok: false, problems: problems.map((one) => ({ ...one, field: `slurm.${one.field}` })) }
  }
  const read = readKinds(shape.data.nodes, 'slurm.nodes')
  if (!read.ok) return read
  const { qos = [], associations = [], partitions = [] } = shape.data
  const ofAccounts = associations.flatMap(({ account, user, limits: told }) => [
    ...limitsOf(told, user === '' ? { account } : { account, user }),
    ...running(
      { account, ...(user === '' ? { each: 'user' } : { user }) },
      { jobs: told['MaxJobs'], submitted: told['MaxSubmit'] ?? told['MaxSubmitJobs'] },
    ),
  ])
  const ruled = readBy(
    scheduling,
    {},
    {
      limits: [...partitions.flatMap(ownLimits), ...qosLimits(qos, partitions), ...ofAccounts],
      priority: priorityOf(shape.data),
      usageFactors: Object.fromEntries(
        qos.flatMap(({ name, limits: told }) =>
          told['UsageFactor'] === undefined ? [] : [[name, Number(told['UsageFactor']) || 0] as const],
        ),
      ),
    },
  )
  if (!ruled.ok) return ruled
  const { backfill, tiers, preemption } = shape.data
  const wholePartitions = partitions.flatMap((one) => (one.isExclusive === true ? [one.name] : []))
  return accept({ ...ruled.value, kinds: read.value.kinds, wholePartitions, backfill, tiers, preemption })
}

function ownLimits({ name, longestS, mostNodes }: z.infer<typeof partitionFields>): readonly Limit[] {
  const longest = typeof longestS === 'number' ? { longest: longestS } : {}
  const most = typeof mostNodes === 'number' ? { mostNodes } : {}
  const own = { ...longest, ...most }
  return Object.keys(own).length === 0 ? [] : [{ queue: name, ...own }]
}

/**
 * The limits of the QOS of jobs and of partitions. Where both limit the same, that of the partition holds, or that of the
 * job if it is over it (OverPartQOS); either counts all jobs of its own.
 *
 * Source: https://slurm.schedmd.com/resource_limits.html, 'Hierarchy'.
 */
function qosLimits(
  qos: readonly z.infer<typeof qosFields>[],
  partitions: readonly z.infer<typeof partitionFields>[],
): readonly Limit[] {
  const limitsIn = (one: (typeof qos)[number], scope: Limit) =>
    limitsOf(one.limits, scope).map((limit) => ({ ...one, limit }))
  const ofJobs = qos.flatMap((one) => limitsIn(one, { qos: one.name }))
  const ofPartitions = partitions.flatMap((part) =>
    qos.filter(({ name }) => name === part.qos).flatMap((one) => limitsIn(one, { queue: part.name })),
  )
  const over = ofJobs.filter(({ isOverPartition }) => isOverPartition === true)
  return [
    ...ofPartitions.flatMap((one) => behind(one, over)),
    ...ofJobs.flatMap((one) => behind(one, over.includes(one) ? [] : ofPartitions)),
  ]
}

type Named = { readonly name: string; readonly limit: Limit }

/** A limit, each of what it allows by itself where others of the same go before it. */
function behind({ name, limit }: Named, others: readonly Named[]): readonly Limit[] {
  const { queue, qos, each, ...most } = limit
  const before = (what: string) =>
    others
      .filter((one) => one.name !== name && one.limit.each === each && own(one.limit, what) !== undefined)
      .map((one) => one.limit)
  if (Object.keys(most).every((what) => before(what).length === 0)) return [limit]
  return Object.entries(most).map(([what, value]) => ({
    ...{ queue, qos, each, ...Object.fromEntries([[what, value]]) },
    exceptQueues: before(what).flatMap((one) => one.queue ?? []),
    exceptQos: before(what).flatMap((one) => one.qos ?? []),
  }))
}

/** The limits of a QOS or an account that a replay keeps, as `keptLimit` names them. */
function limitsOf(told: Readonly<Record<string, string>>, scope: Limit): readonly Limit[] {
  const wallS = durationS(told['MaxWall'] ?? '')
  const { nodes } = readTres(told['MaxTRES'] ?? '')
  const ofJob = { ...(wallS > 0 ? { longest: wallS } : {}), ...(nodes > 0 ? { mostNodes: nodes } : {}) }
  return [
    ...(Object.keys(ofJob).length > 0 ? [{ ...scope, ...ofJob }] : []),
    ...running(scope, {
      jobs: told['GrpJobs'],
      tres: told['GrpTRES'],
      submitted: told['GrpSubmit'] ?? told['GrpSubmitJobs'],
      minutes: told['GrpTRESMins'],
    }),
    ...running(
      { ...scope, each: 'user' },
      { jobs: told['MaxJobsPU'], tres: told['MaxTRESPU'], submitted: told['MaxSubmitPU'] },
    ),
    ...running(
      { ...scope, each: 'account' },
      { jobs: told['MaxJobsPA'], tres: told['MaxTRESPA'], submitted: told['MaxSubmitPA'] },
    ),
  ]
}

type Told = { readonly [of in 'jobs' | 'tres' | 'submitted' | 'minutes']?: string | undefined }

const minutesPerHour = 60

function running(scope: Limit, { jobs, tres, submitted, minutes }: Told): readonly Limit[] {
  const [held, used] = [readTres(tres ?? ''), readTres(minutes ?? '')]
  const most = {
    mostRunning: Number(jobs ?? Number.NaN),
    mostSubmitted: Number(submitted ?? Number.NaN),
    mostRunningNodes: told(tres, 'node') ? held.nodes : Number.NaN,
    mostRunningGpus: told(tres, 'gres/gpu') ? held.gpus : Number.NaN,
    mostNodeHours: told(minutes, 'node') ? used.nodes / minutesPerHour : Number.NaN,
    mostGpuHours: told(minutes, 'gres/gpu') ? used.gpus / minutesPerHour : Number.NaN,
  }
  const set = Object.entries(most).filter(([, value]) => value >= 0)
  return set.length === 0 ? [] : [{ ...scope, ...Object.fromEntries(set) }]
}

/** Whether a list such as 'gres/gpu=8,node=2' names a resource: 0 of it is a limit as well. */
function told(tres: string | undefined, name: string): boolean {
  return tres?.split(',').some((part) => part.startsWith(`${name}=`) || part.startsWith(`${name}:`)) === true
}

function priorityOf({ priority, qos = [], associations = [] }: z.infer<typeof slurmFields>) {
  if (priority === undefined || priority === null) return undefined
  const { maxAgeS, halfLifeS, ...factors } = priority
  const highest = Math.max(1, ...qos.map((one) => one.priority))
  const accounts = associations.filter(({ user }) => user === '')
  return {
    ...factors,
    maxAge: maxAgeS,
    halfLife: halfLifeS,
    shares: Object.fromEntries(accounts.map(({ account, share }) => [account, share])),
    qosFactors: Object.fromEntries(qos.map((one) => [one.name, one.priority / highest])),
  }
}
