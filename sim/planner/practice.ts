import type { Layout } from '../workload/layout.ts'
import { saidLow } from '../step/fitted/error.ts'

/** What decides which layouts anybody has published. */
export type PracticeQuestion = {
  readonly parameters: number
  readonly mixture: boolean
  readonly seqLen: number
}

/** Tokens of a micro-batch of several sequences, the most that the evidence has for models of this size or larger. */
const largestMicroBatches: readonly (readonly [parameters: number, tokens: number])[] = [
  [50e9, 16_384],
  [20e9, 32_768],
  [5e9, 65_536],
  [0, 98_304],
]
/** The least that the evidence has for one rank of context parallelism. */
const leastContextTokens = 4096
const largestEp = 64
const largestVpp = 24
const largestShardedRanks = 8192

type Rule = {
  readonly sentence: string
  readonly isBroken: (layout: Layout, question: PracticeQuestion) => boolean
}

/**
 * Where a layout leaves what the rows of published throughput have tried. There the performance model was never held
 * against a measurement; a search finds such corners because models err most there.
 */
const rules: readonly Rule[] = [
  {
    sentence: `context parallelism below ${String(leastContextTokens)} tokens a rank`,
    isBroken: ({ cp }, { seqLen }) => cp > 1 && seqLen / cp < leastContextTokens,
  },
  {
    sentence: 'several sequences in a micro-batch whose sequences are cut too',
    isBroken: ({ cp, microBatch }) => cp > 1 && microBatch > 1,
  },
  {
    sentence: 'a micro-batch larger than published for models of this size',
    isBroken: ({ microBatch }, { parameters, seqLen }) =>
      microBatch > 1 && microBatch * seqLen > largestMicroBatch(parameters),
  },
  {
    sentence: 'fully sharded weights for a mixture of experts',
    isBroken: ({ zero }, { mixture }) => mixture && zero >= 2,
  },
  {
    sentence: `weights sharded over more than ${String(largestShardedRanks)} ranks`,
    isBroken: ({ zero, dp, cp }) => zero === 3 && dp * cp > largestShardedRanks,
  },
  { sentence: `experts over more than ${String(largestEp)} ranks`, isBroken: ({ ep }) => ep > largestEp },
  { sentence: `more than ${String(largestVpp)} chunks a stage`, isBroken: ({ vpp }) => vpp > largestVpp },
]

function largestMicroBatch(parameters: number): number {
  return largestMicroBatches.find(([least]) => parameters >= least)?.[1] ?? 0
}

/** How a layout differs from all published ones, in words. */
export function unusual(layout: Layout, question: PracticeQuestion): readonly string[] {
  return rules.filter(({ isBroken }) => isBroken(layout, question)).map(({ sentence }) => sentence)
}

export function countUnusual(layout: Layout, question: PracticeQuestion): number {
  let count = 0
  for (const { isBroken } of rules) if (isBroken(layout, question)) count += 1
  return count
}

/**
 * A pipeline has to win by so much: it is one more thing to balance, and a bubble. A judgement.
 */
const clearWin = 1.05

/** What a layout has to be faster by before it is taken in place of a simpler one. */
export function clearWinOf({ pp }: Pick<Layout, 'pp'>): number {
  return pp > 1 ? clearWin : 1
}

/** Each departure widens the error, in the logarithm, as a part without a published row does. A judgement. */
const widthPerDeparture = 1.6

/**
 * How much longer than predicted a step may well take: one over the low end of the 80 % interval of published over
 * predicted throughput, wider for each departure from practice by what a question that says all is unsure of: what is
 * unsure of every layout alike ranks none. At least 1.
 *
 * @param low  published over predicted throughput, tenth centile
 */
export function pessimismOf(low: number, departures: number): number {
  return Math.max(1, 1 / low) * saidLow ** (1 - widthPerDeparture ** departures)
}
