import * as z from 'zod/mini'
import { number, text } from '../asking/answers.ts'
import type { PredictAnswers } from './answer.ts'

const id = z.nullable(z.union([text, number]))
const pair = z.tuple([number, number])

const predicted = z.strictObject({
  id,
  ok: z.literal(true),
  stepTimeS: number,
  tokensPerSPerGpu: number,
  modelTflopsPerGpu: number,
  mfu: number,
  hfu: number,
  peakBytes: number,
  fits: z.boolean(),
  fitsProbability: number,
  novelty: z.enum(['known', 'new stack', 'new chip', 'beyond scale', 'open layout']),
  interval80: z.strictObject({ tokensPerSPerGpu: pair }),
  breakdownS: z.record(text, number),
  chosen: z.array(text),
  warnings: z.array(text),
})
const refused = z.strictObject({ id, ok: z.literal(false), problem: text })

/** The answers of `POST /predict`, for the contract. */
export const predictAnswer = z.strictObject({
  predictions: z.array(z.discriminatedUnion('ok', [predicted, refused])),
})

/** Holds the schema to the code's own type. */
export type PredictHeld = PredictAnswers extends Readonly<z.infer<typeof predictAnswer>> ? true : never
