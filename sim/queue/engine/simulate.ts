import { eachNamed } from '../../base/csv.ts'
import { stream } from '../../base/random.ts'
import { arrivalOrder } from './sorted.ts'
import { Availability, takeWindows, type SecondResource } from './availability.ts'
import { Ledger } from '../accounts/ledger.ts'
import { Engine } from './engine.ts'
import { BudgetHolds, type EnforcedBudgets } from '../extras/budgets.ts'
import { conditional, conditionsOf, limiting, usageFactorsOf } from '../extras/conditions.ts'
import { failing, type FailureLog, type FailureModel } from '../extras/failures.ts'
import {
  chargedNodes,
  multifactor,
  qosFactors,
  type Multifactor,
  tiersOf,
  withTiers,
} from '../extras/multifactor.ts'
import { preempting, type Preemption } from '../extras/preemption.ts'
import type { QueueLimit } from '../extras/queue-limits.ts'
import { takeOnly } from '../extras/taken.ts'
import { scheduleHash } from '../hash.ts'
import type { Workload } from './job.ts'
import { demandsOf, Machine, type Demands, type Extra } from './machine.ts'
import { FixedPlaces, MovingPlaces } from './places.ts'
import { asksOf, kindsOfNodes } from '../placement/asks.ts'
import { NodeStates } from '../placement/node-states.ts'
import { Placement } from '../placement/placement.ts'
import { closeNodes } from '../placement/windows.ts'
import { policies, type PolicyName } from './policies.ts'
import type { Policy } from '../policies/policy.ts'
import { reserving, unbounded, type BackfillLimits, type MakeRoom } from '../policies/reserving.ts'

export const timeout = 1
export const rejected = 2
/** Hit by so many failures that it was given up. */
export const givenUp = 3
/** Waited to the end for a budget that never covered it, to be let go, or for another such job. */
export const held = 4
/** Stopped for good by a job that may. */
export const preempted = 5

/** By status. */
export const statusWords = ['completed', 'timeout', 'rejected', 'given up', 'held', 'preempted'] as const

/** Whether a job of this status has no start. */
export function hasNoStart(status: number | undefined): boolean {
  return status === rejected || status === held
}

/** When each job started and ended, in the order of the list; -1 where a job never started. */
export type Schedule = Readonly<ReturnType<typeof scheduleOf>>

type Placed = NonNullable<ReturnType<typeof placedBy>>

/** The numbers of the nodes of a job that has started, ascending. */
export function placesOf({ places: { first, more } }: Placed, job: number): readonly number[] {
  const nodes = more.get(job)
  return nodes === undefined ? [first[job] ?? -1] : [...nodes]
}

export type SimulateOptions = {
  readonly policy: PolicyName
  /** Told now and then how many jobs have arrived. */
  readonly onProgress?: ((jobs: number) => void) | null
  /** What is known to happen before an instant: taken over where the rules look at no more than who runs and who waits. */
  readonly known?: Known | null
}

type Known = { readonly startS: Float64Array; readonly beforeS: number }

/** What may be added to the plain rules, each null by itself; without any, starts are those of the rules. */
export type Beyond = {
  readonly second: SecondResource | null
  readonly limits: readonly QueueLimit[] | null
  readonly multifactor: Multifactor | null
  readonly failures: FailureModel | null
  /** For each job the one after whose end it joins the queue, -1 for none. */
  readonly after: Int32Array | null
  readonly budgets: EnforcedBudgets | null
  /** Of `easy` and `conservative_rebuild`. */
  readonly backfill: BackfillLimits | null
  /** By queue; 1 for one that is not named. */
  readonly tiers: Readonly<Record<string, number>> | null
  /** By QOS, how often what its jobs use counts; 1 for one that is not named. */
  readonly usageFactors: Readonly<Record<string, number>>
  /** Not under `conservative`. */
  readonly preemption: Preemption | null
}

export const plainRules: Beyond = {
  ...eachNamed('second limits multifactor failures after budgets backfill tiers preemption', () => null),
  usageFactors: {},
}

/**
 * The last machine of no more than so many jobs. With the last object of its kind V8 forgets the code that it has compiled
 * for it, at some collection of garbage between two replays, and the next one takes five times as long.
 */
const kept: { most: number; prepared: Prepared | null } = { most: 1 << 16, prepared: null }

