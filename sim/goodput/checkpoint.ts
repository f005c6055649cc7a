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
