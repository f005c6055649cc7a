import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serve, type Demand } from '../../../sim/investment/compare.ts'
import { hourCost, totalOf } from '../../../sim/investment/ownership.ts'
import { programme, type Phase, type Programme } from '../../../sim/investment/programme.ts'

const compute: Phase = {
  name: 'machine',
  part: 'compute',
  amount: 100e6,
  startY: 0,
  lifeY: 5,
  accelerators: 10752,
  refresh: 'none',
  residual: 'none',
}

const alps: Programme = {
  horizonY: 5,
  discounting: { kind: 'real', ratePerY: 0.035 },
  phases: [compute],
  maintenancePerY: 2e6,
  staffPerY: 3e6,
  power: { computingW: 685, idleW: 87.25, pueRatio: 1.2 },
  pricePerKwhByYear: [0.147],
  utilisationByYear: [0.85],
  goodputFraction: 0.9,
  performanceGainPerY: 0.3,
}

const anyPlan = fc.record({
  rate: fc.double({ min: 0, max: 0.1, noNaN: true }),
  horizonY: fc.integer({ min: 1, max: 15 }),
  lifeY: fc.integer({ min: 1, max: 8 }),
  refresh: fc.constantFrom('none', 'same-capacity', 'same-money') satisfies fc.Arbitrary<Phase['refresh']>,
  residual: fc.constantFrom('none', 'straight-line', 'market') satisfies fc.Arbitrary<Phase['residual']>,
  utilisation: fc.double({ min: 0.1, max: 1, noNaN: true }),
})

describe('a programme', () => {
  it('of one life is the annuity', () => {
    const { levelisedPerAllocatedHour, levelisedPerUsefulHour } = programme(alps)
    const steady = hourCost({
      accelerators: 10752,
      capital: [{ part: 'compute', amount: 100e6, lifeY: 5 }],
      ratePerY: 0.035,
      maintenancePerY: 2e6,
      staffPerY: 3e6,
      electricity: { computingW: 685, idleW: 87.25, pueRatio: 1.2, pricePerKwh: 0.147 },
      utilisationFraction: 0.85,
      goodputFraction: 0.9,
    })
    expect(levelisedPerAllocatedHour / steady.perAllocatedHour).toBeCloseTo(1, 12)
    expect(levelisedPerUsefulHour / steady.perUsefulHour).toBeCloseTo(1, 12)
  })

  it('levelised cost × discounted hours is the discounted cost, and so are its parts', () => {
    fc.assert(
      fc.property(anyPlan, ({ rate, horizonY, lifeY, refresh, residual, utilisation }) => {
        const found = programme({
          ...alps,
          horizonY,
          discounting: { kind: 'real', ratePerY: rate },
          phases: [{ ...compute, lifeY, refresh, residual }],
          utilisationByYear: [utilisation],
        })
        const again = found.levelisedPerAllocatedHour * found.discountedAllocatedHours
        expect(again / found.presentCost).toBeCloseTo(1, 12)
        const parts = totalOf(found.presentParts) + found.presentResidual
        expect(parts / found.presentCost).toBeCloseTo(1, 9)
        const flows = found.years.reduce((sum, one) => sum + one.total / (1 + rate) ** one.year, 0)
        expect(flows / found.presentCost).toBeCloseTo(1, 9)
      }),
    )
  })

  it('at no rate costs the sum of its flows', () => {
    const found = programme({ ...alps, discounting: { kind: 'real', ratePerY: 0 } })
    expect(found.presentCost / found.years.reduce((sum, one) => sum + one.total, 0)).toBeCloseTo(1, 12)
  })

  it('counts the same in real money and in money of the day', () => {
    const real = programme({ ...alps, horizonY: 12, phases: [{ ...compute, refresh: 'same-money' }] })
    const nominal = programme({
      ...alps,
      horizonY: 12,
      phases: [{ ...compute, refresh: 'same-money' }],
      discounting: { kind: 'nominal', ratePerY: 1.035 * 1.02 - 1, inflationPerY: 0.02 },
    })
    expect(nominal.presentCost / real.presentCost).toBeCloseTo(1, 12)
    expect(nominal.levelisedPerAllocatedHour / real.levelisedPerAllocatedHour).toBeCloseTo(1, 12)
    expect(nominal.years[5]?.parts.staff).toBeCloseTo(3e6 * 1.02 ** 5, 3)
  })

  it('renews what has come to its end: the same capacity for less, or more for the same', () => {
    const plan = { ...alps, horizonY: 10 }
    const less = programme({ ...plan, phases: [{ ...compute, refresh: 'same-capacity' }] })
    const more = programme({ ...plan, phases: [{ ...compute, refresh: 'same-money' }] })
    const gain = 1.3 ** 5
    expect(less.years[5]?.parts.compute).toBeCloseTo(100e6 / gain, 3)
    expect(less.years[6]?.accelerators).toBeCloseTo(10752 / gain, 6)
    expect(less.years[6]?.equivalentHours).toBeCloseTo(less.years[5]?.equivalentHours ?? 0, 3)
    expect(more.years[5]?.parts.compute).toBeCloseTo(100e6, 3)
    expect((more.years[6]?.equivalentHours ?? 0) / (more.years[5]?.equivalentHours ?? 1)).toBeCloseTo(gain, 9)
  })

  it('takes off what is left at the horizon, by the straight line or by the market', () => {
    const plan = { ...alps, horizonY: 2, discounting: { kind: 'real', ratePerY: 0 } as const }
    const straight = programme({ ...plan, phases: [{ ...compute, residual: 'straight-line' }] })
    const market = programme({ ...plan, phases: [{ ...compute, residual: 'market' }] })
    expect(straight.presentResidual).toBeCloseTo(-100e6 * (1 - 2 / 5), 3)
    // Of the five years' services, each 1.3 times cheaper than the one before, those of the last three are left.
    const services = [0, 1, 2, 3, 4].map((year) => 1.3 ** -year)
    const left = services.slice(2).reduce((total, one) => total + one, 0)
    const all = services.reduce((total, one) => total + one, 0)
    expect(market.presentResidual).toBeCloseTo((-100e6 * left) / all, 3)
  })

  it('the market pays as the straight line where prices stand still, and nothing at the end of a life', () => {
    const plan = { ...alps, horizonY: 2, performanceGainPerY: 0 }
    const at = (residual: Phase['residual'], horizonY: number) =>
      programme({ ...plan, horizonY, phases: [{ ...compute, residual }] }).presentResidual
    expect(at('market', 2)).toBeCloseTo(at('straight-line', 2), 6)
    expect(at('market', 5)).toBeCloseTo(0, 9)
    const endless = { ...compute, lifeY: 1000, residual: 'market' } as const
    const long = programme({ ...alps, horizonY: 2, phases: [endless] })
    expect(long.years[2]?.residual).toBeCloseTo(-100e6 / 1.3 ** 2, 0)
  })

  it('a later phase brings its accelerators after its own beginning', () => {
    const second = { ...compute, startY: 2, accelerators: 1000, amount: 30e6 }
    const { years } = programme({ ...alps, phases: [compute, second] })
    expect(years.map(({ accelerators }) => accelerators)).toEqual([0, 10752, 10752, 11752, 11752, 11752])
    expect(years[2]?.parts.compute).toBe(30e6)
  })
})

