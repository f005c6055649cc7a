import { idOf, limitS } from '../../../queue/engine/job.ts'
import { aheadOf, bindingOf } from '../../../queue/outlook/binding.ts'
import { forecast, type Forecast } from '../../../queue/outlook/forecast.ts'
import { snapshot, type Snapshot } from '../../../queue/outlook/snapshot.ts'
import { held, rejected } from '../../../queue/engine/simulate.ts'
import { aheadSentence, queueSentenceOf } from '../questions.ts'
import type { Replayed } from '../replay.ts'

export type JobState = 'not submitted' | 'waiting' | 'running' | 'ended' | 'rejected'

export type OtherJob = {
  readonly id: string
  /** Which link of the planned run it is, from 1; null for any other job. */
  readonly link: number | null
  readonly project: string
  readonly nodes: number
  readonly state: 'running' | 'waiting'
  /** When its limit ends, for a running job; its submission for one that waits. */
  readonly whenS: number
}

/** What keeps a job from starting, and which others are in its way. */
export type Because = NonNullable<ReturnType<typeof becauseOf>>

export type WhyWaiting = Pick<OtherJob, 'id' | 'link' | 'project' | 'nodes'> & {
  readonly job: number
  readonly limitS: number
  readonly submitS: number
  /** Infinity, as the end, for a job that its budget never lets start. */
  readonly startS: number
  readonly endS: number
  readonly atS: number
  readonly state: JobState
  /** Null unless it is waiting, as is the next. */
  readonly because: Because | null
  readonly forecast: Forecast | null
  /** Run times that the forecast was drawn from; 0 where it is the plan alone. */
  readonly draws: number
}

const listed = 5
/** Enough for p10 and p90 to within some 6 % of the draws. */
const usualDraws = 40
/** Longer queues take too long to be replayed onwards so often; only what is planned is said of them. */
const longestDrawnQueue = 2000

/** Why a job of a finished schedule was not running at an instant, and when it would start as far as was known then. */
export function whyWaiting(replayed: Replayed, job: number, askedS: number): WhyWaiting {
  const { workload, schedule, answer, beyond } = replayed
  const atS = Math.floor(askedS)
  const state = stateOf(replayed, job, atS)
  const now = state === 'waiting' ? snapshot(workload, { policy: answer.policy, beyond }, atS) : null
  const queued = now === null ? 0 : now.waiting.length + now.keptBack.length
  const draws = queued > longestDrawnQueue ? 0 : usualDraws
  return {
    ...named(replayed, job),
    job,
    draws,
    limitS: limitOf(replayed, job),
    submitS: workload.jobs.submitS[job] ?? 0,
    startS: schedule.status[job] === held ? Infinity : (schedule.startS[job] ?? 0),
    endS: schedule.status[job] === held ? Infinity : (schedule.endS[job] ?? 0),
    atS,
    state,
    because: now === null ? null : becauseOf(replayed, now, job),
    forecast:
      now === null
        ? null
        : (forecast(now, { draws, seed: 1, runTimes: null }).find((one) => one.job === job) ?? null),
  }
}

function becauseOf(replayed: Replayed, now: Snapshot, job: number) {
  const binding = bindingOf(now, job)
  if (binding === null) return null
  const { workload } = replayed
  const all = 'jobs' in binding ? binding.jobs : []
  const first = all.slice(0, listed)
  const ids = first.map((other) => idOf(workload.jobs, other))
  return {
    kind: binding.kind,
    sentence: `${queueSentenceOf(binding, ids, { nodes: workload.jobs.nodes[job] ?? 0, clock: null })}${aheadSentence(aheadOf(now, job), workload.jobs)}`,
    freeNodes: now.machine.room.idleNodes(),
    /** The first of them. */
    jobs: first.map((other) => otherJob(replayed, now, other)),
    jobsInAll: all.length,
    window: binding.kind === 'window' ? { startS: binding.startS, endS: binding.endS } : null,
    /** What its project has left and when more is deposited; null for any other cause. */
    budget: binding.kind === 'budget' ? binding.check : null,
  }
}

function otherJob(replayed: Replayed, { machine }: Snapshot, other: number): OtherJob {
  const isRunning = machine.runs(other)
  const endS = (machine.startS[other] ?? 0) + limitOf(replayed, other)
  return {
    ...named(replayed, other),
    state: isRunning ? 'running' : 'waiting',
    whenS: isRunning ? endS : (replayed.workload.jobs.submitS[other] ?? 0),
  }
}

/** The position of the job with this label; null when there is none. */
export function jobLabelled({ workload: { jobs } }: Replayed, label: string): number | null {
  for (let job = 0; job < jobs.count; job += 1) if (idOf(jobs, job) === label) return job
  return null
}

/** The job that waited longest: the first of those that their budgets hold to the end, where there are any. */
export function longestWait({ workload: { jobs }, schedule }: Replayed): number {
  const firstHeld = schedule.status.indexOf(held)
  if (firstHeld >= 0) return firstHeld
  let [longest, job] = [-1, 0]
  for (let other = 0; other < jobs.count; other += 1) {
    const waitS = (schedule.startS[other] ?? 0) - (jobs.submitS[other] ?? 0)
    if (schedule.status[other] !== rejected && waitS > longest) [longest, job] = [waitS, other]
  }
  return job
}

/** When to ask why a job does not run if nobody says when: as it is submitted, or at the end where it never starts. */
export function instantToAsk({ workload: { jobs }, schedule }: Replayed, job: number): number {
  if (schedule.status[job] !== held) return jobs.submitS[job] ?? 0
  return schedule.endS.reduce((last, endS) => Math.max(last, endS), 0)
}

function stateOf({ workload: { jobs }, schedule }: Replayed, job: number, atS: number): JobState {
  if (schedule.status[job] === rejected) return 'rejected'
  if (atS < (jobs.submitS[job] ?? 0)) return 'not submitted'
  if (schedule.status[job] === held || atS < (schedule.startS[job] ?? 0)) return 'waiting'
  return atS < (schedule.endS[job] ?? 0) ? 'running' : 'ended'
}

function named({ workload: { jobs }, firstLink }: Replayed, job: number) {
  return {
    id: idOf(jobs, job),
    link: firstLink === null || job < firstLink ? null : job - firstLink + 1,
    project: jobs.projects[jobs.projectOf[job] ?? -1] ?? '',
    nodes: jobs.nodes[job] ?? 0,
  }
}

function limitOf({ workload: { jobs } }: Replayed, job: number): number {
  return limitS(jobs.requestedS[job] ?? 0, jobs.actualS[job] ?? 0)
}
