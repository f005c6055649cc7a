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

  const portfolio = (project: object) => ({
    portfolio: { start: '2027Q1', quarters: 4, projects: [{ id: 'a', gpuHours: '1M', ...project }] },
  })
  const capital = (change: object) => ({ capital: [{ ...own.capital[0], ...change }] })
  it.each<readonly [what: string, change: object, says: string]>([
    ['more years in a list', { utilisation: Array(11).fill(0.5) }, 'utilisation: has 11 values for 10 years'],
    ['a misspelt country', { country: 'Finlend' }, 'the nearest are FI'],
    ['a sign for a currency', { currency: '€' }, 'the nearest are EUR'],
    ['idle above computing', { power: { computingW: 500, idleW: 900 } }, 'power.idleW: 900 W is above'],
    ['a PUE below one', { power: { pueRatio: 0.9 } }, 'power.pueRatio: 0.9 is outside 1 to 5'],
    ['a life of nothing', capital({ lifeY: 0 }), 'lifeY: 0 is outside'],
    ['a residual of money', capital({ residual: '90M' }), 'capital.0.residual'],
    [
      'a day that is past',
      portfolio({ due: '2026Q1' }),
      'due: 2026Q1 is past: the portfolio begins in 2027Q1',
    ],
    [
      'due before ready',
      portfolio({ ready: '2028Q1', due: '2027Q2' }),
      'due: 2027Q2 is before ready, 2028Q1',
    ],
    ['a discount of per cents', { discount: '5%' }, "or give { kind: 'real', ratePerY: 0.035 }"],
    [
      'inflation with a real rate',
      { discount: { kind: 'real', ratePerY: 0.03, inflationPerY: 0.02 } },
      'real rates',
    ],
    ['VAT of 19', { taxes: { vatFraction: 19 } }, 'taxes.vatFraction: 19 is outside 0 to 1'],
    [
      'VAT that comes back, of none paid',
      { taxes: { vatRecoveredFraction: 0.5 } },
      'taxes.vatRecoveredFraction: changes nothing without taxes.vatFraction, e.g. 0.2',
    ],
    [
      'a grant for no run',
      { options: { grant: { host: 'LUMI' } }, runs: false },
      'options.grant: changes nothing without runs, e.g. true',
    ],
    [
      'money carried over, of no budget',
      { portfolio: { start: '2027Q1', quarters: 4, projects: [], moneyCarriesOver: true } },
      'portfolio.moneyCarriesOver: changes nothing without portfolio.budget, e.g. 20M',
    ],
    ...['years', 'strategies', 'factors'].map(
      (name) =>
        [
          `${name} of no money`,
          { sovereignty: { [name]: { years: 7, strategies: [], factors: {} }[name] } },
          `sovereignty.${name}: changes nothing without sovereignty.amount, e.g. 100M`,
        ] as const,
    ),
    ['no hours wanted ever', { demandHoursPerY: [0, 0] }, 'demandHoursPerY: is below 1 in every year; give'],
    ['half an hour wanted', { demandHoursPerY: 0.5 }, 'demandHoursPerY: is below 1 in every year; give'],
    ['hours below none', { demandHoursPerY: [0, -1] }, 'demandHoursPerY.1: -1 is outside 0 to'],
    ['tokens of nobody', { serving: { tokensPerDay: 0 } }, 'serving.tokensPerDay: 0 is outside'],
    ['a grant in 150 %', { options: { grant: { awardedFraction: 1.5 } } }, 'awardedFraction: 1.5 is outside'],
    [
      'a year nobody earns',
      { staff: { people: 5, costPerPersonY: '90M' } },
      "a person's year is beyond any price",
    ],
  ])('%s is refused with what would be right', (_, change, says) => {
    const answered = answerInvest({ ...own, ...change })
    const said = answered.status === 'refused' ? answered.problems : []
    expect(said.map(({ field, message }) => `${field}: ${message}`).join()).toContain(says)
  })

  it('hears of everything that is wrong at once, whichever part it stands in', () => {
    const wrong = {
      utilisation: 2,
      maintenancePerY: -1,
      taxes: { dutyFraction: 3 },
      sovereignty: { country: 'ZZ' },
    }
    expect(fieldsOf({ ...own, ...wrong })).toEqual([
      'sovereignty.country',
      'maintenancePerY',
      'taxes.dutyFraction',
      'utilisation',
    ])
  })

  it('hears what outlives the horizon: a life of 8 years of which 10 hold one and a quarter', () => {
    const answered = answerInvest({ ...own, ...capital({ lifeY: 8, refresh: 'same-money' }) })
    const left = answered.status === 'answer' ? answered.value.notIncluded : []
    expect(left.join()).toContain(
      'compute: 6 of its 8 years, EUR 45 M by the straight line, lie beyond the horizon, counted for nothing',
    )
    const whole = answerInvest({ ...own, ...capital({ refresh: 'same-money' }) })
    expect(JSON.stringify(whole)).not.toContain('beyond the horizon')
  })

  it('sees what is written off as an assumption with its amount, all purchases together', () => {
    // The second machine has 6 of its 8 years left after 10, a building 4 of its 14.
    const building = { part: 'facility', amount: 28e6, scope: 'system-and-facility', lifeY: 14 }
    const machine = { amount: 60e6, scope: 'system', lifeY: 8, refresh: 'same-money' }
    const offOf = (...items: readonly object[]) => {
      const answered = answerInvest({ ...own, capital: items })
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      return answered.value.assumptions.find(({ id }) => id === 'writtenOff')
    }
    expect(offOf(machine, building)).toMatchObject({ unit: 'EUR', basis: 'judgement' })
    expect(offOf(machine, building)?.value).toBeCloseTo(60e6 * (6 / 8) + 28e6 * (4 / 14), 3)
    // Half the price buys the same capacity after 8 years at 9.05 % a year.
    const halved = { ...machine, refresh: 'same-capacity' }
    const answered = answerInvest({ ...own, capital: [halved], pricePerformance: 2 ** (1 / 8) - 1 })
    if (answered.status !== 'answer') throw new Error(answered.status)
    expect(answered.value.assumptions.find(({ id }) => id === 'writtenOff')?.value).toBeCloseTo(22.5e6, 3)
    expect(offOf({ ...machine, residual: 'straight-line' })).toBeUndefined()
    expect(offOf({ ...machine, lifeY: 5 })).toBeUndefined()
  })

  it('hears of a run that the calendar holds longer than its year', () => {
    const runs = [{ model: 'apertus-70b', tokens: '15T', gpus: 256 }]
    const answered = answerInvest({ case: 'alps', samples: 100, runs })
    const notes = answered.status === 'answer' ? (answered.value.runQuestion?.notes ?? []) : []
    expect(notes.join()).toMatch(
      /256 accelerators: [\d,]{5} days of the calendar in the middle, all billed in year 1/,
    )
  })
})
