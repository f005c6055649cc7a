import * as z from 'zod/mini'
import { fieldWords } from './reading/field-words.ts'

/** A number, or a string such as '15T', '4096', '1.5e13'. */
const quantity = z.union([z.number(), z.string()])
const ratio = z.union([z.number(), z.string()])

/** A layout as an object; as a string it is `tp=4,pp=8,…` with the same names. */
export const layoutFields = z.strictObject({
  tp: z.optional(quantity),
  pp: z.optional(quantity),
  vpp: z.optional(quantity),
  dp: z.optional(quantity),
  cp: z.optional(quantity),
  ep: z.optional(quantity),
  mbs: z.optional(quantity),
  gbs: z.optional(quantity),
  microBatch: z.optional(quantity),
  globalBatch: z.optional(quantity),
  zero: z.optional(quantity),
  recompute: z.optional(z.string()),
  sequenceParallel: z.optional(z.boolean()),
})

/** A machine of the user's own; the names are those of the catalogue's records. */
export const systemFields = z.strictObject({
  id: z.optional(z.string()),
  name: z.string(),
  acceleratorId: z.string(),
  nodes: z.number(),
  acceleratorsPerNode: z.number(),
  accelerators: z.optional(z.number()),
  operator: z.optional(z.string()),
  country: z.optional(z.string()),
  status: z.optional(z.string()),
  firstYear: z.optional(z.nullable(z.number())),
  scaleOutBytesPerS: z.optional(z.nullable(z.number())),
  pairBytesPerS: z.optional(z.nullable(z.number())),
  powerCapW: z.optional(z.nullable(z.number())),
  idleW: z.optional(z.nullable(z.number())),
  hplFlopsPerS: z.optional(z.nullable(z.number())),
  hplPowerW: z.optional(z.nullable(z.number())),
  hplAccelerators: z.optional(z.nullable(z.number())),
  pueRatio: z.optional(z.nullable(z.number())),
  capital: z.optional(z.nullable(z.number())),
  capitalCurrency: z.optional(z.nullable(z.string())),
  capitalScope: z.optional(z.nullable(z.string())),
  lifeY: z.optional(z.nullable(z.number())),
  queues: z.optional(z.array(z.unknown())),
  maintenance: z.optional(z.array(z.unknown())),
  tariffId: z.optional(z.nullable(z.string())),
  note: z.optional(z.string()),
  citations: z.optional(z.unknown()),
})

/** One training run, as a person says it. The only definition of the fields: API, command line and page read it. */
export const estimateInputSchema = z.strictObject({
  model: z.union([z.string(), z.record(z.string(), z.unknown())]),
  tokens: quantity,
  system: z.union([z.string(), systemFields]),
  gpus: quantity,
  layout: z.optional(z.union([z.string(), layoutFields])),
  mfu: z.optional(ratio),
  seqLen: z.optional(quantity),
  globalBatchTokens: z.optional(quantity),
  precision: z.optional(z.string()),
  grid: z.optional(z.string()),
  powerPrice: z.optional(z.string()),
  gpuHourPrice: z.optional(z.string()),
  failureRate: z.optional(quantity),
  checkpointTime: z.optional(quantity),
  checkpointInterval: z.optional(quantity),
  restartTime: z.optional(quantity),
  queueLimit: z.optional(quantity),
  samples: z.optional(quantity),
  seed: z.optional(quantity),
  ranges: z.optional(z.record(z.string(), z.unknown())),
  correlations: z.optional(z.array(z.tuple([z.string(), z.string(), z.number()]))),
})

/** The same with every field optional: what is left when wrong fields are taken out. */
export const partialEstimateSchema = z.partial(estimateInputSchema)

export type EstimateFields = z.infer<typeof estimateInputSchema>
export type PartialEstimateFields = z.infer<typeof partialEstimateSchema>

const described: Readonly<Record<keyof EstimateFields, string>> = fieldWords
for (const [name, description] of Object.entries(described)) describeField(name, description)

function describeField(name: string, description: string): void {
  const field = Object.entries(estimateInputSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}

export type SystemFields = z.infer<typeof systemFields>
