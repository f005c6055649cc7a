import { quoted } from '../../base/shown.ts'
import { accept, readAll, readItems, refuse, type Read } from '../../base/outcome.ts'
import { own } from '../../base/nearest.ts'
import { readBounded, readWhole } from '../../base/quantity.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { FailureModel } from '../../queue/extras/failures.ts'
import { slurmPeriods, type Multifactor } from '../../queue/extras/multifactor.ts'
import type { QueueLimit } from '../../queue/extras/queue-limits.ts'
import type { Window, Workload } from '../../queue/engine/job.ts'
import type { BackfillLimits } from '../../queue/policies/reserving.ts'
import type { Preemption } from '../../queue/extras/preemption.ts'
import { isPolicy, policies, type PolicyName } from '../../queue/engine/policies.ts'
import { constant, powerCap, type PowerModel } from '../../queue/power.ts'
import { plainRules, type Beyond } from '../../queue/engine/simulate.ts'
import { readNodeIds } from '../../queue/import/cluster.ts'
import { readBudgets, type BudgetWish } from './read-budgets.ts'
import { readInstant, type KnownClock } from './clock.ts'
import { atLeastOne, given, readSeconds, wholeSeconds } from './read-fields.ts'
import { replayWords, type ScenarioInput } from './schema.ts'

/** What is asked for beside the plain rules, before the workload is known; each null by itself. */
export type Wishes = Omit<Beyond, 'second' | 'after' | 'budgets'> & {
  readonly powerCapW: number | null
  readonly budgets: BudgetWish | null
}

export type QueueScenario = {
  readonly policy: PolicyName
  /** Null: what the file says. */
  readonly nodes: number | null
  /** Beside those of the file. */
  readonly windows: readonly Window[] | null
  readonly power: PowerModel | null
  readonly beyond: Wishes
}

const mostNodes = 2 ** 30
const usualPolicy = 'easy'

export function readScenario(fields: ScenarioInput, clock: KnownClock): Read<QueueScenario> {
  const power = readPower(fields)
  return readAll<QueueScenario>({
    policy: readPolicy(fields.policy ?? usualPolicy),
    nodes: given(fields.nodes, (nodes) => readWhole('nodes', nodes, [1, mostNodes])),
    windows: given(fields.windows, (list) => readWindows(list, clock)),
    power,
    beyond: readAll<Wishes>({
      powerCapW: readCap(fields, power),
      limits: given(fields.limits, readLimits),
      multifactor: given(fields.priority, readPriority),
      failures: given(fields.failures, readFailures),
      budgets: given(fields.budgets, (wish) => readBudgets(wish, clock)),
      backfill: given(fields.backfill, (bounds) => readBackfill(bounds, fields.policy ?? usualPolicy)),
      tiers: accept(fields.tiers ?? null),
      usageFactors: readUsageFactors(fields.usageFactors ?? {}),
      preemption: given(fields.preemption, (rules) => readPreemption(rules, fields)),
    }),
  })
}

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

function readPolicy(name: string): Read<PolicyName> {
  if (isPolicy(name)) return accept(name)
  return refuse('policy', `${quoted(name)} is not a policy; give ${Object.keys(policies).join(', ')}`)
}

/** Energy is asked for by the power of a node; both states are needed, neither is guessed. */
function readPower({ busyW, idleW, pue, kgCo2ePerKwh, powerCapW }: ScenarioInput): Read<PowerModel | null> {
  const wanted = [busyW, idleW, pue, kgCo2ePerKwh, powerCapW].some((field) => field !== undefined)
  if (!wanted) return accept(null)
  const missing = (['busyW', 'idleW'] as const).filter((field) => ({ busyW, idleW })[field] === undefined)
  const problems = missing.map((field) => ({
    field,
    message: `is missing beside the others; give ${replayWords[field]}`,
  }))
  if (busyW === undefined || idleW === undefined) return { ok: false, problems }
  const read = readAll({
    busyWPerNode: readBounded('busyW', busyW, [0, 1e6]),
    idleWPerNode: readBounded('idleW', idleW, [0, 1e6]),
    pueRatio: readBounded('pue', pue ?? 1, [1, 10]),
    kgCo2ePerKwh: readBounded('kgCo2ePerKwh', kgCo2ePerKwh ?? 0, [0, 10]),
  })
  if (!read.ok) return read
  const { kgCo2ePerKwh: intensity, ...power } = read.value
  if (power.busyWPerNode < power.idleWPerNode)
    return refuse('busyW', `is below idleW, ${String(idleW)}: a busy node draws no less than an idle one`)
  return accept({ ...power, gridKgCo2ePerKwh: constant(intensity) })
}

