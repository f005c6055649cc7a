import { describe, expect, it } from 'vitest'
import { stream, type Random } from '../../../../sim/base/random.ts'
import { plainRules } from '../../../../sim/queue/engine/simulate.ts'
import { asOf } from '../../../../sim/queue/outlook/as-of.ts'
import { pastCases, type Case } from '../../../../sim/queue/outlook/likely/cases.ts'
import { learned } from '../../../../sim/queue/outlook/likely/forecast-test.ts'
import {
  LikelyStarts,
  startProbability,
  startQuantile,
} from '../../../../sim/queue/outlook/likely/likely-starts.ts'
import { workloadOf } from '../workloads.ts'

const hourS = 3600

/** Jobs that start after a multiple of their planned start, which doubles or halves by chance, later by `drift`. */
function world(random: Random, drift: (instant: number) => number): readonly (readonly Case[])[] {
  return Array.from({ length: 150 }, (_, instant) =>
    Array.from({ length: 12 }, (__, job) => {
      const plannedS = hourS * (1 + Math.floor(20 * random()))
      const leftS = plannedS * drift(instant) * 4 ** (random() - 0.5)
      const waitedS = 10 * hourS * random()
      return {
        job: 12 * instant + job,
        owner: job,
        atS: instant * 40 * hourS,
        waitedS,
        plannedS,
        ownS: 0,
        leftS,
        weight: 1,
      }
    }),
  )
}

describe('starts forecast from those most alike', () => {
  it('hold eight in ten inside their intervals, on a machine three times as slow as planned', () => {
    const { test } = learned(world(stream(1, 'steady'), () => 3))
    expect(test?.coverage80).toBeGreaterThan(0.76)
    expect(test?.coverage80).toBeLessThan(0.84)
    // The plan by limits is a third of the start: wrong by two thirds of it.
    expect(test?.medianErrorS).toBeLessThan((test?.medianLimitErrorS ?? 0) / 2)
    expect(test?.brierWithinDay).toBeLessThan((test?.brierOfLimits ?? 0) / 2)
  })

  it('still do where the machine slows down threefold at two thirds of the log', () => {
    const { test } = learned(world(stream(2, 'drifting'), (instant) => (instant < 95 ? 1 : 3)))
    expect(test?.coverage80).toBeGreaterThan(0.72)
    expect(test?.coverage80).toBeLessThan(0.88)
  })

  it('say nothing where fewer than a hundred jobs have waited', () => {
    const likely = new LikelyStarts()
    for (const cases of world(stream(3, 'short'), () => 1).slice(0, 8)) likely.learn(cases, false)
    expect(likely.spreads([{ waitedS: 0, plannedS: hourS, ownS: 0 }], 400 * hourS)).toEqual([null])
  })

  it('are not outvoted by a thousand jobs that one user sent at one instant', () => {
    const likely = new LikelyStarts()
    const like = { waitedS: hourS, plannedS: hourS, ownS: 0, weight: 1, atS: 0 }
    const flood = Array.from({ length: 1000 }, (_, job) => ({ ...like, job, owner: -1, leftS: 100 * hourS }))
    const others = Array.from({ length: 150 }, (_, job) => ({
      ...like,
      job: 1000 + job,
      owner: job,
      leftS: hourS,
    }))
    likely.learn([...flood, ...others], false)
    const [spread] = likely.spreads([like], 1000 * hourS)
    expect(startQuantile(spread ?? [], 0.9)).toBeCloseTo(hourS, 6)
  })

  it('count those that still wait as later than now: half of all, and the median is what they have waited', () => {
    const likely = new LikelyStarts()
    const like = { owner: 0, waitedS: hourS, plannedS: hourS, ownS: 0, weight: 1, atS: 0 }
    const half = (leftS: number) =>
      Array.from({ length: 100 }, (_, job) => ({ ...like, job, owner: job, leftS }))
    likely.learn([...half(hourS), ...half(100 * hourS)], false)
    const [spread] = likely.spreads([like], 10 * hourS)
    expect(startQuantile(spread ?? [], 0.5)).toBeCloseTo(hourS, 6)
    expect(startQuantile(spread ?? [], 0.6)).toBeCloseTo(10 * hourS, 6)
  })
})

describe('the odds of a start', () => {
  const spread = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((h) => Math.log(h * hourS + 60))

  it('by a quantile are its share, never before now, and certain at twice the last', () => {
    expect(startProbability(spread, 3 * hourS)).toBeCloseTo(0.3, 9)
    expect(startProbability(spread, 9 * hourS)).toBeCloseTo(0.9, 9)
    expect(startProbability(spread, -1)).toBe(0)
    expect(startProbability(spread, 18 * hourS + 60)).toBe(1)
    expect(startQuantile(spread, 0.3)).toBeCloseTo(3 * hourS, 6)
  })
})

describe('jobs that waited in the past', () => {
  const jobs = Array.from({ length: 40 }, (_, i) => ({
    submitS: i * 600,
    nodes: 4,
    requestedS: 1200,
    actualS: 1000,
  }))
  const workload = workloadOf(4, jobs)
  const startS = Float64Array.from(jobs, (_, i) => i * 1000)
  const told = { startS, endS: startS.map((s) => s + 1000) }

  it('are told with what was known then, whatever comes later', () => {
    const options = { untilS: 20_000, policy: 'easy', beyond: plainRules } as const
    const found = pastCases(workload, told, options)
    const changed = startS.map((s) => (s > 20_000 ? s + 5000 : s))
    expect(pastCases(workload, { startS: changed, endS: changed.map((s) => s + 1000) }, options)).toEqual(
      found,
    )
    for (const { job, atS, waitedS, plannedS, leftS } of found.flat()) {
      const place = job - Math.floor(atS / 1000)
      // Each of those ahead takes its limit; who runs has run since its start.
      expect(plannedS).toBe(place * 1200 - (atS % 1000))
      expect(leftS).toBe(job * 1000 > 20_000 ? Infinity : job * 1000 - atS)
      expect(waitedS).toBe(atS - job * 600)
    }
    expect(found.length).toBeGreaterThan(300)
  })

  it('are none where a job has ended and nobody knows when it started: it may have waited or run', () => {
    const untold = { startS: startS.map(() => Number.NaN), endS: told.endS }
    expect(pastCases(workload, untold, { untilS: 20_000, policy: 'easy', beyond: plainRules })).toEqual([])
    expect(asOf(workload, untold, 20_000).kept).toEqual([])
  })
})
