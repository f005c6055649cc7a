import * as z from 'zod/mini'
import { fields, number, obstacle, range, text, type Frozen } from '../asking/answers.ts'
import { explainedFormula } from '../estimate/answer.ts'

export const pointAnswer = z.strictObject({
  index: number,
  ...fields(text, 'model system accelerator'),
  gpus: number,
  precision: text,
  powerCapW: z.nullable(number),
  tokens: number,
  parameters: number,
  /** Days of the calendar, waits and maintenance included. */
  time: number,
  cost: number,
  currency: text,
  ...fields(number, 'energy carbon water hours power flops mfu loss'),
  /** In the order of the answer's objectives. */
  objectives: z.array(number),
  within: z.boolean(),
  breaks: z.array(text),
  /** What each limited measure is in so large a share of the futures as was asked for. */
  needs: z.record(text, number),
  /** Share of the futures that keeps all limits; 1 without limits. */
  probability: number,
  front: z.boolean(),
})
export type PointAnswer = Frozen<z.infer<typeof pointAnswer>>

export const frontRanges = z.strictObject({
  index: number,
  ...fields(range, 'time cost energy carbon'),
  /** Days of the calendar, and money to ask for, that are each enough in so large a share of the futures as was asked. */
  sure: z.strictObject({ confidence: number, time: number, cost: number }),
  /** The medians with the numbers put in, where one way is asked about; none of many. */
  formulas: z.array(explainedFormula),
})
export type FrontRanges = Frozen<z.infer<typeof frontRanges>>

export const smallestClusterSchema = z.strictObject({
  timeDays: number,
  gpus: z.nullable(number),
  nodes: z.nullable(number),
  confidence: number,
  /** Share of the futures in which that number is in time. */
  probability: z.nullable(number),
  /** What that number takes by the calendar in so large a share of the futures. */
  reachesDays: z.nullable(number),
  /** The number, not whole, that takes the time exactly, at the utilisation of the answer. */
  exactGpus: z.nullable(number),
  obstacle: z.nullable(obstacle),
})
export type SmallestCluster = Frozen<z.infer<typeof smallestClusterSchema>>

export const largestModelSchema = z.strictObject({
  budget: number,
  currency: text,
  law: text,
  ...fields(number, 'trainingFlops parameters tokens tokensPerParameter loss'),
  /** 95 % of the fit's own uncertainty; null for a law without it. */
  parametersInterval: z.nullable(z.strictObject({ low: number, high: number })),
  /** Compute ÷ the least compute for the same loss; 1 at the optimum. */
  ...fields(number, 'excessComputeFactor gpus timeDays'),
  warnings: z.array(text),
})
export type LargestModel = Frozen<z.infer<typeof largestModelSchema>>

export const cheapestSiteSchema = z.strictObject({
  currency: text,
  sites: z.array(
    z.strictObject({
      system: text,
      name: text,
      gpus: number,
      cost: range,
      timeDays: number,
      carbonT: number,
      basis: text,
    }),
  ),
  cannot: z.array(z.strictObject({ system: text, reason: text })),
  /** The same run's electricity on other grids, at industrial prices. */
  grids: z.array(z.strictObject({ id: text, name: text, electricityEur: number, carbonT: number })),
})
export type CheapestSite = Frozen<z.infer<typeof cheapestSiteSchema>>

export const latestStartSchema = z.strictObject({
  finish: text,
  /** In half of the futures a start on this day is in time. */
  startP50: text,
  /** In nine of ten. */
  startP90: text,
  /** Whether these days are before the first day that was given. */
  isPastP50: z.boolean(),
  isPastP90: z.boolean(),
  /** Share of the futures in time for a run that begins on the first day; null where none was given. */
  fromFirstDay: z.nullable(z.strictObject({ day: text, probability: number })),
  timeDays: range,
})
export type LatestStart = Frozen<z.infer<typeof latestStartSchema>>

export const tradeoffsAnswer = z.strictObject({
  sentence: text,
  axes: z.array(z.strictObject({ name: text, values: z.array(z.nullable(z.union([text, number]))) })),
  objectives: z.array(z.strictObject({ text: text, unit: text, numberConverts: z.boolean() })),
  /** Share of the futures that a limit has to hold in. */
  confidence: number,
  limits: z.array(z.strictObject({ measure: text, most: number, unit: text })),
  currency: z.nullable(text),
  priceBasis: text,
  counts: z.strictObject({ points: number, infeasible: number, within: number, front: number }),
  points: z.array(pointAnswer),
  /** Indices of the front within the limits, ascending by the first objective. */
  front: z.array(number),
  /** The least of each objective within the limits. */
  best: z.array(z.strictObject({ objective: text, index: z.nullable(number) })),
  ranges: z.array(frontRanges),
  infeasible: z.array(z.strictObject({ reason: text, points: number, example: text })),
  find: z.strictObject({
    smallestCluster: z.nullable(smallestClusterSchema),
    largestModel: z.nullable(largestModelSchema),
    cheapestSite: z.nullable(cheapestSiteSchema),
    latestStart: z.nullable(latestStartSchema),
  }),
  notes: z.array(text),
  version: text,
})
export type TradeoffsAnswer = Frozen<z.infer<typeof tradeoffsAnswer>>
