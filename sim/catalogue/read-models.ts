import * as z from 'zod/mini'
import { citationsSchema, readRecords } from './records.ts'
import type { Cited, Model } from './types.ts'

const modelSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  organisation: z.string(),
  family: z.string(),
  year: z.nullable(z.number()),
  publishedParameters: z.number(),
  publishedActiveParameters: z.nullable(z.number()),
  config: z.record(z.string(), z.unknown()),
  citations: citationsSchema,
  note: z.string(),
})

/** The models of a data file, one a line. Throws on a mistake in it. */
export function readModels(text: string): readonly Cited<Model>[] {
  return readRecords({ name: 'models/catalogue.jsonl', text, schema: modelSchema })
}
