import * as z from 'zod/mini'
import { fieldWords } from '../estimate/reading/field-words.ts'
import { partialEstimateSchema, type EstimateFields } from '../estimate/schema.ts'

export type Field = keyof EstimateFields

const quantity = z.union([z.number(), z.string()])

/** Values from one end to the other, both included. */
const span = z.strictObject({
  from: quantity,
  to: quantity,
  steps: quantity,
  scale: z.optional(z.enum(['log', 'linear'])),
})
const list = z.array(z.unknown())
const values = z.union([list, span])

/** An axis for every field of an estimate; spans where a value is a quantity. */
export const axesFields = z.strictObject({
  model: z.optional(list),
  tokens: z.optional(values),
  system: z.optional(list),
  gpus: z.optional(values),
  layout: z.optional(list),
  mfu: z.optional(values),
  seqLen: z.optional(values),
  globalBatchTokens: z.optional(values),
  precision: z.optional(list),
  grid: z.optional(list),
  powerPrice: z.optional(values),
  gpuHourPrice: z.optional(values),
  failureRate: z.optional(values),
  checkpointTime: z.optional(values),
  checkpointInterval: z.optional(values),
  restartTime: z.optional(values),
  queueLimit: z.optional(values),
  samples: z.optional(values),
  seed: z.optional(values),
  ranges: z.optional(list),
  correlations: z.optional(list),
})

/** What is the same everywhere, and what varies. */
const gridSchema = z.strictObject({
  base: z.optional(partialEstimateSchema),
  axes: z.optional(axesFields),
})

/** Every estimate by itself. */
export const listSchema = z.strictObject({ estimates: list })

/** Many estimates, as a person says them. */
export const sweepInputSchema = z.union([gridSchema, listSchema, list])

export type Span = z.infer<typeof span>

/** What each field holds, in words. */
export const sweepWords = {
  base: 'the fields of an estimate that every point has',
  axes: 'by the name of a field, a list of its values or { from, to, steps, scale }; every combination is a point',
  estimates: 'a list of estimates, each with the fields of its own, in place of base and axes',
} as const

const described: readonly (readonly [z.ZodMiniType, string])[] = [
  [gridSchema.shape.base, sweepWords.base],
  [gridSchema.shape.axes, sweepWords.axes],
  [listSchema.shape.estimates, sweepWords.estimates],
  ...Object.entries(fieldWords).flatMap(([name, words]): readonly (readonly [z.ZodMiniType, string])[] => {
    const axis = Object.entries(axesFields.shape).find(([key]) => key === name)?.[1]
    return axis === undefined ? [] : [[axis, `a list, in which null leaves the field out: ${words}`]]
  }),
]
for (const [schema, description] of described) z.globalRegistry.add(schema, { description })

/** Compiles only while every field of an estimate can be an axis. */
const everyAxis: Readonly<Record<Field, unknown>> = axesFields.shape

/** The fields in the order of the schema: that of the axes, the last of which varies fastest. */
export const fieldOrder: readonly Field[] = Object.keys(everyAxis).filter(isField)

export function isField(name: string): name is Field {
  return Object.hasOwn(everyAxis, name)
}