/** Replays a workload, to the second. Time without events costs nothing. */
export function simulate(
  workload: Workload,
  { onProgress = null, ...options }: SimulateOptions,
  beyond: Beyond = plainRules,
): Schedule {
  const prepared = begun(workload, options, beyond)
  prepared.engine.run(Infinity, onProgress)
  return scheduleOf(workload, prepared)
}

/** A machine before the first job of which nothing is known. */
export function begun(
  workload: Workload,
  { policy, known = null }: Omit<SimulateOptions, 'onProgress'>,
  beyond: Beyond,
): Prepared {
  const prepared = prepare(workload, policy, beyond)
  if (known !== null && remembersNothing(workload, { policy, known }, beyond))
    prepared.engine.takeOver(known.startS, known.beforeS)
  if (workload.jobs.count < kept.most) kept.prepared = prepared
  return prepared
}

/** Whether what comes follows from who runs and who waits, whatever has been: no promises, places, usage or conditions. */
function remembersNothing(
  { kinds, jobs, running = 0 }: Workload,
  { policy, known: { beforeS } }: { readonly policy: PolicyName; readonly known: Known },
  { limits, multifactor: aging, failures, budgets, preemption, after }: Beyond,
): boolean {
  const others = [kinds, jobs.conditions, limits, aging, failures, budgets, preemption]
  if (running > 0 || policy === 'conservative' || others.some((one) => one !== null)) return false
  return after?.some((link, job) => link >= 0 && (jobs.submitS[job] ?? 0) < beforeS) !== true
}

/** What has come of a machine that has run to the end. */
export function scheduleOf(workload: Workload, { machine, engine, log, preemption, holds }: Prepared) {
  const { startS, endS } = machine
  const status = statusOf(workload, machine, log)
  for (const job of engine.arrivedJobs())
    if (!machine.hasEnded(job) && !machine.refused.has(job)) status[job] = held
  for (const { job } of preemption?.cancelled ?? []) status[job] = preempted
  const heldOnce = holds === null ? null : holds.heldOnce.size
  const hash = scheduleHash(startS, endS)
  const broken = [...(log?.broken ?? []), ...(preemption?.broken ?? [])]
  const placed = placedBy(workload, machine)
  return {
    /** Of the last start, where a job was stopped and started again. */
    startS,
    endS,
    /** `completed`, `timeout`, `rejected`, `givenUp`, `held` or `preempted`. */
    status,
    hash,
    /** Earlier stretches of jobs that were stopped and went on. */
    broken,
    /** Null where nothing fails. */
    failures: log,
    /** Null where nobody may stop another. */
    preemption,
    /** Jobs that a budget held back at some time; null where none is enforced. */
    heldOnce,
    /** Who ran where; null on a machine of like whole nodes. */
    placed,
  }
}

export type Prepared = Readonly<ReturnType<typeof prepare>>

/** A machine before its first job arrives. */
export function prepare(workload: Workload, policyName: PolicyName, beyond: Beyond) {
  const { jobs } = workload
  const moving = beyond.multifactor === null ? null : new MovingPlaces(jobs.count)
  const tierOf = tiersOf(jobs, beyond.tiers)
  const places =
    moving ?? new FixedPlaces(jobs.count, beyond.tiers === null ? jobs.priority : withTiers(jobs, tierOf))
  const demands = demandsOf(jobs)
  const { room, boundaries } = roomOf(workload, demands, beyond.second)
  const machine = new Machine(demands, places, room)
  const stopping = preemptingOf(machine, jobs, beyond)
  const policy = policyOf(policyName, machine, {
    backfill: beyond.backfill,
    makeRoom: stopping?.makeRoom ?? null,
  })
  const order = arrivalOrder(jobs.submitS)
  const extras: Extra[] = stopping === null ? [] : [stopping]
  const usageOf = usageFactorsOf(jobs, beyond.usageFactors)
  extras.push(...limiting({ machine, policy, workload }, beyond.limits ?? [], usageOf))
  const told = jobs.conditions
  if (told !== null || beyond.after !== null)
    extras.push(conditional(machine, conditionsOf(machine, { jobs, after: beyond.after })))
  if (moving !== null && beyond.multifactor !== null)
    extras.push(
      multifactor(machine, jobs, {
        model: beyond.multifactor,
        places: moving,
        tierOf,
        chargeOf: chargedNodes(workload, usageOf),
      }),
    )
  const failures =
    beyond.failures === null
      ? null
      : failing(machine, stream(beyond.failures.seed, 'node failures'), beyond.failures)
  if (failures !== null) extras.push(failures)
  const holds = beyond.budgets === null ? null : holdsOf(beyond.budgets, { machine, policy, jobs })
  // The last to be asked, so that whom it lets join does join.
  if (holds !== null) extras.push(holds)
  machine.extras = extras
  const taken = takeOnly(order, { workload, machine, beyond })
  const [first] = order.subarray(0, taken)
  machine.view.placement?.nodes.measureFrom(first === undefined ? Infinity : (jobs.submitS[first] ?? 0))
  const arrivals = {
    order: order.subarray(0, taken),
    submitS: jobs.submitS,
    boundaries,
    running: workload.running ?? 0,
  }
  const engine = new Engine(machine, policy, arrivals)
  return { machine, policy, engine, log: failures?.log ?? null, preemption: stopping?.log ?? null, holds }
}

