import { idOf, limitS } from '../../scheduler/job.ts'
import type { BudgetCheck, Ledger } from '../../scheduler/accounts/ledger.ts'
import { ledgerAt } from '../../scheduler/accounts/statement.ts'
import { held, rejected } from '../../scheduler/simulate.ts'
import { stretchesOf } from '../../scheduler/stretches.ts'
import type { Replayed } from '../schedule/replay.ts'

export type JobState = 'not submitted' | 'waiting' | 'running' | 'ended' | 'rejected'

/**
 * What keeps a waiting job from starting: a budget that does not cover it, too few free nodes, a window that its limit
 * would reach into, or jobs ahead of it in the queue whose start it might delay.
 */
export type WaitCause = 'budget' | 'nodes' | 'window' | 'ahead'

export type OtherJob = {
  readonly id: string
  readonly project: string
  readonly nodes: number
  /** When its limit ends, for a running job; its submission for one in the queue. */
  readonly untilS: number
}

export type WhyWaiting = {
  readonly job: number
  readonly id: string
  readonly project: string
  readonly nodes: number
  readonly limitS: number
  readonly submitS: number
  /** Infinity, as the end, for a job that its budget never lets start. */
  readonly startS: number
  readonly endS: number
  readonly atS: number
  readonly state: JobState
  /** Null unless it is waiting. */
  readonly cause: WaitCause | null
  readonly freeNodes: number
  readonly closedNodes: number
  readonly runningJobs: number
  /** The largest of those that run. */
  readonly holders: readonly OtherJob[]
  readonly aheadJobs: number
  readonly aheadNodes: number
  /** The first of those ahead in the queue. */
  readonly ahead: readonly OtherJob[]
  /** The next window that begins within the job's limit. */
  readonly window: { readonly startS: number; readonly endS: number } | null
  /** What it needs of its project's budget and what is left; null where no budget is enforced on it. */
  readonly budget: BudgetCheck | null
}

const listed = 5

/** Why a job of a finished schedule was not running at an instant, as far as the scheduler knew then. */
export function whyWaiting(replayed: Replayed, job: number, atS: number): WhyWaiting {
  const { workload, schedule } = replayed
  const { jobs, nodes: machine, windows } = workload
  const limit = limitOf(replayed, job)
  const ledger = ledgerOf(replayed, atS)
  const running: number[] = []
  const ahead: number[] = []
  for (let other = 0; other < jobs.count; other += 1) {
    const state = stateOf(replayed, other, atS)
    if (state === 'running') running.push(other)
    else if (state === 'waiting' && other !== job && isAhead(replayed, other, job))
      if (ledger?.mayStart(other, atS) ?? true) ahead.push(other)
  }
  const free = (whenS: number): number =>
    machine - closedAt(replayed, whenS) - heldAt(replayed, running, whenS)
  const state = stateOf(replayed, job, atS)
  const nodes = jobs.nodes[job] ?? 0
  const next = windows
    .filter(({ startS, endS }) => startS > atS && startS < atS + limit && endS > startS)
    .sort((a, b) => a.startS - b.startS)[0]
  const isWindow = windows.some(({ startS }) => startS > atS && startS < atS + limit && free(startS) < nodes)
  const isHeld = ledger?.mayStart(job, atS) === false
  const cause = isHeld ? 'budget' : free(atS) < nodes ? 'nodes' : isWindow ? 'window' : 'ahead'
  return {
    job,
    id: idOf(jobs, job),
    project: projectOf(replayed, job),
    nodes,
    limitS: limit,
    submitS: jobs.submitS[job] ?? 0,
    startS: schedule.status[job] === held ? Infinity : (schedule.startS[job] ?? 0),
    endS: schedule.status[job] === held ? Infinity : (schedule.endS[job] ?? 0),
    atS,
    state,
    cause: state === 'waiting' ? cause : null,
    freeNodes: free(atS),
    closedNodes: closedAt(replayed, atS),
    runningJobs: running.length,
    holders: largest(replayed, running).map((other) => ({
      ...named(replayed, other),
      untilS: (schedule.startS[other] ?? 0) + limitOf(replayed, other),
    })),
    aheadJobs: ahead.length,
    aheadNodes: ahead.reduce((sum, other) => sum + (jobs.nodes[other] ?? 0), 0),
    ahead: ahead
      .sort((a, b) => (isAhead(replayed, a, b) ? -1 : 1))
      .slice(0, listed)
      .map((other) => ({ ...named(replayed, other), untilS: jobs.submitS[other] ?? 0 })),
    window: next === undefined ? null : { startS: next.startS, endS: next.endS },
    budget: ledger?.check(job, atS) ?? null,
  }
}

