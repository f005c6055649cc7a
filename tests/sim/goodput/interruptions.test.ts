import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  calendarS,
  goodput,
  linksOf,
  type Hazards,
  coldRecoveryS,
  crowding,
  crowdRatePer1000AcceleratorDays,
  dalyIntervalS,
  meanTimeBetweenInterruptionsH,
  scaleExcess,
  youngIntervalS,
} from '../../../sim/goodput/goodput.ts'

describe('how often a job is interrupted', () => {
  it("by hand: Llama 3 405B's 419 in 54 days of 16,384 are one in 3.1 h", () => {
    const rate = 419 / 54 / 16.384
    expect(meanTimeBetweenInterruptionsH(16_384, rate)).toBeCloseTo((54 * 24) / 419, 9)
    expect(meanTimeBetweenInterruptionsH(16_384, rate).toFixed(1)).toBe('3.1')
    expect(meanTimeBetweenInterruptionsH(32_768, rate).toFixed(2)).toBe('1.55')
  })

  it('of 98,304 accelerators is every 18 minutes, where the line gives 51: 2.3 of 1,000 servers a day', () => {
    const lineH = meanTimeBetweenInterruptionsH(98_304, crowdRatePer1000AcceleratorDays)
    expect(lineH * 60).toBeCloseTo(51, 0)
    expect((lineH * 60) / scaleExcess(98_304)).toBeCloseTo(18, 9)
    expect(scaleExcess(98_304).toFixed(1)).toBe('2.8')
  })

  it('is on the line up to 32,768, and never falls with size', () => {
    expect([1, 1000, 32_768].map(scaleExcess)).toEqual([1, 1, 1])
    const sizes = [32_768, 40_000, 65_536, 98_304, 131_072, 200_000].map(scaleExcess)
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes)
    // A power law: from one size to twice it the same factor.
    expect(scaleExcess(131_072) / scaleExcess(65_536)).toBeCloseTo(scaleExcess(65_536), 9)
  })

  it('comes over from what many have run to what one has by the logarithm of size', () => {
    expect([0, 1, 32_768].map(crowding)).toEqual([0, 0, 0])
    expect([98_304, 1e6].map(crowding)).toEqual([1, 1])
    // √3 times 32,768 is half of the way to three times.
    expect(crowding(32_768 * Math.sqrt(3))).toBeCloseTo(0.5, 12)
  })
})

describe('a cold recovery', () => {
  it.each([
    [8, 200],
    [16_384, 200],
    [19_456, 250],
    [22_528, 300],
    [44_032, 450],
    [65_536, 600],
    [81_920, 750],
    [98_304, 900],
    [196_608, 1800],
  ])(
    'of %i accelerators takes %i s: as published, and on straight lines between',
    (accelerators, seconds) => {
      expect(coldRecoveryS(accelerators)).toBeCloseTo(seconds, 9)
    },
  )
})

/** Clock seconds for each second of stepping: M e^(R/M) (e^((W + d)/M) − 1) ÷ W, R apart. */
const perSecond = (intervalS: number, stallS: number, meanS: number) =>
  (meanS * Math.expm1((intervalS + stallS) / meanS)) / intervalS

/** Where a function of one valley is least, by thirds of what is left. */
function least(of: (x: number) => number, [from, to]: readonly [number, number]): number {
  let [low, high] = [from, to]
  for (let i = 0; i < 300; i += 1) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (of(a) < of(b)) high = b
    else low = a
  }
  return (low + high) / 2
}

describe('the interval between checkpoints', () => {
  it('by hand: a stall of 12.5 s and an interruption in 10,000 s are 500 s by Young', () => {
    expect(youngIntervalS(12.5, 10_000)).toBe(500)
    // Daly: 500 · (1 + 0.025/3 + 0.000625/9) − 12.5.
    expect(dalyIntervalS(12.5, 10_000)).toBeCloseTo(500 * (1 + 0.025 / 3 + 0.000625 / 9) - 12.5, 9)
  })

  it('of Daly is where the time is least, found by trying, to a thousandth where stalls are rare', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 600, noNaN: true }),
        fc.double({ min: 0.0001, max: 0.05, noNaN: true }),
        (stallS, share) => {
          const meanS = stallS / share
          const best = least((w) => perSecond(w, stallS, meanS), [stallS / 100, 4 * meanS])
          expect(Math.abs(dalyIntervalS(stallS, meanS) / best - 1)).toBeLessThan(1e-3)
          // Young forgets the stall itself: never nearer.
          expect(youngIntervalS(stallS, meanS)).toBeGreaterThan(best)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is the mean time where a stall takes twice that or longer, and endless where nothing interrupts', () => {
    expect([dalyIntervalS(200, 100), dalyIntervalS(500, 100)]).toEqual([100, 100])
    expect(dalyIntervalS(30, Infinity)).toBe(Infinity)
  })
})

