import { describe, expect, it } from 'vitest'
import { answerInvest, investCases, type InvestAnswer } from '../../../../sim/index.ts'
import { drawFutures, outcomesOf } from '../../../../sim/study/invest/futures.ts'
import { inFutures } from '../../../../sim/study/invest/options.ts'
import { readInvest } from '../../../../sim/study/invest/read.ts'

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

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('the ready cases', () => {
  it.each([
    ['alps', '0.40', 'CHF'],
    ['jupiter', '0.48', 'EUR'],
    ['lumi', '0.53', 'EUR'],
  ])('%s costs %s %s an hour, as derived from the published figures', (id, expected, currency) => {
    const answer = answerOf({ case: id })
    expect(answer.currency).toBe(currency)
    expect(answer.hourCost.perAllocatedHour.p50.toFixed(2)).toBe(expected)
    expect(answer.hourCost.levelisedPerAllocatedHour).toBeCloseTo(answer.hourCost.perAllocatedHour.p50, 9)
  })

  it.each([
    ['isambard-ai', 41_300],
    ['korea-2026', 214e6],
    ['alps', 9300],
  ])('%s has its published price per accelerator', (id, expected) => {
    const [item] = answerOf({ case: id }).machine.capital
    expect((item?.perAccelerator ?? 0) / expected).toBeCloseTo(1, 2)
  })

  it('a thousand H100 break even at half use', () => {
    expect(answerOf({ case: 'cloud-rent' }).breakEven?.utilisation?.toFixed(2)).toBe('0.50')
  })

  it('Alps breaks even where its yearly cost is the rent of the same hours', () => {
    const { breakEven, hourCost, exchanges } = answerOf({ case: 'alps' })
    const perAccelerator = hourCost.yearlyTotal / 10752
    const rent = 2.29 * (exchanges[0]?.rate ?? 0)
    expect(breakEven?.rentPerHour).toBeCloseTo(rent, 9)
    expect(breakEven?.utilisation).toBeCloseTo(perAccelerator / (8760 * rent), 9)
  })

  it.each(investCases.map(({ id }) => [id]))('%s: every part adds up', (id) => {
    const answer = answerOf({ case: id })
    const { hourCost, cashFlow, options } = answer
    expect(sum(Object.values(hourCost.parts))).toBeCloseTo(hourCost.perAllocatedHour.p50, 9)
    for (const year of cashFlow)
      expect(sum(Object.values(year.parts)) + year.residual).toBeCloseTo(year.total, 3)
    for (const { presentCost } of options) {
      expect(presentCost.p10).toBeLessThanOrEqual(presentCost.p50)
      expect(presentCost.p50).toBeLessThanOrEqual(presentCost.p90)
    }
    expect(answer.assumptions.every(({ source }) => source !== '')).toBe(true)
  })
})

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
    ['nothing that runs', { capital: [{ amount: '4M', scope: 'system', startY: 9 }] }, 'capital'],
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
      { sovereignty: { levels: { data: { level: 5 } } } },
      'sovereignty.levels.data.level',
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

describe('futures', () => {
  it('the same seed gives the same bytes, another seed other ranges', () => {
    const once = answerOf({ case: 'cloud-rent', seed: 7 })
    expect(JSON.stringify(answerOf({ case: 'cloud-rent', seed: 7 }))).toBe(JSON.stringify(once))
    expect(answerOf({ case: 'cloud-rent', seed: 8 }).presentCost).not.toEqual(once.presentCost)
  })

  it('each factor has the p10 and p90 of its range', () => {
    const drawn = drawFutures(1, 20_000)
      .map(({ capital }) => capital)
      .sort((a, b) => a - b)
    expect(drawn[2000]).toBeCloseTo(0.95, 2)
    expect(drawn[10_000]).toBeCloseTo(1, 2)
    expect(drawn[18_000]).toBeCloseTo(1.25, 1)
  })

  it('two ways that are the same are never apart: every option meets the same futures', () => {
    const plan = readInvest({ case: 'cloud-rent' })
    if (!plan.ok) throw new Error('the case cannot be read')
    const rent = plan.value.ways.filter(({ id }) => id === 'rent')
    const { presentCosts } = outcomesOf({ ...plan.value, ways: [...rent, ...rent] }, drawFutures(1, 200))
    expect(presentCosts[0]).toEqual(presentCosts[1])
    expect(new Set(presentCosts[0]).size).toBeGreaterThan(100)
  })

  it('a difference has its own range, narrower than the options would make it look', () => {
    const { options, differences } = answerOf({ case: 'cloud-rent' })
    const width = ({ p10, p90 }: { readonly p10: number; readonly p90: number }) => p90 - p10
    const pair = differences.find(({ a, b }) => a === 'reserve' && b === 'rent')
    const separate = sum(
      options.filter(({ id }) => id !== 'own').map(({ presentCost }) => width(presentCost)),
    )
    expect(width(pair?.difference ?? { p10: 0, p90: Infinity })).toBeLessThan(separate / 5)
  })

  it.each([
    [0.95, 'B is cheaper than A in 19 of 20 futures.'],
    [0.05, 'A is cheaper than B in 19 of 20 futures.'],
    [0.999, 'B is cheaper than A in 19 of 20 futures.'],
    [1, 'B is cheaper than A in each of 2,000 futures.'],
    [0, 'A is cheaper than B in each of 2,000 futures.'],
    [0.5, 'B is cheaper than A in 10 of 20 futures.'],
  ])('B cheaper in %d of them is said so', (cheaperFraction, sentence) => {
    expect(inFutures('A', 'B', { cheaperFraction, futures: 2000 })).toBe(sentence)
  })
})

