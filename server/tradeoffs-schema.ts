import * as z from 'zod'
import type { TradeoffsAnswer } from '../sim/index.ts'

const number = z.number()
const text = z.string()
const maybe = z.nullable(number)
const range = z.strictObject({ p10: number, p50: number, p90: number })

const point = z.strictObject({
  index: number,
  model: text,
  system: text,
  accelerator: text,
  gpus: number,
  precision: text,
  powerCapW: maybe,
  tokens: number,
  parameters: number,
  time: number,
  cost: number,
  currency: text,
  energy: number,
  carbon: number,
  water: number,
  hours: number,
  power: number,
  flops: number,
  mfu: number,
  loss: number,
  objectives: z.array(number),
  within: z.boolean(),
  breaks: z.array(text),
  front: z.boolean(),
})

const smallestCluster = z.strictObject({
  timeDays: number,
  gpus: maybe,
  nodes: maybe,
  reachesDays: maybe,
  exactGpus: maybe,
  obstacle: z.nullable(
    z.strictObject({
      kind: z.enum(['accelerators', 'memory', 'layout', 'precision']),
      reason: text,
      nearest: z.nullable(z.strictObject({ field: text, value: z.union([text, number]), sentence: text })),
    }),
  ),
})

const largestModel = z.strictObject({
  budget: number,
  currency: text,
  law: text,
  trainingFlops: number,
  parameters: number,
  tokens: number,
  tokensPerParameter: number,
  loss: number,
  parametersInterval: z.nullable(z.strictObject({ low: number, high: number })),
  excessComputeFactor: number,
  gpus: number,
  timeDays: number,
  warnings: z.array(text),
})

const cheapestSite = z.strictObject({
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
  grids: z.array(z.strictObject({ id: text, name: text, electricityEur: number, carbonT: number })),
})

const latestStart = z.strictObject({ finish: text, startP50: text, startP90: text, timeDays: range })

/** The answer of a trade-off, for the API's contract; the type below holds it to the code's own. */
export const tradeoffsAnswerSchema = z.strictObject({
  sentence: text,
  axes: z.array(z.strictObject({ name: text, values: z.array(z.nullable(z.union([text, number]))) })),
  objectives: z.array(z.strictObject({ text, unit: text, numberConverts: z.boolean() })),
  limits: z.array(z.strictObject({ measure: text, most: number, unit: text })),
  currency: z.nullable(text),
  priceBasis: text,
  counts: z.strictObject({ points: number, infeasible: number, within: number, front: number }),
  points: z.array(point),
  front: z.array(number),
  best: z.array(z.strictObject({ objective: text, index: maybe })),
  ranges: z.array(z.strictObject({ index: number, time: range, cost: range, energy: range, carbon: range })),
  infeasible: z.array(z.strictObject({ reason: text, points: number, example: text })),
  find: z.strictObject({
    smallestCluster: z.nullable(smallestCluster),
    largestModel: z.nullable(largestModel),
    cheapestSite: z.nullable(cheapestSite),
    latestStart: z.nullable(latestStart),
  }),
  notes: z.array(text),
  version: text,
})

type Described = z.infer<typeof tradeoffsAnswerSchema>
type Holds<Wider, Narrower extends Wider> = [Wider, Narrower]

/** Compiles only while the schema and the code's answer say the same. */
export type TradeoffsContractHolds = Holds<TradeoffsAnswer, Described>
