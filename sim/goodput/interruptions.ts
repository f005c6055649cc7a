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
  return Math.max(1, accelerators / linearAccelerators) ** excessExponent
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
