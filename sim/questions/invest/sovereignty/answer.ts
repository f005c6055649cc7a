import * as z from 'zod/mini'
import { number, text, type Frozen } from '../../asking/answers.ts'

const scoreView = z.strictObject({
  low: number,
  high: number,
  middle: z.nullable(number),
})

const gate = z.strictObject({
  level: z.nullable(number),
  weakest: z.array(text),
  unknown: z.array(text),
})

export const sovereigntyAnswer = z.strictObject({
  sentence: text,
  facts: z.record(text, text),
  profile: z.array(
    z.strictObject({
      dimension: text,
      low: number,
      high: number,
      middle: z.nullable(number),
      meaning: text,
      evidence: text,
      because: text,
      source: text,
    }),
  ),
  gate,
  scores: z.array(
    z.strictObject({
      id: text,
      name: text,
      editorial: z.nullable(text),
      weights: z.record(text, number),
      score: scoreView,
      sensitivity: z.array(
        z.strictObject({
          dimension: text,
          from: number,
          to: number,
          score: scoreView,
        }),
      ),
      moved: z.nullable(
        z.strictObject({
          after: scoreView,
          byChange: z.array(
            z.strictObject({
              dimension: text,
              points: z.nullable(number),
            }),
          ),
        }),
      ),
    }),
  ),
  gateAfter: z.nullable(gate),
  notes: z.array(text),
})
export type SovereigntyAnswer = Frozen<z.infer<typeof sovereigntyAnswer>>
