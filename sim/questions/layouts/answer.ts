import * as z from 'zod/mini'
import { fields, layout, number, text, type Frozen } from '../asking/answers.ts'

const parts = z.record(text, number)

const speed = { stepTimeS: number, tokensPerSPerGpu: number, mfu: number }

const ranked = z.strictObject({
  rank: number,
  layout,
  /** As the command line reads it. */
  text,
  /** As predicted. */
  expected: z.strictObject({ ...speed, modelTflopsPerGpu: number, breakdownS: parts }),
  /** At the low end of the 80 % interval, wider where nobody has published such a layout: what the ranking goes by. */
  pessimistic: z.strictObject(speed),
  memory: z.strictObject({
    ...fields(number, 'peakBytes capacityBytes headroomBytes'),
    /** At least 0.9: that is what fitting means. */
    fitsProbability: number,
    breakdownBytes: parts,
  }),
  /** How it differs from all published layouts; empty for most. */
  unusual: z.array(text),
})
export type RankedLayout = Frozen<z.infer<typeof ranked>>

const front = z.strictObject({
  gpus: number,
  layout,
  text,
  ...fields(number, 'stepTimeS peakBytes headroomBytes'),
})
export type FrontLayout = Frozen<z.infer<typeof front>>

/** The answer of `POST /layouts`. */
export const layoutsAnswer = z.strictObject({
  model: z.strictObject({ id: text, name: text, parameters: number }),
  system: z.strictObject({ id: text, name: text, accelerator: text, gpus: number }),
  ...fields(number, 'seqLen globalBatch globalBatchTokens'),
  ...fields(text, 'globalBatchSource precision framework'),
  year: number,
  layouts: z.array(ranked),
  /** How many of the first the model cannot tell apart, in words; empty where the first is clear. */
  noise: text,
  /** What nothing else beats in step time, memory and accelerators at once, at the same batch. */
  front: z.array(front),
  tally: z.strictObject({
    cuts: number,
    cutsFell: z.array(z.strictObject({ reason: text, sentence: text, cuts: number })),
    ...fields(number, 'layouts layoutsTooFull layoutsSkipped'),
  }),
})
export type LayoutsAnswer = Frozen<z.infer<typeof layoutsAnswer>>
