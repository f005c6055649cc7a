import { stream } from '../../../base/random.ts'
import { SECONDS_PER_DAY } from '../../../base/units.ts'
import type { Workload } from '../../engine/job.ts'
import type { PolicyName } from '../../engine/policies.ts'
import { hasNoStart, simulate, type Beyond } from '../../engine/simulate.ts'
import { ascending } from '../../engine/sorted.ts'
import { asOfJobs, isUntold, type Told } from '../as-of.ts'

/** A job that waited at an instant of the past: what was known of it then, and when it started. */
export type Case = {
  readonly job: number
  /** Its user, or its project where no users are told. */
  readonly owner: number
  readonly atS: number
  readonly waitedS: number
  /** Until its start, if all run to their limits and nobody else comes. */
  readonly plannedS: number
  /** Until its user's jobs ahead of it have started, as fast as that user's have in the last week. */
  readonly ownS: number
  /** Until its recorded start; Infinity where none is known. */
  readonly leftS: number
  /** Waiting jobs of the instant for each that is looked at. */
  readonly weight: number
}

/** What is known of a job that waits now. */
export type Likeness = Pick<Case, 'waitedS' | 'plannedS' | 'ownS'>

export type Replaying = { readonly policy: PolicyName; readonly beyond: Beyond }

/** Instants that are looked at, evenly over the log, and jobs of each at most. */
const instants = 400
const mostOfInstant = 40
const weekS = 7 * SECONDS_PER_DAY
/** Where a user started nothing for a week: half a job. */
const fewestStarts = 0.5

type Open = { readonly running: readonly number[]; readonly waiting: readonly number[] }

/**
 * Jobs that waited at instants of a log, by instant, up to one; each instant is replayed onwards as `--now` does, with
 * what was known then. What came after `untilS` is not looked at.
 */
export function pastCases(
  workload: Workload,
  told: Told,
  { untilS, policy, beyond }: Replaying & { readonly untilS: number },
): readonly (readonly Case[])[] {
  const { submitS, users, projectOf } = workload.jobs
  const ownerOf = users?.of ?? projectOf
  const bySubmit = ascending(submitS)
  const firstS = submitS[bySubmit[0] ?? 0] ?? 0
  const random = stream(1, 'instants of the past')
  const found: (readonly Case[])[] = []
  const open = openJobs(workload, told, bySubmit)
  const own = ownStarts(workload, told)
  for (let i = 0; i < instants; i += 1) {
    const atS = Math.floor(firstS + ((untilS - firstS) * (i + random())) / instants)
    const { running, waiting } = open(atS)
    if (waiting.length === 0) continue
    const likenesses = likenessesAt(workload, { told, open: { running, waiting }, atS }, { policy, beyond })
    const aheadOf = own(atS, waiting)
    const share = Math.min(1, mostOfInstant / waiting.length)
    found.push(
      waiting.flatMap((job, k) => {
        const plannedS = likenesses[k] ?? Infinity
        const isPicked = random() < share
        if (!isPicked || plannedS === Infinity) return []
        const startS = told.startS[job] ?? Number.NaN
        const leftS = Number.isNaN(startS) || startS > untilS ? Infinity : startS - atS
        const waitedS = atS - (submitS[job] ?? 0)
        const owner = ownerOf[job] ?? -1
        return [{ job, owner, atS, waitedS, plannedS, ownS: aheadOf[k] ?? 0, leftS, weight: 1 / share }]
      }),
    )
  }
  return found
}

type Seen = { readonly told: Told; readonly open: Open; readonly atS: number }

/** Until the planned start of each that waits; Infinity where it has none. */
function likenessesAt(workload: Workload, { told, open, atS }: Seen, { policy, beyond }: Replaying) {
  const jobs = asOfJobs(workload.jobs, told, { ...open, nowS: atS })
  const first = open.running.length
  const { startS, status } = simulate({ ...workload, jobs, running: first }, { policy }, beyond)
  return open.waiting.map((_, k) =>
    hasNoStart(status[first + k]) ? Infinity : Math.max(0, (startS[first + k] ?? 0) - atS),
  )
}

/** Who runs and who waits at instants that only grow, each in the order of submission. */
function openJobs({ jobs }: Workload, { startS, endS }: Told, bySubmit: Uint32Array) {
  let open: number[] = []
  let next = 0
  return (atS: number): Open => {
    for (; (jobs.submitS[bySubmit[next] ?? -1] ?? Infinity) <= atS; next += 1) {
      const job = bySubmit[next] ?? 0
      if (!isUntold(startS[job] ?? Number.NaN, endS[job] ?? Number.NaN)) open.push(job)
    }
    open = open.filter((job) => !((endS[job] ?? Number.NaN) <= atS))
    const runs = (job: number) => (startS[job] ?? Number.NaN) <= atS
    return { running: open.filter(runs), waiting: open.filter((job) => !runs(job)) }
  }
}

/** How long the jobs that a user has ahead take to start, at the pace of that user's starts in the last week. */
export function ownStarts({ jobs }: Workload, { startS }: Told) {
  const ownerOf = jobs.users?.of ?? jobs.projectOf
  const byStart = ascending(startS.map((s) => (Number.isNaN(s) ? 2 ** 50 : s)))
  let [from, to] = [0, 0]
  const started = new Map<number, number>()
  const add = (job: number | undefined, by: number): void => {
    const owner = ownerOf[job ?? -1] ?? -1
    started.set(owner, (started.get(owner) ?? 0) + by)
  }
  const startOf = (place: number) => startS[byStart[place] ?? -1] ?? Infinity
  /** Of each that waits, in the order of submission. */
  return (atS: number, waiting: readonly number[]): readonly number[] => {
    for (; startOf(to) <= atS; to += 1) add(byStart[to], 1)
    for (; from < to && startOf(from) <= atS - weekS; from += 1) add(byStart[from], -1)
    const ahead = new Map<number, number>()
    return waiting.map((job) => {
      const owner = ownerOf[job] ?? -1
      const before = ahead.get(owner) ?? 0
      ahead.set(owner, before + 1)
      return (before * weekS) / Math.max(fewestStarts, started.get(owner) ?? 0)
    })
  }
}
