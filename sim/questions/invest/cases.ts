import { rateBetween, type Exchange, pairOf } from '../../catalogue/currencies.ts'
import * as z from 'zod/mini'
import table from '../../data/economics/cases.json' with { type: 'json' }
import { accept, refuse, type Read } from '../../base/outcome.ts'
import type { investInput } from './fields.ts'
import { moneyFields } from './reading/ground.ts'

const cases = z.array(
  z.strictObject({
    id: z.string(),
    sentence: z.string(),
    story: z.string(),
    input: z.custom<z.input<typeof investInput>>((said) => typeof said === 'object'),
    /** Where each field of the input was read. */
    citations: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
  }),
)

/** A ready programme: a sentence to choose it by, what its figures say and leave out, and who said them. */
export type InvestCase = z.infer<typeof cases>[number]

/** What was said by whom: the person's fields, and the case beneath them. */
export type Origin = { readonly given: object; readonly ready: InvestCase | null }

export const investCases: readonly InvestCase[] = cases.parse(table)

export function findCase(id: string): InvestCase | null {
  const wanted = id.trim().toLowerCase()
  return investCases.find((one) => one.id === wanted) ?? null
}

/**
 * A ready case under the fields of a person. Its amounts name its currency: in another one they are converted by a dated
 * rate of the person's or of the case, or the question is refused.
 */
export function onCase({ input }: InvestCase, given: object): Read<object> {
  const money = z.object(moneyFields)
  const { currency: from, exchange: rates } = money.parse(input)
  const read = money.safeParse({ currency: from, ...given })
  if (!read.success) return accept({ ...input, ...given })
  const { currency: to, exchange: theirs } = read.data
  const isTheirs = (one: Exchange) => theirs.some((other) => pairOf(other) === pairOf(one))
  const exchange = [...theirs, ...rates.filter((one) => !isTheirs(one))]
  if (rateBetween(from, { currency: to, exchanges: exchange }) === null)
    return refuse(
      'currency',
      `the case's amounts are in ${from}; give exchange from ${from} to ${to}: [{ from: '${from}', to: '${to}', rate, date, source }]`,
    )
  return accept({ ...input, ...given, exchange })
}
