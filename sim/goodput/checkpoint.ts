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
