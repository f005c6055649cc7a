import { SECONDS_PER_HOUR, TERA } from '../../base/units.ts'
import { countParameters } from '../../workload/flops.ts'
import type { Worked } from '../estimate/work.ts'

/** What the run holds on disks, in TB of 10^12 bytes, and files in thousands. */
export type Storage = Readonly<ReturnType<typeof storageOf>>

/**
 * Weights in bf16 (2), and in fp32 with the two moments of Adam (12): 14 bytes a parameter. The 2.3 TB published for
 * BLOOM's 176 B are 13.1.
 */
const checkpointBytesPerParameter = 14
const weightBytesPerParameter = 2
/** Ours, to be confirmed: three checkpoints at a time, weights alone every twentieth of the run. */
const checkpointsKept = 3
const weightsKept = 20
/** Megatron-LM's indexed data set: two bytes a token below this vocabulary, else four. */
const twoByteVocabulary = 65_500
/** Megatron-LM's distributed checkpoint: two files a rank. */
const filesPerRank = 2
/** Ours: a shard of the data is a file of at most 100 GB and its index. */
const shardTb = 0.1
const filesPerShard = 2
/** Ours: a Hugging Face checkpoint of weights in files of about 5 GB. */
const weightFileTb = 0.005

export function storageOf({ scenario, inputs }: Worked) {
  const { model, tokens, gpus, tokensPerHour } = {
    ...scenario,
    tokensPerHour: tokensPerHourOf(scenario.tokens, inputs),
  }
  const parameters = countParameters(model.architecture).total
  const checkpointTb = (checkpointBytesPerParameter * parameters) / TERA
  const weightsTb = (weightBytesPerParameter * parameters) / TERA
  const bytesPerToken = model.architecture.vocab < twoByteVocabulary ? 2 : 4
  const dataTb = (tokens * bytesPerToken) / TERA
  const everyS = Math.min(inputs.checkpointIntervalS, SECONDS_PER_HOUR * 24) + inputs.checkpointStallS
  const perHour = SECONDS_PER_HOUR / everyS
  const dataFiles = Math.ceil(dataTb / shardTb) * filesPerShard
  const weightFiles = Math.ceil(weightsTb / weightFileTb) * weightsKept
  return {
    checkpointTb,
    checkpointsKept,
    weightsKept,
    scratchTb: checkpointsKept * checkpointTb,
    workTb: dataTb + weightsKept * weightsTb,
    archiveTb: checkpointTb + weightsKept * weightsTb,
    transferTb: dataTb + weightsTb,
    scratchFilesK: (checkpointsKept * filesPerRank * gpus) / 1000,
    workFilesK: (dataFiles + weightFiles) / 1000,
    archiveFilesK: (filesPerRank * gpus + weightFiles) / 1000,
    writtenTbPerHour: checkpointTb * perHour,
    readTbPerHour: (tokensPerHour * bytesPerToken) / TERA,
    filesPerHour: filesPerRank * gpus * perHour,
  }
}

function tokensPerHourOf(tokens: number, inputs: Worked['inputs']): number {
  const netS = inputs.trainingFlops / (inputs.peakFlopsPerS * inputs.mfu * inputs.gpus)
  return (tokens / netS) * SECONDS_PER_HOUR
}
