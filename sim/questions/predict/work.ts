import type { Answered } from '../../base/answered.ts'
import { editDistance } from '../../base/nearest.ts'
import { spend, type Problem, type Read } from '../../base/outcome.ts'
import { TERA } from '../../base/units.ts'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import { noveltyOf } from '../../step/fitted/error.ts'
import { peakOf } from '../../step/kernel.ts'
import { emptyStepTimes } from '../../step/step.ts'
import { hardwareFlopsPerToken, trainingFlopsPerToken } from '../../workload/flops.ts'
import { modelRemarks } from '../../workload/shapes.ts'
import type { PredictAnswer, PredictAnswers, PredictRefusal } from './answer.ts'
import { settle, type Settled } from './complete.ts'
import { readBy } from '../asking/problems.ts'
import {
  learnedPeak,
  type Learned,
  correctionOf,
  errorQuestionOf,
  slowed,
  stepOf,
  throughputOf,
} from './settled-step.ts'
import { linesInput, linesWords } from './input.ts'
import { lineWords, readLine } from './line.ts'

/** Of a line, beside the search of what its layout leaves open. */
const lineUs = 1000

/** Many questions at once, of which a wrong one gets its own error; or a list of them, or one alone. */
export function answerPredict(raw: unknown): Answered<PredictAnswers> {
  const read = readBy(linesInput, linesWords, bodyOf(raw))
  if (!read.ok) return { status: 'refused', problems: read.problems }
  const { lines, profile } = read.value
  return { status: 'answer', value: { predictions: lines.map((line) => predictLine(line, profile)) } }
}

function bodyOf(raw: unknown): unknown {
  if (Array.isArray(raw)) return { lines: raw }
  const isLine = typeof raw === 'object' && raw !== null && !('lines' in raw)
  if (!isLine || !('model' in raw || 'hardware' in raw)) return raw
  return 'profile' in raw ? { lines: [raw], profile: raw.profile } : { lines: [raw] }
}

/** Answers one line, corrected by a pilot where there is one, or says what is wrong with it; never throws on input. */
export function predictLine(raw: unknown, learned: Learned | null = null): PredictAnswer | PredictRefusal {
  spend(lineUs)
  const wish = readLine(raw)
  const settled = wish.ok ? settle(wish.value) : wish
  if (settled.ok) {
    const answer = answerOf(settled.value, learned)
    return { ...answer, warnings: [...answer.warnings, ...misspelt(Object(raw))] }
  }
  return { id: lineId(raw), ok: false, problem: problemsInWords(settled) }
}

/** A line may carry its own notes; one that is nearly the name of a field was hardly meant as one. */
function misspelt(line: object): readonly string[] {
  const known = Object.keys(lineWords)
  const plain = (name: string) => name.slice(0, 64).toLowerCase().replaceAll(/[_-]/g, '')
  return Object.keys(line)
    .filter((name) => !known.includes(name) && name.length > 3)
    .flatMap((name) => {
      const meant = known.find((field) => editDistance(plain(name), plain(field)) <= 1)
      return meant === undefined ? [] : [`'${name.slice(0, 64)}' is not read; did you mean ${meant}?`]
    })
}

export function lineId(raw: unknown): string | number | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null
  return typeof raw.id === 'string' || typeof raw.id === 'number' ? raw.id : null
}

/** All that is wrong with a line. */
export function problemsInWords(read: Extract<Read<unknown>, { ok: false }>): string {
  return read.problems.map(({ field, message }: Problem) => `${field}: ${message}`).join('; ')
}

const notOffloaded =
  'fits: states or activations that are handed to the host are not considered; with them it may fit'
const fourBits = 'precision: nvfp4 stands for the four-bit format of this chip, by its own rate'

function answerOf(settled: Settled, learned: Learned | null): PredictAnswer {
  const { wish, layout, memory, chosen } = settled
  const times = emptyStepTimes()
  stepOf(settled, learned?.constants ?? fittedConstants, times)
  const byModel = throughputOf(settled, times.stepS)
  const { factor, low, high } = correctionOf(settled, learned)
  const tokensPerSPerGpu = byModel * factor
  const { architecture } = wish.model
  const flops = trainingFlopsPerToken(architecture, wish.seqLen).causal
  const hardwareFlops = hardwareFlopsPerToken(architecture, wish.seqLen, layout.recompute)
  const peak = peakOf(wish.hardware, wish.precision) ?? wish.hardware.bf16FlopsPerS
  const { stepS, ...parts } = slowed(times, factor)
  const isOther = wish.precision === 'nvfp4' && wish.hardware.family !== 'blackwell'
  const memoryAnswer = learnedPeak(settled, memory.peakBytes, learned)
  return {
    id: wish.id,
    ok: true,
    stepTimeS: stepS,
    tokensPerSPerGpu,
    modelTflopsPerGpu: (tokensPerSPerGpu * flops) / TERA,
    mfu: (tokensPerSPerGpu * flops) / peak,
    hfu: (tokensPerSPerGpu * hardwareFlops) / peak,
    ...memoryAnswer,
    novelty: noveltyOf(errorQuestionOf({ ...settled, wish: { ...wish, habits: [] } })),
    interval80: { tokensPerSPerGpu: [byModel * low, byModel * high] },
    breakdownS: parts,
    chosen,
    warnings: [
      ...modelRemarks(architecture, wish.seqLen),
      ...(memoryAnswer.fits ? [] : [notOffloaded]),
      ...(isOther ? [fourBits] : []),
    ],
  }
}
