import * as z from 'zod/mini'
import { sovereigntyAreas, sovereigntyConditions } from '../../../catalogue/sovereignty.ts'
import { fields, number, text, type Frozen } from '../../asking/answers.ts'

const bounds = z.strictObject({ low: number, high: number })

/** A step from money to an indicator: what it divides or multiplies by, and what it leaves. */
const step = z.strictObject({
  op: z.enum(['divide', 'times', 'whole', 'most']),
  factor: text,
  name: text,
  low: number,
  high: number,
  unit: text,
  basis: z.enum(['given', 'sourced', 'judgement']),
  source: text,
  gives: z.strictObject({ ...bounds.shape, unit: text }),
})

const chain = z.strictObject({
  mechanism: text,
  money: number,
  steps: z.array(step),
  indicator: text,
  name: text,
  /** Of the indicator, in its own unit. */
  before: bounds,
  gain: bounds,
  /** Of a hundred of its area. */
  points: bounds,
  /** Why nothing is moved; empty where something may be. */
  held: text,
})

const frame = { id: text, name: text, editorial: z.nullable(text) } as const

export const sovereigntyAnswer = z.strictObject({
  sentence: text,
  country: text,
  areas: z.array(
    z.strictObject({
      area: z.enum(sovereigntyAreas),
      ...bounds.shape,
      indicators: z.array(
        z.strictObject({
          ...fields(text, 'id name unit'),
          /** What counts as all there is to reach, and why; a choice of this project unless a source is named. */
          full: number,
          why: text,
          /** Null where nobody knows: the position is then anything. */
          value: z.nullable(bounds),
          position: bounds,
          basis: z.enum(['given', 'sourced', 'unknown']),
          source: text,
        }),
      ),
    }),
  ),
  conditions: z.array(
    z.strictObject({
      condition: z.enum(sovereigntyConditions),
      level: z.nullable(bounds),
      meaning: text,
      /** What the whole position cannot pass. */
      cap: bounds,
      basis: z.enum(['given', 'sourced', 'unknown']),
      source: text,
    }),
  ),
  /** The whole position by each set of weights; the first is that of the sentence. */
  frames: z.array(z.strictObject({ ...frame, weights: z.record(text, number), position: bounds })),
  assurance: z.strictObject({
    /** The level that is reached for sure, and the one that may be. */
    ...bounds.shape,
    criteria: z.array(
      z.strictObject({ level: number, id: text, criterion: text, met: z.nullable(z.boolean()) }),
    ),
    note: text,
  }),
  spending: z.nullable(
    z.strictObject({
      amount: number,
      currency: text,
      years: number,
      /** Points are also told for each of these amounts. */
      each: number,
      options: z.array(
        z.strictObject({
          id: text,
          name: text,
          shares: z.record(text, number),
          byFrame: z.array(
            z.strictObject({ frame: text, ...fields(bounds, 'before after points pointsEach') }),
          ),
          chains: z.array(chain),
        }),
      ),
    }),
  ),
  notes: z.array(text),
})
export type SovereigntyAnswer = Frozen<z.infer<typeof sovereigntyAnswer>>
