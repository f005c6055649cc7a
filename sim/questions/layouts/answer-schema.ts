import * as z from 'zod/mini'
import { layout, number, text } from '../asking/answers.ts'
import type { LayoutsAnswer } from './answer.ts'

const parts = z.record(text, number)

const speed = { stepTimeS: number, tokensPerSPerGpu: number, mfu: number }

const ranked = z.strictObject({
  rank: number,
  layout,
  text,
  expected: z.strictObject({ ...speed, modelTflopsPerGpu: number, breakdownS: parts }),
  pessimistic: z.strictObject(speed),
  memory: z.strictObject({
    peakBytes: number,
    capacityBytes: number,
    headroomBytes: number,
    fitsProbability: number,
    breakdownBytes: parts,
  }),
  unusual: z.array(text),
})

const front = z.strictObject({
  gpus: number,
  layout,
  text,
  stepTimeS: number,
  peakBytes: number,
  headroomBytes: number,
})

/** The answer of `POST /layouts`, for the contract. */
export const layoutsAnswer = z.strictObject({
  model: z.strictObject({ id: text, name: text, parameters: number }),
  system: z.strictObject({ id: text, name: text, accelerator: text, gpus: number }),
  seqLen: number,
  globalBatch: number,
  globalBatchTokens: number,
  globalBatchSource: text,
  precision: text,
  framework: text,
  year: number,
  layouts: z.array(ranked),
  noise: text,
  front: z.array(front),
  tally: z.strictObject({
    cuts: number,
    cutsFell: z.array(z.strictObject({ reason: text, sentence: text, cuts: number })),
    layouts: number,
    layoutsTooFull: number,
    layoutsSkipped: number,
  }),
})

/** Holds the schema to the code's own type. */
export type LayoutsHeld = LayoutsAnswer extends Readonly<z.infer<typeof layoutsAnswer>> ? true : never