/** A cap below what the idle machine draws is still a cap: then nothing may run. */
function readCap({ powerCapW }: ScenarioInput, power: Read<PowerModel | null>): Read<number | null> {
  if (powerCapW === undefined || !power.ok) return accept(null)
  return readBounded('powerCapW', powerCapW, [0, 1e12])
}

function readWindows(
  list: NonNullable<ScenarioInput['windows']>,
  clock: KnownClock,
): Read<readonly Window[]> {
  const reads = list.map(({ start, end, nodes, nodeIds }, i): Read<Window> => {
    const at = (name: string) => `windows.${String(i)}.${name}`
    const read = readAll<Window>({
      startS: readInstant(at('start'), start, clock),
      endS: readInstant(at('end'), end, clock),
      nodes: given(nodes ?? undefined, (count) => readWhole(at('nodes'), count, [0, mostNodes])),
    })
    if (!read.ok) return read
    if (read.value.endS < read.value.startS)
      return refuse(at('end'), `${String(end)} is before the start ${String(start)}`)
    if (nodeIds === undefined) return read
    const ids = readNodeIds(nodeIds, { field: at('nodeIds'), nodes: null })
    return ids.ok ? accept({ ...read.value, nodes: ids.value.length, nodeIds: ids.value }) : ids
  })
  return readItems(reads)
}

function readLimits(list: NonNullable<ScenarioInput['limits']>): Read<readonly QueueLimit[]> {
  const reads = list.map(({ longest, ...limit }, i) => {
    const { queue, qos, account, user, each, exceptQueues, exceptQos, ...most } = limit
    const at = (name: string) => `limits.${String(i)}.${name}`
    const count = (name: keyof typeof most) =>
      most[name] === undefined ? accept(Infinity) : readWhole(at(name), most[name], [0, mostNodes])
    const hours = (name: 'mostNodeHours' | 'mostGpuHours'): Read<number> => {
      if (most[name] === undefined) return accept(Infinity)
      const read = readBounded(at(name), most[name], [0, 1e12])
      return read.ok ? accept(read.value * SECONDS_PER_HOUR) : read
    }
    const read = readAll<QueueLimit>({
      longestS: longest === undefined ? accept(Infinity) : readSeconds(at('longest'), longest),
      mostNodes: count('mostNodes'),
      mostRunning: count('mostRunning'),
      mostRunningNodes: count('mostRunningNodes'),
      mostRunningGpus: count('mostRunningGpus'),
      mostSubmitted: count('mostSubmitted'),
      mostNodeS: hours('mostNodeHours'),
      mostGpuS: hours('mostGpuHours'),
    })
    const scope = { queue, qos, account, user, each, exceptQueues, exceptQos }
    return read.ok ? accept({ ...scope, ...read.value }) : read
  })
  return readItems(reads)
}

function readUsageFactors(factors: Readonly<Record<string, number>>): Read<Readonly<Record<string, number>>> {
  const entries = Object.entries(factors)
  const read = readItems(entries.map(([name, one]) => readBounded(`usageFactors.${name}`, one, [0, 1e6])))
  return read.ok ? accept(factors) : read
}

