import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slurmPeriods, type Multifactor } from '../../../sim/queue/extras/multifactor.ts'
import { powerCap } from '../../../sim/queue/power.ts'
import type { Workload } from '../../../sim/queue/engine/job.ts'
import { total } from '../../../sim/queue/series.ts'
import { constant } from '../../../sim/queue/power.ts'
import { givenUp, plainRules, rejected, simulate, type Beyond } from '../../../sim/queue/engine/simulate.ts'
import { anyWorkload, workloadOf, type PlainJob } from './workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const
type Name = (typeof policies)[number]

function starts(workload: Workload, policy: Name, beyond: Partial<Beyond> = {}): readonly number[] {
  return [...simulate(workload, { policy, onProgress: null }, { ...plainRules, ...beyond }).startS]
}

const noWeights: Multifactor = {
  weights: { age: 0, fairShare: 0, size: 0, qos: 0 },
  ...slurmPeriods,
  shares: {},
  parents: {},
  users: {},
  qos: {},
}
const unlimited = { queue: 'q', longestS: Infinity, mostNodes: Infinity, mostRunning: Infinity }
const neverFails = {
  seed: 1,
  ratePer1000NodeDays: 1e-9,
  repairS: 100,
  checkpointS: 10,
  restartS: 5,
  mostRestarts: 3,
}

describe.each(policies)('an option that asks for nothing, under %s,', (policy) => {
  const leaves = (make: (workload: Workload) => Partial<Beyond>) => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 30, windows: 3 }), (workload) => {
        expect(starts(workload, policy, make(workload))).toEqual(starts(workload, policy))
      }),
      { numRuns: 120 },
    )
  }
  it('leaves the starts alone: limits of queues', () => {
    leaves(() => ({ limits: [unlimited] }))
  })
  it('leaves the starts alone: priorities of weight zero', () => {
    leaves(() => ({ multifactor: noWeights }))
  })
  it('leaves the starts alone: failures that do not come', () => {
    leaves(() => ({ failures: neverFails }))
  })
  it('leaves the starts alone: no job after another', () => {
    leaves(({ jobs }) => ({ after: new Int32Array(jobs.count).fill(-1) }))
  })
  it('leaves the starts alone: a cap above what the machine can draw', () => {
    leaves(({ jobs, nodes }) => ({ second: { capacity: nodes * 10, needs: jobs.nodes.map((n) => n * 10) } }))
  })
  it('gives the same as nodes alone: a second resource that is the nodes again', () => {
    leaves(({ jobs, nodes }) => ({ second: { capacity: nodes, needs: jobs.nodes } }))
  })
})

const job = (nodes: number, runS: number, more: Partial<PlainJob> = {}): PlainJob => ({
  submitS: 0,
  nodes,
  requestedS: runS,
  actualS: runS,
  ...more,
})

