import * as z from 'zod/mini'
import words from '../../data/queue/words.json' with { type: 'json' }
import { quoted } from '../../base/shown.ts'
import { accept, readAll, refuse, type Read } from '../../base/outcome.ts'
import { own } from '../../base/nearest.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { inner, or, orNull } from '../asking/field.ts'
import { few, quantity, whole, within, word } from '../asking/readers.ts'
import { slurmPeriods, type Multifactor } from '../../queue/extras/multifactor.ts'
import type { FailureModel } from '../../queue/extras/failures.ts'
import type { QueueLimit } from '../../queue/extras/queue-limits.ts'
import type { Window, Workload } from '../../queue/engine/job.ts'
import type { BackfillLimits } from '../../queue/policies/reserving.ts'
import type { Preemption } from '../../queue/extras/preemption.ts'
import { isPolicy, policies, type PolicyName } from '../../queue/engine/policies.ts'
import { constant, powerCap, type PowerModel } from '../../queue/power.ts'
import { plainRules, type Beyond } from '../../queue/engine/simulate.ts'
import { readNodeIds } from '../../queue/import/cluster.ts'
import { budgetsField } from './budgets.ts'
import { readInstant, type KnownClock } from './clock.ts'
import {
  aboveZero,
  amountIn,
  atLeastOne,
  countIn,
  mostCounted,
  seconds,
  wholeSeconds,
} from './read-fields.ts'

const mostOfKind = or(countIn(0, mostCounted), Infinity)
const mostHours = or(
  z.pipe(
    amountIn(0, 1e12),
    z.transform((hours: number) => hours * SECONDS_PER_HOUR),
  ),
  Infinity,
)

export const limitField = z.pipe(
  z.strictObject({
    queue: z.optional(word),
    qos: z.optional(word),
    account: z.optional(word),
    user: z.optional(word),
    each: z.optional(z.enum(['user', 'account'])),
    alsoQueues: z.optional(few(word)),
    alsoAccounts: z.optional(few(word, 20_000)),
    exceptQueues: z.optional(few(word, 20_000)),
    exceptQos: z.optional(few(word, 20_000)),
    exceptUsers: z.optional(few(word, 20_000)),
    longest: or(seconds, Infinity),
    mostNodes: mostOfKind,
    mostRunning: mostOfKind,
    mostRunningNodes: mostOfKind,
    mostRunningGpus: mostOfKind,
    mostSubmitted: mostOfKind,
    mostNodeHours: mostHours,
    mostGpuHours: mostHours,
  }),
  z.transform(({ longest, mostNodeHours, mostGpuHours, ...limit }): QueueLimit => ({
    ...limit,
    longestS: longest,
    mostNodeS: mostNodeHours,
    mostGpuS: mostGpuHours,
  })),
)

/** Slurm's weights, factors and tiers are counts. */
const weight = within(0, 1e12)
export const byName = z.record(word, weight)
export const usageField = z.record(word, within(0, 1e6))
const sharesField = z.record(word, z.union([weight, z.literal('parent')]))
/** More than any Slurm has, and few enough to be walked; and so long that use never decays, as with a half-life of 0. */
const [mostAbove, neverS] = [100, 1e12]

export const priorityField = inner(
  z.strictObject({
    age: or(weight, 0),
    fairShare: or(weight, 0),
    size: or(weight, 0),
    qos: or(weight, 0),
    maxAge: or(aboveZero, slurmPeriods.maxAgeS),
    halfLife: or(seconds, slurmPeriods.halfLifeS),
    shares: or(sharesField, {}),
    parents: or(z.record(word, word), {}),
    users: or(z.record(word, sharesField), {}),
    qosFactors: or(byName, {}),
  }),
  ({ maxAge, halfLife, shares, parents, users, qosFactors, ...weights }): Read<Multifactor> => {
    const deep = Object.keys(parents).find((name) => isTooDeep(name, parents))
    if (deep !== undefined)
      return refuse(
        'parents',
        `puts ${quoted(deep)} below itself or below more than ${String(mostAbove)} others`,
      )
    const periods = { ...slurmPeriods, maxAgeS: maxAge, halfLifeS: halfLife || neverS }
    return accept({ weights, ...periods, shares, parents, users, qos: qosFactors })
  },
)

function isTooDeep(name: string, parents: Readonly<Record<string, string>>): boolean {
  let above: string | undefined = name
  for (let depth = 0; above !== undefined && depth <= mostAbove; depth += 1) above = own(parents, above)
  return above !== undefined
}

