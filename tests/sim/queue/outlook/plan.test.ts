import { describe, expect, it } from 'vitest'
import type { Workload } from '../../../../sim/queue/engine/job.ts'
import { compareScenarios, studentT975 } from '../../../../sim/queue/outlook/compare.ts'
import { finished, planSteps, type PlanOptions, shaken } from '../../../../sim/queue/outlook/plan-run.ts'
import { chainLinksOf, type PlannedRun } from '../../../../sim/queue/outlook/planned-run.ts'
import { quantiles } from '../../../../sim/base/math.ts'
import { plainRules } from '../../../../sim/queue/engine/simulate.ts'
import { synthesize } from '../../../../sim/queue/synthetic/generate.ts'
import { workloadOf } from '../workloads.ts'

const run: PlannedRun = {
  nodes: 2,
  workS: 250,
  limitS: 110,
  startupS: 10,
  submitS: 50,
  priority: 0,
  queue: null,
  qos: null,
  user: null,
  project: null,
  secondPerNode: 0,
}
const once = { policy: 'easy', beyond: plainRules, seeds: [1], shakeS: 0, load: null } as const
const planRun = (workload: Workload, asked: PlannedRun, options: PlanOptions) =>
  finished(planSteps(workload, asked, options), null)
const point = (value: number) => ({ p10: value, p50: value, p90: value })

describe('a run planned into a queue', () => {
  it('is cut into links that advance 100 s of 110 s each', () => {
    expect(chainLinksOf(run)).toEqual([110, 110, 60])
    expect(chainLinksOf({ ...run, workS: 300 })).toEqual([110, 110, 110])
    expect(chainLinksOf({ ...run, workS: 5 })).toEqual([15])
  })

  it('takes 280 s in an empty machine and delays nobody', () => {
    const workload = workloadOf(4, [{ submitS: 0, nodes: 1, requestedS: 10, actualS: 10 }])
    const plan = planRun(workload, run, once)
    expect(plan).toMatchObject({
      links: 3,
      nodeSeconds: 560,
      firstStartS: point(50),
      lastEndS: point(330),
      waitS: point(0),
    })
    expect(plan?.delayBySize).toEqual([{ fromNodes: 1, toNodes: 1, jobs: 1, meanDelayS: point(0) }])
  })

  it('waits for others between its links, and holds up those that come meanwhile', () => {
    const job = (submitS: number) => ({ submitS, nodes: 2, requestedS: 40, actualS: 40, project: 'other' })
    const workload = workloadOf(2, [job(20), job(100)])
    // Links 60–170, then the job of 100 at 170–210 in place of 100–140, links 210–320 and 320–380.
    const plan = planRun(workload, run, once)
    expect(plan).toMatchObject({ firstStartS: point(60), lastEndS: point(380), waitS: point(50) })
    expect(plan?.delayByProject).toEqual([{ project: 'other', jobs: 2, meanDelayS: point(35) }])
    expect(plan?.delay).toEqual({ jobs: 2, meanDelayS: point(35) })
  })

  it('spreads over shaken workloads, the same with the same seeds', () => {
    const jobs = synthesize({ seed: 1, jobs: 800, nodes: 64, kind: 'all', load: 0.9, limits: 'exact' })
    const workload = { nodes: 64, kinds: null, jobs, windows: [] }
    const big = { ...run, nodes: 32, workS: 40_000, limitS: 20_000, startupS: 300, submitS: 200_000 }
    const options = { ...once, seeds: [1, 2, 3, 4, 5, 6], shakeS: 3600 }
    const plan = planRun(workload, big, options)
    expect(plan?.lastEndS.p10).toBeLessThan(plan?.lastEndS.p90 ?? 0)
    expect(planRun(workload, big, options)).toEqual(plan)
  })

  it('tells a step a seed, and delays of all that are those of the parts', () => {
    const jobs = synthesize({ seed: 3, jobs: 500, nodes: 64, kind: 'all', load: 0.9, limits: 'exact' })
    const workload = { nodes: 64, kinds: null, jobs, windows: [] }
    const big = { ...run, nodes: 48, workS: 40_000, limitS: 20_000, startupS: 300, submitS: 100_000 }
    const told = [...planSteps(workload, big, { ...once, seeds: [1, 2, 3] })]
    expect(told).toEqual([1, 2, 3])
    const plan = planRun(workload, big, once)
    if (plan === null) throw new Error('the run never ends')
    const { delay, delayBySize } = plan
    const later = delayBySize.reduce((sum, kind) => sum + kind.jobs * kind.meanDelayS.p50, 0)
    expect(delay.jobs).toBe(500)
    expect(delay.meanDelayS.p50).toBeGreaterThan(0)
    expect(delay.meanDelayS.p50).toBeCloseTo(later / 500, 6)
  })
})

describe('two scenarios', () => {
  const jobs = synthesize({ seed: 2, jobs: 1500, nodes: 64, kind: 'all', load: 0.8, limits: 'exact' })
  const side = {
    workload: { nodes: 64, kinds: null, jobs, windows: [] },
    policy: 'easy',
    beyond: plainRules,
  } as const
  const options = { seeds: [1, 2, 3, 4, 5, 6, 7, 8], shakeS: 1800, onProgress: null }

  it('that are the same do not differ', () => {
    for (const { difference, isClear } of compareScenarios(side, side, options)) {
      expect(difference).toBe(0)
      expect(isClear).toBe(false)
    }
  })

  it('show clearly that backfilling shortens waits', () => {
    const wait = compareScenarios({ ...side, policy: 'fcfs' }, side, options)[0]
    expect(wait).toMatchObject({ name: 'meanWaitS', isClear: true })
    expect(wait?.high).toBeLessThan(0)
  })
})

describe('the parts', () => {
  it.each([
    [1, 12.706],
    [4, 2.776],
    [12, 2.179],
    [30, 2.042],
    [120, 1.98],
  ])('the 97.5 %% point of Student’s t of %i degrees is %d, as in any table', (degrees, point975) => {
    expect(Math.abs(studentT975(degrees) - point975)).toBeLessThan(0.001)
  })

  it('quantiles lie between order statistics', () => {
    expect(quantiles([30, 10, 20])).toEqual({ p10: 12, p50: 20, p90: 28 })
  })

  it('shaking moves submissions evenly, no further than asked, and alike under one seed', () => {
    const workload = workloadOf(
      1,
      Array.from({ length: 5000 }, () => ({ submitS: 1000, nodes: 1, requestedS: 1, actualS: 1 })),
    )
    const moved = shaken(workload, 10, 7).jobs.submitS
    expect(moved).toEqual(shaken(workload, 10, 7).jobs.submitS)
    const counts = new Map<number, number>()
    for (const s of moved) counts.set(s, (counts.get(s) ?? 0) + 1)
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, i) => 990 + i))
    // 5000/21 = 238, standard deviation 15.
    for (const count of counts.values()) expect(Math.abs(count - 238)).toBeLessThan(75)
  })
})
