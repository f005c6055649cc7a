import * as z from 'zod/mini'

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

/** What each field holds, in words: descriptions of the API, the command line's help and the messages of errors. */
export const fieldWords = {
  model: "a model's catalogue id such as apertus-70b, or a Hugging Face config.json",
  tokens: 'training tokens, e.g. 15T',
  system: "a system's catalogue id such as alps, or a system file",
  gpus: 'accelerators of the run, e.g. 4096',
  layout:
    "'auto', or a layout such as tp=4,pp=8,vpp=5,dp=128,cp=1,ep=1,mbs=1,gbs=4096,zero=1,recompute=selective",
  mfu: 'model FLOPs utilisation above 0 and below 1, causal attention; skips the choice of a published run',
  seqLen: 'tokens in a sequence, e.g. 4096',
  globalBatchTokens: 'tokens in a step, e.g. 16.8M; taken to the nearest batch that the accelerators divide',
  precision: 'bf16 or fp8: the precision of the matrix products',
  grid: 'the grid by country code, e.g. CH or CHE',
  powerPrice: 'electricity price per kWh, e.g. EUR 0.15',
  gpuHourPrice: 'price of an accelerator-hour, e.g. CHF 0.67',
  failureRate: 'interruptions per 1,000 accelerator-days, e.g. 0.5',
  checkpointTime: 'how long training stands still for a checkpoint, e.g. 6s',
  checkpointInterval: "stepping between two checkpoints, e.g. 25min; Daly's optimum when it is missing",
  restartTime: 'from noticing an interruption to the first step after it, e.g. 10min',
  queueLimit: "time limit of one job, e.g. 12h, or 'none'; a longer run is a chain of jobs",
  samples: 'samples of the Monte Carlo behind p10, p50 and p90, e.g. 2000',
  seed: 'seed of the Monte Carlo, a whole number; the same seed gives the same answer',
  ranges:
    'ranges of inputs by the id of their assumption: a number, \'low to high\' for p10 to p90, or a distribution, e.g. {"mfu":"0.28 to 0.36"}',
  correlations: 'pairs of inputs that move together and how much, e.g. [["restartS","detectionS",0.5]]',
} as const satisfies Record<keyof EstimateFields, string>

for (const [name, description] of Object.entries(fieldWords)) describeField(name, description)

function describeField(name: string, description: string): void {
  const field = Object.entries(estimateInputSchema.shape).find(([key]) => key === name)?.[1]
  if (field !== undefined) z.globalRegistry.add(field, { description })
}

export type SystemFields = z.infer<typeof systemFields>
