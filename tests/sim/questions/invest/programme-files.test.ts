import { describe, expect, it } from 'vitest'
import { answerInvest, type InvestAnswer } from '../../../../sim/index.ts'

function answerOf(input: unknown): InvestAnswer {
  const answered = answerInvest(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

function problemsOf(input: unknown): readonly string[] {
  const answered = answerInvest(input)
  if (answered.status !== 'refused') throw new Error(answered.status)
  return answered.problems.map(({ field }) => field)
}

const own = {
  name: 'a plan',
  currency: 'EUR',
  country: 'FI',
  accelerator: 'gh200-96',
  accelerators: 1000,
  capital: [{ amount: '40M', scope: 'system' }],
}

describe('what is refused', () => {
  it('everything at once, each with its field', () => {
    const wrong = { ...own, utilisation: 1.5, goodput: 0, horizonY: 2.5, discount: 'free', country: 'XX' }
    expect([...problemsOf(wrong)].sort()).toEqual([
      'country',
      'discount',
      'goodput',
      'horizonY',
      'utilisation',
    ])
  })

  it.each([
    [
      'a real rate with inflation',
      { discount: { kind: 'real', ratePerY: 0.03, inflationPerY: 0.02 } },
      'discount.inflationPerY',
    ],
    ['a nominal rate without', { discount: { kind: 'nominal', ratePerY: 0.03 } }, 'discount.inflationPerY'],
    ['money of another currency', { maintenancePerY: 'USD 1M' }, 'maintenancePerY'],
    [
      'a chip beside a system',
      {
        capital: [
          { amount: '40M', scope: 'system' },
          { amount: '10M', scope: 'chip' },
        ],
      },
      'capital.1.scope',
    ],
    [
      'a facility paid twice',
      {
        capital: [
          { amount: '40M', scope: 'programme' },
          { amount: '10M', scope: 'system', part: 'facility' },
        ],
      },
      'capital.1.part',
    ],
    [
      'staff inside a programme',
      { capital: [{ amount: '40M', scope: 'programme' }], staff: { people: 3, costPerPersonY: 1 } },
      'staff',
    ],
    [
      'a refresh of half years',
      { capital: [{ amount: '4M', scope: 'system', lifeY: 4.5, refresh: 'same-money' }] },
      'capital.0.lifeY',
    ],
    [
      'fewer accelerators than the machine is said to have',
      { accelerators: 1000, capital: [{ amount: '40M', scope: 'system', accelerators: 300 }] },
      'capital',
    ],
    [
      'a later phase that does not say how many it adds',
      {
        capital: [
          { amount: '40M', scope: 'system' },
          { amount: '10M', scope: 'system', startY: 2 },
        ],
      },
      'capital.1.accelerators',
    ],
    ['nothing that runs', { capital: [{ amount: '4M', scope: 'system', startY: 9 }] }, 'capital.0.startY'],
    [
      'a purchase beyond the horizon',
      {
        horizonY: 5,
        capital: [
          { amount: '40M', scope: 'system' },
          { amount: '10M', scope: 'system', startY: 5, accelerators: 10 },
        ],
      },
      'capital.1.startY',
    ],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['an unknown case', { case: 'alpes' }, 'case'],
    [
      'a project there twice',
      {
        portfolio: {
          start: '2027Q1',
          quarters: 4,
          projects: [
            { id: 'a', gpuHours: 1 },
            { id: 'a', gpuHours: 1 },
          ],
        },
      },
      'portfolio.projects.1.id',
    ],
    [
      'a quarter that is none',
      { portfolio: { start: 'spring', quarters: 4, projects: [] } },
      'portfolio.start',
    ],
    [
      'a level above four',
      { sovereignty: { country: 'CH', indicators: { chips: 5 } } },
      'sovereignty.indicators.chips',
    ],
    [
      'a rate without a date',
      { exchange: [{ from: 'USD', to: 'EUR', rate: 0.9, date: '', source: 'x' }] },
      'exchange.0.date',
    ],
  ])('%s', (_, change, field) => {
    expect(problemsOf({ ...own, ...change })).toEqual([field])
  })

  it.each([[null], [[]], ['alps'], [7]])('%j is no programme', (raw) => {
    expect(problemsOf(raw)).toEqual(['input'])
  })

  it('says which rate would be needed', () => {
    const answered = answerInvest({ ...own, maintenancePerY: 'USD 1M' })
    expect(JSON.stringify(answered)).toContain("from: 'USD', to: 'EUR'")
  })
})

describe('a portfolio in the answer', () => {
  const portfolio = {
    start: '2027Q1',
    quarters: 8,
    capacityHours: '2M',
    budget: ['1M', '0.8M'],
    costPerHour: 0.5,
    projects: [
      { id: 'apertus-2', gpuHours: '6M', ready: '2027Q1', due: '2027Q3' },
      { id: 'climate', gpuHours: '1M', priority: 0, ready: '2027Q2', due: '2027Q2' },
    ],
  }

  it('says what fits, what slips and what it takes to be in time', () => {
    const { portfolio: placed } = answerOf({ ...own, portfolio, options: { rent: { perHour: 2 } } })
    const apertus = placed?.projects[0]
    expect(placed?.projects[1]).toMatchObject({ verdict: 'fits', start: '2027Q2', end: '2027Q2' })
    expect(apertus).toMatchObject({ verdict: 'slips', start: '2027Q1', end: '2028Q1', slipQuarters: 2 })
    expect(apertus?.pullForward?.rentHours).toBeCloseTo(6e6 - 2e6 - 0.6e6 - 1.6e6, 0)
    expect(apertus?.pullForward?.extraCost).toBeCloseTo(1.8e6 * 1.5, 0)
    expect(placed?.quarters.map(({ quarter }) => quarter)[7]).toBe('2028Q4')
  })
})

describe('a programme whose years differ', () => {
  const years = { ...own, horizonY: 4, discount: { kind: 'real', ratePerY: 0 }, samples: 100 }
  const power = { computingW: 700, idleW: 100, pueRatio: 1.07 }

  it('is told by a year of mean use and mean price, and with a flat life agrees with its cash flow', () => {
    const answer = answerOf({
      ...years,
      capital: [{ amount: '40M', scope: 'system', lifeY: 4 }],
      power: { ...power, pricePerKwh: [0.05, 0.05, 0.09, 0.09] },
      utilisation: [0.4, 0.6, 0.8, 0.8],
    })
    expect(answer.sentence).toContain('at 65 % use')
    const { parts, levelisedPerAllocatedHour, planPerAllocatedHour } = answer.hourCost
    expect(parts['compute']).toBeCloseTo(40e6 / 4 / (1000 * 8760 * 0.65), 9)
    const kwh = 8760 * 1000 * 1.07 * (0.65 * 0.7 + 0.35 * 0.1)
    expect(parts['electricity']).toBeCloseTo((kwh * 0.07) / (1000 * 8760 * 0.65), 9)
    // Dear years are busy ones too, which the mean of each alone does not see.
    expect(Math.abs(levelisedPerAllocatedHour / planPerAllocatedHour - 1)).toBeLessThan(0.01)
  })

  it('one value a year, said once for each year, is the same as said once', () => {
    const once = answerOf({ ...years, power: { ...power, pricePerKwh: 0.06 }, utilisation: 0.7 })
    const often = answerOf({
      ...years,
      power: { ...power, pricePerKwh: [0.06, 0.06, 0.06, 0.06] },
      utilisation: [0.7, 0.7],
    })
    expect(often.hourCost.perAllocatedHour.p50).toBeCloseTo(once.hourCost.perAllocatedHour.p50, 9)
    expect(often.presentCost).toEqual(once.presentCost)
  })

  it('names the overhead that was given, not the usual one', () => {
    const { assumptions } = answerOf({ ...years, power: { ...power, pricePerKwh: 0.06 } })
    const pue = assumptions.find(({ id }) => id === 'pueRatio')
    expect(pue).toMatchObject({ value: 1.07, low: null, high: null, basis: 'given' })
  })
})
