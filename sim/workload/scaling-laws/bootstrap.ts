import type { Random } from '../../base/random.ts'
import { besiroglu2024, type LossLaw } from './parametric.ts'

/** 95 % bootstrap intervals and standard errors as published: Besiroglu et al. 2024 (arXiv 2404.10102), table 1. */
export const besirogluIntervals = {
  E: [1.769, 1.871],
  A: [285, 744],
  B: [1042, 5810],
  alpha: [0.317, 0.373],
  beta: [0.331, 0.415],
} as const

const standardError = { E: 0.0257, alpha: 0.015, beta: 0.021 } as const
/** Published standard error of the allocation exponent a = β/(α + β) = 0.513. */
const allocationStandardError = 0.02

/** How ln A and ln B follow their exponents: the ends of the published intervals, paired. */
const lnAPerAlpha = slope(besirogluIntervals.A, besirogluIntervals.alpha)
const lnBPerBeta = slope(besirogluIntervals.B, besirogluIntervals.beta)

function slope(scale: readonly [number, number], exponent: readonly [number, number]): number {
  return Math.log(scale[1] / scale[0]) / (exponent[1] - exponent[0])
}

/**
 * Correlation of the two exponents that the published error of a implies, by its first-order propagation:
 * var a = (α² var β + β² var α − 2αβ cov) / (α + β)⁴. About −0.3.
 */
export const exponentCorrelation = impliedCorrelation()

function impliedCorrelation(): number {
  const { alpha, beta } = besiroglu2024
  const { alpha: sA, beta: sB } = standardError
  const spread = allocationStandardError ** 2 * (alpha + beta) ** 4
  return (alpha ** 2 * sB ** 2 + beta ** 2 * sA ** 2 - spread) / (2 * alpha * beta * sA * sB)
}

/**
 * One law drawn from the uncertainty of the fit. A and B are tied to their exponents, for sampling them apart gives
 * nonsense: a line of ln A over α and of ln B over β through the point estimates, with the slopes of the published
 * intervals. The bootstrap sets themselves are not published as numbers; this rebuilds their spread from the printed
 * errors, takes the ties as perfect and E as independent, and so overstates the spread of the loss itself.
 */
export function drawBesiroglu(random: Random): LossLaw {
  const [first, second] = twoNormals(random)
  const [third] = twoNormals(random)
  const { alpha: alpha0, beta: beta0, A, B, E } = besiroglu2024
  const alpha = alpha0 + standardError.alpha * first
  const across = exponentCorrelation * first + Math.sqrt(1 - exponentCorrelation ** 2) * second
  const beta = beta0 + standardError.beta * across
  return {
    ...besiroglu2024,
    id: 'besiroglu-2024-draw',
    alpha,
    beta,
    A: A * Math.exp(lnAPerAlpha * (alpha - alpha0)),
    B: B * Math.exp(lnBPerBeta * (beta - beta0)),
    E: E + standardError.E * third,
  }
}

/** Box and Muller 1958: two independent standard normals from two uniforms. */
function twoNormals(random: Random): readonly [number, number] {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  const angle = 2 * Math.PI * random()
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}

/**
 * A quantity of the law with the central 95 % of its values over `laws`, the draws of the fit.
 *
 * @param laws  at least two hundred draws of `drawBesiroglu`
 */
export function interval95(quantity: (law: LossLaw) => number, laws: readonly LossLaw[]) {
  const sorted = laws.map(quantity).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN
  return { low: at(0.025), centre: quantity(besiroglu2024), high: at(0.975) }
}
