import { stream } from '../base/random.ts'
import { copula, type Correlation } from './correlation.ts'
import { samplerOf, type Distribution, type Sampler } from './distribution.ts'
import { fillLatinScores } from './latin-hypercube.ts'

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
  const { inputs, outputs, evaluate } = question
  const samplers = inputs.map(({ distribution }) => samplerOf(distribution))
  const first = part.fromBlock * BLOCK
  const count = Math.min(part.samples, part.toBlock * BLOCK) - first
  const found = new Float64Array(count * outputs)
  const scores = new Float64Array(inputs.length * BLOCK)
  const x = new Float64Array(inputs.length)
  const y = new Float64Array(outputs)
  const lower = lowerOf(question)
  for (let block = part.fromBlock; block < part.toBlock; block += 1) {
    const at = block * BLOCK - first
    const size = Math.min(BLOCK, count - at)
    fillScores(question, { seed: part.seed, block, size }, scores)
    for (let i = 0; i < size; i += 1) {
      fillValues({ scores, size, sample: i, lower, samplers }, x)
      evaluate(x, y)
      for (let k = 0; k < outputs; k += 1) found[k * count + at + i] = y[k] ?? Number.NaN
    }
  }
  return found
}

/** Null when the inputs are independent. */
function lowerOf({ inputs, correlations }: Question): Float64Array | null {
  if (correlations.length === 0) return null
  const lower = copula(
    inputs.map(({ id }) => id),
    correlations,
  )
  if (lower === null) throw new Error('the correlations contradict each other')
  return lower
}

type Drawn = { readonly seed: number; readonly block: number; readonly size: number }

/** Scores of one block, input by input. */
function fillScores({ inputs }: Question, { seed, block, size }: Drawn, scores: Float64Array): void {
  inputs.forEach(({ id }, input) => {
    const column = scores.subarray(input * size, (input + 1) * size)
    fillLatinScores(stream(seed, `${id} ${String(block)}`), column)
  })
}

type Scored = {
  readonly scores: Float64Array
  readonly size: number
  readonly sample: number
  readonly lower: Float64Array | null
  readonly samplers: readonly Sampler[]
}

function fillValues({ scores, size, sample, lower, samplers }: Scored, x: Float64Array): void {
  const into = x
  const n = samplers.length
  for (let input = 0; input < n; input += 1) {
    let z = scores[input * size + sample] ?? 0
    if (lower !== null) {
      z *= lower[input * n + input] ?? 1
      for (let k = 0; k < input; k += 1) {
        z += (lower[input * n + k] ?? 0) * (scores[k * size + sample] ?? 0)
      }
    }
    into[input] = samplers[input]?.(z) ?? Number.NaN
  }
}
