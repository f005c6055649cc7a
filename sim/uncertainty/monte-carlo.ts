import { type Random, stream } from '../base/random.ts'
import { spend } from '../base/outcome.ts'
import { normalQuantile } from './normal.ts'
import { type Distribution, toValues } from './distribution.ts'
import { quantile, quantileIn } from '../base/math.ts'

/** Two inputs that move together, −1 to 1: the correlation of their normal scores. */
export type Correlation = readonly [one: string, other: string, correlation: number]

/**
 * Lower triangle L of a Gaussian copula, row by row, so that L · ε has the wanted correlations when the ε are
 * independent normal scores; null when no such scores exist (the correlations contradict each other). Pairs of which
 * one is not among the inputs are left out: a certain input moves with nothing.
 *
 * Source: Cholesky decomposition of the correlation matrix.
 */
export function copula(ids: readonly string[], correlations: readonly Correlation[]): Float64Array | null {
  const n = ids.length
  const lower = new Float64Array(n * n)
  const wanted = correlationMatrix(ids, correlations)
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = wanted[row * n + column] ?? 0
      for (let k = 0; k < column; k += 1) rest -= (lower[row * n + k] ?? 0) * (lower[column * n + k] ?? 0)
      if (row === column && rest <= 1e-12) return null
      lower[row * n + column] = row === column ? Math.sqrt(rest) : rest / (lower[column * n + column] ?? 1)
    }
  }
  return lower
}

function correlationMatrix(ids: readonly string[], correlations: readonly Correlation[]): Float64Array {
  const n = ids.length
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) matrix[i * n + i] = 1
  for (const [one, other, correlation] of correlations) {
    const i = ids.indexOf(one)
    const j = ids.indexOf(other)
    if (i < 0 || j < 0 || i === j) continue
    matrix[i * n + j] = correlation
    matrix[j * n + i] = correlation
  }
  return matrix
}

/** Columns that are kept: those of one seed's usual draws of some twenty inputs, twice, and of their indices. */
const mostKept = 1024
const largestKept = 256
const kept = new Map<string, Float64Array>()

/**
 * One input's column of a Latin hypercube, as standard normal scores: a draw in each of n equal slices of
 * probability, in random order, so that even a few hundred samples have the right centiles. It depends on the seed and
 * the name of its stream alone, so that a question asked again, or asked of another machine, need not draw it again.
 * To be read, not written.
 *
 * Source: McKay, Beckman and Conover 1979.
 */
