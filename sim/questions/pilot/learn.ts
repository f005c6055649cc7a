import * as z from 'zod/mini'
import { accept, refuse, spend, type Read } from '../../base/outcome.ts'
import { readBounded } from '../../base/quantity.ts'
import { fittedConstants, type Constants } from '../../step/fitted/calibration.ts'
import { constantNames, pilotSpreads, movedConstants, placeBy } from '../predict/pilot-place.ts'
import { emptyStepTimes } from '../../step/step.ts'
import { believeRows, correctionAt, dot, type PilotBelief } from '../../uncertainty/pilot.ts'
import { settle, type Settled } from '../predict/complete.ts'
import { type Learned, stepOf, throughputOf } from '../predict/settled-step.ts'
import { readLine } from '../predict/line.ts'

const times = emptyStepTimes()

/** Tokens per second and accelerator of a measured step, by some constants. */
export function predictedBy({ settled }: Pick<MeasuredStep, 'settled'>, constants: Constants): number {
  stepOf(settled, constants, times)
  return throughputOf(settled, times.stepS)
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
