import * as z from 'zod/mini'
import { accept } from '../../../base/outcome.ts'
import { readBounded } from '../../../base/quantity.ts'
import { samplerOf } from '../../../uncertainty/distribution.ts'
import { z90 } from '../../../uncertainty/normal.ts'
import { inner, or } from '../../asking/field.ts'
import { quantity } from '../../asking/readers.ts'
import { readDistribution } from '../../estimate/reading/read-ranges.ts'
import { futureIds } from './draw.ts'

const most = 100

/** How far an input may move, as a factor of what is planned: '0.9 to 1.3' from p10 to p90; a single number is certain. */
const range = inner(quantity, (said, field) => {
  const number = (at: string, word: string | number) => readBounded(at, word, [0, most])
  const read = readDistribution(said, { field, number, of: null })
  if (!read.ok) return read
  const at = samplerOf(read.value)
  return accept({ p10: at(-z90), p50: at(0), p90: at(z90) })
})

/** Ranges that a person gives, in place of those of the stage. */
export const rangesField = or(
  z.strictObject(Object.fromEntries(futureIds.map((id) => [id, z.optional(range)]))),
  {},
)