describe('ways of getting hours', () => {
  const demand: Demand = {
    horizonY: 5,
    discounting: { kind: 'real', ratePerY: 0.03 },
    hoursByYear: [1e7],
    topUp: { perHour: 3, growthPerY: 0 },
  }

  it('rent costs its price an hour', () => {
    const rent = serve({ kind: 'rent', tariff: { perHour: 2.29, growthPerY: 0 } }, demand)
    expect(rent.perServedHour).toBeCloseTo(2.29, 12)
    expect(rent.years.map(({ cost }) => cost)).toEqual([0, 2.29e7, 2.29e7, 2.29e7, 2.29e7, 2.29e7])
  })

  it('own serves no more than its machine, and the rest is topped up', () => {
    const own = serve(
      { kind: 'own', plan: { ...alps, utilisationByYear: [0.9] } },
      { ...demand, hoursByYear: [1e8] },
    )
    const capacity = 10752 * 8760 * 0.9
    expect(own.years[1]?.servedHours).toBeCloseTo(capacity, 3)
    expect(own.years[1]?.toppedUpHours).toBeCloseTo(1e8 - capacity, 3)
    expect(own.unmetHours).toBe(0)
  })

  it('at the break-even utilisation own and rent cost the same', () => {
    const bare = { ...alps, power: null, staffPerY: 0, maintenancePerY: 10e6 }
    const yearly = hourCost({
      accelerators: 10752,
      capital: [{ part: 'compute', amount: 100e6, lifeY: 5 }],
      ratePerY: 0.03,
      maintenancePerY: 10e6,
      staffPerY: 0,
      electricity: null,
      utilisationFraction: 1,
      goodputFraction: 1,
    }).yearlyTotal
    const hours = yearly / 2.29
    const want = { ...demand, hoursByYear: [hours] }
    const own = serve({ kind: 'own', plan: bare }, want)
    const rent = serve({ kind: 'rent', tariff: { perHour: 2.29, growthPerY: 0 } }, want)
    expect(own.presentCost / rent.presentCost).toBeCloseTo(1, 9)
  })

  it('a reserve is paid whether used or not; a share has its fees and its limit', () => {
    const reserve = serve(
      { kind: 'reserve', tariff: { perHour: 1.7, growthPerY: 0 }, accelerators: 1000 },
      { ...demand, topUp: null },
    )
    expect(reserve.years[1]?.cost).toBeCloseTo(1000 * 8760 * 1.7, 3)
    expect(reserve.years[1]?.unmetHours).toBeCloseTo(1e7 - 8.76e6, 3)
    const share = serve(
      {
        kind: 'share',
        tariff: { perHour: 0.5, growthPerY: 0 },
        entryFee: 1e6,
        feePerY: 1e5,
        mostHoursPerY: 4e6,
      },
      demand,
    )
    expect(share.years[0]?.cost).toBe(1e6)
    expect(share.years[1]?.cost).toBeCloseTo(1e5 + 4e6 * 0.5 + 6e6 * 3, 3)
  })

  it('more demand never costs less', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e5, max: 2e8, noNaN: true }), (hours) => {
        const cost = (h: number) =>
          serve({ kind: 'own', plan: alps }, { ...demand, hoursByYear: [h] }).presentCost
        expect(cost(hours * 1.2)).toBeGreaterThanOrEqual(cost(hours) - 1)
      }),
    )
  })
})
