import { z90 } from './normal.ts'

/** What a step is asked for, as far as it decides how much one measurement tells of another. */
export type PilotPlace = {
  /** The software by its family of habits, and the accelerator. */
  readonly stack: string
  readonly acceleratorId: string
  /** Logarithms of sizes and counts, and how memory is saved: far apart means alike in little. */
  readonly at: readonly number[]
  /** 80 % interval of measured over predicted throughput, as logarithms, before any measurement. */
  readonly low: number
  readonly high: number
}

/** A measured step: its place, and the logarithm of its throughput over the predicted one. */
export type PilotRow = PilotPlace & { readonly logRatio: number }

/** What measurements say of another step: multiples of the predicted throughput. */
export type PilotCorrection = {
  readonly factor: number
  readonly low: number
  readonly high: number
  /** Spread of the logarithm left over that before, 1 where the measurements tell nothing. */
  readonly spreadLeft: number
}

/**
 * Shares of the variance of a prediction's error: what a stack on a chip has in common wherever it runs, what steps alike
 * in size and layout have in common, and what is each step's own. Chosen on the
 * evidence that also judges them, so no figure of theirs is one of unseen rows.
 */
const shared = 0.28
const local = 0.54
const own = 0.18
/** Of the shared part, what carries over to another chip, and to another stack. */
const otherChip = 0.3
const otherStack = 0.4
/** Distance, root of the squares of differences of logarithms, at which steps are little alike. */
const reach = 0.8

function spreadOf({ low, high }: Pick<PilotPlace, 'low' | 'high'>): number {
  return (high - low) / (2 * z90)
}

function covariance(one: PilotPlace, other: PilotPlace): number {
  const chip = one.acceleratorId === other.acceleratorId ? 1 : otherChip
  const stack = one.stack === other.stack ? 1 : otherStack
  let squares = 0
  for (let i = 0; i < one.at.length; i += 1) squares += ((one.at[i] ?? 0) - (other.at[i] ?? 0)) ** 2
  const alike = Math.exp(-squares / (2 * reach ** 2))
  return spreadOf(one) * spreadOf(other) * chip * stack * (shared + local * alike)
}

/** What is known after some measurements: the factor of their covariance, and their weights. */
export type PilotBelief = {
  readonly rows: readonly PilotRow[]
  readonly factor: readonly Float64Array[]
  readonly weights: Float64Array
}

/**
 * Belief after measurements: Gaussian regression of the logarithms of measured over predicted throughput.
 * Source: Rasmussen and Williams 2006, Gaussian Processes for Machine Learning, algorithm 2.1.
 */
export function believeRows(rows: readonly PilotRow[]): PilotBelief {
  const factor = rows.map((row, i) => {
    const line = new Float64Array(rows.length)
    for (let j = 0; j <= i; j += 1) {
      const other = rows[j]
      if (other !== undefined) line[j] = covariance(row, other)
    }
    line[i] = (line[i] ?? 0) + own * spreadOf(row) ** 2 + leastNoise
    return line
  })
  decompose(factor)
  const weights = Float64Array.from(rows, ({ logRatio }) => logRatio)
  forward(factor, weights)
  backward(factor, weights)
  return { rows, factor, weights }
}

/** Variance of a logarithm that two readings of the same run differ by: 1 %. A judgement. */
const leastNoise = 1e-4

/** What measurements say of a step; with none, that its own interval holds. */
export function correctionAt(belief: PilotBelief, place: PilotPlace): PilotCorrection {
  const { rows, factor, weights } = belief
  const k = Float64Array.from(rows, (row) => covariance(row, place))
  let shift = 0
  for (let i = 0; i < k.length; i += 1) shift += (k[i] ?? 0) * (weights[i] ?? 0)
  forward(factor, k)
  let told = 0
  for (const value of k) told += value ** 2
  const before = spreadOf(place) ** 2
  const left = before === 0 ? 1 : Math.sqrt(Math.max(own, 1 - told / before))
  return {
    factor: Math.exp(shift),
    low: Math.exp(shift + place.low * left),
    high: Math.exp(shift + place.high * left),
    spreadLeft: left,
  }
}

/** Cholesky's lower factor, in place. */
function decompose(lines: readonly Float64Array[]): void {
  lines.forEach((line, i) => {
    for (let j = 0; j <= i; j += 1) {
      const other = lines[j]
      if (other === undefined) continue
      let value = line[j] ?? 0
      for (let k = 0; k < j; k += 1) value -= (line[k] ?? 0) * (other[k] ?? 0)
      line[j] = i === j ? Math.sqrt(Math.max(value, leastNoise * leastNoise)) : value / (other[j] ?? 1)
    }
  })
}

/** Solves L·x = b in place. */
function forward(lines: readonly Float64Array[], b: Float64Array): void {
  const x = b
  lines.forEach((line, i) => {
    let value = x[i] ?? 0
    for (let j = 0; j < i; j += 1) value -= (line[j] ?? 0) * (x[j] ?? 0)
    x[i] = value / (line[i] ?? 1)
  })
}

/** Solves Lᵀ·x = b in place. */
function backward(lines: readonly Float64Array[], b: Float64Array): void {
  const x = b
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    let value = x[i] ?? 0
    for (let j = i + 1; j < lines.length; j += 1) value -= (lines[j]?.[i] ?? 0) * (x[j] ?? 0)
    x[i] = value / (lines[i]?.[i] ?? 1)
  }
}
