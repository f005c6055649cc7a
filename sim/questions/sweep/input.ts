import * as z from 'zod/mini'
import { tellingsOf, type Varies } from '../asking/field.ts'
import { quantity } from '../asking/readers.ts'
import { estimateFields, estimateInput, type EstimateInput } from '../estimate/input.ts'

export type Field = keyof EstimateInput

/** Values from one end to the other, both included. */
const span = z.strictObject({
  from: quantity,
  to: quantity,
  steps: quantity,
  scale: z.optional(z.enum(['log', 'linear'])),
})
const list = z.array(z.unknown())
const values = z.union([list, span])

const tellings = tellingsOf(estimateInput)

/** An axis for every field of an estimate; spans where a value is a quantity. */
export const axesFields = z.strictObject(
  Object.fromEntries(
    tellings.map(([name, { varies, words }]) => {
      const axis = z.optional(varies.by === 'list' ? list : values)
      z.globalRegistry.add(axis, { description: `a list, in which null leaves the field out: ${words}` })
      return [name, axis]
    }),
  ),
)

export const sweepWords = {
  base: 'the fields of an estimate that every point has',
  axes: 'by the name of a field, a list of its values or { from, to, steps, scale }; every combination is a point',
  estimates: 'a list of estimates, each with the fields of its own, in place of base and axes',
} as const

/** What is the same everywhere, and what varies. */
const gridSchema = z.strictObject({
  base: said(z.optional(z.partial(z.strictObject(estimateFields))), sweepWords.base),
  axes: said(z.optional(axesFields), sweepWords.axes),
})

/** Every estimate by itself. */
export const listSchema = z.strictObject({ estimates: said(z.array(z.unknown()), sweepWords.estimates) })

function said<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description })
  return schema
}

/** Many estimates, as a person says them. */
export const sweepInput = z.union([gridSchema, listSchema, list])

export type AxisSpan = z.infer<typeof span>

/** How each field may vary, in the order of the axes, the last of which varies fastest. */
const variations: ReadonlyMap<string, Varies> = new Map(tellings.map(([name, { varies }]) => [name, varies]))

export function isField(name: string): name is Field {
  return variations.has(name)
}

export const fieldOrder: readonly Field[] = [...variations.keys()].filter(isField)

/** What a span of a field spans; null where only a list varies it. */
export function spannedBy(name: Field): Extract<Varies, { by: 'span' }> | null {
  const varies = variations.get(name)
  return varies?.by === 'span' ? varies : null
}
