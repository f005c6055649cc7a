import * as z from 'zod/mini'
import type { Read } from '../../base/outcome.ts'
import { problemsOf, type Words } from './problems.ts'

/** Reads what a person wrote by the one schema of a question: what the model reads, or everything that is wrong. */
export function readBy<Schema extends z.ZodMiniType>(
  schema: Schema,
  words: Words,
  raw: unknown,
): Read<z.output<Schema>> {
  const read = z.safeParse(schema, raw)
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, problems: problemsOf(read.error.issues, { raw, words }) }
}