export const backfillField = z.strictObject({
  window: or(wholeSeconds, Infinity),
  mostTested: or(countIn(1, mostCounted), Infinity),
  depth: orNull(countIn(1, mostCounted)),
})

const preemptMode = z.enum(['requeue', 'cancel', 'off'])

/** Of who may stop whom; null would be nobody. */
export const preemptionField = inner(
  z.strictObject({
    by: z.enum(['tier', 'qos']),
    over: or(z.record(word, z.array(word)), {}),
    mode: or(preemptMode, 'requeue'),
    modes: or(z.record(word, preemptMode), {}),
    exempt: or(wholeSeconds, 0),
    checkpoint: or(atLeastOne, Infinity),
    restart: or(wholeSeconds, 0),
  }),
  ({ exempt, checkpoint, restart, ...rules }): Read<Preemption> => {
    const { by, over } = rules
    if (by === 'qos' && Object.keys(over).length === 0)
      return refuse('over', 'is missing: by qos, say which is over which, { normal: [scavenger] }')
    const inCircle = circleIn(over)
    return inCircle === undefined
      ? accept({ ...rules, exemptS: exempt, checkpointS: checkpoint, restartS: restart })
      : refuse('over', `lets ${quoted(inCircle)} be stopped by whom it may stop`)
  },
)

const failureField = z.pipe(
  z.strictObject({
    per1000NodeDays: within(1e-9, 1e6),
    repair: wholeSeconds,
    checkpoint: or(atLeastOne, Infinity),
    restart: wholeSeconds,
    mostRestarts: or(countIn(0, 1e6), 100),
    seed: or(inner(z.number(), whole(0, 2 ** 53)), 1),
  }),
  z.transform(({ per1000NodeDays, repair, checkpoint, restart, ...rest }): FailureModel => ({
    ...rest,
    ratePer1000NodeDays: per1000NodeDays,
    repairS: repair,
    checkpointS: checkpoint,
    restartS: restart,
  })),
)

function windowField(clock: KnownClock) {
  const fields = z.strictObject({
    start: quantity,
    end: quantity,
    nodes: inner(z.optional(z.nullable(quantity)), (raw, at) =>
      raw === null || raw === undefined ? accept(null) : whole(0, mostCounted)(raw, at),
    ),
    nodeIds: orNull(inner(z.array(z.number()), (ids, at) => readNodeIds(ids, { field: at, nodes: null }))),
  })
  return inner(fields, ({ start, end, nodes, nodeIds }): Read<Window> => {
    const read = readAll({ startS: readInstant('start', start, clock), endS: readInstant('end', end, clock) })
    if (!read.ok) return read
    if (read.value.endS < read.value.startS)
      return refuse('end', `${String(end)} is before the start ${String(start)}`)
    return accept({ ...read.value, nodes, ...(nodeIds === null ? {} : { nodes: nodeIds.length, nodeIds }) })
  })
}

/** What changes how a workload is replayed. */
export function scenarioFields(clock: KnownClock) {
  return {
    policy: inner(z.optional(word), readPolicy),
    nodes: orNull(countIn(1, mostCounted)),
    windows: orNull(z.array(windowField(clock))),
    busyW: orNull(amountIn(0, 1e6)),
    idleW: orNull(amountIn(0, 1e6)),
    pue: orNull(amountIn(1, 10)),
    kgCo2ePerKwh: orNull(amountIn(0, 10)),
    powerCapW: orNull(amountIn(0, 1e12)),
    limits: orNull(few(limitField)),
    priority: orNull(priorityField),
    backfill: orNull(backfillField),
    tiers: orNull(byName),
    usageFactors: orNull(usageField),
    preemption: orNull(preemptionField),
    failures: orNull(failureField),
    budgets: orNull(budgetsField(clock)),
  } as const
}

type Said = z.output<z.ZodMiniObject<ReturnType<typeof scenarioFields>>>

/** The parts of a scenario that a system file may tell: each is left where that part is given. */
export type Beneath = Partial<
  Pick<Said, 'limits' | 'priority' | 'backfill' | 'tiers' | 'usageFactors' | 'preemption'>
>

