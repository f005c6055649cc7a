import { bench, describe } from 'vitest'
import { answerEstimate, sweepGpus, usualCounts } from '../../sim/index.ts'
import { fittingLayout } from '../../sim/workload/layouts-that-fit.ts'
import { findModel } from '../../sim/catalogue/find.ts'
import { readArchitecture } from '../../sim/workload/huggingface.ts'

const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }
const architecture = readArchitecture(findModel('apertus-70b')?.config ?? {})
if (!architecture.ok) throw new Error('the model cannot be read')
const question = {
  architecture: architecture.value,
  gpus: 4096,
  gpusPerNode: 4,
  wantedBatch: 4096,
  seqLen: 4096,
  optimizer: 'ademamix',
  capacityBytes: 96e9,
} as const

describe('one training run', () => {
  bench('a whole estimate with ranges and formulas', () => {
    answerEstimate(apertus)
  })
  bench('a layout that fits', () => {
    fittingLayout(question)
  })
  bench('the chart: a sweep over a machine', () => {
    sweepGpus(apertus, usualCounts(4, 10752))
  })
})