describe('money and time', () => {
  it('an hour costs the same in real money and in money of the day', () => {
    const real = answerOf({ ...own, discount: { kind: 'real', ratePerY: 0.03 } })
    const nominal = answerOf({
      ...own,
      discount: { kind: 'nominal', ratePerY: 1.03 * 1.02 - 1, inflationPerY: 0.02 },
    })
    expect(nominal.hourCost.perAllocatedHour.p50).toBeCloseTo(real.hourCost.perAllocatedHour.p50, 9)
    expect(nominal.hourCost.levelisedPerAllocatedHour).toBeCloseTo(real.hourCost.levelisedPerAllocatedHour, 9)
    expect(nominal.presentCost.p50 / real.presentCost.p50).toBeCloseTo(1, 9)
  })

  it('a rate of exchange is applied one way and the other, and shown', () => {
    const exchange = [{ from: 'EUR', to: 'USD', rate: 1.25, date: '2026-01', source: 'a test' }]
    const answer = answerOf({ ...own, exchange, maintenancePerY: 'USD 5M' })
    expect(answer.cashFlow[1]?.parts['maintenance']).toBeCloseTo(4e6, 6)
    expect(answer.exchanges).toEqual(exchange)
    expect(answer.options.map(({ id }) => id)).toEqual(['own', 'rent'])
  })

  it('without one, an offer in another currency is named and not compared', () => {
    const answer = answerOf(own)
    expect(answer.options.map(({ id }) => id)).toEqual(['own'])
    expect(answer.notCompared[0]).toContain('no dated rate to EUR')
  })

  it('says what neither a scope nor a figure pays for', () => {
    expect(answerOf(own).notIncluded.join()).toContain('facility')
    expect(answerOf({ case: 'jupiter' }).notIncluded.join()).not.toContain('facility')
  })

  it('more expensive electricity never makes the hour cheaper, and shocks move the way they should', () => {
    const cheap = answerOf({ ...own, power: { pricePerKwh: 0.05 } })
    const dear = answerOf({ ...own, power: { pricePerKwh: 0.2 } })
    expect(dear.hourCost.perAllocatedHour.p50).toBeGreaterThan(cheap.hourCost.perAllocatedHour.p50)
    const moves = new Map(dear.shocks.map(({ id, changeFraction }) => [id, changeFraction]))
    expect(moves.get('capital-up')).toBeGreaterThan(0)
    expect(moves.get('capital-up')).toBeLessThan(0.531)
    expect(moves.get('short-life')).toBeGreaterThan(0)
  })

  it('what a year buys is its hours ÷ (hours of a run × experiments)', () => {
    const { buys } = answerOf({ case: 'alps', run: { multiplier: 'reproduction', shareFraction: 1 } })
    const [first] = buys.years
    expect(first?.projects).toBeCloseTo((first?.allocatedHours ?? 0) / ((buys.runHours?.p50 ?? 0) * 2), 9)
    expect(first?.researchers).toBe(0)
  })

  it('the site: energy is power by the hours, carbon is energy by the grid', () => {
    const { site } = answerOf({ case: 'alps' })
    expect(site.energyMwhPerY).toBeCloseTo(site.meanMw * 8760, 3)
    const swiss = site.countries.find(({ id }) => id === 'CHE')
    expect(swiss?.isSite).toBe(true)
    expect(swiss?.carbonTPerY.low).toBeCloseTo((site.energyMwhPerY * 34.8) / 1000, 3)
  })
})

describe('a portfolio and sovereignty in the answer', () => {
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

  it('Apertus on Alps ships, with the mapping called editorial', () => {
    const { sovereignty } = answerOf({ case: 'alps' })
    const middles = sovereignty?.scores.map(({ id, score }) => [id, score.middle])
    expect(middles).toEqual([
      ['eu-mapped', 70.75],
      ['equal', 68.75],
    ])
    expect(sovereignty?.gate).toEqual({ level: 0.5, weakest: ['chips'], unknown: [] })
    expect(sovereignty?.scores[0]?.editorial).toContain("project's own mapping")
    expect(Object.keys(sovereignty?.facts ?? {})).toHaveLength(3)
  })

  it('an investment moves the score, own weights are heard, and the unknown stays open', () => {
    const sovereignty = {
      levels: { data: { level: 0 }, model: { level: 1 } },
      weights: { data: 9, model: 1 },
      changes: { data: { level: 1 } },
    }
    const view = answerOf({ ...own, sovereignty }).sovereignty
    const mine = view?.scores.find(({ id }) => id === 'own')
    expect(mine?.score.low).toBeCloseTo(2.5, 9)
    expect(mine?.moved?.after.low).toBeCloseTo(25, 9)
    expect(mine?.moved?.byChange).toEqual([{ dimension: 'data', points: 22.5 }])
    expect(view?.gate.unknown).toEqual(['infrastructure', 'talent', 'energy', 'chips'])
  })
})