function readPriority(fields: NonNullable<ScenarioInput['priority']>): Read<Multifactor> {
  const read = readAll({
    maxAgeS: readSeconds('priority.maxAge', fields.maxAge ?? slurmPeriods.maxAgeS),
    halfLifeS: readSeconds('priority.halfLife', fields.halfLife ?? slurmPeriods.halfLifeS),
  })
  if (!read.ok) return read
  if (read.value.maxAgeS <= 0) return refuse('priority.maxAge', 'has to be above 0')
  if (read.value.halfLifeS <= 0) return refuse('priority.halfLife', 'has to be above 0')
  const { age = 0, fairShare = 0, size = 0, qos = 0 } = fields
  return accept({
    weights: { age, fairShare, size, qos },
    ...read.value,
    fairShareEveryS: slurmPeriods.fairShareEveryS,
    shares: fields.shares ?? {},
    qos: fields.qosFactors ?? {},
  })
}

function readFailures(fields: NonNullable<ScenarioInput['failures']>): Read<FailureModel> {
  return readAll<FailureModel>({
    seed: readWhole('failures.seed', fields.seed ?? 1, [0, 2 ** 53]),
    ratePer1000NodeDays: readBounded('failures.per1000NodeDays', fields.per1000NodeDays, [1e-9, 1e6]),
    repairS: wholeSeconds('failures.repair', fields.repair),
    checkpointS: checkpointIn('failures', fields),
    restartS: wholeSeconds('failures.restart', fields.restart),
    mostRestarts: readWhole('failures.mostRestarts', fields.mostRestarts ?? 100, [0, 1e6]),
  })
}

function checkpointIn(name: string, { checkpoint }: { readonly checkpoint?: string | number | undefined }) {
  return checkpoint === undefined ? accept(Infinity) : atLeastOne(`${name}.checkpoint`, checkpoint)
}

/** Whether bounds of backfill, and preemption, say anything under a policy. */
export const takesBackfill = (policy: string) => policy === 'easy' || policy === 'conservative_rebuild'
export const takesPreemption = (policy: string) => policy !== 'conservative'

function readBackfill(
  { window, mostTested, depth }: NonNullable<ScenarioInput['backfill']>,
  policy: string,
): Read<BackfillLimits> {
  if (!takesBackfill(policy))
    return refuse('backfill', `bounds nothing under ${policy}; take easy or conservative_rebuild`)
  if (depth !== undefined && policy !== 'easy')
    return refuse('backfill.depth', `is of easy; ${policy} reserves for every job that it looks at`)
  const most = (field: string, raw: string | number | undefined, otherwise: number) =>
    raw === undefined ? accept(otherwise) : readWhole(field, raw, [1, mostNodes])
  return readAll<BackfillLimits>({
    windowS: window === undefined ? accept(Infinity) : wholeSeconds('backfill.window', window),
    mostTested: most('backfill.mostTested', mostTested, Infinity),
    depth: most('backfill.depth', depth, policy === 'easy' ? 1 : Infinity),
  })
}

function readPreemption(
  { by, over = {}, mode = 'requeue', modes = {}, ...times }: NonNullable<ScenarioInput['preemption']>,
  { policy = usualPolicy, tiers }: ScenarioInput,
): Read<Preemption> {
  if (!takesPreemption(policy))
    return refuse('preemption', 'would break the promises of conservative; take easy or conservative_rebuild')
  if (by === 'tier' && tiers === undefined)
    return refuse('preemption.by', 'is tier, and no tiers are given; add tiers: { high: 2 }')
  if (by === 'qos' && Object.keys(over).length === 0)
    return refuse('preemption.over', 'is missing: by qos, say which is over which, { normal: [scavenger] }')
  const inCircle = circleIn(over)
  if (inCircle !== undefined)
    return refuse('preemption.over', `lets ${quoted(inCircle)} be stopped by whom it may stop`)
  const read = readAll({
    exemptS: wholeSeconds('preemption.exempt', times.exempt ?? 0),
    checkpointS: checkpointIn('preemption', times),
    restartS: wholeSeconds('preemption.restart', times.restart ?? 0),
  })
  return read.ok ? accept({ by, over, mode, modes, ...read.value }) : read
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
