import words from '../../data/questions/predict.json' with { type: 'json' }
import * as z from 'zod/mini'
import { quantity, word } from '../asking/readers.ts'
import { acceleratorFields } from '../estimate/reading/shapes.ts'

const open = <T extends z.core.$ZodType>(type: T) => z.optional(z.nullable(type))

/** The machine of one line: a system of the catalogue, or an accelerator with what is known of its node. */
const hardware = z.strictObject({
  system: open(word),
  accelerator: open(z.union([word, acceleratorFields])),
  gpusPerNode: open(quantity),
  scaleOutGBsPerGpu: open(quantity),
  powerCapW: open(quantity),
  powerLimitW: open(quantity),
})

/** A layout whose fields may be null: chosen by the planner. */
const layout = z.record(word, z.union([z.number(), word, z.boolean(), z.null()]))

/**
 * One line of `petaplan predict`, and one item of `POST /predict`. Fields that are not known here are left alone, so
 * that a line may carry its own notes.
 */
export const predictLineSchema = z.looseObject({
  id: open(z.union([word, z.number()])),
  model: z.union([word, z.record(word, z.unknown())]),
  seqLen: open(quantity),
  hardware,
  gpus: quantity,
  layout: open(layout),
  precision: open(word),
  recompute: open(word),
  flashAttention: open(z.boolean()),
  sequenceParallel: open(z.boolean()),
  framework: open(word),
  year: open(quantity),
  compile: open(z.boolean()),
  overlapGradients: open(z.boolean()),
  overlapExperts: open(z.boolean()),
  hybridShards: open(z.boolean()),
  capacityFactor: open(quantity),
  powerLimitW: open(quantity),
})

/** Many lines at once over HTTP. */
export const predictInputSchema = z.strictObject({
  lines: z.array(predictLineSchema).check(z.maxLength(10_000)),
  profile: z.optional(z.record(word, z.unknown())),
})

export type PredictFields = z.infer<typeof predictLineSchema>

/** What each field holds, for messages and the contract. */
export const predictWords = words
