import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { youngIntervalS } from '../../../sim/goodput/checkpoint.ts'
import { goodput } from '../../../sim/goodput/goodput.ts'
import { meanTimeBetweenInterruptionsH } from '../../../sim/goodput/interruptions.ts'

const hazards = {
  accelerators: 16384,
  ratePer1000AcceleratorDays: 6.5 / 8,
  checkpointStallS: 6,
  restartS: 600,
  leastIntervalS: 0,
}

describe('interruptions', () => {
  it.each([
    [16384, 1.8],
    [131072, 0.23],
  ])("on %i accelerators at Meta's 6.5 per 1,000 node-days come every %d h", (accelerators, hours) => {
    expect(meanTimeBetweenInterruptionsH(accelerators, 6.5 / 8)).toBeCloseTo(hours, 1)
  })

  it("of Llama 3's 54 days are 3.09 h apart at its own rate", () => {
    const rate = (419 / (16384 * 54)) * 1000
    expect(meanTimeBetweenInterruptionsH(16384, rate)).toBeCloseTo((54 * 24) / 419, 9)
  })
})

describe('goodput', () => {
  it('is 1 where nothing fails', () => {
    expect(goodput({ ...hazards, ratePer1000AcceleratorDays: 0 }).fraction).toBe(1)
  })

  it('is near the expected ETTR formula where its assumptions hold', () => {
    const mild = { ...hazards, accelerators: 256 }
    const meanTimeS = meanTimeBetweenInterruptionsH(256, 6.5 / 8) * 3600
    const intervalS = youngIntervalS(6, meanTimeS)
    const ettr = (1 - (600 + intervalS / 2) / meanTimeS) / (1 + 6 / intervalS)
    expect(Math.abs(goodput(mild).fraction / ettr - 1)).toBeLessThan(1e-3)
  })

  it("gives more than nine tenths with the practice of Llama 3's run, as its report says", () => {
    const rate = (419 / (16384 * 54)) * 1000
    const llama3 = { ...hazards, ratePer1000AcceleratorDays: rate, restartS: 600, checkpointStallS: 1 }
    expect(goodput(llama3).fraction).toBeGreaterThan(0.9)
  })

  it('falls with every hazard, and its shares add up to 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 32768 }),
        (rate, gpus) => {
          const calm = goodput({ ...hazards, accelerators: gpus, ratePer1000AcceleratorDays: rate })
          const rough = goodput({ ...hazards, accelerators: gpus, ratePer1000AcceleratorDays: rate * 1.1 })
          expect(rough.fraction).toBeLessThanOrEqual(calm.fraction)
          const shares =
            calm.fraction + calm.checkpointFraction + calm.lostWorkFraction + calm.restartFraction
          expect(shares).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  it('goes to 0 and never below where interruptions outrun the work', () => {
    const hopeless = goodput({ ...hazards, ratePer1000AcceleratorDays: 1e3 }).fraction
    expect(hopeless).toBeGreaterThan(0)
    expect(hopeless).toBeLessThan(1e-3)
  })
})
