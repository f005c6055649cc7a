import type { Between } from './profile.ts'

/** What is free from now on, as policies see it: by counts of like nodes, or node by node. A job is known by its number. */
export type Room = {
  /** Of the machine, free or not. */
  readonly nodesInAll: number
  /** Of which nothing is taken now. */
  idleNodes(): number
  advance(nowS: number): void
  /** Whether a job could start now and hold what it asks for until an instant. */
  fits(job: number, untilS: number): boolean
  /** The earliest start in `search` at which all that a job asks for is free for so long; `beforeS` when there is none. */
  earliest(job: number, durationS: number, search: Between): number
  /** Takes what a job asks for on [fromS, untilS), for a start later than now. */
  take(job: number, fromS: number, untilS: number): void
  takeNow(job: number, untilS: number): void
  /** Takes for a job what it had before, where it had it. */
  takeAgain(job: number, fromS: number, untilS: number): void
  /** Gives back what a job holds on [fromS, untilS). */
  give(job: number, fromS: number, untilS: number): void
  giveNow(job: number, untilS: number): void
  joined(job: number, place: number, limitS: number): void
  left(job: number, place: number): void
  started(job: number): void
  /** A job has ended with its limit, so that it has nothing left to give back. */
  ranOut(job: number): void
  /** A window or a repair begins or ends. */
  boundary(): void
  /** A node fails, that of a draw from [0, 1): the jobs that run on it; null where it is away already. */
  strike(draw: number, running: Iterable<number>): readonly number[] | null
  /** The node that failed last is away for so long from now on. */
  repair(forS: number): void
}
