import { HOURS_PER_YEAR } from '../base/units.ts'

/**
 * Orders of magnitude a year by which price-performance gains and a used accelerator therefore loses value.
 *
 * Source: Epoch AI, 'The rising costs of training frontier AI models' (arXiv 2405.21015) and its code.
 */
export const epochGainPerY = 0.14

/** What is left of a value of 1 after some years of falling prices: 10^(−r t). Source: Epoch AI (arXiv 2405.21015). */
export function remainingValue(ageY: number, gainPerY: number = epochGainPerY): number {
  return 10 ** (-gainPerY * ageY)
}

/**
 * What a used accelerator fetches, of a value of 1: the services of the years that it has left, each worth 10^(−r t) of
 * one today, over those of its whole life. An endless life is the plain market of falling prices, prices that do not
 * fall are the straight line, and at the end of its life nothing is left.
 *
 * Leaves out interest within the life, and what buyers know of wear.
 *
 * Ours: a buyer pays for the services that are left. Epoch AI's curve is its limit of an endless life.
 */
export function marketValue(ageY: number, { lifeY, gainPerY }: Market): number {
  if (ageY >= lifeY) return 0
  if (gainPerY === 0) return bookValue(ageY, lifeY)
  const atEnd = remainingValue(lifeY, gainPerY)
  return (remainingValue(ageY, gainPerY) - atEnd) / (1 - atEnd)
}

type Market = { readonly lifeY: number; readonly gainPerY: number }

/**
 * Cost of using an accelerator for some hours as the value it loses meanwhile, the other view beside the annuity:
 * start value × hours / 8760 × r · ln 10, at the value it has when the run starts. All hours of an endless life
 * together cost the purchase value.
 *
 * Source: Epoch AI (arXiv 2405.21015), appendix on amortised cost. Leaves out operation and idle hours.
 */
export function valueLost(
  purchaseValue: number,
  { ageY, hours, gainPerY }: { readonly ageY: number; readonly hours: number; readonly gainPerY: number },
): number {
  const startValue = purchaseValue * remainingValue(ageY, gainPerY)
  return startValue * (hours / HOURS_PER_YEAR) * gainPerY * Math.LN10
}

/**
 * What is left at the end of a straight line over a life; nothing afterwards.
 *
 * Ours: the definition of straight-line depreciation.
 */
export function bookValue(ageY: number, lifeY: number): number {
  return Math.max(0, 1 - ageY / lifeY)
}
