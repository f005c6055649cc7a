import cuts from '../../data/layouts/cuts.json' with { type: 'json' }
import { own } from '../../base/nearest.ts'
import { TERA } from '../../base/units.ts'
import { paretoFront } from '../../base/pareto.ts'
import type { LayoutQuestion, Candidate } from '../../planner/question.ts'
import { countParameters, trainingFlopsPerToken } from '../../workload/flops.ts'
import { layoutText } from '../../workload/layout.ts'
import { fitsProbability, memoryOf } from '../../workload/memory.ts'
import type { Answered } from '../../base/answered.ts'
import { namedTrainer } from '../sbatch/trainers/within-trainer.ts'
import { questionOf } from '../estimate/layout/choose-layout.ts'
import { predictStep } from '../estimate/layout/predicted-step.ts'
import { peakOf } from '../../step/kernel.ts'
import {
  bestLayout,
  canBe,
  searchAt,
  type BestLayout,
  clearWinOf,
  unusual,
} from '../../planner/best-layout.ts'
import { beyondModel, impossible } from '../../planner/obstacles.ts'
import { errorSpreads } from '../../step/fitted/calibration.ts'
import type { Scenario } from '../estimate/input.ts'
import type { FrontLayout, LayoutsAnswer, RankedLayout } from './answer.ts'
import { readLayouts, type LayoutsScenario } from './input.ts'

/** Every layout of a model on a machine, ranked; or what is wrong with the question; or why none can be. */
export function answerLayouts(raw: unknown): Answered<LayoutsAnswer> {
  const read = readLayouts(raw)
  if (!read.ok) return { status: 'refused', problems: read.problems }
  const asked = read.value
  const { scenario, batch } = asked
  const free = questionOf(scenario, batch.sequences)
  const trainer = namedTrainer({ scenario, question: free })
  const question = { ...free, trainer }
  const beyond = trainer !== null && trainer.beyond !== '' ? [beyondModel(trainer)] : []
  const obstacles = [...impossible(question, canBe), ...beyond]
  if (obstacles.length > 0) return { status: 'infeasible', obstacles }
  const best = bestLayout(question, asked.top)
  if (!best.feasible) return { status: 'infeasible', obstacles: best.obstacles }
  return { status: 'answer', value: compose(asked, question, best.value) }
}

function compose(
  { scenario, batch, software }: LayoutsScenario,
  question: LayoutQuestion,
  found: BestLayout,
): LayoutsAnswer {
  const { model, system, accelerator, gpus, seqLen, precision } = scenario
  const { globalBatch, answer } = found
  const { tally } = answer
  const layouts = answer.ranked.map((one, index) => ({ rank: index + 1, ...rankedOf(scenario, found, one) }))
  return {
    model: { id: model.id, name: model.name, parameters: countParameters(model.architecture).total },
    system: { id: system.id, name: system.name, accelerator: accelerator.name, gpus },
    seqLen,
    globalBatch,
    globalBatchTokens: globalBatch * seqLen,
    globalBatchSource: batch.because,
    precision,
    framework: software.framework,
    year: software.year,
    layouts,
    noise: noiseInWords(layouts),
    front: frontOf(question, found),
    tally: {
      ...tally,
      cutsFell: cuts
        .map((one) => ({ ...one, cuts: own(tally.cutsFell, one.reason) ?? 0 }))
        .filter((one) => one.cuts > 0),
    },
  }
}

/** How many of the first layouts the model cannot tell from the first: rows of one source stray as much around it. */
function noiseInWords(layouts: readonly RankedLayout[]): string {
  const { withinSource } = errorSpreads
  const times = layouts.map(({ expected }) => expected.stepTimeS)
  const apart = times.findIndex((timeS) => Math.abs(Math.log(timeS / (times[0] ?? timeS))) > withinSource)
  const alike = apart === -1 ? times.length : apart
  if (alike < 2) return ''
  return `The first ${String(alike)} are within ${(100 * withinSource).toFixed(0)} %, the noise of the model: take the one that is simplest to run, or measure them (petaplan pilot).`
}

function rankedOf(
  scenario: Scenario,
  { terms, practice, globalBatch }: BestLayout,
  { layout, stepS, pessimisticStepS }: Candidate,
): Omit<RankedLayout, 'rank'> {
  const { accelerator, model, seqLen, precision, gpus } = scenario
  const { stepS: stepTimeS, ...breakdownS } = predictStep(scenario, layout).times
  const flopsPerToken = trainingFlopsPerToken(model.architecture, seqLen).causal
  const peak = peakOf(accelerator, precision) ?? accelerator.bf16FlopsPerS
  const speed = (timeS: number): RankedLayout['pessimistic'] => {
    const tokensPerSPerGpu = (globalBatch * seqLen) / timeS / gpus
    return { stepTimeS: timeS, tokensPerSPerGpu, mfu: (tokensPerSPerGpu * flopsPerToken) / peak }
  }
  const expected = speed(stepTimeS)
  const { peakBytes, breakdownBytes } = memoryOf(terms, layout)
  const capacityBytes = accelerator.memoryBytes
  return {
    layout,
    text: layoutText(layout),
    expected: {
      ...expected,
      modelTflopsPerGpu: (expected.tokensPerSPerGpu * flopsPerToken) / TERA,
      breakdownS,
    },
    pessimistic: speed((stepTimeS * pessimisticStepS) / (stepS * clearWinOf(layout))),
    memory: {
      peakBytes,
      capacityBytes,
      headroomBytes: capacityBytes - peakBytes,
      fitsProbability: fitsProbability(peakBytes, accelerator),
      breakdownBytes,
    },
    unusual: unusual(layout, practice),
  }
}

/** Halves of the accelerators that are looked at too: what a smaller share of the machine would take. */
const fewer = [1, 2, 4, 8]

function frontOf(question: LayoutQuestion, { globalBatch, answer }: BestLayout): readonly FrontLayout[] {
  const { gpus, system, accelerator } = question
  const whole = (count: number) => Number.isInteger(count) && count % system.acceleratorsPerNode === 0
  const counts = fewer.map((part) => gpus / part).filter((count) => count === gpus || whole(count))
  const points = counts.flatMap((count) => {
    const found = count === gpus ? answer : searchAt({ ...question, gpus: count }, globalBatch, 1).answer
    return found.front.map((one) => ({ ...one, gpus: count }))
  })
  const values = points.map((point) => [point.stepS, point.peakBytes, point.gpus])
  const unbeaten = new Set(paretoFront(values))
  const kept = points.filter((_, index) => unbeaten.has(index))
  return kept.map(({ gpus: count, layout, stepS, peakBytes }) => ({
    gpus: count,
    layout,
    text: layoutText(layout),
    stepTimeS: stepS,
    peakBytes,
    headroomBytes: accelerator.memoryBytes - peakBytes,
  }))
}
