import * as z from 'zod/mini'
import { estimateFields, estimateWords } from '../estimate/input.ts'

/** Fields of the job beyond those of the training run. */
export const jobFields = ['jobName', 'account', 'partition', 'chain', 'framework'] as const

/** One training run and the Slurm job that should run it. */
export const sbatchInputSchema = z.strictObject({
  ...estimateFields,
  jobName: z.optional(z.string()),
  account: z.optional(z.string()),
  partition: z.optional(z.string()),
  chain: z.optional(z.string()),
  framework: z.optional(z.string()),
})

export const sbatchWords = {
  ...estimateWords,
  jobName: 'name of the job, letters, digits, dots and dashes; jobs of one name run one after the other',
  account: 'the account that is charged; a line to fill in when it is missing',
  partition: 'the partition of the queue, e.g. normal',
  chain: "'singleton' (submit the script as often as it says) or 'array' (one submission)",
  framework: 'megatron, torchtitan or nemo: what the job runs',
} as const

for (const name of jobFields) {
  z.globalRegistry.add(sbatchInputSchema.shape[name], { description: sbatchWords[name] })
}
