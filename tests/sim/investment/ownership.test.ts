import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annuity } from '../../../sim/investment/cashflow.ts'
import { breakEvenUtilisation } from '../../../sim/investment/compare.ts'
import { epochGainPerY, remainingValue, valueLost } from '../../../sim/investment/depreciation.ts'
import { hourCost, totalOf, yearlyEnergyKwh, type Ownership } from '../../../sim/investment/ownership.ts'

const plain: Ownership = {
  accelerators: 1,
  capital: [],
  ratePerY: 0,
  maintenancePerY: 0,
  staffPerY: 0,
  electricity: null,
  utilisationFraction: 0.85,
  goodputFraction: 1,
}

/** Epoch AI, May 2026: 38 B of capital, 60 % of it servers; 0.9 B a year of operation; facility 14 years. */
function epochGigawatt(serverLifeY: number): number {
  return hourCost({
    ...plain,
    capital: [
      { part: 'compute', amount: 0.6 * 38e9, lifeY: serverLifeY },
      { part: 'facility', amount: 0.4 * 38e9, lifeY: 14 },
    ],
    ratePerY: 0.08,
    maintenancePerY: 0.9e9,
  }).yearlyTotal
}

describe("Epoch's data centre of 1 GW", () => {
  it.each([
    [5, 8.45, 8.5],
    [3, 11.6, 12],
    [7, 7.1, 7],
  ])('with servers of %i years costs %d B a year', (lifeY, derived, published) => {
    const billions = epochGigawatt(lifeY) / 1e9
    expect(Math.abs(billions / derived - 1)).toBeLessThan(0.01)
    expect(Math.abs(billions / published - 1)).toBeLessThan(0.05)
  })
})

describe('Alps, without facility, staff and storage', () => {
  it.each([
    [0.6, 0.53, 0.57],
    [0.77, 0.41, 0.44],
    [0.85, 0.37, 0.4],
    [0.9, 0.35, 0.38],
  ])(
    'at a utilisation of %d costs CHF %d, at 3.5 %% CHF %d an hour',
    (utilisationFraction, free, discounted) => {
      const alps: Ownership = {
        ...plain,
        accelerators: 10752,
        capital: [{ part: 'compute', amount: 100e6, lifeY: 5 }],
        maintenancePerY: 10e6,
        utilisationFraction,
      }
      expect(hourCost(alps).perAllocatedHour.toFixed(2)).toBe(free.toFixed(2))
      expect(hourCost({ ...alps, ratePerY: 0.035 }).perAllocatedHour.toFixed(2)).toBe(discounted.toFixed(2))
    },
  )

  it('its electricity cross-check: 7.124 MW at 85 % is 53.0 GWh, EUR 7.8 M', () => {
    const energyKwh = yearlyEnergyKwh({ computingW: 7.124e6, idleW: 0, pueRatio: 1 }, 1, 0.85)
    expect((energyKwh / 1e6).toFixed(1)).toBe('53.0')
    expect(((energyKwh * 0.147) / 1e6).toFixed(1)).toBe('7.8')
  })
})

describe('whole projects', () => {
  it.each([
    ['JUPITER', 500e6, 6, 23536, 0.48],
    ['LUMI', 200e6, 4.25, 11912, 0.53],
  ])('%s costs EUR an hour', (_, amount, lifeY, accelerators, expected) => {
    const capital = [{ part: 'compute', amount, lifeY }] as const
    expect(hourCost({ ...plain, accelerators, capital }).perAllocatedHour.toFixed(2)).toBe(
      expected.toFixed(2),
    )
  })
})

describe('break-even', () => {
  it('Alps against a rent of 2.29 is 15 %', () => {
    const yearly = (annuity(100e6, 0.035, 5) + 10e6) / 10752
    expect(yearly / 2990).toBeCloseTo(1, 2)
    const share = breakEvenUtilisation({ fixedPerAcceleratorY: yearly, perUsedHour: 0, rentPerHour: 2.29 })
    expect(share?.toFixed(2)).toBe('0.15')
  })

  it('USD 40,000 all-in and 4,000 a year against 2.95 is 50 %', () => {
    const yearly = annuity(40_000, 0.035, 5) + 4000
    const share = breakEvenUtilisation({ fixedPerAcceleratorY: yearly, perUsedHour: 0, rentPerHour: 2.95 })
    expect(share?.toFixed(2)).toBe('0.50')
  })

  it('at the break-even both cost the same, and running costs move it up', () => {
    const terms = { fixedPerAcceleratorY: 6000, perUsedHour: 0.2, rentPerHour: 2 }
    const share = breakEvenUtilisation(terms) ?? 0
    expect(6000 + 0.2 * 8760 * share).toBeCloseTo(2 * 8760 * share, 6)
    expect(breakEvenUtilisation({ ...terms, perUsedHour: 0 })).toBeLessThan(share)
    expect(breakEvenUtilisation({ ...terms, rentPerHour: 0.2 })).toBeNull()
    expect(breakEvenUtilisation({ ...terms, rentPerHour: 0.5 })).toBeNull()
  })
})

describe('the cost of an hour', () => {
  it('by hand: ten accelerators half of a year at 1,000 W and half at 200 W, a tenth more for the facility', () => {
    const power = { computingW: 1000, idleW: 200, pueRatio: 1.1 }
    expect(yearlyEnergyKwh(power, 10, 0.5)).toBeCloseTo(10 * 8760 * 0.6 * 1.1, 6)
  })

  it('its parts add up, whatever the machine', () => {
    const money = fc.double({ min: 0, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(
        money,
        money,
        money,
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (capital, staff, upkeep, u) => {
          const cost = hourCost({
            ...plain,
            accelerators: 1000,
            capital: [
              { part: 'compute', amount: capital, lifeY: 5 },
              { part: 'facility', amount: capital / 2, lifeY: 15 },
            ],
            ratePerY: 0.03,
            staffPerY: staff,
            maintenancePerY: upkeep,
            electricity: { computingW: 685, idleW: 87, pueRatio: 1.2, pricePerKwh: 0.147 },
            utilisationFraction: u,
            goodputFraction: 0.9,
          })
          expect(totalOf(cost.parts) / cost.perAllocatedHour).toBeCloseTo(1, 9)
          expect(cost.perUsefulHour / cost.perAllocatedHour).toBeCloseTo(1 / 0.9, 12)
        },
      ),
    )
  })
})

describe("Epoch's loss of value", () => {
  it('all hours of an endless life together cost the purchase', () => {
    const stepY = 0.01
    let total = 0
    for (let ageY = stepY / 2; ageY < 60; ageY += stepY)
      total += valueLost(30_000, { ageY, hours: 8760 * stepY, gainPerY: epochGainPerY })
    expect(total / 30_000).toBeCloseTo(1, 5)
  })

  it('a tenth is left after 1/0.14 years', () => {
    expect(remainingValue(1 / epochGainPerY)).toBeCloseTo(0.1, 12)
  })

  it('a year of a new accelerator costs 0.14 · ln 10 of its price, against a fifth by the straight line', () => {
    const year = valueLost(1, { ageY: 0, hours: 8760, gainPerY: epochGainPerY })
    expect(year).toBeCloseTo(0.3224, 4)
  })
})
