import * as z from 'zod/mini'
import { layout, number, text } from '../asking/answers.ts'
import type { SbatchAnswer } from './answer.ts'
import { frameworks } from './trainers/abilities.ts'

/** The answer of a Slurm script. */
export const sbatchAnswer = z.strictObject({
  script: text,
  framework: z.enum(frameworks),
  jobName: text,
  nodes: number,
  spareNodes: number,
  tasks: number,
  gpusPerNode: number,
  timeLimit: text,
  signalS: number,
  jobs: z.strictObject({ p50: number, p90: number }),
  stepTimeS: number,
  saveInterval: number,
  layout,
  recipes: z.array(z.strictObject({ framework: z.enum(frameworks), text: z.nullable(text), because: text })),
  places: z.array(z.strictObject({ name: text, what: text })),
  notes: z.array(text),
})

/** Compiles only while the schema and the code's answer say the same. */
export type SbatchHeld = SbatchAnswer extends Readonly<z.infer<typeof sbatchAnswer>> ? true : never
