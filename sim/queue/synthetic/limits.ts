import type { Random } from '../../base/random.ts'

/**
 * Limits that people type, by judgement the round ones of batch systems.
 *
 * Source for twenty that cover 90 % of jobs: Tsafrir, Etsion and Feitelson, JSSPP 2005.
 */
export const usualLimitsS: readonly number[] = [
  300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800, 14400, 18000, 21600, 28800, 36000, 43200, 64800,
  86400, 129600, 172800,
]

const roundFraction = 0.9
const minuteS = 60
/** Nobody overestimates more than this, so that a second's job does not ask for days. */
const leastAccuracy = 0.01

/**
 * A limit for a job of known run time, never below it and never above `mostS` unless the run itself is: their ratio is
 * drawn uniform, as logs show it (Mu'alem and Feitelson 2001, section 5), and it goes up to the next usual value, or to the
 * next minute for one job in ten. Leaves out that people repeat their estimates, and jobs killed at their limit.
 */
export function drawLimitS(runS: number, mostS: number, random: Random): number {
  const accuracy = Math.max(leastAccuracy, 1 - random())
  const isRound = random() < roundFraction
  const wantedS = Math.min(Math.ceil(Math.max(runS, 1) / accuracy), mostS)
  const minutesS = Math.ceil(wantedS / minuteS) * minuteS
  const usualS = isRound ? usualLimitsS.find((limitS) => limitS >= wantedS) : undefined
  return Math.max(runS, 1, Math.min(usualS ?? minutesS, mostS))
}
