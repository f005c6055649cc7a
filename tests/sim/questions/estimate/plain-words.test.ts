import { describe, expect, it } from 'vitest'
import { findGrid } from '../../../../sim/catalogue/find.ts'
import { answerInvest } from '../../../../sim/questions/invest/invest.ts'
import { answerEstimate } from '../../../../sim/questions/estimate/estimate.ts'
import { precisionNamed } from '../../../../sim/questions/estimate/reading/read-choices.ts'

const run = { model: 'llama-3.1-8b', tokens: '1T', system: 'alps', gpus: 256, mfu: 0.35, samples: 200 }

function fingerprintOf(more: Readonly<Record<string, unknown>>): string {
  const answered = answerEstimate({ ...run, ...more })
  return answered.status === 'answer' ? answered.value.fingerprint : JSON.stringify(answered)
}

describe('words whose meaning is plain', () => {
  it('give the answer of the words that we use', () => {
    expect(fingerprintOf({ mfu: '35 %' })).toBe(fingerprintOf({}))
    expect(fingerprintOf({ precision: 'torch.bfloat16' })).toBe(fingerprintOf({}))
    expect(fingerprintOf({ precision: 'FP8 E4M3' })).toBe(fingerprintOf({ precision: 'fp8' }))
    expect(fingerprintOf({ queueLimit: '24:00:00' })).toBe(fingerprintOf({ queueLimit: '24h' }))
    expect(fingerprintOf({ grid: 'Switzerland' })).toBe(fingerprintOf({ grid: 'CH' }))
    expect(fingerprintOf({ deadline: '2027-06-30T18:00:00Z', start: '2027-01-01' })).toBe(
      fingerprintOf({ deadline: '2027-06-30', start: '2027-01-01' }),
    )
  })

  it('give it in ranges and programmes too', () => {
    expect(fingerprintOf({ ranges: { mfu: '28% to 36%' } })).toBe(
      fingerprintOf({ ranges: { mfu: '0.28 to 0.36' } }),
    )
    const invested = (taxes: unknown, discount: unknown) => {
      const answered = answerInvest({ case: 'alps', taxes, discount })
      return answered.status === 'answer' ? answered.value : answered
    }
    const rate = { kind: 'real', ratePerY: 0.03 }
    expect(invested({ vatFraction: '8.1%' }, { ...rate, ratePerY: '3 %' })).toEqual(
      invested({ vatFraction: 0.081 }, rate),
    )
    expect(JSON.stringify(invested({ vatFraction: 0.081 }, rate))).toContain('0.081')
  })

  it.each([
    ['UK', 'GBR'],
    ['United Kingdom', 'GBR'],
    ['usa', 'USA'],
    ['Deutschland', 'DEU'],
    ['Suisse', 'CHE'],
    ['대한민국', 'KOR'],
    ['Taiwan', 'TWN'],
  ])('%s is the grid of %s', (said, id) => {
    expect(findGrid(said)?.id).toBe(id)
  })

  it('is not guessed where a name is of two countries or of none', () => {
    expect(['Korea', 'Europe', 'EU', ''].map(findGrid)).toEqual([null, null, null, null])
  })

  it('tells the formats of eight bits from those of four', () => {
    const said = ['float8_e4m3fn', 'fp8-hybrid', 'half', 'bf16-mixed', 'mxfp4', 'int8', 'fp32', 'mixed']
    expect(said.map(precisionNamed)).toEqual(['fp8', 'fp8', 'fp16', 'bf16', 'nvfp4', null, null, null])
  })

  it('says of fp16, which a run has no rate of its own for, what to write', () => {
    expect(fingerprintOf({ precision: 'float16' })).toContain('write bf16')
  })
})

describe('a count that does not fill its nodes', () => {
  const nodesOf = (gpus: number) => {
    const answered = answerEstimate({ ...run, gpus })
    return answered.status === 'answer' ? answered.value.assumptions.filter(({ id }) => id === 'nodes') : []
  }

  it('is said, with the count that is charged: a node of Alps has four', () => {
    expect(nodesOf(4097).map(({ value }) => value)).toEqual([expect.stringContaining('count 4100')])
    expect(nodesOf(4096)).toEqual([])
  })
})
