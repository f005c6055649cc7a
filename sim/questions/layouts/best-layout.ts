import type { Obstacle, Outcome } from '../../base/outcome.ts'
import { fittedConstants } from '../../step/calibration.ts'
import { errorOf } from '../../step/error.ts'
import { hardwareOf, machineOf } from '../../step/hardware.ts'
import { ratesOf } from '../../step/kernel.ts'
import { memoryHabitsOf } from '../../step/memory-habits.ts'
import { stepMeter } from '../../step/step-meter.ts'
import type { Candidate, SearchAnswer, SearchQuestion } from '../../planner/question.ts'
import { searchLayouts } from '../../planner/search.ts'
import { memoryMeter } from '../../workload/memory-meter.ts'
import type { MemoryTerms } from '../../workload/memory.ts'
import { countParameters } from '../../workload/parameters.ts'
import { shapesOf } from '../../workload/shapes.ts'
import { planningPractice } from '../estimate/layout/predicted-step.ts'
import { batchesByDistance, batchNear } from './batch-near.ts'
import { noLayoutDivides, nothingFits, type Change } from './obstacles.ts'
import { countUnusual, pessimismOf, type PracticeQuestion } from './practice.ts'
import type { LayoutQuestion } from './question.ts'

export type LayoutSearch = {
  readonly answer: SearchAnswer
  readonly globalBatch: number
  readonly terms: MemoryTerms
  readonly practice: PracticeQuestion
}

export type BestLayout = LayoutSearch & { readonly best: Candidate }

/** The layout that the planner would take: the least pessimistic step time of all that divide and fit; or why none does. */
export function bestLayout(question: LayoutQuestion, top = 1): Outcome<BestLayout> {
  const first = searchAt(question, batchNear(question.wantedBatch, question.gpus), top)
  const search = first.answer.leanest === null ? atAnotherBatch(question, first, top) : first
  const [best] = search.answer.ranked
  if (best !== undefined) return { feasible: true, value: { ...search, best } }
  return { feasible: false, obstacles: [obstacleOf(question, search)] }
}

const mostBatches = 8

/** Where nothing divides the batch that is wanted, the nearest one that some data parallelism divides. */
function atAnotherBatch(question: LayoutQuestion, first: LayoutSearch, top: number): LayoutSearch {
  for (const batch of batchesByDistance(question.wantedBatch, question.gpus).slice(0, mostBatches)) {
    const search = searchAt(question, batch, top)
    if (search.answer.ranked.length > 0) return search
  }
  return first
}

function obstacleOf(question: LayoutQuestion, { answer, globalBatch }: LayoutSearch): Obstacle {
  if (answer.leanest === null) {
    return noLayoutDivides(question, globalBatch, nearest(question, [], moreAccelerators(question)))
  }
  const change = nearest(question, shorterSequences(question), moreAccelerators(question))
  return nothingFits(question, answer.leanest, change)
}

/** The first change that makes a layout possible: more accelerators, else shorter sequences of as many tokens a step. */
function nearest(
  question: LayoutQuestion,
  seqLens: readonly number[],
  counts: readonly number[],
): Change | null {
  const works = (changed: LayoutQuestion) =>
    searchAt(changed, batchNear(changed.wantedBatch, changed.gpus), 1).answer.ranked.length > 0
  const gpus = counts.find((count) => works({ ...question, gpus: count }))
  if (gpus !== undefined) return { field: 'gpus', value: gpus }
  const tokens = question.wantedBatch * question.seqLen
  const seqLen = seqLens.find((length) =>
    works({ ...question, seqLen: length, wantedBatch: tokens / length }),
  )
  return seqLen === undefined ? null : { field: 'seqLen', value: seqLen }
}

const leastSeqLen = 1024

function shorterSequences({ seqLen }: LayoutQuestion): readonly number[] {
  const lengths: number[] = []
  for (let length = seqLen / 2; length >= leastSeqLen && Number.isInteger(length); length /= 2)
    lengths.push(length)
  return lengths
}

/** Powers of two of whole nodes above the count asked for, to the end of the system. */
function moreAccelerators({ gpus, system }: LayoutQuestion): readonly number[] {
  const counts: number[] = []
  for (let count = system.acceleratorsPerNode; count <= system.accelerators; count *= 2)
    if (count > gpus) counts.push(count)
  return counts
}

/** Searches every layout at one batch; the ranking is empty where nothing divides or fits. */
export function searchAt(question: LayoutQuestion, globalBatch: number, top: number): LayoutSearch {
  const { model, system, accelerator, gpus, seqLen, precision } = question
  const hardware = hardwareOf(accelerator, machineOf(system))
  const software = planningPractice(question)
  const constants = fittedConstants
  const rates = ratesOf(hardware, precision, { practice: software, constants })
  const shapes = shapesOf(model.architecture)
  const machine = { hardware, constants, rates, practice: software }
  const habits = memoryHabitsOf(software, hardware, precision, true)
  const terms = { shapes, seqLen, optimizer: model.optimizer, habits }
  const mixture = model.architecture.moe !== null
  const practice = { parameters: countParameters(model.architecture).total, mixture, seqLen }
  const { low } = errorOf({ family: hardware.family, mixture, gpus, openFields: 0 })
  const search: SearchQuestion = {
    shapes,
    seqLen,
    gpus,
    globalBatch,
    largestTp: hardware.domain,
    capacityBytes: accelerator.memoryBytes,
    // The distributed optimizer first: of equals it is the one in use.
    zeroStages: [1, 0, 2, 3],
    time: stepMeter({ shapes, seqLen, flashAttention: true, machine, gpus }),
    memory: memoryMeter(terms),
    pessimism: (layout) => pessimismOf(low, countUnusual(layout, practice)),
    top,
  }
  return { answer: searchLayouts(search), globalBatch, terms, practice }
}
