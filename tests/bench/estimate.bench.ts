import { bench, describe } from 'vitest'
import { answerEstimate, gpuCounts } from '../../sim/index.ts'

const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }
describe('one training run', () => {
  bench('a whole estimate with ranges and formulas', () => {
    JSON.stringify(answerEstimate(apertus))
  })
  bench('the chart: a sweep over a machine', () => {
    gpuCounts.sweepGpus(apertus, gpuCounts.usualCounts(4, 10752))
  })
})
