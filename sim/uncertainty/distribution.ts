import { normalCdf, z90 } from './normal.ts'

/**
 * What is believed of one input. `quantiles` passes through its p10, p50 and p90 exactly: a normal distribution below
 * the middle and another above it, of the value, of its logarithm, of its odds (for a share, which stays inside
 * 0 to 1), or of the logarithm of what exceeds 1 (for a PUE, which stays above it).
 */
export type Distribution =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'lognormal'; readonly p10: number; readonly p90: number }
  | { readonly kind: 'uniform'; readonly least: number; readonly most: number }
  /** Uniform in the logarithm: a factor up is as likely as the same factor down. */
  | { readonly kind: 'loguniform'; readonly least: number; readonly most: number }
  | { readonly kind: 'triangular'; readonly least: number; readonly mode: number; readonly most: number }
  | { readonly kind: 'pert'; readonly least: number; readonly mode: number; readonly most: number }
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly weights: readonly number[] }
  | {
      readonly kind: 'quantiles'
      readonly p10: number
      readonly p50: number
      readonly p90: number
      readonly of: 'value' | 'logarithm' | 'odds' | 'excess'
    }

/** From a standard normal score to the value at the same centile; rises with the score. */
export type Sampler = (z: number) => number

/** Turns a distribution into a function of a normal score, the form that correlated draws need. */
export function samplerOf(distribution: Distribution): Sampler {
  switch (distribution.kind) {
    case 'fixed':
      return () => distribution.value
    case 'normal':
      return (z) => distribution.mean + distribution.deviation * z
    case 'lognormal':
      return lognormal(distribution.p10, distribution.p90)
    case 'uniform':
      return (z) => distribution.least + (distribution.most - distribution.least) * normalCdf(z)
    case 'loguniform':
      return (z) => distribution.least * (distribution.most / distribution.least) ** normalCdf(z)
    case 'triangular':
      return triangular(distribution)
    case 'pert':
      return pert(distribution)
    case 'discrete':
      return discrete(distribution.values, distribution.weights)
    case 'quantiles':
      return throughQuantiles(distribution)
  }
}

function lognormal(p10: number, p90: number): Sampler {
  const middle = Math.log(p10 * p90) / 2
  const slope = Math.log(p90 / p10) / (2 * z90)
  return (z) => Math.exp(middle + slope * z)
}

type Corners = { readonly least: number; readonly mode: number; readonly most: number }

function triangular({ least, mode, most }: Corners): Sampler {
  const width = most - least
  if (width === 0) return () => mode
  const turn = (mode - least) / width
  return (z) => {
    const u = normalCdf(z)
    return u < turn
      ? least + Math.sqrt(u * width * (mode - least))
      : most - Math.sqrt((1 - u) * width * (most - mode))
  }
}

const pertCells = 2048

/**
 * PERT: a beta distribution over least to most with shape λ = 4 around the mode (Malcolm et al. 1959, in the usual
 * form of Vose). Its distribution function is summed once over a grid and inverted by straight lines: error below
 * 1e-4 of the width but for the outermost cells.
 */
function pert({ least, mode, most }: Corners): Sampler {
  const width = most - least
  if (width === 0) return () => mode
  const a = (4 * (mode - least)) / width
  const b = (4 * (most - mode)) / width
  const share = new Float64Array(pertCells + 1)
  for (let i = 0; i < pertCells; i += 1) {
    const x = (i + 0.5) / pertCells
    share[i + 1] = (share[i] ?? 0) + x ** a * (1 - x) ** b
  }
  const total = share[pertCells] ?? 1
  return (z) => least + (width * positionOf(normalCdf(z) * total, share)) / pertCells
}

/** Where an ascending table reaches a value, between its entries on a straight line. */
function positionOf(value: number, table: Float64Array): number {
  let low = 0
  let high = table.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((table[middle] ?? 0) <= value) low = middle
    else high = middle
  }
  const from = table[low] ?? 0
  const to = table[high] ?? 0
  return to === from ? low : low + (value - from) / (to - from)
}

function discrete(values: readonly number[], weights: readonly number[]): Sampler {
  const order = values.map((value, index) => [value, weights[index] ?? 0] as const)
  const ascending = [...order].sort((a, b) => a[0] - b[0])
  const total = ascending.reduce((sum, [, weight]) => sum + weight, 0)
  return (z) => {
    let left = normalCdf(z) * total
    for (const [value, weight] of ascending) {
      left -= weight
      if (left < 0) return value
    }
    return ascending[ascending.length - 1]?.[0] ?? Number.NaN
  }
}

type Quantiles = Extract<Distribution, { readonly kind: 'quantiles' }>

const scales = {
  value: (y: number) => y,
  logarithm: Math.log,
  odds: (share: number) => Math.log(share / (1 - share)),
  excess: (y: number) => Math.log(y - 1),
} as const

/** Two half normals that meet in the middle, on the scale on which they are normal. */
function halvesOf({ p10, p50, p90, of }: Quantiles) {
  const scale = scales[of]
  const middle = scale(p50)
  return { middle, down: (middle - scale(p10)) / z90, up: (scale(p90) - middle) / z90 }
}

function throughQuantiles(quantiles: Quantiles): Sampler {
  const { middle, down, up } = halvesOf(quantiles)
  const back = { value: scales.value, logarithm: Math.exp, odds: shareOf, excess: beyondOne }[quantiles.of]
  return (z) => back(middle + (z < 0 ? down : up) * z)
}

/** Scores to values in place; the usual kind is written out, since a Monte Carlo spends a good part of its time here. */
export function toValues(distribution: Distribution, scores: Float64Array): void {
  const column = scores
  const n = column.length
  if (distribution.kind !== 'quantiles') {
    const sampler = samplerOf(distribution)
    for (let i = 0; i < n; i += 1) column[i] = sampler(column[i] ?? 0)
    return
  }
  const { middle, down, up } = halvesOf(distribution)
  for (let i = 0; i < n; i += 1) {
    const z = column[i] ?? 0
    column[i] = middle + (z < 0 ? down : up) * z
  }
  if (distribution.of === 'logarithm') for (let i = 0; i < n; i += 1) column[i] = Math.exp(column[i] ?? 0)
  if (distribution.of === 'excess') for (let i = 0; i < n; i += 1) column[i] = beyondOne(column[i] ?? 0)
  if (distribution.of === 'odds') for (let i = 0; i < n; i += 1) column[i] = shareOf(column[i] ?? 0)
}

function beyondOne(logOfExcess: number): number {
  return 1 + Math.exp(logOfExcess)
}

const greatestShare = 1 - Number.EPSILON / 2

/** Of odds beyond 2^53 the rounded share would be 1: the nearest below it stands in. */
function shareOf(logOfOdds: number): number {
  return Math.min(greatestShare, 1 / (1 + Math.exp(-logOfOdds)))
}
