import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stream } from '../../../sim/base/random.ts'
import { dalyIntervalS, goodput, type Hazards } from '../../../sim/goodput/goodput.ts'
import { expectedEttr, simulateGoodput } from './player.ts'

const hour = 3600

const plain: Omit<Hazards, 'meanTimeBetweenInterruptionsS' | 'intervalS' | 'restartS'> = {
  stallS: 10,
  saveS: 0,
  slowOverhead: 0,
  linkS: Infinity,
  linkStartS: 0,
  linkEndS: 0,
}

/** A run long enough for so many interruptions: the chance error of its goodput is below 0.1 %. */
function played(hazards: Hazards, interruptions: number, name: string) {
  const workS = hazards.meanTimeBetweenInterruptionsS * interruptions * 0.5
  const run = simulateGoodput(hazards, workS, stream(11, name))
  return { ...run, fraction: run.trainingS / run.clockS }
}

const meanTimes = [1, 3, 10, 30]
const restarts = [0, 200, 900, 3600]
const intervals = [300, 1200, 3600]

const grid = meanTimes.flatMap((meanH) =>
  restarts.flatMap((restartS) => intervals.map((intervalS) => [meanH, restartS, intervalS] as const)),
)

describe('the run played event by event', () => {
  it('agrees with the expectation within 1 %, over rates, restarts and intervals', () => {
    for (const [meanH, restartS, intervalS] of grid) {
      const hazards = { ...plain, meanTimeBetweenInterruptionsS: meanH * hour, intervalS, restartS }
      const name = `${String(meanH)} h, restart ${String(restartS)} s, interval ${String(intervalS)} s`
      expect(
        Math.abs(played(hazards, 60_000, name).fraction / goodput(hazards).fraction - 1),
        name,
      ).toBeLessThan(0.01)
    }
  })

  it('agrees with the expected ETTR within 1 % where (u + W/2)/M is below 0.12, and not where it is 0.6', () => {
    let compared = 0
    for (const [meanH, restartS, intervalS] of grid) {
      const hazards = { ...plain, meanTimeBetweenInterruptionsS: meanH * hour, intervalS, restartS }
      const share = (restartS + intervalS / 2) / (meanH * hour)
      const error =
        expectedEttr(hazards) /
          played(hazards, 60_000, `ettr ${String([meanH, restartS, intervalS])}`).fraction -
        1
      if (share < 0.12) {
        compared += 1
        expect(Math.abs(error), String([meanH, restartS, intervalS])).toBeLessThan(0.01)
      }
      if (share > 0.6) expect(error).toBeLessThan(-0.05)
    }
    expect(compared).toBeGreaterThan(25)
  })

  it('agrees share by share with chains, asynchronous saves and slow phases', () => {
    for (const linkH of [12, 24, 48]) {
      for (const meanH of [3, 10, 40]) {
        const hazards: Hazards = {
          meanTimeBetweenInterruptionsS: meanH * hour,
          intervalS: 1400,
          stallS: 6,
          saveS: 100,
          restartS: 900,
          slowOverhead: 0.12,
          linkS: linkH * hour,
          linkStartS: 600,
          linkEndS: 60,
        }
        const expected = goodput(hazards)
        const run = played(hazards, 60_000, `${String(linkH)} ${String(meanH)}`)
        expect(
          Math.abs(run.fraction / expected.fraction - 1),
          `${String(linkH)} h, ${String(meanH)} h`,
        ).toBeLessThan(0.01)
        expect(run.checkpointsS / run.clockS).toBeCloseTo(expected.checkpointFraction, 3)
        expect(run.lostWorkS / run.clockS).toBeCloseTo(expected.lostWorkFraction, 2)
        expect(run.restartsS / run.clockS).toBeCloseTo(expected.restartFraction, 2)
        expect(run.chainS / run.clockS).toBeCloseTo(expected.chainFraction, 2)
        expect(run.slowS / run.clockS).toBeCloseTo(expected.slowFraction, 2)
        expect((run.interruptions / run.clockS) * meanH * hour).toBeCloseTo(1, 1)
        expect(run.links).toBe(Math.ceil(run.clockS / hazards.linkS))
      }
    }
  })

  it('agrees within 1 % anywhere inside the limits that the formula states', () => {
    const random = stream(3, 'inside the limits')
    for (let i = 0; i < 60; i += 1) {
      const meanS = hour * 100 ** random()
      const linkS = [Infinity, 12 * hour, 24 * hour, 48 * hour][Math.floor(random() * 4)] ?? Infinity
      const hazards: Hazards = {
        meanTimeBetweenInterruptionsS: meanS,
        intervalS: 120 + random() * Math.min(linkS / 20, meanS / 2),
        stallS: random() * 12,
        saveS: random() * Math.min(meanS / 20, linkS / 100),
        restartS: random() * Math.min(meanS / 4, linkS / 20),
        slowOverhead: 0,
        linkS,
        linkStartS: random() * Math.min(meanS / 20, linkS / 20),
        linkEndS: random() * Math.min(meanS / 100, linkS / 100),
      }
      const error = played(hazards, 40_000, `inside ${String(i)}`).fraction / goodput(hazards).fraction - 1
      expect(Math.abs(error), JSON.stringify(hazards)).toBeLessThan(0.01)
    }
  })

  it('does better than the formula outside them: the end of a link cuts long restarts short', () => {
    const outside: Hazards = {
      ...plain,
      meanTimeBetweenInterruptionsS: 3 * hour,
      intervalS: 1800,
      restartS: 2.7 * hour,
      linkS: 12 * hour,
      linkStartS: 300,
    }
    const error = goodput(outside).fraction / played(outside, 40_000, 'outside').fraction - 1
    expect(error).toBeLessThan(-0.05)
    expect(error).toBeGreaterThan(-0.25)
  })

  const mild = fc.record({
    meanTimeBetweenInterruptionsS: fc.integer({ min: 4 * hour, max: 100 * hour }),
    intervalS: fc.integer({ min: 60, max: 7200 }),
    stallS: fc.integer({ min: 0, max: 300 }),
    saveS: fc.integer({ min: 0, max: 300 }),
    restartS: fc.integer({ min: 0, max: 3600 }),
    slowOverhead: fc.double({ min: 0, max: 1, noNaN: true }),
    linkS: fc.constantFrom(Infinity, 12 * hour, 48 * hour),
    linkStartS: fc.integer({ min: 0, max: 1800 }),
    linkEndS: fc.integer({ min: 0, max: 600 }),
  })

  it('has parts that add up to its clock, and the same seed plays the same run', () => {
    fc.assert(
      fc.property(mild, fc.integer({ min: 0, max: 1e6 }), (hazards, seed) => {
        const run = simulateGoodput(hazards, 50 * hour, stream(seed, 'run'))
        const parts =
          run.trainingS + run.checkpointsS + run.lostWorkS + run.restartsS + run.chainS + run.slowS
        expect(parts / run.clockS).toBeCloseTo(1, 9)
        expect(simulateGoodput(hazards, 50 * hour, stream(seed, 'run'))).toEqual(run)
      }),
    )
  })

  it('takes exactly the work where nothing happens', () => {
    const calm: Hazards = {
      ...plain,
      meanTimeBetweenInterruptionsS: Infinity,
      intervalS: Infinity,
      restartS: 0,
    }
    expect(simulateGoodput(calm, 1234, stream(1, 'calm'))).toMatchObject({
      clockS: 1234,
      interruptions: 0,
      links: 1,
    })
    const stalls = { ...calm, intervalS: 100 }
    expect(simulateGoodput(stalls, 1000, stream(1, 'calm')).clockS).toBe(1090)
    const chained = { ...calm, linkS: 100, linkStartS: 10, linkEndS: 5 }
    expect(simulateGoodput(chained, 850, stream(1, 'calm')).clockS).toBe(995)
  })

  it("is shortest at Daly's interval", () => {
    const hazards = { ...plain, stallS: 60, meanTimeBetweenInterruptionsS: 3 * hour, restartS: 300 }
    const best = dalyIntervalS(60, 3 * hour)
    const at = (intervalS: number) => played({ ...hazards, intervalS }, 60_000, 'daly').fraction
    for (const factor of [0.5, 0.7, 1.5, 2]) expect(at(best)).toBeGreaterThan(at(best * factor))
  })
})
