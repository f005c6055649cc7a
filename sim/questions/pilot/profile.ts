import * as z from 'zod/mini'
import { fittedConstants } from '../../step/fitted/calibration.ts'
import { fields, number, text, type Frozen } from '../asking/answers.ts'
import { logRatioOf, predictedBy, type MeasuredStep } from './learn.ts'

/** One measured step, as a profile keeps it. */
export const profileRow = z.strictObject({
  id: z.nullable(z.union([text, number])),
  stack: text,
  acceleratorId: text,
  gpus: number,
  measuredTokensPerSPerGpu: number,
  /** By the model alone, of the version that wrote the profile. */
  predictedTokensPerSPerGpu: number,
  /** Logarithm of measured over predicted throughput. */
  logRatio: number,
  measuredPeakBytes: z.nullable(number),
  predictedPeakBytes: number,
  /** The line of `predict` with what was measured: whoever reads the profile learns from it again. */
  line: z.record(text, z.unknown()),
})
export type ProfileRow = Frozen<z.infer<typeof profileRow>>

export function profileRowOf(step: MeasuredStep): ProfileRow {
  const { settled, line } = step
  const { wish, memory } = settled
  return {
    id: wish.id,
    stack: wish.practice.stack,
    acceleratorId: wish.accelerator.id,
    gpus: wish.gpus,
    measuredTokensPerSPerGpu: step.tokensPerSPerGpu,
    predictedTokensPerSPerGpu: predictedBy(step, fittedConstants),
    logRatio: logRatioOf(step),
    measuredPeakBytes: step.peakBytes,
    predictedPeakBytes: memory.peakBytes,
    line: { ...line },
  }
}

/** A constant of the step model that the steps inform; spreads are deviations of its logarithm. */
const learnedConstant = z.strictObject({
  name: text,
  meaning: text,
  ...fields(number, 'before after spreadBefore spreadAfter'),
})

/** How far the pilot carries to a step that is like its largest but for one thing. */
const reachRow = z.strictObject({
  what: text,
  /** 80 % interval over the prediction, before and after. */
  before: z.tuple([number, number]),
  after: z.tuple([number, number]),
  /** Spread left over the spread before; 1 where the pilot tells nothing. */
  spreadLeft: number,
})

/** What a pilot found out: the file that `--profile` takes. */
export const pilotAnswer = z.strictObject({
  kind: z.literal('petaplan pilot profile'),
  version: text,
  rows: z.array(profileRow),
  learned: z.strictObject({
    /** Median of measured over predicted throughput. */
    measuredOverPredicted: number,
    /** Median size of predicted over measured, less one: by the model alone; by the other rows; null for one row. */
    errorBefore: number,
    errorAfter: z.nullable(number),
    constants: z.array(learnedConstant),
    sentences: z.array(text),
  }),
  carries: z.array(reachRow),
  /** Of a log: whose it is, readings of its steady part, and those left out by why; null for lines. */
  log: z.nullable(
    z.strictObject({
      trainer: text,
      steadyReadings: number,
      leftOut: z.strictObject({ warmUp: number, slow: number, other: number }),
    }),
  ),
  /** Lines without a use, each with its reason. */
  leftOut: z.array(z.strictObject({ id: z.nullable(z.union([text, number])), problem: text })),
})
export type PilotAnswer = Frozen<z.infer<typeof pilotAnswer>>
