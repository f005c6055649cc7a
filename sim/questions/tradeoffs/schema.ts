import fixedWords from '../../data/questions/tradeoffs.json' with { type: 'json' }
import * as z from 'zod/mini'
import { estimateWords } from '../estimate/input.ts'
import { few, quantity, word } from '../asking/readers.ts'
import { systemFields } from '../estimate/reading/shapes.ts'

/** As many as there may be points. */
const some = z.union([quantity, few(quantity, 20_000)])
const words = z.union([word, few(word)])
const span = z.strictObject({ from: quantity, to: quantity, steps: z.optional(z.number()) })

const limitFields = z.strictObject({
  cost: z.optional(word),
  time: z.optional(quantity),
  energy: z.optional(quantity),
  carbon: z.optional(quantity),
  water: z.optional(quantity),
  power: z.optional(quantity),
  gpus: z.optional(quantity),
})

const findFields = z.strictObject({
  smallestCluster: z.optional(z.strictObject({ time: quantity })),
  largestModel: z.optional(
    z.strictObject({ budget: word, law: z.optional(word), tokensPerParameter: z.optional(quantity) }),
  ),
  cheapestSite: z.optional(z.strictObject({ systems: z.optional(few(word)) })),
  latestStart: z.optional(z.strictObject({ finish: word })),
})

/** One run over many ways of doing it, as a person says it. A list is an axis. */
export const tradeoffsInputSchema = z.strictObject({
  model: z.union([word, z.record(word, z.unknown()), few(word)]),
  tokens: some,
  system: z.union([word, systemFields, few(word)]),
  gpus: z.optional(z.union([quantity, few(quantity, 20_000), span])),
  accelerator: z.optional(words),
  precision: z.optional(words),
  powerCapW: z.optional(some),
  mfu: z.optional(quantity),
  framework: z.optional(word),
  year: z.optional(quantity),
  profile: z.optional(z.record(word, z.unknown())),
  seqLen: z.optional(quantity),
  globalBatchTokens: z.optional(quantity),
  grid: z.optional(word),
  powerPrice: z.optional(word),
  gpuHourPrice: z.optional(word),
  failureRate: z.optional(quantity),
  checkpointTime: z.optional(quantity),
  checkpointInterval: z.optional(quantity),
  restartTime: z.optional(quantity),
  queueLimit: z.optional(quantity),
  samples: z.optional(quantity),
  seed: z.optional(quantity),
  ranges: z.optional(z.record(word, z.unknown())),
  price: z.optional(z.enum(['tariff', 'market'])),
  objectives: z.optional(few(word)),
  limits: z.optional(limitFields),
  confidence: z.optional(quantity),
  start: z.optional(word),
  find: z.optional(findFields),
})

export type TradeoffsFields = z.infer<typeof tradeoffsInputSchema>
export type LimitFields = z.infer<typeof limitFields>
export type FindFields = z.infer<typeof findFields>

/** What each field holds, in words. */
export const tradeoffsWords = {
  ...fixedWords,
  framework: estimateWords['framework'] ?? '',
  year: estimateWords['year'] ?? '',
  profile: estimateWords['profile'] ?? '',
  failureRate: estimateWords['failureRate'] ?? '',
  checkpointTime: estimateWords['checkpointTime'] ?? '',
  checkpointInterval: estimateWords['checkpointInterval'] ?? '',
  restartTime: estimateWords['restartTime'] ?? '',
  queueLimit: estimateWords['queueLimit'] ?? '',
  samples: estimateWords['samples'] ?? '',
  seed: estimateWords['seed'] ?? '',
  ranges: estimateWords['ranges'] ?? '',
} as const satisfies Record<keyof TradeoffsFields, string>

for (const [name, description] of Object.entries(tradeoffsWords)) {
  const field = Object.entries(tradeoffsInputSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}
