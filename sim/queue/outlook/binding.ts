import { Availability, takeWindows } from '../engine/availability.ts'
import type { BudgetCheck } from '../accounts/ledger.ts'
import { conditionsOf, groupLimits } from '../extras/conditions.ts'
import { gpusHeld, limitedGroups, limitsUse } from '../extras/queue-limits.ts'
import type { Window } from '../engine/job.ts'
import type { Between } from '../engine/profile.ts'
import type { Placement } from '../placement/placement.ts'
import { placesNow, type PlacesNow } from './binding-places.ts'
import type { Snapshot } from './snapshot.ts'

/** What keeps a job from starting now. */
export type Binding =
  /** Running jobs hold the nodes; these must end, by their limits, before there is room. */
  | { readonly kind: 'running'; readonly jobs: readonly number[]; readonly freeNodes: number }
  /** Enough GPUs are free, but not so many on one node, or on enough nodes; these must end first. */
  | Extract<PlacesNow, { kind: 'fragmentation' }>
  /** A window takes the nodes now, or would before the limit of the job were it to start now or when those that run
   * have ended; a limit of `fitsS` would end before it, 0 for none. */
  | { readonly kind: 'window'; readonly startS: number; readonly endS: number; readonly fitsS: number }
  /** Running jobs draw the power; these must end before there is enough. */
  | { readonly kind: 'power'; readonly jobs: readonly number[]; readonly free: number }
  /** It would fit, but comes after these: it may not overtake them, or would delay what is promised to them. */
  | { readonly kind: 'order'; readonly jobs: readonly number[] }
  /** Its queue, user, account or QOS runs as much as it may; these are its jobs. */
  | {
      readonly kind: 'limit'
      readonly queue: string
      readonly jobs: readonly number[]
      readonly of: LimitKind
    }
  /** A pass looks at no more than so many waiting jobs that do not start (`bf_max_job_test`), and not at this one. */
  | { readonly kind: 'untested'; readonly mostTested: number; readonly jobs: readonly number[] }
  | { readonly kind: 'follows'; readonly jobs: readonly number[] }
  /** Its array runs as many tasks as it may; these are they. */
  | { readonly kind: 'throttle'; readonly mostRunning: number; readonly jobs: readonly number[] }
  /** It may not start before an instant, its begin time; Infinity where somebody has to let it go. */
  | { readonly kind: 'held'; readonly untilS: number }
  /** What is left of its project's budget does not cover its limit; these run and may give back what they hold. */
  | { readonly kind: 'budget'; readonly jobs: readonly number[]; readonly check: BudgetCheck }

/** What runs at a time, or what has been used in all. */
type LimitKind = 'running' | 'used'

/** Why each waiting job does not start at the instant of a snapshot. */
export function bindings(now: Snapshot): ReadonlyMap<number, Binding> {
  const bare = bareAvailability(now)
  const found = new Map<number, Binding>()
  for (const job of now.keptBack) found.set(job, whyKeptBack(now, job))
  now.waiting.forEach((job, position) => {
    found.set(job, whyWaiting(now, bare, { job, position }))
  })
  return found
}

/** As `bindings`, of one job; null when it does not wait. */
export function bindingOf(now: Snapshot, job: number): Binding | null {
  if (now.keptBack.includes(job)) return whyKeptBack(now, job)
  const position = now.waiting.indexOf(job)
  return position < 0 ? null : whyWaiting(now, bareAvailability(now), { job, position })
}

/** What running jobs and windows alone leave free. */
function bareAvailability({ workload, machine, running, beyond, atS }: Snapshot): Availability {
  const bare = new Availability(workload.nodes, machine.nodes, beyond.second)
  takeWindows(bare.nodes, workload.windows)
  bare.advance(atS)
  for (const job of running) bare.take(job, atS, (machine.startS[job] ?? 0) + (machine.limitS[job] ?? 0))
  return bare
}

