import * as z from 'zod/mini'
import table from '../../data/economics/cases.json' with { type: 'json' }
import { investInputSchema, type InvestFields } from './schema.ts'

const cases = z.array(
  z.strictObject({
    id: z.string(),
    /** To choose it by. */
    sentence: z.string(),
    /** What its figures say and leave out. */
    story: z.string(),
    input: investInputSchema,
    /** Where each field of the input was read. */
    citations: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
  }),
)

/** A ready programme: a sentence to choose it by, what its figures say and leave out, and who said them. */
export type InvestCase = z.infer<typeof cases>[number]

/** What was said by whom: the person's fields, and the case beneath them. */
export type Origin = { readonly given: InvestFields; readonly ready: InvestCase | null }

export const investCases: readonly InvestCase[] = cases.parse(table)

export function findCase(id: string): InvestCase | null {
  const wanted = id.trim().toLowerCase()
  return investCases.find((one) => one.id === wanted) ?? null
}
