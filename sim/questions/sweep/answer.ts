import * as z from 'zod/mini'
import { fields, number, obstacle, problem, range, text, type Frozen } from '../asking/answers.ts'

/** How a value is told in a row: what was said, or a short name for an object. */
export const label = z.nullable(z.union([text, number, z.boolean()]))
export type Label = Frozen<z.infer<typeof label>>

/** What is varied at a point, by the name of the field. */
const labels = z.record(text, label)
export type AxisLabels = Frozen<z.infer<typeof labels>>

/** The figures of one estimate that a sweep is made for; each total is the estimate's own. */
export const sweepFigures = z.strictObject({
  ...fields(range, 'wallClockDays calendarDays gpuHours energyMwh carbonT waterM3 cost'),
  currency: text,
  mfu: number,
  /** As the command line writes it. */
  layout: text,
})
export type SweepFigures = Frozen<z.infer<typeof sweepFigures>>

const told = z.strictObject({ index: number, axes: labels })

/** One point: its figures; or what is wrong with its input; or why it cannot be. */
export const sweepRow = z.union([
  z.extend(z.extend(told, { ok: z.literal(true) }), sweepFigures.shape),
  z.extend(told, { ok: z.literal(false), problem: text, problems: z.array(problem) }),
  z.extend(told, { ok: z.literal(false), problem: text, obstacles: z.array(obstacle) }),
])
export type SweepRow = Frozen<z.infer<typeof sweepRow>>

/** How many points have an answer, how many cannot be, how many were refused. */
export const sweepTally = z.strictObject({ ok: number, infeasible: number, refused: number })
export type SweepTally = Frozen<z.infer<typeof sweepTally>>

export const sweepSummary = z.extend(sweepTally, {
  hash: text,
  count: number,
  /** In the order of the index, the last varying fastest; of a list, the fields that differ, without values. */
  axes: z.array(z.strictObject({ name: text, values: z.array(label) })),
  version: text,
})
export type SweepSummary = Frozen<z.infer<typeof sweepSummary>>

export const sweepAnswer = z.strictObject({ sweep: sweepSummary, points: z.array(sweepRow) })
export type SweepAnswer = Frozen<z.infer<typeof sweepAnswer>>
