import { expect, it } from 'vitest'
import { bookValue, marketValue } from '../../../sim/investment/depreciation.ts'

it('a book value falls on a straight line, and to nothing at the end of its life', () => {
  expect([0, 2, 5, 6].map((ageY) => bookValue(ageY, 5))).toEqual([1, 0.6, 0, 0])
})

it('a market value by hand: 10^−0.28 is 0.5248 and 10^−0.7 is 0.1995', () => {
  const market = { lifeY: 5, gainPerY: 0.14 }
  expect(marketValue(2, market)).toBeCloseTo((0.5248 - 0.1995) / (1 - 0.1995), 3)
  expect([marketValue(0, market), marketValue(5, market), marketValue(7, market)]).toEqual([1, 0, 0])
})
