import { copula, type Correlation } from './correlation.ts'
import { toValues, type Distribution } from './distribution.ts'
import { latinScores } from './latin-hypercube.ts'

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
  const mixes = mixesOf(question)
  const first = part.fromBlock * BLOCK
  const count = Math.min(part.samples, part.toBlock * BLOCK) - first
  const found = new Float64Array(count * outputs)
  const values = new Float64Array(inputs.length * BLOCK)
  const x = new Float64Array(inputs.length)
  const y = new Float64Array(outputs)
  for (let block = part.fromBlock; block < part.toBlock; block += 1) {
    const at = block * BLOCK - first
    const size = Math.min(BLOCK, count - at)
    const scores = inputs.map(({ id }) => latinScores(part.seed, `${id} ${String(block)}`, size))
    inputs.forEach(({ distribution }, input) => {
      const column = values.subarray(input * size, (input + 1) * size)
      mixScores(scores, mixes[input] ?? [], column)
      toValues(distribution, column)
    })
    for (let i = 0; i < size; i += 1) {
      for (let input = 0; input < x.length; input += 1) x[input] = values[input * size + i] ?? Number.NaN
      evaluate(x, y)
      for (let k = 0; k < outputs; k += 1) found[k * count + at + i] = y[k] ?? Number.NaN
    }
  }
  return found
}

/** By how much each independent score counts in an input's own; the input itself first. */
type Mix = readonly (readonly [input: number, weight: number])[]

function mixesOf({ inputs, correlations }: Question): readonly Mix[] {
  const lower = copula(
    inputs.map(({ id }) => id),
    correlations,
  )
  if (lower === null) throw new Error('the correlations contradict each other')
  const n = inputs.length
  return inputs.map((_, input) => {
    const before = Array.from({ length: input }, (__, k) => [k, lower[input * n + k] ?? 0] as const)
    return [[input, lower[input * n + input] ?? 1], ...before.filter(([, weight]) => weight !== 0)]
  })
}

/** Scores of one input in a block, from those that are independent. */
function mixScores(scores: readonly Float64Array[], mix: Mix, into: Float64Array): void {
  const mixed = into.fill(0)
  for (const [input, weight] of mix) {
    const from = scores[input]
    for (let i = 0; i < mixed.length; i += 1) mixed[i] = (mixed[i] ?? 0) + weight * (from?.[i] ?? 0)
  }
}
