import * as z from 'zod/mini'
import { number, text, type Frozen } from '../../asking/answers.ts'

/** What can be promised of a run, and with which odds. */
export const promisesAnswer = z.strictObject({
  /** Share of the futures that was asked for; null where none was. */
  confidence: z.nullable(number),
  /** Share of the futures that keeps all that was asked. */
  probability: number,
  /** Whether that is as large as was asked; even odds where nothing was. */
  kept: z.boolean(),
  /** What is kept in so large a share of the futures: days of the calendar and money. */
  odds: z.array(z.strictObject({ confidence: number, calendarDays: number, cost: number })),
  deadline: z.nullable(
    z.strictObject({
      days: number,
      /** The last day, where the deadline was one. */
      day: z.nullable(text),
      probability: number,
      /** The fewest whole nodes that are in time with these odds; null where none of this machine is. */
      clusters: z.array(
        z.strictObject({ confidence: number, gpus: z.nullable(number), reachesDays: z.nullable(number) }),
      ),
    }),
  ),
  budget: z.nullable(
    z.strictObject({
      amount: number,
      currency: text,
      probability: number,
      /** How many tokens the money trains with these odds. */
      tokens: z.array(z.strictObject({ confidence: number, tokens: number })),
    }),
  ),
  sentence: text,
})
export type PromisesAnswer = Frozen<z.infer<typeof promisesAnswer>>
