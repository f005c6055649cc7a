import { describe, expect, it } from 'vitest'
import { answerInvest } from '../../../../sim/index.ts'

/** A thousand accelerators at 80 % for four years, undiscounted: 7.008 million hours a year. */
const plain = {
  currency: 'EUR',
  accelerator: 'h100-sxm-80',
  accelerators: 1000,
  country: 'FR',
  horizonY: 4,
  discount: { kind: 'real', ratePerY: 0 },
  power: 'included',
  maintenancePerY: '1M',
  staff: { people: 10, costPerPersonY: 100_000 },
  utilisation: 0.8,
  samples: 500,
}
const system = { scope: 'system', lifeY: 4 }
const hoursPerY = 1000 * 8760 * 0.8

function hourOf(fields: object) {
  const answered = answerInvest({ ...plain, ...fields })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { hourCost, cashFlow, site, buys, shocks, machine, notIncluded, sentence, formulas } = answered.value
  const accelerators = cashFlow.map((year) => year.accelerators)
  const energyMwh = cashFlow.map((year) => year.energyMwh)
  return {
    ...hourCost,
    site,
    buys,
    shocks,
    machine,
    notIncluded,
    sentence,
    formulas,
    accelerators,
    energyMwh,
  }
}

const one = hourOf({ capital: [{ ...system, amount: '40M' }] })

describe('a year in which no hours are wanted', () => {
  const rented = (demandHoursPerY: number | readonly number[]) => {
    const capital = [{ ...system, amount: '40M' }]
    const options = { rent: { perHour: 2 } }
    const serving = { tokensPerDay: 1e9 }
    const answered = answerInvest({ ...plain, capital, options, serving, demandHoursPerY })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const { options: ways, serving: view } = answered.value
    return { plan: ways.find(({ id }) => id === 'rent')?.plan ?? 0, own: view?.ownHoursFraction, ways }
  }

  it('is rented for nothing: a million hours at EUR 2 less, and no figure is lost', () => {
    const [always, later] = [rented(1e6), rented([0, 1e6])]
    expect(always.plan - later.plan).toBeCloseTo(2e6, 0)
    expect(later.own).toEqual(always.own)
    for (const { presentCost } of later.ways)
      expect(Object.values(presentCost).every(Number.isFinite)).toBe(true)
  })
})

