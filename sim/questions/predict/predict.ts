import type { Problem, Read } from '../../base/outcome.ts'
import { TERA } from '../../base/units.ts'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import type { Constants } from '../../step/fitted/constants.ts'
import {
  errorOf,
  noveltyOf,
  type ErrorQuestion,
  type ErrorRange,
  type Novelty,
} from '../../step/fitted/error.ts'
import { peakOf, ratesOf } from '../../step/kernel.ts'
import { correctionAt, type PilotBelief, type PilotCorrection } from '../../uncertainty/pilot.ts'
import { placeOf, type Placed } from './pilot-place.ts'
import { emptyStepTimes, stepTimes, type StepTimes } from '../../step/step.ts'
import { hardwareFlopsPerToken, trainingFlopsPerToken } from '../../workload/flops.ts'
import { modelRemarks, shapesOf, unmeasuredKinds } from '../../workload/shapes.ts'
import { settle, type Settled } from './complete.ts'
import { readStep, type StepWish } from './read.ts'

/** The answer to one line; the names are those of the public interface. */
export type PredictAnswer = {
  readonly id: string | number | null
  readonly ok: true
  readonly stepTimeS: number
  readonly tokensPerSPerGpu: number
  readonly modelTflopsPerGpu: number
  readonly mfu: number
  readonly hfu: number
  readonly peakBytes: number
  /** With a probability of 90 % or more. */
  readonly fits: boolean
  readonly fitsProbability: number
  /** How far the question is from the evidence: decides the width of the interval. */
  readonly novelty: Novelty
  readonly interval80: { readonly tokensPerSPerGpu: readonly [low: number, high: number] }
  readonly breakdownS: StepBreakdown
  /** What the line left open and the planner chose. */
  readonly chosen: readonly string[]
  /** What the model has that is not counted, stood in for or not measured. */
  readonly warnings: readonly string[]
}

export type PredictRefusal = {
  readonly id: string | number | null
  readonly ok: false
  readonly problem: string
}

/** Seconds of one step, part by part; they add up to the step. */
export type StepBreakdown = { readonly [K in Exclude<keyof StepTimes, 'stepS'>]: number }

/** Answers one line, corrected by a pilot where there is one, or says what is wrong with it; never throws on input. */
export function predictLine(raw: unknown, belief: PilotBelief | null = null): PredictAnswer | PredictRefusal {
  const wish = readStep(raw)
  const settled = wish.ok ? settle(wish.value) : wish
  if (settled.ok) return answerOf(settled.value, belief)
  return { id: idOf(raw), ok: false, problem: inWords(settled) }
}

function idOf(raw: unknown): string | number | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null
  return typeof raw.id === 'string' || typeof raw.id === 'number' ? raw.id : null
}

function inWords(read: Extract<Read<unknown>, { ok: false }>): string {
  return read.problems.map(({ field, message }: Problem) => `${field}: ${message}`).join('; ')
}

/** What a step needs to know of a settled question. */
export type Asked = Pick<Settled, 'layout' | 'flashAttention' | 'openLayout'> & {
  readonly wish: Pick<
    StepWish,
    'accelerator' | 'model' | 'seqLen' | 'hardware' | 'gpus' | 'precision' | 'practice'
  >
}

/** One step of a settled question with any constants: writes into `out`. */
export function stepOf(settled: Asked, constants: Constants, out: StepTimes): void {
  const { wish, layout, flashAttention } = settled
  const { hardware, practice, precision, seqLen } = wish
  const rates = ratesOf(hardware, precision, { practice, constants })
  const shapes = shapesOf(wish.model.architecture)
  stepTimes(
    { shapes, layout, seqLen, flashAttention, machine: { hardware, constants, rates, practice } },
    out,
  )
}

/** Tokens per second and accelerator of a step. */
export function throughputOf({ wish, layout }: Asked, stepS: number): number {
  return (layout.globalBatch * wish.seqLen) / stepS / wish.gpus
}

function answerOf(settled: Settled, belief: PilotBelief | null): PredictAnswer {
  const { wish, layout, memory, fits, fitsProbability, chosen } = settled
  const times = emptyStepTimes()
  stepOf(settled, fittedConstants, times)
  const byModel = throughputOf(settled, times.stepS)
  const { factor, low, high } = correctionOf(settled, belief)
  const tokensPerSPerGpu = byModel * factor
  const { architecture } = wish.model
  const flops = trainingFlopsPerToken(architecture, wish.seqLen).causal
  const hardwareFlops = hardwareFlopsPerToken(architecture, wish.seqLen, layout.recompute)
  const peak = peakOf(wish.hardware, wish.precision) ?? wish.hardware.bf16FlopsPerS
  const { stepS, ...parts } = slowed(times, factor)
  return {
    id: wish.id,
    ok: true,
    stepTimeS: stepS,
    tokensPerSPerGpu,
    modelTflopsPerGpu: (tokensPerSPerGpu * flops) / TERA,
    mfu: (tokensPerSPerGpu * flops) / peak,
    hfu: (tokensPerSPerGpu * hardwareFlops) / peak,
    peakBytes: memory.peakBytes,
    fits,
    fitsProbability,
    novelty: noveltyOf(errorQuestionOf(settled)),
    interval80: { tokensPerSPerGpu: [byModel * low, byModel * high] },
    breakdownS: parts,
    chosen,
    warnings: modelRemarks(architecture),
  }
}

/** The parts of a step that is so many times as fast. */
export function slowed(times: StepTimes, factor: number): StepTimes {
  const parts = emptyStepTimes()
  for (const part of Object.keys(parts)) if (isPart(part)) parts[part] = times[part] / factor
  return parts
}

const noTimes = emptyStepTimes()

function isPart(name: string): name is keyof StepTimes {
  return Object.hasOwn(noTimes, name)
}

/** What a pilot says of a step; without one, the interval of the evidence around the prediction. */
export function correctionOf(settled: Asked & Placed, belief: PilotBelief | null): PilotCorrection {
  return belief === null
    ? { factor: 1, ...errorRangeOf(settled), spreadLeft: 1 }
    : correctionAt(belief, placeOf(settled, errorRangeOf(settled)))
}

/** How far published throughput was from predictions of questions like this one: multiples of the prediction. */
export function errorRangeOf(asked: Asked): ErrorRange {
  return errorOf(errorQuestionOf(asked))
}

/** What is new about a question, for the width of its interval. */
export function errorQuestionOf({ wish, openLayout }: Asked): ErrorQuestion {
  return {
    acceleratorId: wish.accelerator.id,
    software: wish.practice.software,
    mixture: wish.model.architecture.moe !== null,
    unmeasuredBlocks: unmeasuredKinds(wish.model.architecture).length > 0,
    gpus: wish.gpus,
    openLayout,
  }
}
