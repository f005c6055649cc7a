import type { Random } from '../../base/random.ts'

/** Gamma distribution: mean shape · scale. */
export type Gamma = { readonly shape: number; readonly scale: number }

/**
 * A draw for shapes of 1 and more.
 *
 * Source: Marsaglia and Tsang, 'A simple method for generating gamma variables', ACM TOMS 26(3), 2000.
 */
export function drawGamma({ shape, scale }: Gamma, random: Random): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(positive(random)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
  }
}

/** Box and Muller, one of the two normals. */
function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(positive(random))) * Math.cos(2 * Math.PI * random())
}

/** In (0, 1], so that it has a logarithm. */
function positive(random: Random): number {
  return 1 - random()
}

/**
 * Probability of a value of x or less: the regularised lower incomplete gamma function P(shape, x/scale), by its series
 * Σ zᵏ / (a (a + 1) … (a + k)). All terms are positive, so nothing cancels; meant for z up to a few hundred.
 *
 * Source: Abramowitz and Stegun, 6.5.29.
 */
export function gammaCdf({ shape, scale }: Gamma, x: number): number {
  if (x <= 0) return 0
  const z = x / scale
  let term = 1 / shape
  let total = term
  for (let k = 1; term > total * 1e-16; k += 1) {
    term *= z / (shape + k)
    total += term
  }
  return Math.min(1, total * Math.exp(shape * Math.log(z) - z - logGamma(shape)))
}

const stirlingFrom = 12

/** ln Γ(a), by Stirling's series after the recurrence has taken a above 12: good to 1e-12. */
function logGamma(a: number): number {
  let shift = 0
  let x = a
  for (; x < stirlingFrom; x += 1) shift += Math.log(x)
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7)
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
}
