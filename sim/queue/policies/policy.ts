import type { Machine } from '../engine/machine.ts'

/** What has happened at an instant since the last pass. */
export type Happened = {
  /** A job has ended or a window has begun or ended. */
  freed: boolean
  /** A job has ended before its limit, or has left the queue without starting. */
  early: boolean
  /** The first place that a newly arrived job has taken; Infinity when none has arrived. */
  firstPlace: number
}

/** A policy decides which waiting jobs start now. */
export type Policy = {
  pass(happened: Happened): void
  /** The next instant at which the policy itself has something to do; Infinity when there is none. */
  nextS(): number
  /** Forgets what it keeps for a job that leaves the queue without starting. */
  withdraw(job: number): void
  /** Forgets everything it keeps for waiting jobs, because nodes were lost; the next pass begins afresh. */
  reset(): void
  /** The start that a waiting job has been promised; -Infinity where this policy promises none. */
  promisedS(job: number): number
}

/** What a policy that promises nothing answers. */
export const promisesNothing = {
  nextS: () => Infinity,
  withdraw: () => undefined,
  reset: () => undefined,
  promisedS: () => -Infinity,
} as const

export type MakePolicy = (machine: Machine) => Policy
