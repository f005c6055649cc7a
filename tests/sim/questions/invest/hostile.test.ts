import { describe, expect, it } from 'vitest'
import { answerInvest } from '../../../../sim/index.ts'

const own = {
  currency: 'EUR',
  country: 'DE',
  accelerator: 'gh200-96',
  accelerators: 1000,
  horizonY: 10,
  discount: { kind: 'real', ratePerY: 0 },
  capital: [{ amount: 60e6, scope: 'system', lifeY: 5 }],
  power: 'included',
  maintenancePerY: 1e6,
  utilisation: 0.8,
  samples: 200,
}

function fieldsOf(input: unknown): readonly string[] {
  const answered = answerInvest(input)
  return answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []
}

describe('what an auditor tries', () => {
  it.each(['2026-13-40', '2026-02-30', '2026-00', 'today'])('a rate of %s has no date', (date) => {
    const exchange = [{ from: 'USD', to: 'EUR', rate: 0.9, date, source: 'a test' }]
    expect(fieldsOf({ ...own, exchange })).toEqual(['exchange.0.date'])
  })

  it('two rates between two currencies, either way round, are one too many; one of a person goes before that of a case', () => {
    const rate = (from: string, to: string, value: number) => ({
      ...{ from, to, rate: value, date: '2026', source: 'a test' },
    })
    const two = [rate('USD', 'EUR', 0.9), rate('EUR', 'USD', 1.5)]
    expect(fieldsOf({ ...own, exchange: two })).toEqual(['exchange.1'])
    const answered = answerInvest({ case: 'alps', samples: 100, exchange: [rate('USD', 'CHF', 0.8)] })
    if (answered.status !== 'answer') throw new Error(answered.status)
    expect(answered.value.exchanges.map((one) => one.rate)).toEqual([0.8])
  })

  it.each([['Union', 'Union'], ['The owner'], [' ']])('payers named %s are refused', (...names) => {
    const payers = names.map((name) => ({ name, capitalFraction: 0.2 }))
    expect(fieldsOf({ ...own, payers })).toEqual([`payers.${String(names.length - 1)}.name`])
  })

  it('half an accelerator, and a machine that costs nobody anything, are refused', () => {
    expect(fieldsOf({ ...own, accelerators: 1000.5 })).toEqual(['accelerators'])
    expect(fieldsOf({ ...own, capital: [{ amount: 0, scope: 'system' }] })).toEqual(['capital.0.amount'])
  })

  it('what the scope calls missing is in no figure: 60 M and five years of 1 M are 65 M', () => {
    const answered = answerInvest(own)
    if (answered.status !== 'answer') throw new Error(answered.status)
    const { scopes, options, planPresentCost } = answered.value
    expect([scopes[0]?.parts['facility'], scopes[0]?.parts['staff']]).toEqual(['missing', 'missing'])
    expect(planPresentCost).toBeCloseTo(65e6, 3)
    expect(options[0]?.plan).toBeCloseTo(65e6, 3)
  })
})
