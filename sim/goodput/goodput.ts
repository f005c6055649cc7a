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
 * Goodput of a long job under random interruptions, one in M seconds on average, that may also hit a restart or a
 * checkpoint. A period of W useful seconds and its stall d takes T = M · e^(R/M) · (e^((W + d)/M) − 1) on average,
 * so the fraction is W/T; the interruptions in it, T/M of them, each hold the job M · (1 − e^(−R/M)) in restarts,
 * and what is left is work done twice.
 *
 * Source: Daly 2006, 'A higher order estimate of the optimum checkpoint interval for restart dumps', the model behind
 * its equation 20. Where R and W are small against M it is the expected ETTR of Kokolis et al. 2025 (arXiv
 * 2410.21680). Leaves out queue waits and maintenance, which cost calendar time and no allocated hours.
 */
export function goodput(hazards: Hazards): Goodput {
  const meanTimeH = meanTimeBetweenInterruptionsH(hazards.accelerators, hazards.ratePer1000AcceleratorDays)
  if (meanTimeH === Infinity) return undisturbed
  const meanTimeS = meanTimeH * SECONDS_PER_HOUR
  const { checkpointStallS: stallS, restartS } = hazards
  const intervalS = Math.max(hazards.leastIntervalS, youngIntervalS(stallS, meanTimeS))
  const periodS = meanTimeS * Math.exp(restartS / meanTimeS) * Math.expm1((intervalS + stallS) / meanTimeS)
  const fraction = intervalS / periodS
  const checkpointFraction = stallS / periodS
  const restartFraction = -Math.expm1(-restartS / meanTimeS)
  return {
    fraction,
    meanTimeBetweenInterruptionsH: meanTimeH,
    checkpointIntervalS: intervalS,
    checkpointFraction,
    lostWorkFraction: Math.max(0, 1 - fraction - checkpointFraction - restartFraction),
    restartFraction,
  }
}
