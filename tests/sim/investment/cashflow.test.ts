import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  annuity,
  capitalRecoveryFactor,
  discountFactor,
  priceLevel,
  realRate,
} from '../../../sim/investment/cashflow.ts'

/** Fisher 1930: (1 + r)(1 + i) − 1. */
const nominalRate = (realPerY: number, inflationPerY: number) => (1 + realPerY) * (1 + inflationPerY) - 1
/** Short, Packey and Holt 1995: Σ C_t / (1 + r)^t. */
const presentValue = (amounts: readonly number[], ratePerY: number) =>
  amounts.reduce((total, amount, year) => total + amount / (1 + ratePerY) ** year, 0)

describe('capital recovery', () => {
  it.each([
    [0, 0.2],
    [0.02, 0.212158],
    [0.035, 0.221481],
    [0.05, 0.230975],
  ])('at a rate of %d over five years is %d', (rate, expected) => {
    expect(capitalRecoveryFactor(rate, 5)).toBeCloseTo(expected, 6)
  })

  it('the payments are worth the capital', () => {
    const rate = fc.double({ min: 0, max: 0.3, noNaN: true })
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 40 }), (perY, years) => {
        const payment = annuity(1e8, perY, years)
        const payments = [0, ...Array.from({ length: years }, () => payment)]
        expect(presentValue(payments, perY) / 1e8).toBeCloseTo(1, 9)
      }),
    )
  })

  it('a rate that goes to zero goes to the straight line', () => {
    expect(capitalRecoveryFactor(1e-12, 5)).toBeCloseTo(0.2, 10)
  })
})

describe('present value', () => {
  it('at no rate is the sum', () => {
    const amounts = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 30 })
    fc.assert(
      fc.property(amounts, (flows) => {
        const sum = flows.reduce((total, flow) => total + flow, 0)
        expect(presentValue(flows, 0)).toBe(sum)
      }),
    )
  })
})

describe('real and nominal', () => {
  it('the rate of Swiss rail, 2.25 % nominal with 0.5 % inflation, is about 1.7 % real', () => {
    expect(realRate(0.0225, 0.005)).toBeCloseTo(0.0174, 4)
    expect(nominalRate(realRate(0.0225, 0.005), 0.005)).toBeCloseTo(0.0225, 12)
  })

  it('agree on what a constant price is worth', () => {
    const real = { kind: 'real', ratePerY: 0.03 } as const
    const nominal = { kind: 'nominal', ratePerY: nominalRate(0.03, 0.02), inflationPerY: 0.02 } as const
    for (const year of [0, 1, 7]) {
      const worth = discountFactor(nominal, year) * priceLevel(nominal, year)
      expect(worth).toBeCloseTo(discountFactor(real, year) * priceLevel(real, year), 12)
    }
  })
})
