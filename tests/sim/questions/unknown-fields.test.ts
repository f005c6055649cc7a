import { describe, expect, it } from 'vitest'
import { answerEstimate, answerInvest, answerTradeoffs } from '../../../sim/index.ts'

const run = { model: 'apertus-8b', tokens: '1T', system: 'alps', gpus: 64 }

function toldOf(answered: object): unknown {
  return 'problems' in answered ? answered.problems : answered
}

describe('a field that is none', () => {
  it.each([
    ['gpu', 'gpus'],
    ['seq_len', 'seqLen'],
    ['globalBatch', 'globalBatchTokens'],
  ])('%s is told with the one that is like it, %s', (field, meant) => {
    expect(toldOf(answerEstimate({ ...run, [field]: 4 }))).toEqual([
      { field, message: `is not a field; did you mean ${meant}?` },
    ])
  })

  it.each(['nodes', 'lossTarget', 'x'])('%s, like none, is told with all that there are', (field) => {
    expect(toldOf(answerEstimate({ ...run, [field]: 4 }))).toMatchObject([
      {
        field,
        message: expect.stringMatching(/^is not a field; the fields are model, tokens, system, gpus, /),
      },
    ])
  })

  it('inside another is told with what that one holds', () => {
    expect(toldOf(answerTradeoffs({ ...run, limits: { maxPower: 3 } }))).toMatchObject([
      { field: 'limits.maxPower', message: expect.stringMatching(/^is not a field \(limits: .*power in MW/) },
    ])
    expect(toldOf(answerInvest({ case: 'alps', options: { lease: {} } }))).toMatchObject([
      {
        field: 'options.lease',
        message: expect.stringMatching(/^is not a field \(options: reserve, rent and share/),
      },
    ])
  })
})
