import * as z from 'zod/mini'
import { addTo } from '../../../base/math.ts'
import { accept, refuse } from '../../../base/outcome.ts'
import { readKinds } from '../../../queue/import/cluster.ts'
import { orNull } from '../../asking/field.ts'
import { problemsOf, readBy } from '../../asking/problems.ts'
import { backfillField, byName, limitField, preemptionField, priorityField, usageField } from '../scenario.ts'
import { limitingFields, slurmLimits } from './slurm-limits.ts'

/** What the settings of Slurm come to in the words of a replay. */
const scheduling = z.object({
  limits: z.array(limitField),
  priority: orNull(priorityField),
  usageFactors: usageField,
})

const weights = { age: z.number(), fairShare: z.number(), size: z.number(), qos: z.number() }

const slurmFields = z.object({
  nodes: z.array(z.unknown()),
  away: z.optional(z.array(z.string())),
  priority: z.optional(z.nullable(z.object({ ...weights, maxAgeS: z.number(), halfLifeS: z.number() }))),
  ...limitingFields,
  backfill: orNull(backfillField),
  tiers: orNull(byName),
  preemption: orNull(preemptionField),
})

/** Reads the part of a system file that `petaplan system from-slurm` writes for the queue. */
export function readSystemAsked(system: Readonly<Record<string, unknown>>) {
  const { slurm } = system
  if (slurm === undefined)
    return refuse('slurm', 'is missing: the queue needs the nodes that petaplan system from-slurm writes')
  const shape = slurmFields.safeParse(slurm)
  if (!shape.success) {
    const problems = problemsOf(shape.error.issues, { raw: slurm, words: {} })
    return { ok: false as const, problems: problems.map((one) => ({ ...one, field: `slurm.${one.field}` })) }
  }
  const read = readKinds(shape.data.nodes, 'slurm.nodes')
  if (!read.ok) return read
  const { qos = [], partitions = [] } = shape.data
  const ruled = readBy(
    scheduling,
    {},
    {
      limits: slurmLimits(shape.data),
      priority: priorityOf(shape.data),
      usageFactors: Object.fromEntries(
        qos.flatMap(({ name, limits: told }) =>
          told['UsageFactor'] === undefined ? [] : [[name, Number(told['UsageFactor']) || 0] as const],
        ),
      ),
    },
  )
  if (!ruled.ok) return ruled
  const { backfill, tiers, preemption, away = [] } = shape.data
  const wholePartitions = partitions.flatMap((one) => (one.isExclusive === true ? [one.name] : []))
  return accept({
    ...ruled.value,
    kinds: read.value.kinds,
    away,
    wholePartitions,
    backfill,
    tiers,
    preemption,
  })
}

function priorityOf({ priority, qos = [], associations = [] }: z.infer<typeof slurmFields>) {
  if (priority === undefined || priority === null) return undefined
  const { maxAgeS, halfLifeS, ...factors } = priority
  const highest = Math.max(1, ...qos.map((one) => one.priority))
  // What is below the root stands uppermost.
  const accounts = associations.filter(({ account, user }) => user === '' && account !== 'root')
  const users = new Map<string, (readonly [user: string, share: number | 'parent'])[]>()
  for (const { account, user, share } of associations) if (user !== '') addTo(users, account, [user, share])
  return {
    ...factors,
    maxAge: maxAgeS,
    halfLife: halfLifeS,
    shares: { root: 'parent', ...Object.fromEntries(accounts.map(({ account, share }) => [account, share])) },
    parents: Object.fromEntries(
      accounts.flatMap(({ account, parent = '' }) =>
        parent === '' || parent === 'root' ? [] : [[account, parent]],
      ),
    ),
    users: Object.fromEntries([...users].map(([account, list]) => [account, Object.fromEntries(list)])),
    qosFactors: Object.fromEntries(qos.map((one) => [one.name, one.priority / highest])),
  }
}
