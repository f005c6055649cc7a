import { describe, expect, it } from 'vitest'
import { answerInvest, investCases, type InvestAnswer } from '../../../../sim/index.ts'
import { beliefOf, drawFutures } from '../../../../sim/questions/invest/futures/draw.ts'
import { futureOutcomesOf } from '../../../../sim/questions/invest/futures/ways.ts'
import { inFutures } from '../../../../sim/questions/invest/options.ts'
import { readInvest } from '../../../../sim/questions/invest/input.ts'

function answerOf(input: unknown): InvestAnswer {
  const answered = answerInvest(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
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
    const { planPerAllocatedHour, levelisedPerAllocatedHour, perAllocatedHour } = answer.hourCost
    expect(planPerAllocatedHour.toFixed(2)).toBe(expected)
    expect(levelisedPerAllocatedHour).toBeCloseTo(planPerAllocatedHour, 9)
    // A signed contract turns out close to its plan; the middle of the futures is a median, not the plan.
    expect(Math.abs(perAllocatedHour.p50 / planPerAllocatedHour - 1)).toBeLessThan(0.06)
    expect(perAllocatedHour.p50).not.toBe(planPerAllocatedHour)
  })

  it.each([
    ['isambard-ai', 41_300],
    ['korea-2026', 214e6],
    ['alps', 9300],
  ])('%s has its published price per accelerator', (id, expected) => {
    const [item] = answerOf({ case: id }).machine.capital
    expect((item?.perAccelerator ?? 0) / expected).toBeCloseTo(1, 2)
  })

  it('breaks even by the figures as given on the same basis: levelised, where the rent falls by a fifth a year', () => {
    const falling = {
      case: 'cloud-rent',
      samples: 100,
      options: { rent: { perHour: 2.95, growthPerY: -0.2 } },
    }
    const { utilisationAsGiven, rentLevelised } = answerOf(falling).breakEven
    const { hourCost } = answerOf({ ...falling, utilisation: utilisationAsGiven ?? 1 })
    expect(hourCost.levelisedPerAllocatedHour).toBeCloseTo(rentLevelised ?? 0, 9)
  })

  it('a thousand H100 break even at half use by their figures, and later with the staff that a rent holds', () => {
    const { utilisation, utilisationAsGiven, filled } = answerOf({ case: 'cloud-rent' }).breakEven
    expect(utilisationAsGiven?.toFixed(2)).toBe('0.50')
    expect(filled).toEqual(['staff'])
    expect(utilisation).toBeGreaterThan(0.5)
  })

  it('breaks even, over one scope and levelised, where the own hour costs what the rented one does', () => {
    const { breakEven, options } = answerOf({ case: 'alps' })
    const { utilisation, rentLevelised, curve } = breakEven
    const below = curve.findLast((one) => one.utilisation <= (utilisation ?? 0))
    const above = curve.find((one) => one.utilisation >= (utilisation ?? 1))
    expect(below?.ownPerHour).toBeGreaterThanOrEqual(rentLevelised ?? Infinity)
    expect(above?.ownPerHour).toBeLessThanOrEqual(rentLevelised ?? 0)
    // One rent for one hour: that of the ways side by side, whose rate of exchange stands at its middle.
    expect(rentLevelised).toBeCloseTo(options.find(({ id }) => id === 'rent')?.perServedHour ?? 0, 9)
  })

  it('Alps breaks even where its yearly cost is the rent of the same hours', () => {
    const { breakEven, hourCost, exchanges } = answerOf({ case: 'alps' })
    const perAccelerator = hourCost.yearlyTotal / 10752
    const rent = 2.29 * (exchanges[0]?.rate ?? 0)
    expect(breakEven.rentPerHour).toBeCloseTo(rent, 9)
    expect(breakEven.utilisationAsGiven).toBeCloseTo(perAccelerator / (8760 * rent), 9)
  })

  it.each(investCases.map(({ id }) => [id]))('%s: every part adds up', (id) => {
    const answer = answerOf({ case: id })
    const { hourCost, cashFlow, options } = answer
    expect(sum(Object.values(hourCost.parts))).toBeCloseTo(hourCost.planPerAllocatedHour, 9)
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
    const { p10, p50, p90 } = beliefOf('capital', 'outline')
    expect(drawn[2000]).toBeCloseTo(p10, 2)
    expect(drawn[10_000]).toBeCloseTo(p50, 2)
    expect(drawn[18_000]).toBeCloseTo(p90, 1)
  })

  it('move together as their parts in the heat of the market say, and are the same at every stage else', () => {
    const drawn = drawFutures(1, 20_000)
    const ranks = (id: 'capital' | 'rentGrowth' | 'goodput') => {
      const order = drawn.map((one, index) => [one[id], index] as const).sort(([a], [b]) => a - b)
      const rank = new Float64Array(drawn.length)
      for (const [place, [, index]] of order.entries()) rank[index] = place / drawn.length - 0.5
      return rank
    }
    const together = (a: Float64Array, b: Float64Array) =>
      a.reduce((total, value, index) => total + value * (b[index] ?? 0), 0) / a.length / (1 / 12)
    // Spearman's of two normals that correlate by 0.5 · 0.7: 6/π · asin(0.35/2).
    expect(together(ranks('capital'), ranks('rentGrowth'))).toBeCloseTo((6 / Math.PI) * Math.asin(0.175), 1)
    expect(Math.abs(together(ranks('capital'), ranks('goodput')))).toBeLessThan(0.03)
    const signed = drawFutures(1, 500, 'signed')
    expect(signed.map(({ goodput }) => goodput)).toEqual(drawn.slice(0, 500).map(({ goodput }) => goodput))
    const most = (some: typeof drawn) => Math.max(...some.slice(0, 500).map(({ capital }) => capital))
    expect(most(signed)).toBeLessThan(most(drawn))
  })

  it('demand fails to come in a tenth, and lulls from one year to the next', () => {
    const drawn = drawFutures(1, 20_000)
    const share = (is: (one: (typeof drawn)[number]) => boolean) => drawn.filter(is).length / drawn.length
    expect(share(({ comes }) => comes < 1)).toBeCloseTo(0.1, 2)
    expect(share(({ lullY }) => lullY === 1)).toBeCloseTo(0.1, 2)
    expect(share(({ lullY }) => lullY <= 5)).toBeCloseTo(1 - 0.9 ** 5, 2)
  })

  it('two ways that are the same are never apart: every option meets the same futures', () => {
    const plan = readInvest({ case: 'cloud-rent' })
    if (!plan.ok) throw new Error('the case cannot be read')
    const rent = plan.value.ways.filter(({ id }) => id === 'rent')
    const { presentCosts } = futureOutcomesOf(
      { ...plan.value, ways: [...rent, ...rent] },
      drawFutures(1, 200),
    )
    expect(presentCosts[0]).toEqual(presentCosts[1])
    expect(new Set(presentCosts[0]).size).toBeGreaterThan(100)
  })

  it('a difference has its own range, narrower than the options would make it look', () => {
    const { options, differences } = answerOf({ case: 'cloud-rent' })
    const width = ({ p10, p90 }: { readonly p10: number; readonly p90: number }) => p90 - p10
    const pair = differences.find(({ a, b }) => a === 'reserve' && b === 'rent')
    // If each met futures of its own, the widths would add up as squares do.
    const apart = Math.hypot(
      ...options.filter(({ id }) => id !== 'own').map(({ presentCost }) => width(presentCost)),
    )
    expect(width(pair?.difference ?? { p10: 0, p90: Infinity })).toBeLessThan(0.7 * apart)
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

describe('ways of one price', () => {
  const certain = { rentGrowth: 1, tariffGrowth: 1 }

  it('are said to cost the same, and each is the cheapest of a run', () => {
    const options = { rent: { perHour: 2 }, share: { perHour: 2 } }
    const answer = answerOf({
      ...own,
      options,
      ranges: certain,
      run: { model: 'llama-3.1-8b', tokens: '1T' },
    })
    const pair = answer.differences.find(({ a, b }) => a === 'rent' && b === 'share')
    expect(pair?.sentence).toMatch(/^Rent costs as much as Share in each of [\d,]+ futures\.$/)
  })

  it('are told apart by a hundredth', () => {
    const options = { rent: { perHour: 2.01 }, share: { perHour: 2 } }
    const { differences } = answerOf({ ...own, options, ranges: certain })
    const pair = differences.find(({ a, b }) => a === 'rent' && b === 'share')
    expect(pair?.sentence).toMatch(/^Share is cheaper than Rent in each of /)
  })
})

describe('money and time', () => {
  it('an hour costs the same in real money and in money of the day', () => {
    const real = answerOf({ ...own, discount: { kind: 'real', ratePerY: 0.03 } })
    const nominal = answerOf({
      ...own,
      discount: { kind: 'nominal', ratePerY: 1.03 * 1.02 - 1, inflationPerY: 0.02 },
    })
    expect(nominal.hourCost.planPerAllocatedHour).toBeCloseTo(real.hourCost.planPerAllocatedHour, 9)
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

  it("the hours of a run are that run's, whichever was asked about before", () => {
    const hoursOf = (run: object) => answerOf({ case: 'alps', run }).buys.runHours?.p50 ?? 0
    const [large, small] = [{ tokens: '15T' }, { tokens: '1.5T' }].map(hoursOf)
    expect((large ?? 0) / (small ?? 1)).toBeCloseTo(10, 0)
    expect(hoursOf({ tokens: '15T' })).toBe(large)
    expect(hoursOf({ tokens: '15T', gpus: 8192 })).not.toBe(large)
  })

  it('the site: energy is power by the hours, carbon is energy by the grid', () => {
    const { site } = answerOf({ case: 'alps' })
    expect(site.energyMwhPerY).toBeCloseTo(site.meanMw * 8760, 3)
    const swiss = site.countries.find(({ id }) => id === 'CHE')
    expect(swiss?.isSite).toBe(true)
    expect(swiss?.carbonTPerY.low).toBeCloseTo((site.energyMwhPerY * 34.8) / 1000, 3)
  })
})

describe('value added tax and duties', () => {
  it('are lines of their own by payer, and no hour costs more for them', () => {
    // CHF 100 M in year 0 and 10 M a year of upkeep: duty 2 % of 100, VAT 8.1 % of 102 and of each 10.
    const payers = [{ name: 'Union', capitalFraction: 0.5 }]
    const taxes = { vatFraction: 0.081, dutyFraction: 0.02 }
    const [plain, taxed] = [{}, { taxes }].map((more) => {
      const answered = answerInvest({ case: 'alps', samples: 100, payers, ...more })
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      return answered.value
    })
    expect(plain?.taxes).toEqual([])
    expect(taxed?.hourCost).toEqual(plain?.hourCost)
    const [duty, vat] = taxed?.taxes ?? []
    expect([duty?.name, duty?.total]).toEqual(['Duties', expect.closeTo(2e6, 3)])
    expect(vat?.total).toBeCloseTo(0.081 * (102e6 + 5 * 10e6), 3)
    expect(vat?.byPayer.map(({ name, byYear }) => [name, byYear[0], byYear[1]])).toEqual([
      ['Union', expect.closeTo(0.081 * 51e6, 3), 0],
      ['The owner', expect.closeTo(0.081 * 51e6, 3), expect.closeTo(0.81e6, 3)],
    ])
    const back = answerInvest({ case: 'alps', samples: 100, taxes: { ...taxes, vatRecoveredFraction: 1 } })
    expect(back.status === 'answer' ? back.value.taxes.map(({ name }) => name) : []).toEqual(['Duties'])
  })

  it('a rate of exchange needs a date that is one', () => {
    const exchange = [{ from: 'USD', to: 'EUR', rate: 0.9, date: 'soon', source: 'a bank' }]
    const answered = answerInvest({ case: 'alps', exchange, taxes: { vatFraction: 8.1 } })
    expect(answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []).toContain(
      'exchange.0.date',
    )
  })
})
