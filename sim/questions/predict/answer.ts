import * as z from 'zod/mini'
import { fields, number, text, type Frozen } from '../asking/answers.ts'

const id = z.nullable(z.union([text, number]))
const pair = z.tuple([number, number])

/** The answer to one line; the names are those of the public interface. */
const predicted = z.strictObject({
  id,
  ok: z.literal(true),
  ...fields(number, 'stepTimeS tokensPerSPerGpu modelTflopsPerGpu mfu hfu peakBytes'),
  /** With a probability of 90 % or more. */
  fits: z.boolean(),
  fitsProbability: number,
  /** How far the question is from the evidence: decides the width of the interval. */
  novelty: z.enum(['known', 'new stack', 'new chip', 'beyond scale', 'open layout']),
  interval80: z.strictObject({ tokensPerSPerGpu: pair }),
  /** Seconds of one step, part by part; they add up to the step. */
  breakdownS: z.record(text, number),
  /** What the line left open and the planner chose. */
  chosen: z.array(text),
  /** What the model has that is not counted, stood in for or not measured. */
  warnings: z.array(text),
})
export type PredictAnswer = Frozen<z.infer<typeof predicted>>

const refused = z.strictObject({ id, ok: z.literal(false), problem: text })
export type PredictRefusal = Frozen<z.infer<typeof refused>>

/** The answers of `POST /predict`. */
export const predictAnswer = z.strictObject({
  predictions: z.array(z.discriminatedUnion('ok', [predicted, refused])),
})
export type PredictAnswers = Frozen<z.infer<typeof predictAnswer>>
