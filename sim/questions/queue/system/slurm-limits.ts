import * as z from 'zod/mini'
import { addTo } from '../../../base/math.ts'
import { own } from '../../../base/nearest.ts'
import { durationS } from '../../../queue/import/clock.ts'
import { readTres } from '../../../queue/import/slurm/tres.ts'
import type { limitField } from '../scenario.ts'

type Limit = z.input<typeof limitField>

const atMost = z.optional(z.nullable(z.number().check(z.positive())))
const limits = z.record(z.string(), z.string())

const qosFields = z.object({ name: z.string(), priority: z.number(), limits })

const partitionFields = z.object({
  name: z.string(),
  longestS: atMost,
  mostNodes: atMost,
  isExclusive: z.optional(z.boolean()),
  qos: z.optional(z.string()),
})

const texts = {
  account: z.string(),
  user: z.string(),
  partition: z.optional(z.string()),
  parent: z.optional(z.string()),
}
const share = z.union([z.number(), z.literal('parent')])
const associationFields = z.object({ ...texts, share, limits })

/** What of a system file says what is allowed. */
export const limitingFields = {
  qos: z.optional(z.array(qosFields)),
  partitions: z.optional(z.array(partitionFields)),
  associations: z.optional(z.array(associationFields)),
}

type Association = z.infer<typeof associationFields>

/**
 * The limits of partitions, QOS and associations. Of each amount the first holds that limits it: the QOS of the
 * partition, that of the job (before it with OverPartQOS), the association of the user, that of the account; Grp limits
 * of associations hold together, those of an account for all accounts below it. Each counts all of its own jobs, also those that another one holds. What a partition
 * allows holds beside, but for the QOS that may pass it.
 *
 * Source: https://slurm.schedmd.com/resource_limits.html, 'Hierarchy'; src/slurmctld/acct_policy.c, read 2026-11.
 */
export function slurmLimits(told: z.infer<z.ZodMiniObject<typeof limitingFields>>): Limit[] {
  const { partitions = [], associations = [] } = told
  const qos = (told.qos ?? []).map(({ name, limits: its }) => {
    const flags = its['Flags']?.split(',') ?? []
    const inside = partitions.filter((part) => part.qos === name).map((part) => part.name)
    const scope = { qos: name, alsoQueues: inside.length === 0 ? undefined : inside }
    return { name, scope, has: (flag: string) => flags.includes(flag), own: limitsOf(its, scope) }
  })
  const passing = qos.map(({ scope, has }) => ({
    ...scope,
    longest: has('PartitionTimeLimit') ? 0 : undefined,
    mostNodes: has('PartitionMaxNodes') ? 0 : undefined,
  }))
  const accounts = new Map<string, Placed[]>()
  for (const one of inTree(associations)) addTo(accounts, one.account, one)
  // What it allows each account goes before what a user may, too.
  const before = qos.flatMap(({ own: its }) =>
    its.map((limit) => ({ ...limit, each: limit.each && ('user' as const) })),
  )
  return [
    ...partitions.flatMap(({ name, longestS, mostNodes }) =>
      behind({ queue: name, longest: longestS ?? undefined, mostNodes: mostNodes ?? undefined }, passing),
    ),
    ...qos.flatMap((one) => {
      const others = qos
        .filter((other) => other !== one)
        .flatMap((other) =>
          other.own.map((limit) => ({
            ...limit,
            qos: other.has('OverPartQOS') ? other.name : undefined,
            alsoQueues: one.has('OverPartQOS') ? undefined : limit.alsoQueues,
          })),
        )
      return one.own.flatMap((limit) => behind(limit, others))
    }),
    ...[...accounts.values()].flatMap((list) => accountLimits(list, before)),
  ]
}

/** An association with the accounts below it. */
type Placed = Association & { readonly below: readonly string[] }

