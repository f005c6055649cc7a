import { spend } from '../base/outcome.ts'
import { z90 } from './normal.ts'

/** What a step is asked for, as far as it decides how much one measurement tells of another. */
export type PilotPlace = {
  /** The software by its family of habits, and the accelerator. */
  readonly stack: string
  readonly acceleratorId: string
  /** Slopes of the logarithm of the throughput by what the prediction rests on, one deviation of each. */
  readonly slopes: readonly number[]
  /** Logarithms of sizes and counts, and how memory is saved: far apart means alike in little. */
  readonly at: readonly number[]
  /** 80 % interval of measured over predicted throughput, as logarithms, before any measurement. */
  readonly low: number
  readonly high: number
  /** Of a measured step: variance of what is its own over the usual, as its misfit tells. */
  readonly tail?: number
}

/** A measured step: its place, and the logarithm of its throughput over the predicted one. */
export type PilotRow = PilotPlace & { readonly logRatio: number }

/** Deviations of the logarithm of measured over predicted throughput, of a question whose own spread is `usual`. */
export type PilotSpreads = {
  /** What steps of a software on a chip have in common, and the distance at which they are little alike. */
  readonly local: number
  readonly reach: number
  /** What is each step's own, but for tails as heavy as Cauchy's. */
  readonly own: number
  readonly usual: number
}

/** What measurements say of another step: multiples of the predicted throughput. */
export type PilotCorrection = Readonly<ReturnType<typeof correctionAt>>

/** What is known after some measurements: the factor of their covariance, and their weights. */
export type PilotBelief = Readonly<ReturnType<typeof believe>>

/** Of a pair of measured steps, its covariance; and of three of them, their share of the factor. */
const [pairUs, tripleUs] = [1, 0.0007]

/** Deviation of a logarithm by which two runs of one step differ. A judgement: readings of a log differ by so much. */
const again = 0.02
/** Of what is in common, the share that carries over to another chip or software. Judgements: few sources have two. */
const [otherChip, otherStack] = [0.8, 0.4]

/** How much wider than usual the question is. */
function widthOf({ low, high }: PilotPlace, { usual }: PilotSpreads): number {
  return (high - low) / (2 * z90 * usual)
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < a.length; i += 1) total += (a[i] ?? 0) * (b[i] ?? 0)
  return total
}

function squareDistance(a: readonly number[], b: readonly number[]): number {
  let squares = 0
  for (let i = 0; i < a.length; i += 1) squares += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2
  return squares
}

/** Covariance of what two steps have beside the constants of the prediction. */
function besideConstants(one: PilotPlace, other: PilotPlace, spreads: PilotSpreads): number {
  const isChip = one.acceleratorId === other.acceleratorId
  const carried = (isChip ? 1 : otherChip) * (one.stack === other.stack ? 1 : otherStack)
  const alike = spreads.local ** 2 * Math.exp(-squareDistance(one.at, other.at) / (2 * spreads.reach ** 2))
  return widthOf(one, spreads) * widthOf(other, spreads) * carried * alike + ownAgain(one, other, spreads)
}

/** Covariance of a step's own with that of the same step run again, 0 for another step. */
function ownAgain(one: PilotPlace, other: PilotPlace, spreads: PilotSpreads): number {
  if (one.acceleratorId !== other.acceleratorId || one.stack !== other.stack) return 0
  if (squareDistance(one.at, other.at) + squareDistance(one.slopes, other.slopes) > 0) return 0
  const tail = Math.sqrt((one.tail ?? 1) * (other.tail ?? one.tail ?? 1))
  return widthOf(one, spreads) ** 2 * tail * Math.max(0, spreads.own ** 2 - again ** 2)
}

function covariance(one: PilotPlace, other: PilotPlace, spreads: PilotSpreads): number {
  return dot(one.slopes, other.slopes) + besideConstants(one, other, spreads)
}

/** Variance of one more reading of a step. */
function noise(place: PilotPlace, spreads: PilotSpreads): number {
  return (place.tail ?? 1) * (again * Math.max(1, widthOf(place, spreads))) ** 2
}

/** Steps towards the tails: they move little after the fourth. */
const reweightings = 4

/**
 * Belief after measurements: regression of the logarithms of measured over predicted throughput, in which a step that the
 * others do not bear out counts less; of one alone nobody can say.
 * Source: Lange, Little and Taylor 1989, Robust statistical modeling using the t distribution: a normal one whose variance
 * is (ν + r²)/(ν + 1) of the usual, r the misfit in deviations, found by turns; ours: ν = 1, never below the usual, and r
 * at most what the others leave of it.
 */
