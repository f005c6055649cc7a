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
export const predictWords = {
  id: 'your name of the line',
  model: "a Hugging Face config, or a model's catalogue id",
  seqLen: 'tokens in a sequence, e.g. 8192',
  hardware: '{"accelerator": …} (a name, or an object with its figures) or {"system": …}',
  gpus: 'accelerators, e.g. 512',
  layout:
    'tp, pp, vpp, dp, cp, ep, microBatch, globalBatch, zero, sequenceParallel; null is chosen by the planner',
  precision: 'bf16, fp16, fp8, mxfp8 or nvfp4',
  recompute: 'none, selective or full',
  flashAttention: 'true, false or null',
  sequenceParallel: 'true, false or null',
  framework: "a hint, e.g. 'megatron', 'nemo', 'torchtitan', 'maxtext'",
  year: 'a hint, e.g. 2024',
  compile: 'true, false (kernels are launched one by one) or null',
  overlapGradients: 'true, false (gradients are reduced after the backward pass) or null',
  capacityFactor: 'tokens that an expert takes at most over its even share, 0.1 to 1000; 1 is forced balance',
  powerLimitW: 'watts that each accelerator is limited to, e.g. 500',
} as const
