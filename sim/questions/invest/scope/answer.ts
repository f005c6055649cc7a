import * as z from 'zod/mini'
import { number, range, text, type Frozen } from '../../asking/answers.ts'

export const difference = z.strictObject({
  a: text,
  b: text,
  /** Cost of b − cost of a over the same futures. */
  difference: range,
  /** Share of futures in which b is cheaper. */
  cheaperFraction: number,
  sentence: text,
})
export type Difference = Frozen<z.infer<typeof difference>>

/** What the amounts of one way cover. */
export const scopeAnswer = z.strictObject({
  id: text,
  name: text,
  parts: z.record(text, z.enum(['inside', 'filled', 'missing', 'not counted'])),
  /** What was missing and is filled from a cited range wherever this way is compared. */
  filled: z.array(z.strictObject({ part: text, amount: range, unit: text, source: text })),
})
export type ScopeAnswer = Frozen<z.infer<typeof scopeAnswer>>
