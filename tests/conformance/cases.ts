import file from './cases.json' with { type: 'json' }
import type { Fate, Policy, Workload } from './oracle.ts'

type ById<T> = Readonly<Record<string, T | undefined>>

/** A schedule worked out by hand; the README of this folder explains the fields. */
export type Case = {
  readonly title: string
  readonly rules: readonly number[]
  readonly because: string
  readonly workload: Workload
  readonly starts: Readonly<Record<Policy, ById<number | null>>>
  readonly ends?: ById<number | null> | undefined
  readonly status?: ById<string> | undefined
}

export const cases: readonly Case[] = file.cases

/** The hand-worked answer in input order, with null where the case leaves an end or a status open. */
export function workedOut(one: Case, policy: Policy) {
  return one.workload.jobs.map(({ id }) => ({
    id,
    start: one.starts[policy][id],
    end: one.ends?.[id] ?? null,
    status: one.status?.[id] ?? null,
  }))
}

/** The same fields of a simulated schedule, as far as the case speaks of them. */
export function simulated(one: Case, fates: readonly Fate[]) {
  return one.workload.jobs.map(({ id }, index) => ({
    id,
    start: fates[index]?.start,
    end: one.ends === undefined ? null : (fates[index]?.end ?? null),
    status: one.status === undefined ? null : (fates[index]?.status ?? null),
  }))
}