function whyKeptBack(now: Snapshot, job: number): Binding {
  const { beyond, workload, machine, running } = now
  const condition = conditionsOf(machine, { jobs: workload.jobs, after: beyond.after })(job)
  if (condition?.kind === 'follows') return { kind: 'follows', jobs: [condition.job] }
  if (condition !== null)
    return { kind: 'held', untilS: condition.kind === 'eligible' ? condition.atS : Infinity }
  const gpusOf = gpusHeld(workload)
  let usedUp: Binding | null = null
  for (const one of beyond.limits ?? []) {
    const groupOf = limitedGroups(workload.jobs, one)
    const group = groupOf(job)
    if (group === undefined || group.isFree?.(job) === true) continue
    const jobs = running.filter((other) => groupOf(other) === group)
    const held = (of: (job: number) => number) => jobs.reduce((sum, other) => sum + of(other), of(job))
    const isPassed =
      jobs.length >= one.mostRunning ||
      held((other) => machine.nodes[other] ?? 0) > (one.mostRunningNodes ?? Infinity) ||
      held(gpusOf) > (one.mostRunningGpus ?? Infinity)
    if (isPassed) return { kind: 'limit', queue: group.name, jobs, of: 'running' }
    if (usedUp === null && limitsUse(one)) usedUp = { kind: 'limit', queue: group.name, jobs, of: 'used' }
  }
  const { conditions } = workload.jobs
  const throttleOf = conditions === null ? () => undefined : groupLimits(conditions)
  const throttle = throttleOf(job)
  const tasks = running.filter((other) => throttle !== undefined && throttleOf(other) === throttle)
  if (throttle !== undefined && tasks.length >= throttle.mostRunning)
    return { kind: 'throttle', mostRunning: throttle.mostRunning, jobs: tasks }
  return usedUp ?? whyHeld(now, job)
}

function whyHeld({ holds, workload, running, atS }: Snapshot, job: number): Binding {
  const check = holds?.ledger.check(job, atS) ?? null
  if (check === null) throw new Error('a job is kept back for nothing')
  const { projectOf } = workload.jobs
  return { kind: 'budget', jobs: running.filter((other) => projectOf[other] === projectOf[job]), check }
}

type Asked = { readonly job: number; readonly position: number }

function whyWaiting(now: Snapshot, bare: Availability, { job, position }: Asked): Binding {
  const { machine, atS, workload, beyond } = now
  const { placement } = machine.view
  if (placement !== null) return whyNotPlaced(now, placement, { job, position })
  const limitS = machine.limitS[job] ?? 0
  const freeNodes = bare.nodes.now()
  const needed = bare.needOf(job)
  if (freeNodes < needed) {
    const closed = workload.windows.find(({ startS, endS }) => startS <= atS && atS < endS)
    const byJobs = firstToEnd(now, needed - freeNodes, (other) => bare.needOf(other))
    const running = { kind: 'running' as const, jobs: byJobs.jobs, freeNodes }
    if (byJobs.isEnough) {
      const startS = bare.earliest(job, limitS, { fromS: atS, beforeS: Infinity })
      return startS > byJobs.endS ? (windowWithin(workload.windows, byJobs.endS, limitS) ?? running) : running
    }
    if (closed === undefined) return running
    return { kind: 'window', startS: closed.startS, endS: closed.endS, fitsS: 0 }
  }
  const freeSecond = bare.second?.now() ?? Infinity
  if (beyond.second !== null && freeSecond < bare.needOfSecond(job)) {
    const missing = bare.needOfSecond(job) - freeSecond
    const { jobs } = firstToEnd(now, missing, (other) => bare.needOfSecond(other))
    return { kind: 'power', jobs, free: freeSecond }
  }
  const within = bare.fits(job, atS + limitS) ? null : windowWithin(workload.windows, atS + 1, limitS - 1)
  if (within !== null) return { ...within, fitsS: within.startS - atS }
  return untested(now, position) ?? { kind: 'order', jobs: inTheWay(now, { job, position }) }
}

type WindowBinding = Extract<Binding, { kind: 'window' }>

/** The first window that a job would meet which starts at an instant and runs for so long. */
function windowWithin(windows: readonly Window[], fromS: number, forS: number): WindowBinding | null {
  const [next] = windows
    .filter(({ startS, endS }) => startS >= fromS && startS < fromS + forS && endS > startS)
    .sort((a, b) => a.startS - b.startS)
  return next === undefined
    ? null
    : { kind: 'window', startS: next.startS, endS: next.endS, fitsS: next.startS - fromS }
}

