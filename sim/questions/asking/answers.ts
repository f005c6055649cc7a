import { eachNamed } from '../../base/csv.ts'
import * as z from 'zod/mini'

/** What a schema describes, as it is handed on: nothing in it is changed any more. */
export type Frozen<T> = T extends readonly unknown[] | object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

export const number = z.number()
export const text = z.string()

/** Fields of one kind, each under its own name: `fields(number, 'nodes jobs')`. */
export function fields<const Text extends string, Kind>(kind: Kind, names: Text) {
  return eachNamed(names, () => kind)
}

/** A figure with its range: p50 is the central estimate, 80 % of outcomes lie between p10 and p90. */
export const range = z.strictObject({ p10: number, p50: number, p90: number })
export type Range = Frozen<z.infer<typeof range>>

export const layout = z.strictObject({
  ...fields(number, 'tp pp vpp dp cp ep microBatch globalBatch'),
  zero: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  recompute: z.enum(['none', 'selective', 'full']),
  sequenceParallel: z.boolean(),
})

export const problem = z.strictObject({ field: text, message: text })

/** Why something cannot be done, and the nearest change that would make it possible. */
export const obstacle = z.strictObject({
  kind: z.enum(['accelerators', 'memory', 'layout', 'precision', 'queue', 'tokens']),
  reason: text,
  nearest: z.nullable(z.strictObject({ field: text, value: z.union([text, number]), sentence: text })),
})
