import { describe, expect, it } from 'vitest'
import { readBounded, readCount, readDurationS, readMoney, readWhole } from '../../../sim/base/quantity.ts'

describe('a count', () => {
  it.each([
    ['15T', 15e12],
    ['70B', 70e9],
    ['4096', 4096],
    ['4,096', 4096],
    ['1.5e13', 1.5e13],
    ['16.8M', 16.8e6],
    ['2k', 2000],
    ['0.31', 0.31],
    ['2.5 trillion', 2.5e12],
    ['300 Billion', 300e9],
    ['300bn', 300e9],
    ['10 million', 10e6],
    ['15 tn', 15e12],
    ['1_000_000', 1e6],
    ['1’024', 1024],
    ['1\u2009024', 1024],
    ['1\u00a0024\u202f000', 1024e3],
  ])('%s is read', (text, value) => {
    const read = readCount('tokens', text)
    expect(read.ok && Math.abs(read.value / value - 1)).toBeLessThan(1e-12)
  })

  it.each(['15X', '2.5 zillion', '3 ton', '1,5T', '', 'many', '1e', '--4', 'NaN', 'Infinity', '4 09 6'])(
    '%s is refused by name',
    (text) => {
      const read = readCount('tokens', text)
      expect(read.ok).toBe(false)
      if (!read.ok) expect(read.problems[0]?.message).toContain('15T')
    },
  )

  it('a number that is not finite is refused', () => {
    expect(readCount('tokens', Number.NaN).ok).toBe(false)
    expect(readCount('tokens', Infinity).ok).toBe(false)
  })

  it('limits are allowed, beyond them not, and wholes are whole', () => {
    expect(readBounded('gpus', 1, [1, 8]).ok).toBe(true)
    expect(readBounded('gpus', 0, [1, 8]).ok).toBe(false)
    expect(readWhole('gpus', 2.5, [1, 8]).ok).toBe(false)
  })
})

describe('a duration', () => {
  it.each([
    ['90d', 7776000],
    ['12h', 43200],
    ['30min', 1800],
    ['45s', 45],
    ['12w', 7_257_600],
    ['2 weeks', 1_209_600],
    ['1d 6h', 108_000],
    ['1h30min', 5400],
    ['3 hours', 10_800],
    ['1-12:00:00', 129_600],
    ['24:00:00', 86_400],
  ])('%s is read in seconds', (text, seconds) => {
    expect(readDurationS('limit', text)).toEqual({ ok: true, value: seconds })
  })

  it.each(['90', '30m', '3 months', '1y', '24:00', '6h 1d', '1h 2h', '1h foo', '5 in', ''])(
    '%s, which may mean several or none, is refused',
    (text) => {
      expect(readDurationS('limit', text).ok).toBe(false)
    },
  )
})

describe('a share', () => {
  it('may be written in per cent, and nothing else may', () => {
    expect(readBounded('share', '80 %', [0, 1])).toEqual({ ok: true, value: 0.8 })
    expect(readBounded('share', '180%', [0, 1]).ok).toBe(false)
    expect(readBounded('watts', '80%', [0, 500]).ok).toBe(false)
  })
})

describe('money', () => {
  it.each([
    ['CHF 120M', 120e6, 'CHF'],
    ['0.15 EUR', 0.15, 'EUR'],
    ['usd 2.29', 2.29, 'USD'],
    ['€6M', 6e6, 'EUR'],
    ['6 M€', 6e6, 'EUR'],
    ['US$ 2.5bn', 2.5e9, 'USD'],
    ['£1,200', 1200, 'GBP'],
    ['₩80,000,000,000', 80e9, 'KRW'],
    ['CHF 6 Mio.', 6e6, 'CHF'],
    ['1.5 Mrd EUR', 1.5e9, 'EUR'],
  ])('%s is read', (text, amount, currency) => {
    expect(readMoney('price', text)).toEqual({ ok: true, value: { amount, currency } })
  })

  it.each(['0.15', 'CHF', 'CHF x', '', '$6M', '¥6M', '€'])('%s is refused', (text) => {
    expect(readMoney('price', text).ok).toBe(false)
  })
})

describe('a hostile word', () => {
  const words = (length: number) => [
    `CHF${' '.repeat(length)}1ab`,
    `${'1 '.repeat(length)}x`,
    `${'1,000'.repeat(length)}q`,
    `${'9'.repeat(length)}e`,
  ]

  it.each(words(200_000))('of a hundred thousand letters is refused, cut, by every reader', (word) => {
    for (const read of [
      readCount('f', word),
      readDurationS('f', word),
      readMoney('f', word),
      readBounded('f', word, [0, 1]),
    ]) {
      expect(read.ok).toBe(false)
      if (!read.ok) expect(read.problems[0]?.message.length).toBeLessThan(300)
    }
  })
})
