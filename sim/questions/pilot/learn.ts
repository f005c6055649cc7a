import * as z from 'zod/mini'
import { accept, refuse, spend, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import { fittedConstants, type Constants } from '../../step/fitted/calibration.ts'
import type { ErrorRange } from '../../step/fitted/error.ts'
import { constantNames, constantsFrom, pilotPrior, pilotSpreads } from '../../step/fitted/pilot.ts'
import { emptyStepTimes } from '../../step/step.ts'
import {
  believeRows,
  cholesky,
  correctionAt,
  dot,
  type PilotBelief,
  type PilotPlace,
} from '../../uncertainty/pilot.ts'
import { countParameters } from '../../workload/flops.ts'
import { settle, type Settled } from '../predict/complete.ts'
import { type Asked, errorRangeOf, type Learned, stepOf, throughputOf } from '../predict/settled-step.ts'
import { readLine } from '../predict/line.ts'

const times = emptyStepTimes()

/** Tokens per second and accelerator of a measured step, by some constants. */
export function predictedBy({ settled }: Pick<MeasuredStep, 'settled'>, constants: Constants): number {
  stepOf(settled, constants, times)
  return throughputOf(settled, times.stepS)
}

const recomputes = ['none', 'selective', 'full'] as const

/** How much an e-fold of each counts, another network or kind of arithmetic. Judgements; the fit finds only their reach. */
const scales = { size: 0.4, gpus: 0.12, network: 0.5, cut: 0.3, saving: 0.6, precision: 1.5 } as const

/** Where a step stands among others, and how sure its prediction is. */
export function placeOf(
  { wish, layout }: Pick<Asked, 'wish' | 'layout'>,
  { low, high }: ErrorRange,
  slopes: readonly number[],
): PilotPlace {
  const { active } = countParameters(wish.model.architecture)
  return {
    stack: wish.practice.stack,
    acceleratorId: wish.accelerator.id,
    slopes,
    at: [
      scales.size * Math.log(active),
      scales.size * Math.log(wish.seqLen),
      scales.gpus * Math.log(wish.gpus),
      wish.gpus === 1 ? 0 : scales.network * (wish.gpus <= wish.hardware.domain ? 1 : 2),
      scales.cut * Math.log(layout.tp),
      scales.cut * Math.log(layout.pp),
      scales.cut * Math.log(layout.cp),
      scales.cut * Math.log(layout.ep),
      scales.cut * Math.log(layout.microBatch),
      scales.saving * recomputes.indexOf(layout.recompute),
      layout.zero === 3 ? scales.saving : 0,
      wish.precision === 'bf16' || wish.precision === 'fp16' ? 0 : scales.precision,
      wish.model.architecture.moe === null ? 0 : scales.precision,
    ],
    low: Math.log(low),
    high: Math.log(high),
  }
}

/** Lower factor of the covariance of the constants: a row for each, in deviations that are independent. */
export const constantFactor = cholesky(pilotPrior.covariance)

/** The fitted constants moved by so many deviations of each independent direction. */
export function movedConstants(moved: readonly number[]): Constants {
  return constantsFrom(pilotPrior.mean.map((mean, i) => mean + dot(constantFactor[i] ?? [], moved)))
}

const nudge = 1e-4

/** Slopes of a logarithm by the constants, one deviation of each independent direction, by forward differences. */
export function slopesOf(logOf: (constants: Constants) => number, constants: Constants): readonly number[] {
  const here = logOf(constants)
  const byConstant = constantNames.map(
    (name) => (logOf({ ...constants, [name]: constants[name] * Math.exp(nudge) }) - here) / nudge,
  )
  return byConstant.map((_, direction) =>
    byConstant.reduce((sum, slope, i) => sum + slope * (constantFactor[i]?.[direction] ?? 0), 0),
  )
}

/** Where a step stands to whoever believes these constants. */
export function placeBy(settled: Asked, constants: Constants): PilotPlace {
  const times = emptyStepTimes()
  const logThroughput = (by: Constants) => {
    stepOf(settled, by, times)
    return Math.log(throughputOf(settled, times.stepS))
  }
  return placeOf(settled, errorRangeOf(settled), slopesOf(logThroughput, constants))
}

/** Steps of Gauss and Newton: the model is nearly linear in the logarithms, so the third moves little. */
const iterations = 3

/**
 * What measured steps teach: the constants that they can inform, pulled to the fitted ones by their covariance, and what
 * the steps have in common beside them.
 *
 * Ours: y = f(x) + u + e, with x ~ N(fitted, covariance), u what steps alike share and e their own; the posterior by
 * Gauss and Newton.
 */
export function learn(steps: readonly MeasuredStep[]): Learned {
  let moved: readonly number[] = constantNames.map(() => 0)
  for (let i = 0; i < iterations; i += 1) moved = shiftOf(believeAround(steps, moved))
  const [constants, belief] = [movedConstants(moved), believeAround(steps, moved)]
  return {
    constants,
    belief,
    correctionOf: (settled) => correctionAt(belief, placeBy(settled, constants)),
    peaks: steps.flatMap(({ settled, peakBytes }) => {
      if (peakBytes === null) return []
      const { wish, memory } = settled
      const logRatio = Math.log(peakBytes / memory.peakBytes)
      return [{ stack: wish.practice.stack, acceleratorId: wish.accelerator.id, logRatio }]
    }),
  }
}

/** Of a measured step's slopes by all constants. */
const slopesUs = 1200

/** Belief with the model replaced by its tangent at moved constants. */
function believeAround(steps: readonly MeasuredStep[], moved: readonly number[]): PilotBelief {
  spend(slopesUs * steps.length)
  const constants = movedConstants(moved)
  const rows = steps.map((step) => {
    const place = placeBy(step.settled, constants)
    const error = Math.log(step.tokensPerSPerGpu / predictedBy(step, constants))
    return { ...place, logRatio: error + dot(place.slopes, moved) }
  })
  return believeRows(rows, pilotSpreads)
}

function shiftOf({ rows, weights }: PilotBelief): readonly number[] {
  return constantNames.map((_, direction) =>
    rows.reduce((sum, { slopes }, i) => sum + (slopes[direction] ?? 0) * (weights[i] ?? 0), 0),
  )
}

/** How far the model alone is off on a step: logarithm of measured over predicted throughput. */
export function logRatioOf(step: MeasuredStep): number {
  return Math.log(step.tokensPerSPerGpu / predictedBy(step, fittedConstants))
}

/** One measured step: the line that asks of it, read, and what was measured. */
export type MeasuredStep = Measured & { readonly line: object; readonly settled: Settled }

/** A line of `predict` with what was measured, or what is wrong with it. */
export function readMeasuredStep(line: unknown): Read<MeasuredStep> {
  const wish = readLine(line)
  if (!wish.ok) return wish
  const settled = settle(wish.value)
  if (!settled.ok) return settled
  const { gpus, seqLen } = wish.value
  const measured = measuredOf(line, (settled.value.layout.globalBatch * seqLen) / gpus)
  return measured.ok ? accept({ ...measured.value, line: Object(line), settled: settled.value }) : measured
}

type Measured = { readonly tokensPerSPerGpu: number; readonly peakBytes: number | null }

/** @param perStep  tokens of one step for one accelerator */
function measuredOf(line: unknown, perStep: number): Read<Measured> {
  const said = new Map<string, unknown>(Object.entries(Object(line)))
  const fields = new Map<string, unknown>(Object.entries(Object(said.get('measured'))))
  const peak = said.get('peakBytes') ?? fields.get('peakBytes') ?? null
  const peakBytes = peak === null ? accept(null) : bounded('peakBytes', peak, [1, 1e15])
  if (!peakBytes.ok) return peakBytes
  const speed = fields.get('tokensPerSPerGpu')
  const stepTime = fields.get('stepTimeS')
  if (speed === undefined && stepTime === undefined)
    return refuse('measured', 'is missing; give {"tokensPerSPerGpu": …} or {"stepTimeS": …}')
  const read =
    speed === undefined
      ? bounded('measured.stepTimeS', stepTime, [1e-6, 1e6])
      : bounded('measured.tokensPerSPerGpu', speed, [1e-6, 1e9])
  if (!read.ok) return read
  const tokensPerSPerGpu = speed === undefined ? perStep / read.value : read.value
  return accept({ tokensPerSPerGpu, peakBytes: peakBytes.value })
}

function bounded(field: string, said: unknown, limits: readonly [number, number]): Read<number> {
  return typeof said === 'number' || typeof said === 'string'
    ? readBounded(field, said, limits)
    : refuse(field, 'has to be a number')
}

/** More measured steps than this are no pilot: what they tell would take longer to work out than to look up. */
export const mostRows = 500

/** Only what is used of a profile has to be there; the rest tells people. */
const profileShape = z.looseObject({
  kind: z.literal('petaplan pilot profile'),
  rows: z
    .array(z.looseObject({ line: z.record(z.string(), z.unknown()) }))
    .check(z.minLength(1), z.maxLength(mostRows)),
})

/** What a profile teaches, or what is wrong with it. */
export function readProfile(raw: unknown): Read<Learned> {
  const shape = profileShape.safeParse(raw)
  if (!shape.success)
    return refuse('profile', 'is not a profile that petaplan pilot wrote; give the file of its --out')
  const steps: MeasuredStep[] = []
  for (const [index, { line }] of shape.data.rows.entries()) {
    const step = readMeasuredStep(line)
    if (!step.ok) {
      const [first] = step.problems
      return refuse('profile', `row ${String(index + 1)}: ${first?.field ?? ''} ${first?.message ?? ''}`)
    }
    steps.push(step.value)
  }
  return accept(learn(steps))
}
