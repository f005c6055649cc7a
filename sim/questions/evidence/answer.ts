import * as z from 'zod/mini'
import { stages } from '../../catalogue/uncertain.ts'
import { fields, number, text, type Frozen } from '../asking/answers.ts'

const tenths = { p10: number, p50: number, p90: number }

export const accuracy = z.strictObject({
  /** Rows that count; the figures below are null where none does. */
  judged: number,
  ...fields(z.nullable(number), 'medianError p90Error bias'),
  /** Share of judged rows inside the 80 % interval. */
  coverage80: z.nullable(number),
})
export type Accuracy = Frozen<z.infer<typeof accuracy>>

/** Accuracy on rows whose group was left out of the fit; every source counts once. */
export const leftOutRow = z.strictObject({
  /** What was left out together, or a class of novelty, or 'all'. */
  group: text,
  ...fields(number, 'rows sources medianError p90Error bias coverage80'),
})

const role = z.enum(['fit', 'check'])
/** One published row beside its prediction. */
export const ledgerPoint = z.strictObject({
  id: text,
  source: text,
  /** Whether constants were fitted on it: of its source, but for kinds of blocks that have no constant. */
  role,
  ...fields(text, 'model accelerator acceleratorName'),
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
  ...fields(text, 'name title url'),
  role,
  convention: text,
  rows: number,
  /** Rows without a prediction, by reason. */
  notPredicted: z.array(z.strictObject({ reason: text, ids: z.array(text) })),
})
export type LedgerSource = Frozen<z.infer<typeof ledgerSource>>

/** A whole run whose hours somebody published, beside its estimate asked as a planner asks, its own sources hidden. */
export const wholeRunRow = z.strictObject({
  ...fields(text, 'id name accelerator'),
  gpus: number,
  /** The number of accelerators is not published and assumed. */
  gpusAssumed: z.boolean(),
  tokens: number,
  publishedGpuHours: number,
  /** What the published figure covers. */
  basis: text,
  /** Gross accelerator-hours. */
  ...tenths,
  /** The published hours lie between p10 and p90. */
  inside: z.boolean(),
  source: text,
  url: text,
})
export type WholeRunRow = Frozen<z.infer<typeof wholeRunRow>>

/** A published procurement beside the range that the futures of a programme have for it. */
const procurementRow = z.strictObject({
  id: text,
  name: text,
  /** Capital ÷ what had been said before; years past the day that had been said. */
  what: z.enum(['capital', 'delayY']),
  stage: z.enum(stages),
  value: number,
  ...tenths,
  inside: z.boolean(),
  source: text,
  url: text,
})

/** The accuracy ledger: predicted against published throughput, by source; no row is left out of it. */
export const ledgerAnswer = z.strictObject({
  /** The accuracy to expect of what the model has not seen; the figures of `sources` and `all` are those of the fit. */
  leftOut: z.array(leftOutRow),
  sources: z.array(ledgerSource),
  all: z.extend(accuracy, { rows: number }),
  points: z.array(ledgerPoint),
  runs: z.array(wholeRunRow),
  /** Procurements, each judged without its own programme; shares that lie between p10 and p90. */
  procurement: z.strictObject({
    rows: z.array(procurementRow),
    ...fields(number, 'inside insideCosts insideDelays'),
  }),
  wholeRuns: z.strictObject({
    count: number,
    /** Share of the runs whose published hours lie between p10 and p90. */
    inside: number,
    /** Median of p50 over published hours. */
    medianRatio: number,
    /** Published hours that are no check, and why. */
    notChecks: z.array(z.strictObject({ name: text, because: text })),
  }),
})
export type Ledger = Frozen<z.infer<typeof ledgerAnswer>>
export type RowLedger = Omit<Ledger, 'runs' | 'wholeRuns' | 'procurement'>
