import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayWords, readDay } from '../../../sim/base/calendar.ts'
import { dateS } from '../../../sim/base/dates.ts'
import { crossing, valley } from '../../../sim/base/solve.ts'

describe('dates', () => {
  it("are those of the engine's own calendar, 1583 to 9999", () => {
    const day = fc.integer({ min: -141_000, max: 2_932_896 })
    fc.assert(
      fc.property(day, (number) => {
        const theirs = new Date(number * 86_400_000).toISOString().slice(0, 10)
        expect(dayWords(number)).toBe(theirs)
        expect(readDay('date', theirs)).toEqual({ ok: true, value: number })
      }),
      { numRuns: 2000 },
    )
  })

  it('with a time are the seconds of the engine, met once or again, and none on a day that is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (unixS) => {
        const theirs = new Date(unixS * 1000).toISOString().slice(0, 19)
        expect([dateS(theirs), dateS(theirs), dateS(theirs.replace('T', ' '))]).toEqual([unixS, unixS, unixS])
      }),
    )
    const last = Date.UTC(2028, 1, 29) / 1000
    expect(['T23:59:60', 'T24:00:00'].map((time) => dateS(`2028-02-29${time}`) - last)).toEqual([
      86_400, 86_400,
    ])
    for (const time of ['2027-02-29T10:00:00', '2027-02-29T10:00:00', '2027-03-01T25:00:00'])
      expect(dateS(time)).toBeNaN()
  })

  it.each(['2027-02-29', '2027-13-01', '2027-6-1', 'soon', '2027-00-10', ''])('%s is none', (raw) => {
    expect(readDay('date', raw).ok).toBe(false)
  })
})

describe('solving', () => {
  it('finds where a monotone function crosses zero', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (target) => {
        const found = crossing((x) => x ** 1.5 - target ** 1.5, [1e-9, 1e15])
        expect((found ?? 0) / target).toBeCloseTo(1, 9)
      }),
    )
    expect(crossing((x) => x + 1, [1, 10])).toBeNull()
  })

  it('finds the bottom of a valley', () => {
    expect(valley((x) => x + 400 / x, [1, 1000])).toBeCloseTo(20, 5)
  })
})