type Bounds = { readonly backfill: BackfillLimits | null; readonly makeRoom: MakeRoom | null }

function policyOf(name: PolicyName, { view }: Machine, { backfill, makeRoom }: Bounds): Policy {
  if ((backfill === null && makeRoom === null) || name === 'conservative') return policies[name](view)
  return reserving(view, backfill ?? unbounded[name], makeRoom)
}

function preemptingOf(
  machine: Machine,
  jobs: Workload['jobs'],
  { preemption, tiers, multifactor: model }: Beyond,
) {
  if (preemption === null) return null
  const tierOf = tiersOf(jobs, tiers)
  const rankOf = preemption.by === 'tier' ? tierOf : qosFactors(jobs.qos ?? jobs.queues, model?.qos ?? {})
  return preempting(machine, jobs, { model: preemption, tierOf, rankOf })
}

type Around = { readonly machine: Machine; readonly policy: Policy; readonly jobs: Workload['jobs'] }

function holdsOf({ plan, before, authorised }: EnforcedBudgets, { machine, policy, jobs }: Around) {
  const ledger = new Ledger(jobs, plan, before)
  return new BudgetHolds(machine, policy, { ledger, projectOf: jobs.projectOf, authorised })
}

/** Like whole nodes are counted; on nodes of kinds every job has its places. */
function roomOf(workload: Workload, { nodes }: Demands, second: SecondResource | null) {
  const { kinds, windows } = workload
  if (kinds === null) {
    const room = new Availability(workload.nodes, nodes, second)
    return { room, boundaries: takeWindows(room.nodes, windows) }
  }
  const states = new NodeStates(kindsOfNodes(kinds))
  const room = new Placement(asksOf(workload, kinds), states, second)
  return { room, boundaries: closeNodes(room, windows) }
}

function placedBy({ kinds, jobs }: Workload, { view: { placement } }: Machine) {
  if (placement === null || kinds === null) return null
  const { places, nodes, occupied } = placement
  const gpusOf = Float64Array.from(kindsOfNodes(kinds), ({ gpus }) => gpus)
  const gpus = new Float64Array(jobs.count)
  for (let job = 0; job < jobs.count; job += 1) {
    const ask = placement.askOf(job)
    gpus[job] = ask.isWhole
      ? placement.nodesOf(job).reduce((sum, node) => sum + (gpusOf[node] ?? 0), 0)
      : ask.gpus * ask.nodes
  }
  const { gpusInAll, fragmentedS } = nodes
  return {
    places,
    /** GPUs that each job held. */
    gpus,
    gpusInAll,
    /** Time of nodes with at least one job on them, each node counted once. */
    occupiedNodeS: occupied.totalS,
    /** Time integral, to the last end, of the share of free GPUs that lie on nodes of which some are taken. */
    fragmentedS,
  }
}

function statusOf({ jobs }: Workload, machine: Machine, log: FailureLog | null): Uint8Array {
  const status = new Uint8Array(jobs.count)
  for (let job = 0; job < jobs.count; job += 1) {
    const requestedS = jobs.requestedS[job] ?? 0
    if (!machine.hasEnded(job)) status[job] = rejected
    else if (requestedS > 0 && (jobs.actualS[job] ?? 0) > requestedS) status[job] = timeout
  }
  for (const job of log?.givenUp ?? []) status[job] = givenUp
  return status
}
