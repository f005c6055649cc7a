import { stream } from '../../base/random.ts'
import { arrivalOrder } from './arrivals.ts'
import { takeWindows, type SecondResource } from './availability.ts'
import { Ledger } from '../accounts/ledger.ts'
import { Engine } from './engine.ts'
import { BudgetHolds, type EnforcedBudgets } from '../extras/budgets.ts'
import { conditions, conditionsOf, groupLimits } from '../extras/conditions.ts'
import { Failures, type FailureLog, type FailureModel } from '../extras/failures.ts'
import { multifactor, type Multifactor } from '../extras/multifactor.ts'
import { isTaken, limitsByJob, runningLimits, type QueueLimit } from '../extras/queue-limits.ts'
import { scheduleHash } from '../hash.ts'
import type { Workload } from './job.ts'
import { demandsOf, Machine, type Extra } from './machine.ts'
import { FixedPlaces, MovingPlaces } from './places.ts'
import { policies, type PolicyName } from './policies.ts'
import type { Policy } from '../policies/policy.ts'

export const completed = 0
export const timeout = 1
export const rejected = 2
/** Hit by so many failures that it was given up. */
export const givenUp = 3
/** Waited to the end for a budget that never covered it, to be let go, or for another such job. */
export const held = 4

/** Whether a job of this status has no start. */
export function hasNoStart(status: number | undefined): boolean {
  return status === rejected || status === held
}

/** When each job started and ended, in the order of the list; -1 where a job never started. */
export type Schedule = {
  /** Of the last start, where failures made a job start more than once. */
  readonly startS: Float64Array
  readonly endS: Float64Array
  /** `completed`, `timeout`, `rejected`, `givenUp` or `held`. */
  readonly status: Uint8Array
  readonly hash: string
  /** Null where nothing fails. */
  readonly failures: FailureLog | null
  /** Jobs that a budget held back at some time; null where none is enforced. */
  readonly heldOnce: number | null
}

export type SimulateOptions = {
  readonly policy: PolicyName
  /** Told now and then how many jobs have arrived. */
  readonly onProgress: ((jobs: number) => void) | null
}

/** What may be added to the plain rules, each null by itself; without any, starts are those of the rules. */
export type Beyond = {
  readonly second: SecondResource | null
  readonly limits: readonly QueueLimit[] | null
  readonly multifactor: Multifactor | null
  readonly failures: FailureModel | null
  /** For each job the one after whose end it joins the queue, -1 for none. */
  readonly after: Int32Array | null
  readonly budgets: EnforcedBudgets | null
}

export const plainRules: Beyond = {
  second: null,
  limits: null,
  multifactor: null,
  failures: null,
  after: null,
  budgets: null,
}

/** Replays a workload, to the second. Time without events costs nothing. */
export function simulate(
  workload: Workload,
  { policy, onProgress }: SimulateOptions,
  beyond: Beyond = plainRules,
): Schedule {
  const { machine, engine, log, holds } = prepare(workload, policy, beyond)
  engine.run(Infinity, onProgress)
  const { startS, endS } = machine
  const status = statusOf(workload, machine, log)
  for (const job of engine.arrivedJobs()) if (!machine.hasEnded(job)) status[job] = held
  const heldOnce = holds === null ? null : holds.heldOnce.size
  return { startS, endS, status, hash: scheduleHash(startS, endS), failures: log, heldOnce }
}

export type Prepared = {
  readonly machine: Machine
  readonly policy: Policy
  readonly engine: Engine
  readonly log: FailureLog | null
  readonly holds: BudgetHolds | null
}

/** A machine before its first job arrives. */
export function prepare(workload: Workload, policyName: PolicyName, beyond: Beyond): Prepared {
  const { jobs, nodes } = workload
  const moving = beyond.multifactor === null ? null : new MovingPlaces(jobs.count)
  const places = moving ?? new FixedPlaces(jobs.count, jobs.priority)
  const machine = new Machine(demandsOf(jobs), places, { nodes, second: beyond.second })
  const policy = policies[policyName](machine)
  const boundaries = takeWindows(machine.available.nodes, workload.windows)
  const limitOf = limitsByJob(beyond.limits ?? [], jobs.queues)
  const order = arrivalOrder(jobs.submitS)
  const extras: Extra[] = []
  if (beyond.limits !== null) extras.push(runningLimits(machine, policy, limitOf))
  const told = jobs.conditions
  if (told !== null && told.groups !== null) extras.push(runningLimits(machine, policy, groupLimits(told)))
  if (told !== null || beyond.after !== null)
    extras.push(conditions(machine, conditionsOf(machine, { jobs, after: beyond.after })))
  if (moving !== null && beyond.multifactor !== null)
    extras.push(multifactor(machine, jobs, { model: beyond.multifactor, places: moving }))
  const failing =
    beyond.failures === null
      ? null
      : new Failures(machine, stream(beyond.failures.seed, 'node failures'), beyond.failures)
  if (failing !== null) extras.push(failing)
  const holds = beyond.budgets === null ? null : holdsOf(beyond.budgets, { machine, policy, jobs })
  // The last to be asked, so that whom it lets join does join.
  if (holds !== null) extras.push(holds)
  machine.extras = extras
  let taken = 0
  for (const job of order) {
    if (!isPossible(workload, job, beyond.second)) continue
    if (!isTaken(limitOf(job), machine.nodes[job] ?? 0, machine.limitS[job] ?? 0)) continue
    order[taken] = job
    taken += 1
  }
  const arrivals = { order: order.subarray(0, taken), submitS: jobs.submitS, boundaries }
  const engine = new Engine(machine, policy, arrivals)
  return { machine, policy, engine, log: failing?.log ?? null, holds }
}

type Around = { readonly machine: Machine; readonly policy: Policy; readonly jobs: Workload['jobs'] }

function holdsOf({ plan, before, authorised }: EnforcedBudgets, { machine, policy, jobs }: Around) {
  const ledger = new Ledger(jobs, plan, before)
  return new BudgetHolds(machine, policy, { ledger, projectOf: jobs.projectOf, authorised })
}

/** Rule 5: a job that the machine could never hold is rejected at submission. */
function isPossible({ jobs, nodes }: Workload, job: number, second: SecondResource | null): boolean {
  const needed = jobs.nodes[job] ?? 0
  const hasSecond = second === null || (second.needs[job] ?? 0) <= second.capacity
  return needed >= 1 && needed <= nodes && hasSecond
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
