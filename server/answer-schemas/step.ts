import * as z from 'zod'
import type { Ledger, PredictAnswers } from '../../sim/index.ts'

const number = z.number()
const text = z.string()
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
  interval80: z.strictObject({ tokensPerSPerGpu: pair }),
  breakdownS: z.record(text, number),
  chosen: z.array(text),
})
const refused = z.strictObject({ id, ok: z.literal(false), problem: text })

/** The answers of `POST /predict`, for the contract. */
export const predictAnswerSchema = z.strictObject({
  predictions: z.array(z.discriminatedUnion('ok', [predicted, refused])),
})

const statistics = {
  rows: number,
  judged: number,
  medianError: z.nullable(number),
  p90Error: z.nullable(number),
  bias: z.nullable(number),
  coverage80: z.nullable(number),
}

const point = z.strictObject({
  id: text,
  source: text,
  model: text,
  accelerator: text,
  gpus: number,
  kind: z.enum(['dense', 'mixture']),
  precision: text,
  year: z.nullable(number),
  grade: text,
  published: number,
  predicted: number,
  low: number,
  high: number,
  error: number,
  layout: text,
  judged: z.boolean(),
  where: text,
})

const source = z.strictObject({
  name: text,
  title: text,
  url: text,
  role: z.enum(['fit', 'check']),
  convention: text,
  ...statistics,
  notPredicted: z.array(z.strictObject({ reason: text, ids: z.array(text) })),
})

/** The accuracy ledger, for the contract. */
export const evidenceAnswerSchema = z.strictObject({
  sources: z.array(source),
  all: z.strictObject(statistics),
  points: z.array(point),
})

/** Holds the schemas to the code's own types. */
export type Held = {
  readonly ledger: Ledger extends z.infer<typeof evidenceAnswerSchema> ? true : never
  readonly answers: PredictAnswers extends Readonly<z.infer<typeof predictAnswerSchema>> ? true : never
}