/** A pass ends with so many that it has looked at in vain. */
function untested({ beyond: { backfill }, waiting }: Snapshot, position: number): Binding | null {
  const mostTested = backfill?.mostTested ?? Infinity
  return position < mostTested ? null : { kind: 'untested', mostTested, jobs: waiting.slice(0, mostTested) }
}

/** As `whyWaiting`, where jobs share nodes. */
function whyNotPlaced(now: Snapshot, placement: Placement, { job, position }: Asked): Binding {
  const { machine, atS, workload } = now
  const found = placesNow(now, placement, job)
  const untilS = atS + (machine.limitS[job] ?? 0)
  const next = workload.windows
    .filter(({ startS, endS }) => endS > atS && startS < untilS && endS > startS)
    .sort((a, b) => a.startS - b.startS)[0]
  const isShort = found.kind !== 'room'
  if (next !== undefined && isShort === next.startS <= atS && (!isShort || found.jobs.length === 0))
    return { kind: 'window', startS: next.startS, endS: next.endS, fitsS: Math.max(0, next.startS - atS) }
  if (isShort) {
    const ofAll = workload.windows.filter(({ nodes }) => nodes === null || nodes >= workload.nodes)
    const endS = Math.max(atS, ...found.jobs.map((other) => endByLimit(now, other)))
    return windowWithin(ofAll, endS, untilS - atS) ?? found
  }
  return untested(now, position) ?? { kind: 'order', jobs: now.waiting.slice(0, Math.max(1, position)) }
}

/** Those before a waiting job in the queue, and what they ask for; nobody for one that is kept out of the queue. */
export type Ahead = { readonly jobs: readonly number[]; readonly nodeSeconds: number }

export function aheadOf({ waiting, machine }: Snapshot, job: number): Ahead {
  const jobs = waiting.slice(0, Math.max(0, waiting.indexOf(job)))
  const asked = (other: number) => (machine.nodes[other] ?? 0) * (machine.limitS[other] ?? 0)
  return { jobs, nodeSeconds: jobs.reduce((sum, other) => sum + asked(other), 0) }
}

/** Running jobs by the end of their limits, until what they hold is enough. */
function firstToEnd(now: Snapshot, missing: number, held: (job: number) => number) {
  const { running } = now
  const endOf = (job: number) => endByLimit(now, job)
  const byEnd = [...running].sort((a, b) => endOf(a) - endOf(b) || a - b)
  const jobs: number[] = []
  let rest = missing
  for (const job of byEnd) {
    if (rest <= 0) break
    jobs.push(job)
    rest -= held(job)
  }
  return { jobs, isEnough: rest <= 0, endS: Math.max(-Infinity, ...jobs.map(endOf)) }
}

function endByLimit({ machine }: Snapshot, job: number): number {
  return (machine.startS[job] ?? 0) + (machine.limitS[job] ?? 0)
}

/** Whom a job that fits may not pass: the head, or those whose promised time it would reach into. */
function inTheWay(now: Snapshot, { job, position }: Asked): readonly number[] {
  const { policyName, waiting, policy, machine, atS } = now
  if (policyName === 'fcfs' || policyName === 'easy') return waiting.slice(0, 1)
  const untilS = atS + (machine.limitS[job] ?? 0)
  if (policyName === 'conservative')
    return waiting.filter((other) => other !== job && policy.promisedS(other) < untilS)
  return placedBefore(now, position)
    .filter(({ startS }) => startS < untilS)
    .map((one) => one.job)
}

/** Reservations of those ahead, placed afresh. */
function placedBefore(now: Snapshot, position: number) {
  const planned = bareAvailability(now)
  const search: Between = { fromS: now.atS, beforeS: Infinity }
  return now.waiting.slice(0, position).map((job) => {
    const limitS = now.machine.limitS[job] ?? 0
    const startS = planned.earliest(job, limitS, search)
    planned.take(job, startS, startS + limitS)
    return { job, startS }
  })
}