/** The position of the job with this label; null when there is none. */
export function jobLabelled({ workload: { jobs } }: Replayed, label: string): number | null {
  for (let job = 0; job < jobs.count; job += 1) if (idOf(jobs, job) === label) return job
  return null
}

/** The job that waited longest. */
export function longestWait({ workload: { jobs }, schedule }: Replayed): number {
  let [longest, job] = [-1, 0]
  for (let other = 0; other < jobs.count; other += 1) {
    const waitS = (schedule.startS[other] ?? 0) - (jobs.submitS[other] ?? 0)
    if (schedule.status[other] !== rejected && waitS > longest) [longest, job] = [waitS, other]
  }
  return job
}

/** The enforced budgets as they stand at an instant. */
function ledgerOf({ workload, schedule, beyond }: Replayed, atS: number): Ledger | null {
  if (beyond.budgets === null) return null
  return ledgerAt(workload.jobs, stretchesOf(schedule), { plan: beyond.budgets.plan, atS })
}

function stateOf({ workload: { jobs }, schedule }: Replayed, job: number, atS: number): JobState {
  if (schedule.status[job] === rejected) return 'rejected'
  if (atS < (jobs.submitS[job] ?? 0)) return 'not submitted'
  if (schedule.status[job] === held || atS < (schedule.startS[job] ?? 0)) return 'waiting'
  return atS < (schedule.endS[job] ?? 0) ? 'running' : 'ended'
}

/** Rule 7 of the policies: priority, then submission, then position. */
function isAhead({ workload: { jobs } }: Replayed, a: number, b: number): boolean {
  const priority = (jobs.priority?.[a] ?? 0) - (jobs.priority?.[b] ?? 0)
  if (priority !== 0) return priority > 0
  const submitS = (jobs.submitS[a] ?? 0) - (jobs.submitS[b] ?? 0)
  return submitS === 0 ? a < b : submitS < 0
}

function closedAt({ workload: { nodes, windows } }: Replayed, atS: number): number {
  const closed = windows
    .filter(({ startS, endS }) => startS <= atS && atS < endS)
    .reduce((sum, window) => sum + (window.nodes ?? nodes), 0)
  return Math.min(nodes, closed)
}

/** Nodes that the running jobs may still hold at a later instant, each to its limit. */
function heldAt(replayed: Replayed, running: readonly number[], whenS: number): number {
  const { workload, schedule } = replayed
  return running
    .filter((job) => (schedule.startS[job] ?? 0) + limitOf(replayed, job) > whenS)
    .reduce((sum, job) => sum + (workload.jobs.nodes[job] ?? 0), 0)
}

function largest({ workload: { jobs } }: Replayed, list: readonly number[]): readonly number[] {
  return [...list].sort((a, b) => (jobs.nodes[b] ?? 0) - (jobs.nodes[a] ?? 0) || a - b).slice(0, listed)
}

function named(replayed: Replayed, job: number) {
  const { jobs } = replayed.workload
  return { id: idOf(jobs, job), project: projectOf(replayed, job), nodes: jobs.nodes[job] ?? 0 }
}

function projectOf({ workload: { jobs } }: Replayed, job: number): string {
  return jobs.projects[jobs.projectOf[job] ?? -1] ?? ''
}

function limitOf({ workload: { jobs } }: Replayed, job: number): number {
  return limitS(jobs.requestedS[job] ?? 0, jobs.actualS[job] ?? 0)
}