/** Each account with those of the Max limits above it that it has not, as sacctmgr prints them but with WOPLimits. */
function inTree(associations: readonly Association[]): readonly Placed[] {
  const told = new Map(associations.flatMap((one) => (one.user === '' ? [[one.account, one] as const] : [])))
  const below = new Map<string, string[]>()
  const most = new Map<string, Association['limits']>()
  for (const name of told.keys()) {
    const above = new Set<Association>()
    for (let at = told.get(name); at !== undefined && !above.has(at); at = told.get(at.parent || 'root')) {
      if (above.size > 0) addTo(below, at.account, name)
      above.add(at)
    }
    const limitsAbove = [...above].reverse().flatMap((one) => Object.entries(one.limits))
    most.set(name, Object.fromEntries(limitsAbove.filter(([limit]) => limit.startsWith('Max'))))
  }
  return associations.map((one) => {
    if (one.user !== '') return { ...one, below: [] }
    const { account } = one
    return { ...one, limits: { ...most.get(account), ...one.limits }, below: below.get(account) ?? [] }
  })
}

/** An account and its users: of its Max limits, which sacctmgr prints with each user again, a user's own go first. */
function accountLimits(list: readonly Placed[], before: readonly Limit[]): readonly Limit[] {
  const ofAccount = list.find(({ user }) => user === '')?.limits ?? {}
  const all = list.map((one) => ({ isUser: one.user !== '', own: associationLimits(one, ofAccount) }))
  const ofUsers = all.flatMap(({ isUser, own: its }) =>
    its.filter(({ each, longest, mostNodes }) => isUser && (each ?? longest ?? mostNodes) !== undefined),
  )
  return all.flatMap(({ isUser, own: its }) =>
    its.flatMap((limit) => behind(limit, isUser ? before : [...before, ...ofUsers])),
  )
}

/** What is of an association itself; of the root those of groups alone, which are of everybody. */
function associationLimits(one: Placed, ofAccount: Association['limits']): readonly Limit[] {
  const { account, user, partition } = one
  const its = Object.entries(one.limits).filter(
    ([name, value]) =>
      name.startsWith('Grp') || (account !== 'root' && (user === '' || own(ofAccount, name) !== value)),
  )
  const asOfQos = its.map(
    ([name, value]) => [name.replace(/^(MaxJobs|MaxSubmit)(Jobs)?$/, '$1PU'), value] as const,
  )
  const isAll = account === 'root' && user === ''
  const scope = {
    account: isAll ? undefined : account,
    user: user || undefined,
    queue: partition || undefined,
  }
  const isGroup = ([name]: readonly [string, string]) => name.startsWith('Grp')
  const [groups, most] = [asOfQos.filter(isGroup), asOfQos.filter((limit) => !isGroup(limit))]
  const alsoAccounts = isAll || one.below.length === 0 ? undefined : [...one.below]
  return [
    ...limitsOf(Object.fromEntries(groups), { ...scope, alsoAccounts }),
    ...limitsOf(Object.fromEntries(most), scope),
  ]
}

/** A limit, each of its amounts by itself where it leaves out jobs that have another of the same; none without amounts. */
function behind(limit: Limit, others: readonly Limit[]): readonly Limit[] {
  const { queue, qos, account, user, each, alsoQueues, alsoAccounts, ...most } = limit
  const amounts = Object.entries(most).flatMap(([what, value]) => {
    const before = others.filter((one) => one.each === each && own(one, what) !== undefined)
    return value === undefined ? [] : [{ amount: Object.fromEntries([[what, value]]), before }]
  })
  if (amounts.length > 0 && amounts.every(({ before }) => before.length === 0)) return [limit]
  return amounts.map(({ amount, before }) => ({
    ...{ queue, qos, account, user, each, alsoQueues, alsoAccounts, ...amount },
    exceptQueues: before.flatMap((one) => one.alsoQueues ?? []),
    exceptQos: before.flatMap((one) => one.qos ?? []),
    exceptUsers: before.flatMap((one) => one.user ?? []),
  }))
}

/** The limits of a QOS that a replay keeps, as `kept` names them. */
function limitsOf(told: Association['limits'], scope: Limit): readonly Limit[] {
  const wallS = durationS(told['MaxWall'] ?? '')
  const { nodes } = readTres(told['MaxTRES'] ?? '')
  return [
    { ...scope, longest: wallS > 0 ? wallS : undefined, mostNodes: nodes > 0 ? nodes : undefined },
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
