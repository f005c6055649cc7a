import { HOURS_PER_DAY } from '../base/units.ts'

/**
 * Mean time between the interruptions of one job: MTBF = 24 h ÷ (accelerators × rate).
 *
 * @param accelerators  the job holds, not nodes: nodes differ in size between the fleets that rates come from
 * @param ratePer1000AcceleratorDays  interruptions of a thousand accelerators in a day
 *
 * Source: the form of Kokolis et al. 2025 (arXiv 2410.21680), 24 ÷ (N · r) hours, with r per node of eight.
 * Leaves out that very large jobs fail more often than this line says: `scaleExcess`.
 */
export function meanTimeBetweenInterruptionsH(
  accelerators: number,
  ratePer1000AcceleratorDays: number,
): number {
  return (HOURS_PER_DAY * 1000) / (accelerators * ratePer1000AcceleratorDays)
}

/** Up to here a fleet's rate has been measured on jobs of that size (arXiv 2602.00277: 2.3 per 1,000 servers a day). */
const linearAccelerators = 32768
/** Measured at about 98,304 accelerators: 18 minutes between interruptions, where the line gives 51 minutes. */
const crowd = { accelerators: 98304, excess: 24 / (12288 * 0.0023) / (18 / 60) }
const excessExponent = Math.log(crowd.excess) / Math.log(crowd.accelerators / linearAccelerators)

/**
 * How many times more often a very large job is interrupted than its number of accelerators says: 1 up to 32,768,
 * then (N ÷ 32,768)^0.95, so that 98,304 accelerators fail 2.8 times as often as the line ('three times worse than
 * linear', arXiv 2602.00277). One measured point sets the exponent; beyond 131,072 it is an extrapolation.
 *
 * Source: arXiv 2602.00277 for the two points; the power law between and beyond them is ours.
 */
export function scaleExcess(accelerators: number): number {
  return accelerators <= linearAccelerators ? 1 : (accelerators / linearAccelerators) ** excessExponent
}

/** Interruptions per 1,000 accelerator-days of the fleet on which the excess was measured: 2.3 per 1,000 servers of eight. */
export const crowdRatePer1000AcceleratorDays = 2.3 / 8

/**
 * How far a job is on the way from sizes that many fleets have run to the one size where a single fleet was measured: 0
 * up to 32,768 accelerators, 1 from 98,304 on, on the logarithm between. Only who fails, notices and restarts as that
 * fleet does gets such a job done at all, so its figures take the place of the middle of all fleets.
 *
 * Source: ours; the two sizes are those of arXiv 2602.00277.
 */
export function crowding(accelerators: number): number {
  const way = Math.log(accelerators / linearAccelerators) / Math.log(crowd.accelerators / linearAccelerators)
  return Math.min(1, Math.max(0, way))
}

/** Seconds of a cold recovery by the accelerators of the job: arXiv 2602.00277, 16k to 98k H100. */
const measured = [
  [16384, 200],
  [22528, 300],
  [65536, 600],
  [98304, 900],
] as const

/**
 * Seconds from the decision to restart until the first new step, on a job that restarts as fast as the best do:
 * between the measured sizes on straight lines, below the smallest its value, beyond the largest in proportion.
 * Leaves out the wait for whoever or whatever notices the failure, and for a replacement node.
 *
 * Source: arXiv 2602.00277 for the four points; the lines between and beyond them are ours.
 */
export function coldRecoveryS(accelerators: number): number {
  const [first] = measured
  const last = measured[measured.length - 1] ?? first
  if (accelerators <= first[0]) return first[1]
  if (accelerators >= last[0]) return (last[1] * accelerators) / last[0]
  const above = measured.findIndex(([size]) => size >= accelerators)
  const [lowSize, lowS] = measured[above - 1] ?? first
  const [highSize, highS] = measured[above] ?? last
  return lowS + ((highS - lowS) * (accelerators - lowSize)) / (highSize - lowSize)
}

/**
 * Young's interval between checkpoints: W = √(2 · d · M).
 *
 * @param stallS  d, seconds that training stands still for one checkpoint
 * @param meanTimeBetweenInterruptionsS  M
 *
 * Source: Young 1974, as the Apertus report (arXiv 2509.14233) and the CSCS documentation apply it.
 */
export function youngIntervalS(stallS: number, meanTimeBetweenInterruptionsS: number): number {
  return Math.sqrt(2 * stallS * meanTimeBetweenInterruptionsS)
}

/**
 * Daly's interval: W = √(2 · d · M) · (1 + √(d/2M)/3 + (d/2M)/9) − d while d < 2M, else M. It is the minimum of the
 * expected time per period, M · e^(R/M) · (e^((W + d)/M) − 1) ÷ W, to third order in √(d/M): the restart R does not
 * move it.
 *
 * @param stallS  d
 * @param meanTimeBetweenInterruptionsS  M; infinite where nothing interrupts, and then so is the interval
 *
 * Source: Daly 2006, 'A higher order estimate of the optimum checkpoint interval for restart dumps', equation 37.
 */
export function dalyIntervalS(stallS: number, meanTimeBetweenInterruptionsS: number): number {
  const meanTimeS = meanTimeBetweenInterruptionsS
  if (stallS >= 2 * meanTimeS || meanTimeS === Infinity) return meanTimeS
  const ratio = stallS / (2 * meanTimeS)
  return youngIntervalS(stallS, meanTimeS) * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - stallS
}
