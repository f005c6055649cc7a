import * as z from 'zod/mini'
import { accept, refuse, type Read } from '../../base/outcome.ts'
import { believeRows, type PilotBelief } from '../../uncertainty/pilot.ts'
import { number, text, type Frozen } from '../asking/answers.ts'

/** More measured steps than this are no pilot: what they tell would take longer to work out than to look up. */
export const mostRows = 500

/** One measured step, as a profile keeps it. */
export const profileRow = z.strictObject({
  id: z.nullable(z.union([text, number])),
  stack: text,
  acceleratorId: text,
  gpus: number,
  /** Logarithms of sizes and counts by which steps are alike. */
  at: z.array(number),
  /** 80 % interval before the pilot of measured over predicted throughput, as logarithms. */
  low: number,
  high: number,
  measuredTokensPerSPerGpu: number,
  predictedTokensPerSPerGpu: number,
  /** Logarithm of measured over predicted throughput. */
  logRatio: number,
  measuredPeakBytes: z.nullable(number),
  predictedPeakBytes: number,
})
export type ProfileRow = Frozen<z.infer<typeof profileRow>>

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
    sentences: z.array(text),
  }),
  carries: z.array(reachRow),
  /** Lines without a use, each with its reason. */
  leftOut: z.array(z.strictObject({ id: z.nullable(z.union([text, number])), problem: text })),
})
export type PilotAnswer = Frozen<z.infer<typeof pilotAnswer>>

/** Only what is used of a profile has to be there; the rest tells people. */
const profileShape = z.looseObject({
  kind: z.literal('petaplan pilot profile'),
  rows: z.array(profileRow).check(z.minLength(1), z.maxLength(mostRows)),
})

/** The belief that a profile holds, or what is wrong with it. */
export function readProfile(raw: unknown): Read<PilotBelief> {
  const shape = profileShape.safeParse(raw)
  return shape.success
    ? accept(believeRows(shape.data.rows))
    : refuse('profile', 'is not a profile that petaplan pilot wrote; give the file of its --out')
}
