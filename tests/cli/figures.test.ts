import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { count, figure } from '../../server/cli/writing/table.ts'

const options = { numRuns: 5000 }
const wholes = fc.oneof(
  fc.integer({ min: -2000, max: 2000 }),
  fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
  fc.maxSafeInteger(),
)
const fractions = fc.oneof(
  fc.double({ min: 0.0005, max: 10, noNaN: true }),
  fc.double({ min: 1, max: 1e9, noNaN: true }),
  // Halves of the last digit that is shown.
  fc.integer({ min: 1, max: 10 ** 9 }).map((tenths) => (2 * tenths + 1) / 2000),
  fc.double({ min: 0.1, max: 1e12, noNaN: true }).map((value) => Number(value.toPrecision(6))),
)

/** What the locale's own formatting makes of a figure. */
const byIntl = new Intl.NumberFormat('en-US')
const threeByIntl = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

describe('count', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [-999, '-999'],
    [-1000, '-1,000'],
    [9007199254740991, '9,007,199,254,740,991'],
    [1234.5, '1,234.5'],
    [1.0005, '1.001'],
    [999.9996, '1,000'],
    [0.0004, '0'],
    [1e-7, '0'],
  ])('%d is %s, as Intl has it', (value, text) => {
    expect(count(value)).toBe(text)
    expect(byIntl.format(value)).toBe(text)
  })

  it('writes whole numbers, negative ones too, as Intl does', () => {
    fc.assert(
      fc.property(wholes, (value) => {
        expect(count(value)).toBe(byIntl.format(value))
      }),
      options,
    )
  })

  it('rounds fractions to three decimals as Intl does', () => {
    fc.assert(
      fc.property(fractions, fc.boolean(), (size, isNegative) => {
        const value = isNegative ? -size : size
        expect(count(value)).toBe(byIntl.format(value))
      }),
      options,
    )
  })
})

describe('figure', () => {
  it('writes three significant digits as Intl does', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 9.99e11, noNaN: true }), fc.boolean(), (size, isNegative) => {
        const value = isNegative ? -size : size
        expect(figure(value)).toBe(threeByIntl.format(Number(value.toPrecision(3))))
      }),
      options,
    )
  })
})
