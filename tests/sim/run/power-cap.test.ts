import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { powerCap } from '../../../sim/run/power-cap.ts'

describe('a power cap', () => {
  it('meets the published point: 13.7 % of energy for 6.8 % of time, within a point', () => {
    // Energy = power × time = p^(2/3), so the power at which energy falls by 13.7 %:
    const power = 0.863 ** 1.5
    const { speedFraction, powerW } = powerCap(200, 200 * power)
    expect(powerW / 200 / speedFraction).toBeCloseTo(0.863, 9)
    expect(Math.abs(1 / speedFraction - 1.068)).toBeLessThan(0.01)
  })

  it('above the draw changes nothing; below it power falls more than speed', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.4, max: 2, noNaN: true }), (share) => {
        const { speedFraction, powerW } = powerCap(685, 685 * share)
        if (share >= 1) expect({ speedFraction, powerW }).toEqual({ speedFraction: 1, powerW: 685 })
        else expect(speedFraction).toBeGreaterThan(powerW / 685)
      }),
    )
  })
})