export function believeRows(rows: readonly PilotRow[], spreads: PilotSpreads): PilotBelief {
  let belief = believe(rows, spreads)
  if (rows.length < 2) return belief
  const { weights } = belief
  const most = leftOutErrors(belief).map((error, i) => error * (weights[i] ?? 0))
  for (let i = 0; i < reweightings; i += 1) belief = believe(withTails(belief, most), spreads)
  return belief
}

function withTails({ rows, spreads, weights }: PilotBelief, most: readonly number[]): readonly PilotRow[] {
  return rows.map((row, i) => {
    const own = Float64Array.from(rows, (other) => ownAgain(row, other, spreads))
    const misfit = dot(own, weights) + noise(row, spreads) * (weights[i] ?? 0)
    const square = Math.min(most[i] ?? 0, (misfit / (widthOf(row, spreads) * spreads.own)) ** 2)
    return { ...row, tail: Math.max(1, (1 + square) / 2) }
  })
}

/** Source: Rasmussen and Williams 2006, Gaussian Processes for Machine Learning, algorithm 2.1. */
function believe(rows: readonly PilotRow[], spreads: PilotSpreads) {
  spend(pairUs * rows.length ** 2 + tripleUs * rows.length ** 3)
  const lines = rows.map((row, i) => {
    const line = Float64Array.from(rows, (other, j) => (j > i ? 0 : covariance(row, other, spreads)))
    line[i] = (line[i] ?? 0) + noise(row, spreads)
    return line
  })
  const factor = cholesky(lines)
  const logs = Float64Array.from(rows, ({ logRatio }) => logRatio)
  return { rows, spreads, factor, weights: backward(factor, forward(factor, logs)) }
}

/** By how much the variance of a quantity falls that has these covariances with the measured steps. */
export function toldOf({ factor }: PilotBelief, covariances: Float64Array): number {
  const solved = forward(factor, covariances)
  return dot(solved, solved)
}

/**
 * What measurements say of a step whose prediction has moved with its constants already; with none, that its own
 * interval holds. The interval is never wider than before.
 */
export function correctionAt(belief: PilotBelief, place: PilotPlace) {
  const { rows, spreads, weights } = belief
  const beside = Float64Array.from(rows, (row) => besideConstants(row, place, spreads))
  const whole = beside.map((value, i) => value + dot(rows[i]?.slopes ?? [], place.slopes))
  const before = covariance(place, place, spreads) + noise(place, spreads)
  const left = Math.sqrt(Math.max(noise(place, spreads), before - toldOf(belief, whole)) / before)
  const shift = dot(beside, weights)
  return {
    factor: Math.exp(shift),
    low: Math.exp(shift + place.low * left),
    high: Math.exp(shift + place.high * left),
    /** Spread of the logarithm left over that before, 1 where the measurements tell nothing. */
    spreadLeft: left,
  }
}

/** Error of each row when the others alone predict it. Source: Rasmussen and Williams 2006, equation 5.12. */
export function leftOutErrors({ factor, weights }: PilotBelief): readonly number[] {
  return Array.from(weights, (weight, i) => {
    const unit = new Float64Array(weights.length)
    unit[i] = 1
    const solved = forward(factor, unit, i)
    return weight / dot(solved, solved)
  })
}

/** Variances below this are rounding. */
const leastVariance = 1e-12

/** Cholesky's lower factor of the lower triangle of a covariance. */
export function cholesky(lines: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const lower: Float64Array[] = []
  for (const [i, given] of lines.entries()) {
    const line = Float64Array.from(lines, (_, j) => (j > i ? 0 : (given[j] ?? 0)))
    lower.push(line)
    for (const [j, other] of lower.entries()) {
      let value = line[j] ?? 0
      for (let k = 0; k < j; k += 1) value -= (line[k] ?? 0) * (other[k] ?? 0)
      line[j] = i === j ? Math.sqrt(Math.max(value, leastVariance)) : value / (other[j] ?? 1)
    }
  }
  return lower
}

/** x of L·x = b, which holds nothing before its place `from`. */
function forward(lower: readonly Float64Array[], b: Float64Array, from = 0): Float64Array {
  const x = Float64Array.from(b)
  for (let i = from; i < x.length; i += 1) {
    const line = lower[i] ?? x
    let value = x[i] ?? 0
    for (let j = from; j < i; j += 1) value -= (line[j] ?? 0) * (x[j] ?? 0)
    x[i] = value / (line[i] ?? 1)
  }
  return x
}

/** x of Lᵀ·x = b. */
function backward(lower: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = Float64Array.from(b)
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    let value = x[i] ?? 0
    for (let j = i + 1; j < lower.length; j += 1) value -= (lower[j]?.[i] ?? 0) * (x[j] ?? 0)
    x[i] = value / (lower[i]?.[i] ?? 1)
  }
  return x
}
