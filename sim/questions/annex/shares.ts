import { sum } from '../../base/math.ts'

/**
 * Whole hours in given proportions that add up to a whole number: the parts that lose most by rounding down get the
 * hours left over, the first of equal ones first.
 *
 * Source: the method of largest remainders (Hamilton 1792).
 *
 * @param weights  each at least 0, not all 0
 */
export function wholeShares(total: number, weights: readonly number[]): readonly number[] {
  const all = sum(weights)
  const exact = weights.map((weight) => (total * weight) / all)
  const shares = exact.map(Math.floor)
  const left = Math.round(total - sum(shares))
  const byRemainder = exact
    .map((value, at) => [value - Math.floor(value), at] as const)
    .sort(([a], [b]) => b - a)
    .slice(0, left)
  for (const [, at] of byRemainder) shares[at] = (shares[at] ?? 0) + 1
  return shares
}
