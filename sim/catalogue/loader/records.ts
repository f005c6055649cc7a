import * as z from 'zod/mini'
import { own } from '../../base/nearest.ts'

/** Where a figure was read: the source, and where in it. */
export const citationSchema = z.readonly(z.tuple([z.string(), z.string()]))

/** Where a figure was read. The date it was read stands with the source. */
export type Citation = z.output<typeof citationSchema>

/** Where each figure of a record was read, by field. */
export const citationsSchema = z.record(z.string(), citationSchema)

type Kept = { readonly id: string; readonly citations: { readonly [field: string]: Citation } }

export type RecordsOptions<T> = {
  /** For messages: the file. */
  readonly name: string
  readonly text: string
  readonly schema: z.ZodMiniType<T>
}

/**
 * Reads a data file of records, one JSON object a line. Throws, naming every mistake: a line that is no JSON or not of
 * its kind, a number without a citation, a citation of nothing, a record twice. Our own files are meant, so a mistake in
 * one is a bug.
 */
export function readRecords<T extends Kept>({ name, text, schema }: RecordsOptions<T>): readonly T[] {
  const problems: string[] = []
  const seen = new Set<string>()
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const records = lines.flatMap((line, index) => {
    const problem = (message: string) => problems.push(`line ${String(index + 1)}: ${message}`)
    const read = schema.safeParse(parsed(line))
    if (!read.success) {
      for (const issue of read.error.issues) problem(inWords(issue))
      return []
    }
    const record = read.data
    if (seen.has(record.id)) problem(`${record.id} stands here twice`)
    seen.add(record.id)
    for (const fault of citationFaults(record)) problem(`${record.id}: ${fault}`)
    return [record]
  })
  if (problems.length > 0) throw new Error([`${name}:`, ...problems].join('\n  '))
  return records
}

function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')}: nobody reads it`
  return issue.path.length === 0 ? 'no record' : `${issue.path.join('.')} is missing or of another kind`
}

/** The value of a line; undefined, which no schema takes, for one that is no JSON. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function citationFaults(record: Kept): readonly string[] {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(record))
  const uncited = [...values].filter(
    ([field, value]) => typeof value === 'number' && own(record.citations, field) === undefined,
  )
  const idle = Object.keys(record.citations).filter((field) => (values.get(field) ?? null) === null)
  return [
    ...uncited.map(([field]) => `${field} has no source`),
    ...idle.map((field) => `a source for ${field}, which is not there`),
  ]
}