describe('the hour as planned', () => {
  it('of one purchase is its cost over its hours: EUR 48 M over 28.03 M', () => {
    expect(one.planPerAllocatedHour).toBeCloseTo(48e6 / (4 * hoursPerY), 9)
    expect(one.levelisedPerAllocatedHour).toBeCloseTo(48e6 / (4 * hoursPerY), 9)
  })

  it('counts the accelerators once where several figures buy them together', () => {
    const two = hourOf({
      capital: [
        { ...system, name: 'servers', amount: '30M' },
        { ...system, name: 'cabling', amount: '10M' },
      ],
    })
    expect(two.accelerators).toEqual([0, 1000, 1000, 1000, 1000])
    expect(two.levelisedPerAllocatedHour).toBeCloseTo(one.levelisedPerAllocatedHour, 9)
    const each = hourOf({
      capital: [
        { ...system, amount: '20M', accelerators: 500 },
        { ...system, amount: '20M', accelerators: 500 },
      ],
    })
    expect(each.planPerAllocatedHour).toBeCloseTo(one.planPerAllocatedHour, 9)
  })

  it('of two phases is that of both: EUR 58 M over two years of 1,000 and two of 1,250', () => {
    const phased = hourOf({
      capital: [
        { ...system, amount: '40M' },
        { scope: 'system', amount: '10M', lifeY: 2, startY: 2, accelerators: 250 },
      ],
    })
    const byHand = 58e6 / (2 * hoursPerY + 2 * 1.25 * hoursPerY)
    expect(phased.levelisedPerAllocatedHour).toBeCloseTo(byHand, 9)
    expect(phased.planPerAllocatedHour).toBeCloseTo(byHand, 9)
  })

  it('draws in its mean year what the accelerators of both phases draw: 1,125 of them', () => {
    const first = { ...system, amount: '40M' }
    const grown = hourOf({
      capital: [first, { scope: 'system', amount: '10M', lifeY: 2, startY: 2, accelerators: 250 }],
    })
    expect(grown.site.energyMwhPerY / one.site.energyMwhPerY).toBeCloseTo(1.125, 9)
    expect(grown.site.meanMw * 8.76).toBeCloseTo(grown.site.energyMwhPerY / 1000, 6)
    expect(grown.site.peakMw / one.site.peakMw).toBeCloseTo(1.25, 9)
    // A machine that is gone after two of four years draws in those two what it always drew.
    const short = hourOf({ capital: [{ ...first, lifeY: 2, refresh: 'none' }] })
    expect(short.site.energyMwhPerY).toBeCloseTo(one.site.energyMwhPerY, 6)
  })

  it('pays for taking the machine down, discounted from the horizon, and never gets cheaper by it', () => {
    const down = hourOf({ capital: [{ ...system, amount: '40M' }], decommissioning: '20M' })
    expect(down.planPerAllocatedHour).toBeCloseTo(68e6 / (4 * hoursPerY), 9)
    for (const part of ['p10', 'p50', 'p90'] as const)
      expect(down.perAllocatedHour[part]).toBeGreaterThan(one.perAllocatedHour[part])
    const discount = { kind: 'real', ratePerY: 0.05 }
    const later = hourOf({ discount, capital: [{ ...system, amount: '40M' }], decommissioning: '20M' })
    // 40 M and 20 M / 1.05^4 by an annuity of 0.282012 a year, with 2 M that run.
    expect(later.planPerAllocatedHour).toBeCloseTo(
      (0.28201183 * (40e6 + 20e6 / 1.05 ** 4) + 2e6) / hoursPerY,
      6,
    )
    expect(later.levelisedPerAllocatedHour).toBeCloseTo(later.planPerAllocatedHour, 6)
  })

  it('counts each year by its accelerators: 1,000 at half use for two years, 3,000 at full use for two', () => {
    const grown = hourOf({
      capital: [
        { ...system, amount: '40M' },
        { scope: 'system', amount: '40M', lifeY: 2, startY: 2, accelerators: 2000 },
      ],
      utilisation: [0.5, 0.5, 1, 1],
      power: { computingW: 1000, idleW: 200, pueRatio: 1.25, pricePerKwh: 0.1 },
    })
    // 2 × 1,000 × 8760 × 0.5 + 2 × 3,000 × 8760 hours; a mean use of 0.875 of 2,000 accelerators.
    const hours = 8760 * (2 * 500 + 2 * 3000)
    const kwh = 8760 * 1.25 * (2 * 1000 * 0.6 + 2 * 3000)
    expect(grown.planPerAllocatedHour).toBeCloseTo((80e6 + 4 * 2e6 + 0.1 * kwh) / hours, 9)
    expect(grown.levelisedPerAllocatedHour).toBeCloseTo(grown.planPerAllocatedHour, 9)
    expect(grown.site.energyMwhPerY).toBeCloseTo(kwh / 4 / 1000, 6)
    expect(grown.buys.meanYear.allocatedHours).toBeCloseTo(hours / 4, 3)
    expect(grown.buys.byMultiplier[0]?.projectsPerY).toBeCloseTo(
      hours / 4 / ((grown.buys.runHours?.p50 ?? 0) * 2),
      9,
    )
    // A later phase says what one of its own costs.
    expect(grown.machine.capital.map(({ perAccelerator }) => perAccelerator)).toEqual([40_000, 20_000])
  })

  it('buys in its mean year what all its machines give, in hours of the first', () => {
    const renewed = hourOf({
      horizonY: 4,
      pricePerformance: 1,
      capital: [{ ...system, amount: '40M', lifeY: 2, refresh: 'same-money' }],
    })
    // Two years of the first machine, two of one that is worth four of it.
    expect(renewed.buys.meanYear.allocatedHours).toBeCloseTo((hoursPerY * (2 + 2 * 4)) / 4, 3)
    expect(renewed.buys.years.map(({ allocatedHours }) => allocatedHours / hoursPerY)).toEqual([1, 1, 4, 4])
  })

  it('is shaken over the horizon where machines follow the first', () => {
    const { shocks, levelisedPerAllocatedHour } = hourOf({
      horizonY: 4,
      pricePerformance: 1,
      capital: [{ ...system, amount: '40M', lifeY: 2, refresh: 'same-capacity' }],
    })
    const by = new Map(shocks.map(({ id, perAllocatedHour }) => [id, perAllocatedHour]))
    // 40 M now and, as performance at a price doubles each year, 10 M two years later; 2 M a year run it.
    const over = (capital: number) => (capital + 4 * 2e6) / (4 * hoursPerY)
    expect(levelisedPerAllocatedHour).toBeCloseTo(over(50e6), 9)
    expect(by.get('capital-up')).toBeCloseTo(over((50e6 * 448.3) / 292.9), 6)
    // With a life of three years the second comes in year 3, at an eighth.
    expect(by.get('short-life')).toBeCloseTo(over(45e6), 9)
  })

  it('of a machine that comes in year 3, or is gone before the horizon, is that of the years in which it runs', () => {
    const byHand = (30e6 + 3 * 2e6) / (3 * hoursPerY)
    for (const startY of [0, 1, 4]) {
      const some = hourOf({ horizonY: 7, capital: [{ ...system, lifeY: 3, startY, amount: '30M' }] })
      expect(some.planPerAllocatedHour).toBeCloseTo(byHand, 9)
      expect(some.levelisedPerAllocatedHour).toBeCloseTo(byHand, 9)
      expect(some.notIncluded.join()).toContain(`no machine runs in year ${startY === 0 ? '4' : '1'}`)
    }
  })

  it('says beside the first machine what the refreshes make of the hour: EUR 86.16 M or 130 M over their hours', () => {
    const sentenceOf = (refresh: string) =>
      hourOf({
        ...{ horizonY: 10, maintenancePerY: '1M', staff: undefined },
        capital: [{ scope: 'system', lifeY: 5, amount: '60M', refresh }],
      }).sentence
    // 60 M, 60 M ÷ 1.3^5 and 10 M that run, over 70.08 M hours of the first; or 130 M over 165.1 M.
    expect(sentenceOf('same-capacity')).toContain('costs EUR 1.23 over 10 years')
    expect(sentenceOf('same-money')).toContain('costs EUR 0.787 over 10 years')
    expect(sentenceOf('none')).not.toContain('refreshes')
  })

  it('draws what its renewals draw: fewer accelerators of the same power, as the years beside it say', () => {
    const renewed = hourOf({
      horizonY: 8,
      capital: [{ scope: 'system', lifeY: 4, amount: '40M', refresh: 'same-capacity' }],
    })
    // 1,000 for four years, 1,000 ÷ 1.3^4 for four.
    expect(renewed.site.energyMwhPerY / one.site.energyMwhPerY).toBeCloseTo((1 + 1.3 ** -4) / 2, 9)
    expect(renewed.site.energyMwhPerY).toBeCloseTo(
      renewed.energyMwh.reduce((all, mwh) => all + mwh, 0) / 8,
      6,
    )
    const why = renewed.formulas.find(({ id }) => id === 'meanMw')
    expect(why?.result).toBeCloseTo(renewed.site.meanMw, 9)
  })
})

