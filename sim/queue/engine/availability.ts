import { Profile, type Between } from './profile.ts'
import type { Window } from './job.ts'

/** A second thing that running jobs share, such as power: how much there is, and how much each job takes. */
export type SecondResource = { readonly capacity: number; readonly needs: Float64Array }

/** What is free from now on: nodes, and a second resource where one is limited too. */
export class Availability implements Room {
  readonly nodes: Profile
  readonly second: Profile | null
  readonly secondResource: SecondResource | null
  private readonly needNodes: Int32Array
  private readonly needSecond: Float64Array
  private nowS = -Infinity
  private readonly moved = { amount: 0, durationS: 0 }
  private readonly between: Between = { fromS: 0, beforeS: Infinity }

  constructor(capacity: number, needNodes: Int32Array, second: SecondResource | null) {
    this.nodes = new Profile(capacity)
    this.second = second === null ? null : new Profile(second.capacity)
    this.secondResource = second
    this.needNodes = needNodes
    this.needSecond = second === null ? new Float64Array(0) : second.needs
  }

  get nodesInAll(): number {
    return this.nodes.capacity
  }

  idleNodes(): number {
    return this.nodes.now()
  }

  strike(draw: number, running: Iterable<number>): readonly number[] | null {
    let node = Math.floor(draw * this.nodes.capacity)
    let hit = -1
    for (const job of running) {
      node -= this.needOf(job)
      if (node >= 0) continue
      hit = job
      break
    }
    if (hit < 0 && this.nodes.now() < 1) return null
    return hit < 0 ? [] : [hit]
  }

  repair(forS: number): void {
    this.nodes.add(this.nowS, this.nowS + forS, -1)
  }

  needOf(job: number): number {
    return this.needNodes[job] ?? 0
  }

  needOfSecond(job: number): number {
    return this.needSecond[job] ?? 0
  }

  advance(nowS: number): void {
    this.nowS = nowS
    this.nodes.advance(nowS)
    if (this.second !== null) this.second.advance(nowS)
  }

  /** Whether a job's needs are free from now until an instant. */
  fits(job: number, untilS: number): boolean {
    if (!this.nodes.fits(this.needNodes[job] ?? 0, untilS)) return false
    return this.second === null || this.second.fits(this.needSecond[job] ?? 0, untilS)
  }

  take(job: number, fromS: number, untilS: number): void {
    this.nodes.add(fromS, untilS, -(this.needNodes[job] ?? 0))
    if (this.second !== null) this.second.add(fromS, untilS, -(this.needSecond[job] ?? 0))
  }

  takeAgain(job: number, fromS: number, untilS: number): void {
    this.take(job, fromS, untilS)
  }

  give(job: number, fromS: number, untilS: number): void {
    this.nodes.add(fromS, untilS, this.needNodes[job] ?? 0)
    if (this.second !== null) this.second.add(fromS, untilS, this.needSecond[job] ?? 0)
  }

  /** Takes for a job from `toS` on, for as long, what it holds from `fromS` on. */
  move(job: number, durationS: number, { fromS, toS }: { fromS: number; toS: number }): void {
    this.moved.durationS = durationS
    this.moved.amount = this.needNodes[job] ?? 0
    this.nodes.move(fromS, toS, this.moved)
    if (this.second !== null) {
      this.moved.amount = this.needSecond[job] ?? 0
      this.second.move(fromS, toS, this.moved)
    }
  }

  takeNow(job: number, untilS: number): void {
    this.nodes.addNow(untilS, -(this.needNodes[job] ?? 0))
    if (this.second !== null) this.second.addNow(untilS, -(this.needSecond[job] ?? 0))
  }

  giveNow(job: number, untilS: number): void {
    this.nodes.addNow(untilS, this.needNodes[job] ?? 0)
    if (this.second !== null) this.second.addNow(untilS, this.needSecond[job] ?? 0)
  }

  /** The earliest start in `search` at which all of a job's needs are free for its whole duration. */
  earliest(job: number, durationS: number, search: Between): number {
    const need = this.needNodes[job] ?? 0
    const { second, between } = this
    if (second === null) return this.nodes.earliest(need, durationS, search)
    const needSecond = this.needSecond[job] ?? 0
    between.fromS = search.fromS
    between.beforeS = search.beforeS
    for (;;) {
      const startS = this.nodes.earliest(need, durationS, between)
      between.fromS = startS
      const secondS = second.earliest(needSecond, durationS, between)
      if (secondS === startS) return startS
      between.fromS = secondS
    }
  }

  copyFrom(other: Availability): void {
    this.nodes.copyFrom(other.nodes)
    if (this.second !== null && other.second !== null) this.second.copyFrom(other.second)
  }
}

/** Takes the windows' nodes out of a profile that nothing else has touched. Returns the instants at which they change. */
export function takeWindows(profile: Profile, windows: readonly Window[]): Float64Array {
  const real = windows.filter(({ startS, endS }) => endS > startS)
  const instants = [...new Set(real.flatMap(({ startS, endS }) => [startS, endS]))].sort((a, b) => a - b)
  const changes = new Map<number, number>()
  const change = (instantS: number, nodes: number) => {
    changes.set(instantS, (changes.get(instantS) ?? 0) + nodes)
  }
  for (const { startS, endS, nodes } of real) {
    const away = Math.min(nodes ?? profile.capacity, profile.capacity)
    change(startS, away)
    change(endS, -away)
  }
  let away = 0
  instants.forEach((instantS, i) => {
    away += changes.get(instantS) ?? 0
    const untilS = instants[i + 1]
    const taken = Math.min(away, profile.capacity)
    if (untilS !== undefined && taken > 0) profile.add(instantS, untilS, -taken)
  })
  return Float64Array.from(instants)
}

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
  /** Counts alone know nothing of who waits, and change by themselves. */
  joined?(job: number, place: number, limitS: number): void
  left?(job: number, place: number): void
  started?(job: number): void
  /** A job has ended with its limit, so that it has nothing left to give back. */
  ranOut?(job: number): void
  /** A window or a repair begins or ends. */
  boundary?(): void
  /** A node fails, that of a draw from [0, 1): the jobs that run on it; null where it is away already. */
  strike(draw: number, running: Iterable<number>): readonly number[] | null
  /** The node that failed last is away for so long from now on. */
  repair(forS: number): void
}