/** What fields say together: what a policy takes, and what it takes the power of a node for. */
export function queueScenarioOf(said: Said, beneath: Beneath = {}) {
  const { policy, nodes, windows, failures, budgets, powerCapW } = said
  const tiers = said.tiers ?? beneath.tiers ?? null
  const backfill = said.backfill ?? (takesBackfill(policy) ? beneath.backfill : null) ?? null
  const preemption = said.preemption ?? (takesPreemption(policy) ? beneath.preemption : null) ?? null
  const read = readAll({
    power: powerOf(said),
    backfill: backfill === null ? accept(null) : backfillOf(backfill, policy),
    preemption: preemptionUnder(preemption, { policy, tiers }),
  })
  if (!read.ok) return read
  const { power, ...rules } = read.value
  const limits = said.limits ?? beneath.limits ?? null
  const multifactor = said.priority ?? beneath.priority ?? null
  const usageFactors = said.usageFactors ?? beneath.usageFactors ?? {}
  return accept({
    policy,
    /** Null: what the file says. */
    nodes,
    /** Beside those of the file. */
    windows,
    power,
    /** What is asked for beside the plain rules, before the workload is known; each null by itself. */
    beyond: { ...rules, powerCapW, limits, multifactor, failures, budgets, tiers, usageFactors },
  })
}

export type QueueScenario = Extract<ReturnType<typeof queueScenarioOf>, { readonly ok: true }>['value']

/** The options of the engine for a workload. */
export function beyondOf(workload: Workload, { power, beyond }: QueueScenario): Beyond {
  const { powerCapW, budgets: wish, ...rules } = beyond
  const budgets =
    wish?.isEnforced === true
      ? { plan: { ...wish.plan, sharesNodes: workload.kinds !== null }, before: null, authorised: 0 }
      : null
  const second = powerCapW === null || power === null ? null : powerCap(workload, power, powerCapW)
  return { ...plainRules, ...rules, second, budgets }
}

function readPolicy(name = 'easy', at: string): Read<PolicyName> {
  if (isPolicy(name)) return accept(name)
  return refuse(at, `${quoted(name)} is not a policy; give ${Object.keys(policies).join(', ')}`)
}

/** Energy is asked for by the power of a node; both states are needed, neither is guessed. */
function powerOf({ busyW, idleW, pue, kgCo2ePerKwh, powerCapW }: Said): Read<PowerModel | null> {
  if ([busyW, idleW, pue, kgCo2ePerKwh, powerCapW].every((field) => field === null)) return accept(null)
  const missing = (['busyW', 'idleW'] as const).filter((field) => ({ busyW, idleW })[field] === null)
  const problems = missing.map((field) => ({
    field,
    message: `is missing beside the others; give ${words[field]}`,
  }))
  if (busyW === null || idleW === null) return { ok: false, problems }
  if (busyW < idleW)
    return refuse('busyW', `is below idleW, ${String(idleW)}: a busy node draws no less than an idle one`)
  const gridKgCo2ePerKwh = constant(kgCo2ePerKwh ?? 0)
  return accept({ busyWPerNode: busyW, idleWPerNode: idleW, pueRatio: pue ?? 1, gridKgCo2ePerKwh })
}

/** Whether bounds of backfill, and preemption, say anything under a policy. */
const takesBackfill = (policy: string) => policy === 'easy' || policy === 'conservative_rebuild'
const takesPreemption = (policy: string) => policy !== 'conservative'

function backfillOf(
  { window, mostTested, depth }: z.output<typeof backfillField>,
  policy: PolicyName,
): Read<BackfillLimits> {
  if (!takesBackfill(policy))
    return refuse('backfill', `bounds nothing under ${policy}; take easy or conservative_rebuild`)
  if (depth !== null && policy !== 'easy')
    return refuse('backfill.depth', `is of easy; ${policy} reserves for every job that it looks at`)
  return accept({ windowS: window, mostTested, depth: depth ?? (policy === 'easy' ? 1 : Infinity) })
}

function preemptionUnder(
  rules: Preemption | null,
  { policy, tiers }: Pick<Said, 'policy' | 'tiers'>,
): Read<Preemption | null> {
  if (rules === null) return accept(null)
  if (!takesPreemption(policy))
    return refuse('preemption', 'would break the promises of conservative; take easy or conservative_rebuild')
  return rules.by === 'tier' && tiers === null
    ? refuse('preemption.by', 'is tier, and no tiers are given; add tiers: { high: 2 }')
    : accept(rules)
}

/** A name that is over itself through others; those that are over nobody left are taken away until none is. */
function circleIn(over: Readonly<Record<string, readonly string[]>>): string | undefined {
  let left = Object.keys(over)
  for (;;) {
    const names = new Set(left)
    const still = left.filter((name) => own(over, name)?.some((below) => names.has(below)) === true)
    if (still.length === left.length) return still[0]
    left = still
  }
}
