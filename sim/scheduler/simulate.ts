import { takeWindows } from './availability.ts'
import { arrivalOrder } from './arrivals.ts'
import { scheduleHash } from './hash.ts'
import type { Workload } from './job.ts'
import { demandsOf, Machine } from './machine.ts'
import { policies, type PolicyName } from './policies.ts'
import type { Happened, Policy } from './policies/policy.ts'

export const completed = 0
export const timeout = 1
export const rejected = 2

/** When each job started and ended, in the order of the list; -1 where a job was rejected. */
export type Schedule = {
  readonly startS: Float64Array
  readonly endS: Float64Array
  /** `completed`, `timeout` or `rejected`. */
  readonly status: Uint8Array
  readonly hash: string
}

export type SimulateOptions = {
  readonly policy: PolicyName
  /** Told now and then how many jobs have arrived. */
  readonly onProgress: ((jobs: number) => void) | null
}

/**
 * Replays a workload, to the second. At one instant, in this order: jobs that end release their nodes, windows begin
 * and end, submissions join the queue, and the policy makes one pass; where a job of no length has started, its nodes
 * are free for a further pass in the same second.
 *
 * Time without events costs nothing.
 */
export function simulate(workload: Workload, { policy, onProgress }: SimulateOptions): Schedule {
  const { jobs } = workload
  const machine = new Machine(demandsOf(jobs), jobs.priority, { nodes: workload.nodes, second: null })
  const boundaries = takeWindows(machine.available.nodes, workload.windows)
  const arrivals = arrivalOrder(jobs.submitS).filter((job) =>
    isPossible(jobs.nodes[job] ?? 0, workload.nodes),
  )
  run(machine, policies[policy](machine), { arrivals, submitS: jobs.submitS, boundaries, onProgress })
  const { startS, endS } = machine
  return { startS, endS, status: statusOf(workload), hash: scheduleHash(startS, endS) }
}

/** Rule 5: a job that the machine could never hold is rejected at submission. */
function isPossible(nodes: number, machineNodes: number): boolean {
  return nodes >= 1 && nodes <= machineNodes
}

type Events = {
  readonly arrivals: Uint32Array
  readonly submitS: Float64Array
  readonly boundaries: Float64Array
  readonly onProgress: ((jobs: number) => void) | null
}

const progressEvery = 1 << 16

function run(machine: Machine, policy: Policy, { arrivals, submitS, boundaries, onProgress }: Events): void {
  const { ending, available } = machine
  const happened: Happened = { freed: false, early: false, firstPlace: Infinity }
  let arrived = 0
  let passed = 0
  let nextReport = progressEvery
  let nextArrivalS = arrivals.length > 0 ? (submitS[arrivals[0] ?? 0] ?? Infinity) : Infinity
  while (nextArrivalS < Infinity || ending.size > 0 || machine.queue.size > 0) {
    let nowS = Math.min(nextArrivalS, ending.firstS(), policy.nextS())
    const boundaryS = boundaries[passed] ?? Infinity
    if (boundaryS < nowS) nowS = boundaryS
    if (nowS === Infinity) throw new Error('a job waits for nothing')
    machine.nowS = nowS
    available.advance(nowS)
    happened.freed = boundaryS <= nowS
    if (happened.freed) passed += 1
    happened.firstPlace = Infinity
    releaseAll(machine, happened)
    while (nextArrivalS === nowS) {
      const job = arrivals[arrived] ?? 0
      arrived += 1
      nextArrivalS = arrived < arrivals.length ? (submitS[arrivals[arrived] ?? 0] ?? Infinity) : Infinity
      const isAlone = machine.queue.size === 0 && nextArrivalS !== nowS
      if (isAlone && machine.startAlone(job)) break
      const place = machine.enqueue(job)
      if (place < happened.firstPlace) happened.firstPlace = place
    }
    if (machine.queue.size > 0) policy.pass(happened)
    while (ending.firstS() === nowS) {
      happened.firstPlace = Infinity
      happened.freed = false
      releaseAll(machine, happened)
      if (machine.queue.size > 0) policy.pass(happened)
    }
    if (arrived >= nextReport && onProgress !== null) {
      onProgress(arrived)
      nextReport += progressEvery
    }
  }
}

/** Releases every job that ends now. */
function releaseAll(machine: Machine, happened: Happened): void {
  happened.early = false
  while (machine.ending.firstS() === machine.nowS) {
    if (machine.release()) happened.early = true
    happened.freed = true
  }
}

function statusOf({ jobs, nodes }: Workload): Uint8Array {
  const status = new Uint8Array(jobs.count)
  for (let job = 0; job < jobs.count; job += 1) {
    const requestedS = jobs.requestedS[job] ?? 0
    if (!isPossible(jobs.nodes[job] ?? 0, nodes)) status[job] = rejected
    else if (requestedS > 0 && (jobs.actualS[job] ?? 0) > requestedS) status[job] = timeout
  }
  return status
}
