import type { Conditions, Groups, JobTable } from '../engine/job.ts'
import { dependenciesOf } from './accounting/dependencies.ts'
import type { Column } from './column.ts'
import type { Notes } from './report.ts'
import { filled, running, waiting, type Arrangement, type Rows } from './rows.ts'

/** What a log tells of what became of its jobs, on the clock of the table. */
export type Recorded = NonNullable<ReturnType<typeof recordedOf>>

type Around = { readonly jobs: JobTable; readonly arrangement: Arrangement; readonly notes: Notes }

/** The records beside a table that has been taken from the same rows; null where the file tells none. */
export function recordedOf(rows: Rows, { jobs, arrangement }: Around) {
  if (filled(rows.startS) === null && rows.phase.length === 0) return null
  const { count } = jobs
  const { order } = arrangement
  const startS = since(rows.startS, arrangement, count)
  const phase =
    rows.phase.length === 0 ? new Uint8Array(count) : Uint8Array.from(rows.phase.take(order, count))
  const endS =
    rows.endS.length > 0
      ? since(rows.endS, arrangement, count)
      : startS.map((s, job) => (Number.isNaN(s) ? (jobs.submitS[job] ?? 0) : s) + (jobs.actualS[job] ?? 0))
  const elapsedS = filled(rows.elapsedS)?.take(order, count) ?? null
  const told = lastOf({ jobs, startS, endS, elapsedS, phase })
  const seenS = since(rows.seenS, { ...arrangement, order: null }, rows.seenS.length)
  return {
    /** NaN where a job has not started, or nothing is told; one that has ended all the same has its earliest end. */
    startS,
    endS,
    /** `ended`, `running` or `waiting`, when the log was written. */
    phase,
    /** The last instant that the log knows of. */
    lastS: Math.max(told, ...seenS),
  }
}

/** What keeps jobs out of the queue, of a table from the same rows; null where nothing does. */
export function conditionsIn(rows: Rows, { jobs, arrangement, notes }: Around): Conditions | null {
  const { order } = arrangement
  const { count } = jobs
  const told = saysMore(rows.eligibleS, jobs, arrangement) ? since(rows.eligibleS, arrangement, count) : null
  const held = told === null ? null : Uint8Array.from(told, (s) => (s === Infinity ? 1 : 0))
  const eligibleS = told?.map((s) => (Number.isFinite(s) ? s : -Infinity)) ?? null
  const isLater = eligibleS?.some((s, job) => s > (jobs.submitS[job] ?? 0)) === true
  const found: Conditions = {
    eligibleS: isLater ? eligibleS : null,
    dependencies: dependenciesOf(rows, { jobs, order, notes }),
    groups: groupsIn(rows, arrangement, count),
    held: held?.includes(1) === true ? held : null,
  }
  return Object.values(found).every((one) => one === null) ? null : found
}

/** Whether any job may start later than it is submitted, or not yet. */
function saysMore(column: Column, { submitS }: JobTable, { order, originS }: Arrangement): boolean {
  if (column.length === 0) return false
  return submitS.some((s, job) => column.at(order === null ? job : (order[job] ?? 0)) - originS > s)
}

function since(column: Column, { order, originS }: Arrangement, count: number): Float64Array {
  const values = column.take(order, count)
  if (originS !== 0) for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) - originS
  return values
}

/** The arrays of which so many tasks may run at a time. */
function groupsIn(rows: Rows, { order }: Arrangement, count: number): Groups | null {
  if (rows.mostRunning.size === 0) return null
  const most = Float64Array.from(rows.arrays.names, (name) => rows.mostRunning.get(name) ?? Infinity)
  const labels = rows.arrays.of.takeIndices(order, count)
  return { most, of: labels.map((label) => ((most[label] ?? Infinity) < Infinity ? label : -1)) }
}

type Times = Pick<Recorded, 'startS' | 'endS' | 'phase'> & {
  readonly jobs: JobTable
  readonly elapsedS: Float64Array | null
}

/** A job that still runs tells by how long it has run when the log was written. */
function lastOf({ jobs, startS, endS, phase, elapsedS }: Times): number {
  let lastS = -Infinity
  for (let job = 0; job < jobs.count; job += 1) {
    lastS = later(lastS, jobs.submitS[job] ?? 0)
    if (phase[job] === waiting) continue
    const startedS = startS[job] ?? 0
    const ranS = elapsedS?.[job] ?? Number.NaN
    lastS = later(later(lastS, startedS), phase[job] === running ? startedS + ranS : (endS[job] ?? 0))
  }
  return lastS
}

function later(lastS: number, s: number): number {
  return s > lastS && s < Infinity ? s : lastS
}
