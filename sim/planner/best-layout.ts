import { spend, type Obstacle, type Outcome } from '../base/outcome.ts'
import { errorOf, saidLow } from '../step/fitted/error.ts'
import type { Stack } from '../step/practice.ts'
import { stepMeter } from '../step/step-meter.ts'
import { fittingBytes } from '../workload/memory.ts'
import { memoryMeter } from '../workload/meter.ts'
import { countParameters } from '../workload/flops.ts'
import { batchesByDistance, batchNear } from './batch.ts'
import { isTooMuch, tooMuch } from './cuts.ts'
import { measuresOf, type LayoutQuestion, type Candidate, type SearchQuestion } from './question.ts'
import { nearestChange, noLayoutDivides, nothingFits, useOf } from './obstacles.ts'
import { fitOf, searchLayouts } from './search.ts'
import type { Layout } from '../workload/layout.ts'

export type LayoutSearch = Readonly<ReturnType<typeof searchAt>>

export type BestLayout = LayoutSearch & { readonly best: Candidate }

/**
 * The layout that the planner would take: the least pessimistic step time of all that divide and fit; or why none does.
 *
 * @param top  how many are ranked, beside the front; null for the best alone, which is sooner found
 */
export function bestLayout(question: LayoutQuestion, top: number | null = null): Outcome<BestLayout> {
  const { search } = searchQuestion(question, batchesToTry(question)[0], top)
  if (isTooMuch(search)) return { feasible: false, obstacles: [tooMuch(search)] }
  const found = foundLayout(question, top)
  if ('best' in found) return { feasible: true, value: found }
  const beyond = beyondTrainer(question)
  if (beyond !== null) return { feasible: false, obstacles: [beyond] }
  const { answer, globalBatch } = found
  const change = nearestChange(question, answer.leanest === null ? 'none' : 'full', canBe)
  const obstacle =
    answer.leanest === null
      ? noLayoutDivides(question, globalBatch, change)
      : nothingFits(question, answer.leanest, change)
  return { feasible: false, obstacles: [obstacle] }
}

/** What the trainer lacks where others have a layout, and more accelerators on which it has one, or another trainer. */
function beyondTrainer(question: LayoutQuestion): Obstacle | null {
  const { trainer } = question
  if (trainer === null) return null
  const free = foundLayout({ ...question, trainer: null })
  if (!('best' in free)) return null
  const change = nearestChange(question, 'full', canBe)
  const reason = `${trainer.name} cannot train this run: ${trainer.lacks(free.best.layout).join('; ')}`
  return { kind: 'layout', reason, nearest: change === null ? trainer.instead() : useOf(change) }
}

/** The same without looking for what would have to change. */
export function foundLayout(question: LayoutQuestion, top: number | null = null): BestLayout | LayoutSearch {
  const [first, ...others] = batchesToTry(question)
  const search = searchAt(question, first, top)
  const found = withBest(search)
  if (found !== null || search.answer.leanest !== null) return found ?? search
  for (const batch of others) {
    const other = withBest(searchAt(question, batch, top))
    if (other !== null) return other
  }
  return search
}

function withBest(search: LayoutSearch): BestLayout | null {
  const [best] = search.answer.ranked
  return best === undefined ? null : { ...search, best }
}

const mostBatches = 8

/** The batch wanted, and where nothing divides it the nearest that some data parallelism divides. */
function batchesToTry(question: LayoutQuestion): readonly [number, ...number[]] {
  const { wantedBatch, batchTolerance, gpus, pinned } = question
  if (pinned.globalBatch !== null) return [pinned.globalBatch]
  const near = batchNear(wantedBatch, gpus, batchTolerance)
  const others = batchesByDistance(wantedBatch, gpus).slice(0, mostBatches)
  return [near, ...others]
}

/** Whether some layout divides and fits, as `bestLayout` would find, without timing any. */
export function canBe(question: LayoutQuestion): boolean {
  const fitAt = (batch: number) => fitOf(searchQuestion(question, batch, null).search)
  const [first, ...others] = batchesToTry(question)
  const fit = fitAt(first)
  return fit === 'none' ? others.some((batch) => fitAt(batch) === 'fits') : fit === 'fits'
}

/** Searches every layout at one batch; the ranking is empty where nothing divides or fits. */
export function searchAt(question: LayoutQuestion, globalBatch: number, top: number | null) {
  const { search, terms, practice } = searchQuestion(question, globalBatch, top)
  return { answer: searchLayouts(search), globalBatch, terms, practice }
}

function searchQuestion(question: LayoutQuestion, globalBatch: number, top: number | null) {
  const { model, accelerator, gpus, seqLen, trainer, pinned } = question
  // Looking for the divisors of a count costs its root, whether or not a layout is found.
  spend(50 + 0.3 * Math.sqrt(gpus))
  const { hardware, step, terms } = measuresOf(question)
  const mixture = model.architecture.moe !== null
  const { stack } = step.machine.practice
  const practice = { parameters: countParameters(model.architecture).total, mixture, seqLen, stack }
  const { low } = errorOf({
    acceleratorId: accelerator.id,
    software: step.machine.practice.software,
    mixture,
    unmeasuredBlocks: step.shapes.unmeasured.length > 0,
    gpus,
    openLayout: false,
    openSpread: 0,
  })
  const search: SearchQuestion = {
    shapes: step.shapes,
    seqLen,
    gpus,
    globalBatch,
    largestTp: Math.max(hardware.domain, pinned.tp ?? 1),
    capacityBytes: fittingBytes(accelerator),
    // The distributed optimizer first: of equals it is the one in use.
    zeroStages: [1, 0, 2, 3],
    trainer,
    pinned,
    time: stepMeter({ ...step, gpus }),
    memory: memoryMeter(terms),
    pessimism: (layout) => clearWinOf(layout) * pessimismOf(low, countUnusual(layout, practice)),
    top: top ?? 1,
    keepsFront: top !== null,
  }
  return { search, terms, practice }
}

/** What decides which layouts anybody has published. */
export type PracticeQuestion = {
  readonly parameters: number
  readonly mixture: boolean
  readonly seqLen: number
  readonly stack: Stack
}

/** Tokens of a micro-batch of several sequences, the most that the evidence has for models of this size or larger. */
const largestMicroBatches: readonly (readonly [parameters: number, tokens: number])[] = [
  [50e9, 16_384],
  [20e9, 65_536],
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
    // Runs of FSDP and XLA shard them so by habit.
    isBroken: ({ zero }, { mixture, stack }) => mixture && zero >= 2 && stack !== 'fsdp' && stack !== 'xla',
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