const calm: Hazards = {
  meanTimeBetweenInterruptionsS: Infinity,
  intervalS: Infinity,
  stallS: 0,
  saveS: 0,
  restartS: 0,
  slowOverhead: 0,
  linkS: Infinity,
  linkStartS: 0,
  linkEndS: 0,
}

describe('what is left of the clock, by hand', () => {
  it('of a run that nothing holds up is all', () => {
    expect(goodput(calm)).toEqual({
      fraction: 1,
      checkpointFraction: 0,
      lostWorkFraction: 0,
      restartFraction: 0,
      chainFraction: 0,
      slowFraction: 0,
    })
  })

  it('of 970 s of stepping and 30 s of stall is 97 %', () => {
    const { fraction, checkpointFraction } = goodput({ ...calm, intervalS: 970, stallS: 30 })
    expect([fraction, checkpointFraction]).toEqual([0.97, 0.03])
  })

  it('of a job of 12 h that starts in 20 minutes and ends in 4 is 29 parts of 30', () => {
    const { fraction, chainFraction } = goodput({ ...calm, linkS: 43_200, linkStartS: 1200, linkEndS: 240 })
    expect(chainFraction).toBeCloseTo(1 / 30, 12)
    expect(fraction).toBeCloseTo(29 / 30, 12)
  })

  it('of steps that take a quarter longer is four fifths', () => {
    const { fraction, slowFraction } = goodput({ ...calm, slowOverhead: 0.25 })
    expect([fraction, slowFraction]).toEqual([0.8, 0.2].map((share) => expect.closeTo(share, 12)))
  })

  it('of an interruption in 1,000 s and 500 s to a checkpoint: 0.5 ÷ (e^0.5 − 1), without a restart', () => {
    const { fraction, lostWorkFraction } = goodput({
      ...calm,
      meanTimeBetweenInterruptionsS: 1000,
      intervalS: 500,
    })
    expect(fraction).toBeCloseTo(0.5 / (Math.sqrt(Math.E) - 1), 12)
    expect(fraction + lostWorkFraction).toBeCloseTo(1, 12)
  })

  it('is nothing where a run is interrupted and never saves', () => {
    expect(goodput({ ...calm, meanTimeBetweenInterruptionsS: 1e6 }).fraction).toBe(0)
  })

  it('is a share of the clock: all are positive and add up to it, whatever holds a run up', () => {
    const time = fc.double({ min: 1, max: 1e6, noNaN: true })
    const hazards = fc.record({
      meanTimeBetweenInterruptionsS: fc.double({ min: 10, max: 1e8, noNaN: true }),
      intervalS: time,
      stallS: time,
      saveS: time,
      restartS: time,
      slowOverhead: fc.double({ min: 0, max: 2, noNaN: true }),
      linkS: time,
      linkStartS: time,
      linkEndS: time,
    })
    fc.assert(
      fc.property(hazards, (held) => {
        const parts = Object.values(goodput(held))
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9)
      }),
    )
  })
})

describe('the calendar, by hand', () => {
  it('of 100 h in jobs of 24 h is five jobs with four waits of 6 h, and a fiftieth of closed days', () => {
    const links = linksOf(100 * 3600, 24 * 3600)
    expect(links).toBe(5)
    const clock = { clockS: 100 * 3600, links, waitS: 6 * 3600, maintenanceFraction: 0.02 }
    expect(calendarS(clock) / 3600).toBeCloseTo(124 / 0.98, 9)
  })

  it.each([
    [24, 1],
    [24.001, 2],
    [48, 2],
    [1, 1],
  ])('of %d h in jobs of 24 h is %i jobs', (hours, links) => {
    expect(linksOf(hours * 3600, 24 * 3600)).toBe(links)
  })
})
