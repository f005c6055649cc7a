/**
 * Capital recovery factor: the yearly payment, at the end of each of n years, that repays 1 with interest.
 * CRF = r / (1 − (1 + r)^−n), and 1/n where r is zero.
 *
 * Source: Short, Packey and Holt 1995 (NREL/TP-462-5173), uniform capital recovery factor.
 */
export function capitalRecoveryFactor(ratePerY: number, lifeY: number): number {
  return ratePerY === 0 ? 1 / lifeY : ratePerY / -Math.expm1(-lifeY * Math.log1p(ratePerY))
}

/** Level yearly payment for a capital sum over its life. Source: Short, Packey and Holt 1995 (NREL/TP-462-5173). */
export function annuity(capital: number, ratePerY: number, lifeY: number): number {
  return capital * capitalRecoveryFactor(ratePerY, lifeY)
}

/** Real rate from a rate in money of the day. Source: Fisher 1930, The Theory of Interest. */
export function realRate(nominalPerY: number, inflationPerY: number): number {
  return (1 + nominalPerY) / (1 + inflationPerY) - 1
}

/**
 * A rate and the prices that go with it. A real rate discounts constant prices; a nominal rate discounts prices that
 * inflation has raised. The type leaves no way to mix them.
 */
export type Discounting =
  | { readonly kind: 'real'; readonly ratePerY: number }
  | { readonly kind: 'nominal'; readonly ratePerY: number; readonly inflationPerY: number }

/**
 * What a price of today is in the money that this kind of discounting counts in, `year` years on.
 *
 * Ours: inflation is the same in every year and for every price.
 */
export function priceLevel(discounting: Discounting, year: number): number {
  return discounting.kind === 'real' ? 1 : (1 + discounting.inflationPerY) ** year
}

/** Worth today of 1 in the money of `year`. Source: Short, Packey and Holt 1995 (NREL/TP-462-5173). */
export function discountFactor({ ratePerY }: Discounting, year: number): number {
  return (1 + ratePerY) ** -year
}
