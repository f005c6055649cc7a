import * as z from 'zod/mini'
import { fieldWords } from '../estimate/reading/field-words.ts'
import { estimateInputSchema } from '../estimate/schema.ts'

const { model, system, gpus, seqLen, globalBatchTokens, precision } = estimateInputSchema.shape

/** A question about layouts; its fields are those of an estimate, and how many answers are wanted. */
export const layoutsInputSchema = z.strictObject({
  model,
  system,
  gpus,
  seqLen,
  globalBatchTokens,
  precision,
  top: z.optional(z.union([z.number(), z.string()])),
})

export type LayoutsFields = z.infer<typeof layoutsInputSchema>

export const partialLayoutsSchema = z.partial(layoutsInputSchema)

export const layoutsWords = {
  model: fieldWords.model,
  system: fieldWords.system,
  gpus: fieldWords.gpus,
  seqLen: fieldWords.seqLen,
  globalBatchTokens: 'tokens in a step, e.g. 16.8M; taken to the nearest batch that the accelerators divide',
  precision: fieldWords.precision,
  top: 'how many layouts to list, e.g. 10',
} as const satisfies Record<keyof LayoutsFields, string>

z.globalRegistry.add(layoutsInputSchema.shape.top, { description: layoutsWords.top })