export function latinScores(seed: number, name: string, n: number): Float64Array {
  const key = `${String(seed)} ${String(n)} ${name}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const scores = new Float64Array(n)
  fillLatinScores(stream(seed, name), scores)
  if (n > largestKept) return scores
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, scores)
  return scores
}

function fillLatinScores(random: Random, scores: Float64Array): void {
  const into = scores
  const n = into.length
  for (let i = 0; i < n; i += 1) {
    into[i] = normalQuantile((i + inside(random())) / n)
    const j = Math.floor(random() * (i + 1))
    const held = into[i] ?? 0
    into[i] = into[j] ?? 0
    into[j] = held
  }
}

/** Kept off 0 and 1, where a normal score is infinite. */
function inside(u: number): number {
  return u * (1 - 1e-9) + 5e-10
}

/** Draws where nobody says how many: the middle is then known within half a per cent. */
export const usualSamples = 2000

/** A question with uncertain inputs: what is believed of each, and what follows from their values. */
export type Question = {
  readonly inputs: readonly { readonly id: string; readonly distribution: Distribution }[]
  readonly correlations: readonly Correlation[]
  readonly outputs: number
  /** Fills `y` from one value of each input; called for every sample, so it should allocate nothing. */
  readonly evaluate: (x: Float64Array, y: Float64Array) => void
}

/** Of one sample of some twenty inputs, with its share of sorting the outputs. */
const sampleUs = 6

/** Samples are drawn in blocks of this size, each a Latin hypercube of its own. */
export const BLOCK = 200

export function blocksOf(samples: number): number {
  return Math.ceil(samples / BLOCK)
}

/** A run of blocks: what one worker is asked for. */
export type Part = {
  readonly seed: number
  /** Of the whole Monte Carlo; only its last block may be shorter. */
  readonly samples: number
  readonly fromBlock: number
  readonly toBlock: number
}

/**
 * Outputs of the samples of some blocks, output by output. Block k depends on the seed and k alone: the same samples
 * come from one thread or from many. Each input has a stream of its own, so that another uncertain input changes no
 * draw of the others.
 *
 * Throws when the correlations contradict each other, which whoever reads them has to refuse before.
 */
export function sampleBlocks(question: Question, part: Part): Float64Array<ArrayBuffer> {
  const { outputs, evaluate } = question
  const count = Math.min(part.samples, part.toBlock * BLOCK) - part.fromBlock * BLOCK
  // Told before the inputs are drawn: too many end here.
  spend(sampleUs * count)
  const columns = columnsOf(question, part, count)
  const found = new Float64Array(count * outputs)
  const x = new Float64Array(columns.length)
  const y = new Float64Array(outputs)
  for (let i = 0; i < count; i += 1) {
    for (let input = 0; input < x.length; input += 1) x[input] = columns[input]?.[i] ?? Number.NaN
    evaluate(x, y)
    for (let k = 0; k < outputs; k += 1) found[k * count + i] = y[k] ?? Number.NaN
  }
  return found
}

/** Columns of inputs, as many as a sweep over the sizes of a machine has: most of what a person turns leaves them as they are. */
const drawn = new Map<string, Float64Array>()
const mostDrawn = 512

/** The values of each input in the samples of some blocks; to be read, not written. */
function columnsOf(question: Question, part: Part, count: number): readonly Float64Array[] {
  const mixes = mixesOf(question)
  return question.inputs.map(({ distribution }, input) => {
    const mix = mixes[input] ?? []
    const key = JSON.stringify([part, distribution, mix])
    const known = drawn.get(key)
    if (known !== undefined) return known
    const column = new Float64Array(count)
    for (let at = 0; at < count; at += BLOCK)
      mixScores(column.subarray(at, at + BLOCK), mix, [part.seed, part.fromBlock + at / BLOCK])
    toValues(distribution, column)
    if (count > usualSamples) return column
    if (drawn.size >= mostDrawn) drawn.clear()
    drawn.set(key, column)
    return column
  })
}

/** By how much each independent score counts in an input's own; the input itself first. */
type Mix = readonly (readonly [id: string, weight: number])[]

function mixesOf({ inputs, correlations }: Question): readonly Mix[] {
  const lower = copula(
    inputs.map(({ id }) => id),
    correlations,
  )
  if (lower === null) throw new Error('the correlations contradict each other')
  return inputs.map(({ id }, input) => {
    const weightOf = (k: number) => lower[input * inputs.length + k] ?? 0
    const before = inputs.slice(0, input).map((one, k) => [one.id, weightOf(k)] as const)
    return [[id, weightOf(input)], ...before.filter(([, weight]) => weight !== 0)]
  })
}

/** Scores of one input in a block, from those that are independent. */
function mixScores(into: Float64Array, mix: Mix, [seed, block]: readonly [number, number]): void {
  const mixed = into
  for (const [id, weight] of mix) {
    const from = latinScores(seed, `${id} ${String(block)}`, mixed.length)
    for (let i = 0; i < mixed.length; i += 1) mixed[i] = (mixed[i] ?? 0) + weight * (from[i] ?? 0)
  }
}

/** 80 % of the samples lie between p10 and p90. */
export type Band = { readonly p10: number; readonly p50: number; readonly p90: number }

let scratch = new Float64Array(0)

function quantilesOf(samples: Float64Array): Band {
  if (scratch.length !== samples.length) scratch = new Float64Array(samples.length)
  scratch.set(samples)
  const p10 = quantileIn(scratch, 0.1)
  const p50 = quantileIn(scratch, 0.5, Math.floor(0.1 * (samples.length - 1)))
  return { p10, p50, p90: quantileIn(scratch, 0.9, Math.floor(0.5 * (samples.length - 1))) }
}

/** Band of one output's samples, and the samples in ascending order: each worked out when it is first read. */
export function bandOf(samples: Float64Array): Band & { readonly ascending: Float64Array } {
  let known: Band | null = null
  let sorted: Float64Array | null = null
  const band = () => (known ??= quantilesOf(samples))
  return {
    get p10() {
      return band().p10
    },
    get p50() {
      return band().p50
    },
    get p90() {
      return band().p90
    },
    get ascending() {
      return (sorted ??= samples.slice().sort())
    },
  }
}

/** So many values that a quantile dot plot or a histogram draws: the middles of equal shares of ascending samples. */
export function dots(ascending: Float64Array, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => quantile(ascending, (i + 0.5) / count))
}

/**
 * Standard error of the median of samples in the order they were drawn; 0 where there is but one block.
 * Blocks are independent replicates of the same Latin hypercube, so the scatter of their medians says how far the
 * median of all is off; the formula for independent samples would overstate it.
 */
export function errorOfMedian(samples: Float64Array): number {
  const blocks = Math.floor(samples.length / BLOCK)
  if (blocks < 2) return 0
  let sum = 0
  let squares = 0
  for (let block = 0; block < blocks; block += 1) {
    const middle = quantileIn(samples.slice(block * BLOCK, (block + 1) * BLOCK), 0.5)
    sum += middle
    squares += middle * middle
  }
  const mean = sum / blocks
  const variance = Math.max(0, squares / blocks - mean * mean) * (blocks / (blocks - 1))
  return Math.sqrt(variance / blocks)
}
