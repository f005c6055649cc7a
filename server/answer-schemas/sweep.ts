import * as z from 'zod'
import type { SweepAnswer } from '../../sim/index.ts'

const number = z.number()
const text = z.string()
const range = z.strictObject({ p10: number, p50: number, p90: number })
const label = z.nullable(z.union([text, number, z.boolean()]))
const told = { index: number, axes: z.record(text, label) }

const answered = z.strictObject({
  ...told,
  ok: z.literal(true),
  wallClockDays: range,
  calendarDays: range,
  gpuHours: range,
  energyMwh: range,
  carbonT: range,
  waterM3: range,
  cost: range,
  currency: text,
  mfu: number,
  layout: text,
})

const refused = z.strictObject({
  ...told,
  ok: z.literal(false),
  problem: text,
  problems: z.array(z.strictObject({ field: text, message: text })),
})

const infeasible = z.strictObject({
  ...told,
  ok: z.literal(false),
  problem: text,
  obstacles: z.array(
    z.strictObject({
      kind: z.enum(['accelerators', 'memory', 'layout', 'precision', 'queue']),
      reason: text,
      nearest: z.nullable(z.strictObject({ field: text, value: z.union([text, number]), sentence: text })),
    }),
  ),
})

/** The answer of a sweep, for the API's contract; the type below holds it to the code's own. */
export const sweepAnswerSchema = z.strictObject({
  sweep: z.strictObject({
    hash: text,
    count: number,
    ok: number,
    infeasible: number,
    refused: number,
    axes: z.array(z.strictObject({ name: text, values: z.array(label) })),
    version: text,
  }),
  points: z.array(z.union([answered, refused, infeasible])),
})

type Described = z.infer<typeof sweepAnswerSchema>
type Holds<Wider, Narrower extends Wider> = [Wider, Narrower]

/** Compiles only while the schema and the code's answer say the same. */
export type SweepContractHolds = Holds<SweepAnswer, Described>