describe('the rows of a cost with renewals', () => {
  const capital = [{ ...system, amount: '40M', refresh: 'same-capacity', residual: 'straight-line' }]
  const fields = { capital, pricePerformance: 0.3, decommissioning: '2M' }
  const sumOf = (parts: Readonly<Record<string, number>>) =>
    Object.values(parts).reduce((all, part) => all + part, 0)

  it('hold what replaces the first machine, and what is left of it, and add up to the total shown', () => {
    // 40 M, and 40/1.3^4 M for as much from fewer at the end of year 4, of which half is left at that of year 6.
    const two = 40e6 / 1.3 ** 4
    const renewed = hourOf({ ...fields, horizonY: 6 })
    expect(renewed.machine.capital).toMatchObject([
      { amount: 40e6, renewals: [{ startY: 4, amount: expect.closeTo(two, 0) }] },
    ])
    const { compute = 0, staff = 0, residual = 0, ...rest } = renewed.levelisedParts
    expect(compute * 6 * hoursPerY).toBeCloseTo(40e6 + two, 0)
    expect(staff * 6 * hoursPerY).toBeCloseTo(6e6, 0)
    expect(residual * 6 * hoursPerY).toBeCloseTo(2e6 - two / 2, 0)
    expect(sumOf(rest) * 6 * hoursPerY).toBeCloseTo(6e6, 0)
    expect(sumOf(renewed.levelisedParts)).toBeCloseTo(renewed.levelisedPerAllocatedHour, 12)
    expect(sumOf(renewed.parts)).toBeCloseTo(renewed.planPerAllocatedHour, 12)
  })

  it('add up at a nominal rate as well', () => {
    const discount = { kind: 'nominal', ratePerY: 0.05, inflationPerY: 0.02 }
    const renewed = hourOf({ ...fields, discount, horizonY: 10 })
    expect(renewed.machine.capital[0]?.renewals).toHaveLength(2)
    expect(sumOf(renewed.levelisedParts)).toBeCloseTo(renewed.levelisedPerAllocatedHour, 12)
  })
})