describe('a power cap', () => {
  const model = { idleWPerNode: 100, busyWPerNode: 500, pueRatio: 1, gridKgCo2ePerKwh: constant(0) }

  it('lets two of four one-node jobs run at a time when 400 W above idling are left for 800', () => {
    const workload = workloadOf(4, [job(1, 10), job(1, 10), job(1, 10), job(1, 10)])
    const second = powerCap(workload, model, 4 * 100 + 2 * 400)
    for (const policy of policies) expect(starts(workload, policy, { second })).toEqual([0, 0, 10, 10])
  })

  it('lets a frugal job overtake under easy, and a job alone above the cap is rejected', () => {
    const jobs = [job(2, 10), job(2, 10), job(1, 5, { powerW: 100 }), job(3, 10)]
    const workload = workloadOf(
      4,
      jobs.map((one) => ({ powerW: 500, ...one })),
    )
    const second = powerCap(workload, model, 4 * 100 + 2 * 400)
    const schedule = simulate(workload, { policy: 'easy', onProgress: null }, { ...plainRules, second })
    expect([...schedule.startS]).toEqual([0, 10, 0, -1])
    expect(schedule.status[3]).toBe(rejected)
  })

  // The window ends in the middle of what is left of the cap: reserved power begins where no step of power is.
  it('is kept for a head that waits for the end of a window', () => {
    const windows = [{ startS: 0, endS: 100, nodes: 2 }]
    const workload = { ...workloadOf(3, [job(2, 50), job(1, 150), job(1, 100)]), windows }
    const second = powerCap(workload, model, 3 * 100 + 2 * 400)
    for (const policy of ['easy', 'conservative', 'conservative_rebuild'] as const)
      expect(starts(workload, policy, { second })).toEqual([100, 150, 0])
    // Of what is left beside the reservation, a job that ends later has its part.
    const spare = powerCap(workload, model, 3 * 100 + 3 * 400)
    expect(starts(workload, 'easy', { second: spare })).toEqual([100, 0, 150])
  })

  it('is never passed', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 30, windows: 2 }),
        fc.integer({ min: 0, max: 8000 }),
        fc.constantFrom(...policies),
        (workload, spareW, policy) => {
          const second = powerCap(workload, model, workload.nodes * 100 + spareW)
          const schedule = simulate(workload, { policy, onProgress: null }, { ...plainRules, second })
          const drawn = total({
            from: schedule.startS,
            until: schedule.endS,
            amount: (i) => second.needs[i] ?? 0,
          })
          for (const watts of drawn.values) expect(watts).toBeLessThanOrEqual(spareW)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('limits of queues', () => {
  const limits = [{ ...unlimited, queue: 'debug', longestS: 20, mostNodes: 2, mostRunning: 1 }]
  const debug = { queue: 'debug' }

  it('reject what is too long or too large at submission', () => {
    const workload = workloadOf(4, [job(3, 10, debug), job(1, 21, debug), job(3, 21, { queue: 'other' })])
    expect(starts(workload, 'easy', { limits })).toEqual([-1, -1, 0])
  })

  it('let one run at a time, and a job kept back blocks nobody', () => {
    const workload = workloadOf(4, [job(1, 10, debug), job(1, 10, debug), job(4, 5, { queue: 'other' })])
    // The second is kept back, so the large one is the head and starts when the first ends; the second follows it.
    expect(starts(workload, 'fcfs', { limits })).toEqual(
      [0, 15, 10].map((s) => (s === 15 ? 10 : s === 10 ? 20 : s)),
    )
  })

  it('are kept at every instant', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 30, windows: 2 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(...policies),
        (workload, mostRunning, policy) => {
          const queues = { of: workload.jobs.projectOf, names: ['debug'] }
          const queued = { ...workload, jobs: { ...workload.jobs, queues } }
          const beyond = { ...plainRules, limits: [{ ...unlimited, queue: 'debug', mostRunning }] }
          const { startS, endS, status } = simulate(queued, { policy, onProgress: null }, beyond)
          for (const running of total({ from: startS, until: endS, amount: () => 1 }).values)
            expect(running).toBeLessThanOrEqual(mostRunning)
          const plainly = simulate(workload, { policy, onProgress: null })
          expect(status).toEqual(plainly.status)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('a chain', () => {
  it('joins link by link as each ends, behind those that came meanwhile', () => {
    const workload = workloadOf(1, [job(1, 10), job(1, 10), job(1, 3, { submitS: 5 })])
    expect(starts(workload, 'fcfs', { after: Int32Array.of(-1, 0, -1) })).toEqual([0, 13, 10])
  })

  it('follows a job that was killed at its limit too', () => {
    const workload = workloadOf(1, [job(1, 10, { actualS: 99 }), job(1, 10)])
    expect(starts(workload, 'easy', { after: Int32Array.of(-1, 0) })).toEqual([0, 10])
  })
})

describe('failures', () => {
  const model = { ...neverFails, ratePer1000NodeDays: 1000 * 86400 * 0.002 }

  it('cost each job what it lost since its last checkpoint and the restart, no more', () => {
    const workload = workloadOf(3, [job(1, 5000, { requestedS: 20_000 })])
    const schedule = simulate(
      workload,
      { policy: 'easy', onProgress: null },
      { ...plainRules, failures: { ...model, mostRestarts: 1e6 } },
    )
    const { broken } = schedule.failures ?? { broken: [] }
    expect(broken.length).toBeGreaterThan(5)
    const ranS = broken.reduce((sum, one) => sum + one.endS - one.startS, 0)
    const lostS = broken.reduce((sum, one) => sum + one.lostS, 0)
    const lastS = (schedule.endS[0] ?? 0) - (schedule.startS[0] ?? 0)
    expect(ranS - lostS + lastS).toBe(5000 + broken.length * model.restartS)
    for (const one of broken) expect(one.lostS).toBeLessThan(model.checkpointS)
  })

  it('come at the rate asked for: 0.002 a node-second over two nodes is 0.004 a second', () => {
    const workload = workloadOf(2, [job(1, 200_000, { requestedS: 1e9 })])
    const calm = { ...model, repairS: 0, checkpointS: 1, restartS: 0, mostRestarts: 1e9 }
    const { failures, endS } = simulate(
      workload,
      { policy: 'fcfs', onProgress: null },
      { ...plainRules, failures: calm },
    )
    const expected = 0.004 * (endS[0] ?? 0)
    // Five standard deviations of a Poisson count, and half a second of rounding in 250.
    expect(Math.abs((failures?.failures ?? 0) - expected)).toBeLessThan(
      5 * Math.sqrt(expected) + expected * 0.004,
    )
  })

  it('give up a job that never gets through, and the machine goes on', () => {
    const workload = workloadOf(1, [job(1, 100_000), job(1, 1)])
    const hopeless = { ...model, checkpointS: Infinity, repairS: 1, mostRestarts: 3 }
    const schedule = simulate(
      workload,
      { policy: 'easy', onProgress: null },
      { ...plainRules, failures: hopeless },
    )
    expect(schedule.status[0]).toBe(givenUp)
    expect(schedule.failures?.broken).toHaveLength(3)
    expect(schedule.status[1]).toBe(0)
  })

  it('are the same with the same seed, and never overload what is left of the machine', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 20, windows: 1 }),
        fc.integer(),
        fc.constantFrom(...policies),
        (workload, seed, policy) => {
          const beyond = { ...plainRules, failures: { ...model, seed } }
          const first = simulate(workload, { policy, onProgress: null }, beyond)
          expect(simulate(workload, { policy, onProgress: null }, beyond)).toEqual(first)
          const broken = first.failures?.broken ?? []
          const busy = total({
            from: Float64Array.from([...first.startS, ...broken.map((one) => one.startS)]),
            until: Float64Array.from([...first.endS, ...broken.map((one) => one.endS)]),
            amount: (i) => workload.jobs.nodes[broken[i - workload.jobs.count]?.job ?? i] ?? 0,
          })
          for (const nodes of busy.values) expect(nodes).toBeLessThanOrEqual(workload.nodes)
        },
      ),
      { numRuns: 150 },
    )
  })
})
