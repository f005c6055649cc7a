import { bench, describe } from 'vitest'
import { petaplan } from '../cli/petaplan.ts'

const apertus = [
  'estimate',
  '--model',
  'apertus-70b',
  '--tokens',
  '15T',
  '--system',
  'alps',
  '--gpus',
  '4096',
]

describe('the command line', () => {
  bench('starts', () => {
    petaplan('--version')
  })
  bench('answers an estimate', () => {
    petaplan(...apertus, '--json')
  })
})
