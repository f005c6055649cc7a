import type { Machine } from '../machine.ts'

/** What has happened at an instant since the last pass. */
export type Happened = {
  /** A job has ended or a window has begun or ended. */
  freed: boolean
  /** A job has ended before its limit. */
  early: boolean
  /** The first place that a newly arrived job has taken; Infinity when none has arrived. */
  firstPlace: number
}

/** A policy decides which waiting jobs start now. */
export type Policy = {
  pass(happened: Happened): void
  /** The next instant at which the policy itself has something to do; Infinity when there is none. */
  nextS(): number
}

export type MakePolicy = (machine: Machine) => Policy
