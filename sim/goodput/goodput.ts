import { SECONDS_PER_HOUR } from '../base/units.ts'
import { youngIntervalS } from './checkpoint.ts'
import { meanTimeBetweenInterruptionsH } from './interruptions.ts'

export type Hazards = {
  readonly accelerators: number
  readonly ratePer1000AcceleratorDays: number
  /** Training stands still this long for each checkpoint. */
  readonly checkpointStallS: number
  /** From the failure to the first new step: detection, restart, loading. */
  readonly restartS: number
  /** Between checkpoints, at least; a faster rhythm than the file system takes is not asked for. */
  readonly leastIntervalS: number
}

export type Goodput = {
  /** Share of allocated time that advances training. */
  readonly fraction: number
  readonly meanTimeBetweenInterruptionsH: number
  readonly checkpointIntervalS: number
  /** Shares of allocated time; with `fraction` they add up to 1. */
  readonly checkpointFraction: number
  readonly lostWorkFraction: number
  readonly restartFraction: number
}

/** A job that nothing ever interrupts needs no checkpoint. */
const undisturbed: Goodput = {
  fraction: 1,
  meanTimeBetweenInterruptionsH: Infinity,
  checkpointIntervalS: Infinity,
  checkpointFraction: 0,
  lostWorkFraction: 0,
  restartFraction: 0,
}

/**
 * First-order goodput of a long job under random interruptions.
 *
 * Each period of W useful seconds costs a stall d; each interruption, one in M seconds of allocated time, costs half
 * a period of lost work and R to restart: fraction = (1 − (R + W/2)/M) ÷ (1 + d/W), W by Young.
 *
 * Source: expected ETTR of Kokolis et al. 2025 (arXiv 2410.21680). Valid while R + W/2 is small against M; it gives
 * 0 where nothing would ever finish. Leaves out queue waits and maintenance, which cost calendar time and no
 * allocated hours.
 */
export function goodput(hazards: Hazards): Goodput {
  const meanTimeH = meanTimeBetweenInterruptionsH(hazards.accelerators, hazards.ratePer1000AcceleratorDays)
  if (meanTimeH === Infinity) return undisturbed
  const meanTimeS = meanTimeH * SECONDS_PER_HOUR
  const intervalS = Math.max(hazards.leastIntervalS, youngIntervalS(hazards.checkpointStallS, meanTimeS))
  const lost = intervalS / 2 / meanTimeS
  const restart = hazards.restartS / meanTimeS
  const running = Math.max(0, 1 - lost - restart)
  const fraction = running / (1 + hazards.checkpointStallS / intervalS)
  const broken = 1 - running
  return {
    fraction,
    meanTimeBetweenInterruptionsH: meanTimeH,
    checkpointIntervalS: intervalS,
    checkpointFraction: running - fraction,
    lostWorkFraction: (broken * lost) / (lost + restart),
    restartFraction: (broken * restart) / (lost + restart),
  }
}
