/** What has happened at an instant since the last pass. */
export type Happened = {
  /** A job has ended or a window has begun or ended. */
  freed: boolean
  /** A job has ended before its limit, or has left the queue without starting. */
  early: boolean
  /** The first place that a newly arrived job has taken; Infinity when none has arrived. */
  firstPlace: number
}

/**
 * Decides which waiting jobs start now, from a `View`. A pass is `begin`, then `next` until it says no more; every job
 * that `next` names has its room reserved and is started before `next` is asked again.
 */
export type Policy = {
  begin(happened: Happened): void
  /** The next waiting job that starts now; -1 when no more does. */
  next(): number
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
