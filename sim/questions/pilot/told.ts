import meanings from '../../step/fitted/meanings.json' with { type: 'json' }
import { median } from '../../base/math.ts'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import { constantNames } from '../../step/fitted/pilot.ts'
import { dot, leftOutErrors, toldOf } from '../../uncertainty/pilot.ts'
import type { Settled } from '../predict/complete.ts'
import { type Learned, correctionOf, errorRangeOf, stepOf, throughputOf } from '../predict/settled-step.ts'
import { emptyStepTimes } from '../../step/step.ts'
import { constantFactor, logRatioOf, type MeasuredStep } from './learn.ts'
import type { PilotAnswer } from './profile.ts'

type Taught = { readonly steps: readonly MeasuredStep[]; readonly learned: Learned }

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const errorOf = (logRatio: number) => Math.abs(Math.expm1(-logRatio))

export function learnedOf({ steps, learned }: Taught): PilotAnswer['learned'] {
  const ratios = steps.map(logRatioOf)
  const errorBefore = median(ratios.map(errorOf))
  const errorAfter = steps.length < 2 ? null : median(leftOutErrors(learned.belief).map(errorOf))
  const measuredOverPredicted = Math.exp(median(ratios))
  const stacks = new Set(
    steps.map(({ settled: { wish } }) => `${wish.framework ?? 'unnamed software'} on ${wish.accelerator.id}`),
  )
  return {
    measuredOverPredicted,
    errorBefore,
    errorAfter,
    constants: constantsOf(learned),
    sentences: [
      `${String(steps.length)} measured ${steps.length === 1 ? 'step' : 'steps'} of ${[...stacks].join(', ')}: ${measuredOverPredicted.toFixed(3)} times the predicted throughput in the middle.`,
      errorAfter === null
        ? `The model alone was ${percent(errorBefore)} off.`
        : `The model alone was ${percent(errorBefore)} off in the middle; each step asked of the others is ${percent(errorAfter)} off.`,
      ...peaksInWords(steps),
    ],
  }
}

function peaksInWords(steps: readonly MeasuredStep[]): readonly string[] {
  const ratios = steps.flatMap(({ peakBytes, settled }) =>
    peakBytes === null ? [] : [peakBytes / settled.memory.peakBytes],
  )
  if (ratios.length === 0) return []
  return [`Measured peak memory is ${median(ratios).toFixed(3)} times the predicted one in the middle.`]
}

/** A constant is told of where its deviation falls by this share, or it moves by this share of it. Judgements. */
const toldShare = 0.05
const mostConstants = 8

/** The constants that the steps inform, the most informed first. */
function constantsOf({ belief, constants }: Learned): PilotAnswer['learned']['constants'] {
  const all = constantNames.map((name, i) => {
    const line = constantFactor[i] ?? []
    const told = toldOf(
      belief,
      Float64Array.from(belief.rows, ({ slopes }) => dot(line, slopes)),
    )
    const variance = dot(line, line)
    const spreadBefore = Math.sqrt(variance)
    const spreadAfter = Math.sqrt(Math.max(0, variance - told))
    const meaning = meanings[name]
    const before = fittedConstants[name]
    return { name, meaning, before, after: constants[name], spreadBefore, spreadAfter }
  })
  const gain = ({ before, after, spreadBefore, spreadAfter }: (typeof all)[number]) =>
    Math.max(1 - spreadAfter / spreadBefore, Math.abs(Math.log(after / before)) / spreadBefore)
  return all
    .filter((one) => gain(one) >= toldShare)
    .sort((a, b) => gain(b) - gain(a))
    .slice(0, mostConstants)
}

/** The pilot's largest step with one thing changed. */
function changesOf(step: Settled): readonly (readonly [what: string, asked: Settled])[] {
  const { wish, layout } = step
  const { architecture } = wish.model
  const grown = (times: number): Settled => ({
    ...step,
    wish: { ...wish, gpus: wish.gpus * times },
    layout: { ...layout, dp: layout.dp * times, globalBatch: layout.globalBatch * times },
  })
  const deeper = { ...wish.model, architecture: { ...architecture, layers: architecture.layers * 8 } }
  const other = wish.precision === 'bf16' || wish.precision === 'fp16' ? 'fp8' : 'bf16'
  const has = other === 'bf16' || wish.hardware.fp8FlopsPerS !== null
  return [
    ['the same again', step],
    ['8 times the accelerators', grown(8)],
    ['64 times the accelerators', grown(64)],
    ['8 times the parameters', { ...step, wish: { ...wish, model: deeper } }],
    ['8 times the sequence', { ...step, wish: { ...wish, seqLen: wish.seqLen * 8 } }],
    ...(has ? [['another precision', { ...step, wish: { ...wish, precision: other } }] as const] : []),
    ['another accelerator', { ...step, wish: { ...wish, accelerator: { ...wish.accelerator, id: '' } } }],
    ['another software', { ...step, wish: { ...wish, practice: { ...wish.practice, stack: 'unknown' } } }],
  ]
}

const times = emptyStepTimes()

/** How the largest step, changed in one thing, is predicted before and after: multiples of the prediction before. */
export function carriesOf({ steps, learned }: Taught): PilotAnswer['carries'] {
  const [largest] = [...steps].sort((a, b) => b.settled.wish.gpus - a.settled.wish.gpus)
  if (largest === undefined) return []
  return changesOf(largest.settled).map(([what, asked]) => {
    const range = errorRangeOf(asked)
    stepOf(asked, fittedConstants, times)
    const before = throughputOf(asked, times.stepS)
    stepOf(asked, learned.constants, times)
    const moved = throughputOf(asked, times.stepS) / before
    const { low, high, spreadLeft } = correctionOf(asked, learned)
    return {
      what,
      before: [range.low, range.high] as const,
      after: [moved * low, moved * high] as const,
      spreadLeft,
    }
  })
}
