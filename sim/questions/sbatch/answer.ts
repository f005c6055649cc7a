import * as z from 'zod/mini'
import { fields, layout, number, text, type Frozen } from '../asking/answers.ts'
import { frameworks } from '../estimate/layout/trainer-rules.ts'

/** A Slurm script for one training run, and the settings of each trainer that can express its layout. */
export const sbatchAnswer = z.strictObject({
  script: text,
  framework: z.enum(frameworks),
  jobName: text,
  /** Nodes of the run; those spare are beside them. */
  ...fields(number, 'nodes spareNodes tasks gpusPerNode'),
  timeLimit: text,
  signalS: number,
  /** Jobs that the run takes at its p50 and p90. */
  jobs: z.strictObject({ p50: number, p90: number }),
  stepTimeS: number,
  saveInterval: number,
  layout,
  recipes: z.array(z.strictObject({ framework: z.enum(frameworks), text: z.nullable(text), because: text })),
  /** Variables of the shell that the person sets before the script runs. */
  places: z.array(z.strictObject({ name: text, what: text })),
  notes: z.array(text),
})
export type SbatchAnswer = Frozen<z.infer<typeof sbatchAnswer>>
