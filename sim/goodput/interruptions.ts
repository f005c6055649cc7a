import { HOURS_PER_DAY } from '../base/units.ts'

/**
 * Mean time between the interruptions of one job: MTBF = 24 h ÷ (accelerators × rate).
 *
 * @param accelerators  the job holds, not nodes: nodes differ in size between the fleets that rates come from
 * @param ratePer1000AcceleratorDays  interruptions of a thousand accelerators in a day
 *
 * Source: the form of Kokolis et al. 2025 (arXiv 2410.21680), 24 ÷ (N · r) hours. Leaves out that very large
 * jobs have been seen to fail up to three times as often as this line says (arXiv 2602.00277).
 */
export function meanTimeBetweenInterruptionsH(
  accelerators: number,
  ratePer1000AcceleratorDays: number,
): number {
  return (HOURS_PER_DAY * 1000) / (accelerators * ratePer1000AcceleratorDays)
}
