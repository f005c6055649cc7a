import * as z from 'zod/mini'
import { own } from '../../../base/nearest.ts'
import { citationSchema } from '../../../catalogue/loader/records.ts'
import type { Citation } from '../../../catalogue/types.ts'
import table from '../../../data/assumptions.json' with { type: 'json' }
import workedTable from '../../../data/worked-out.json' with { type: 'json' }
import { samplerOf, type Distribution } from '../../../uncertainty/distribution.ts'
import { z90 } from '../../../uncertainty/normal.ts'
import type { Assumption } from '../answer.ts'

export type Ranges = { readonly [id: string]: Distribution }

/**
 * An input of the estimate with its range and who said so. The value is its p50 and the range its p10 and p90, null
 * when the value is certain.
 */
export type Assumed = {
  readonly id: string
  readonly name: string
  readonly value: number
  readonly range: readonly [low: number, high: number] | null
  /** Of the value's odds for a share of 1, which stays inside 0 to 1; of its logarithm by default. */
  readonly spread?: 'odds'
  /** As the person gave it; otherwise the range decides. */
  readonly distribution?: Distribution
  readonly unit: string
  readonly basis: Assumption['basis']
  /** Where the value and the range were read; empty for what the person gave. */
  readonly citations: readonly Citation[]
  /** How the sources lead to the value, or whose judgement it is. */
  readonly because: string
}

const told = z.strictObject({
  name: z.string(),
  unit: z.string(),
  basis: z.enum(['sourced', 'judgement', 'derived']),
  citations: z.array(citationSchema),
})
const record = z.extend(told, {
  value: z.number(),
  range: z.nullable(z.readonly(z.tuple([z.number(), z.number()]))),
  because: z.string(),
})

const read = new Map(Object.entries(table).map(([id, one]) => [id, { id, ...record.parse(one) }]))
const readWorked = new Map(Object.entries(workedTable).map(([id, one]) => [id, { id, ...told.parse(one) }]))

/** What is assumed where nobody says otherwise. */
export function usually(id: keyof typeof table): Assumed {
  const found = read.get(id)
  if (found === undefined) throw new Error(`nothing is assumed of ${id}`)
  return found
}

/** What is believed of an input, for sampling; null when it is certain. */
export function beliefIn({ value, range, spread, distribution }: Assumed): Distribution | null {
  if (distribution !== undefined) return distribution.kind === 'fixed' ? null : distribution
  if (range === null) return null
  const [p10, p90] = range
  const of = spread ?? (Math.min(p10, value) > 0 ? 'logarithm' : 'value')
  return { kind: 'quantiles', p10, p50: value, p90, of }
}

type Worked = Pick<Assumed, 'value' | 'range' | 'because'> & Partial<Assumed>

/** What follows from the run, by what the table says of each such input. */
export function workedOut(id: keyof typeof workedTable, found: Worked): Assumed {
  const said = readWorked.get(id)
  if (said === undefined) throw new Error(`nothing is said of ${id}`)
  return { ...said, ...found }
}

export const given = { range: null, basis: 'given', citations: [], because: 'given by you' } as const

/** A value that the person gave. */
export function givenBy(id: keyof typeof workedTable, value: number): Assumed {
  return workedOut(id, { value, ...given })
}

/** An assumption with the range that the person gave for it, if any. */
export function ranged(assumed: Assumed, ranges: Ranges): Assumed {
  const distribution = own(ranges, assumed.id)
  if (distribution === undefined) return assumed
  const sampler = samplerOf(distribution)
  const certain = distribution.kind === 'fixed'
  return {
    ...assumed,
    value: sampler(0),
    range: certain ? null : [sampler(-z90), sampler(z90)],
    distribution,
    basis: 'given',
    citations: [],
    because: certain
      ? 'given by you'
      : `${distribution.kind === 'quantiles' ? 'a range' : distribution.kind} given by you`,
  }
}
