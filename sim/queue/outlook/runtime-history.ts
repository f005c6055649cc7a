import type { Random } from '../../base/random.ts'
import { lastAtOrBefore } from '../series.ts'
import type { Snapshot } from './snapshot.ts'

/** Fewer ended jobs than this say too little of how users estimate. */
const leastHistory = 20

/** How much of their limits jobs have used so far: the shares of all that have ended, ascending. */
export class RuntimeHistory {
  private readonly shares: Float64Array

  constructor({ machine, engine, atS }: Snapshot) {
    const shares: number[] = []
    for (const job of engine.arrivedJobs()) {
      if (!machine.hasEnded(job) || (machine.endS[job] ?? Infinity) > atS) continue
      shares.push((machine.runS[job] ?? 0) / (machine.limitS[job] ?? 1))
    }
    this.shares = shares.length < leastHistory ? new Float64Array(0) : Float64Array.from(shares).sort()
  }

  /** Jobs that the history rests on; 0 where there are too few, and every job is taken to use its limit. */
  get size(): number {
    return this.shares.length
  }

  /**
   * Seconds that a job may run in all, drawn from the shares of those that ran longer than this one has; its limit
   * where none did.
   */
  drawRunS(limitS: number, ranS: number, random: Random): number {
    const { shares } = this
    const first = lastAtOrBefore(shares, ranS / limitS) + 1
    if (first >= shares.length) return limitS
    const share = shares[first + Math.floor(random() * (shares.length - first))] ?? 1
    return Math.min(limitS, Math.max(ranS + 1, Math.round(share * limitS)))
  }
}
