import * as z from 'zod/mini'
import { fields, number, range, text, type Frozen } from '../../asking/answers.ts'

const share = z.strictObject({ low: number, high: number })

/** This run, or a list of runs by year, under every way of getting its hours. */
export const runQuestionAnswer = z.strictObject({
  sentence: text,
  runs: z.array(
    z.strictObject({
      run: text,
      year: number,
      count: number,
      /** Of one final run: the estimate's own figures. */
      gpuHours: range,
      calendarDays: range,
      /** All compute ÷ that of the final run: experiments and failed runs. */
      multiplier: number,
      multiplierSource: text,
      /** gpuHours × multiplier × count: what is paid for. */
      billedHours: range,
    }),
  ),
  ways: z.array(
    z.strictObject({
      ...fields(text, 'id name basis'),
      /** Present cost in the programme's currency, over the futures. */
      cost: range,
      perBilledHour: number,
      /** Share of the futures in which it is the cheapest; an interval where the chance of a grant is unknown. */
      cheapest: share,
      /** Standard deviation of the logarithm of the exchange rate after a year; 0 in the programme's own money. */
      exchangeRiskPerY: number,
    }),
  ),
  notCompared: z.array(text),
  notes: z.array(text),
})
export type RunQuestionAnswer = Frozen<z.infer<typeof runQuestionAnswer>>
