import type { Obstacle, Outcome } from '../../base/outcome.ts'
import { divisors } from '../../base/math.ts'
import { fittedConstants } from '../../performance/calibration.ts'
import { errorOf } from '../../performance/error.ts'
import { hardwareOf, machineOf } from '../../performance/hardware.ts'
import { ratesOf } from '../../performance/kernel.ts'
import { memoryHabitsOf } from '../../performance/memory-habits.ts'
import { stepMeter } from '../../performance/step-meter.ts'
import type { Candidate, SearchAnswer, SearchQuestion } from '../../search/question.ts'
import { searchLayouts } from '../../search/search.ts'
import { memoryMeter } from '../../workload/memory-meter.ts'
import type { MemoryTerms } from '../../workload/memory.ts'
import { countParameters } from '../../workload/parameters.ts'
import { shapesOf } from '../../workload/shapes.ts'
import { planningPractice } from '../predicted-step.ts'
import { noLayoutDivides, nothingFits } from './obstacles.ts'
import { countUnusual, pessimismOf, type PracticeQuestion } from './practice.ts'
import type { LayoutQuestion } from './question.ts'

export type LayoutSearch = {
  readonly answer: SearchAnswer
  readonly globalBatch: number
  readonly terms: MemoryTerms
  readonly practice: PracticeQuestion
}

export type BestLayout = LayoutSearch & { readonly best: Candidate }

/** Sequences in a step may be moved by this much, so that more layouts divide. A judgement: it hardly changes training. */
const batchTolerance = 0.03
/** Where even that divides nothing, up to this much. */
const widestTolerance = 0.5

/** The layout that the planner would take: the least pessimistic step time of all that divide and fit; or why none does. */
export function bestLayout(question: LayoutQuestion, top = 1): Outcome<BestLayout> {
  const search = searchFor(question, top)
  const [best] = search.answer.ranked
  if (best !== undefined) return { feasible: true, value: { ...search, best } }
  return { feasible: false, obstacles: [obstacleOf(question, search)] }
}

function obstacleOf(question: LayoutQuestion, { answer, globalBatch }: LayoutSearch): Obstacle {
  const larger = moreAccelerators(question).find(
    (gpus) => searchFor({ ...question, gpus }, 1).answer.ranked.length > 0,
  )
  return answer.leanest === null
    ? noLayoutDivides(question, globalBatch, larger ?? null)
    : nothingFits(question, answer.leanest, larger ?? null)
}

/** Powers of two of whole nodes above the count asked for, to the end of the system. */
function moreAccelerators({ gpus, system }: LayoutQuestion): readonly number[] {
  const counts: number[] = []
  for (let count = system.acceleratorsPerNode; count <= system.accelerators; count *= 2)
    if (count > gpus) counts.push(count)
  return counts
}

/** Searches every layout of the question; the answer is empty where nothing divides or fits. */
export function searchFor(question: LayoutQuestion, top: number): LayoutSearch {
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
  const { low } = errorOf({ family: hardware.family, mixture, precision, gpus, openFields: 0 })
  const globalBatch = batchNear(question.wantedBatch, gpus)
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

/**
 * The batch nearest to the one wanted that the accelerators divide: all of them where that moves it little, else the
 * most of them that do.
 */
export function batchNear(wanted: number, gpus: number): number {
  for (const tolerance of [batchTolerance, widestTolerance]) {
    for (const ranks of [...divisors(gpus)].reverse()) {
      const batch = ranks * Math.max(1, Math.round(wanted / ranks))
      if (ranks > 1 && Math.abs(batch / wanted - 1) <= tolerance) return batch
    }
  }
  return wanted
}
