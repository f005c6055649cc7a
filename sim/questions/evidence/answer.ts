import * as z from 'zod/mini'
import { number, text, type Frozen } from '../asking/answers.ts'

export const accuracy = z.strictObject({
  /** Rows that count; the figures below are null where none does. */
  judged: number,
  medianError: z.nullable(number),
  p90Error: z.nullable(number),
  bias: z.nullable(number),
  /** Share of judged rows inside the 80 % interval. */
  coverage80: z.nullable(number),
})
export type Accuracy = Frozen<z.infer<typeof accuracy>>

/** One published row beside its prediction. */
export const ledgerPoint = z.strictObject({
  id: text,
  source: text,
  model: text,
  accelerator: text,
  acceleratorName: text,
  gpus: number,
  kind: z.enum(['dense', 'mixture']),
  precision: text,
  year: z.nullable(number),
  grade: text,
  published: number,
  predicted: number,
  /** 80 % interval of the prediction. */
  low: number,
  high: number,
  /** Predicted over published, less one. */
  error: number,
  layout: text,
  judged: z.boolean(),
  where: text,
})
export type LedgerPoint = Frozen<z.infer<typeof ledgerPoint>>

export const ledgerSource = z.extend(accuracy, {
  name: text,
  title: text,
  url: text,
  role: z.enum(['fit', 'check']),
  convention: text,
  rows: number,
  /** Rows without a prediction, by reason. */
  notPredicted: z.array(
    z.strictObject({
      reason: text,
      ids: z.array(text),
    }),
  ),
})
export type LedgerSource = Frozen<z.infer<typeof ledgerSource>>

/** The accuracy ledger: predicted against published throughput, by source; no row is left out of it. */
export const ledgerAnswer = z.strictObject({
  sources: z.array(ledgerSource),
  all: z.extend(accuracy, {
    rows: number,
  }),
  points: z.array(ledgerPoint),
})
export type Ledger = Frozen<z.infer<typeof ledgerAnswer>>
