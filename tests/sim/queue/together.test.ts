import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slurmPeriods, type Multifactor } from '../../../sim/queue/extras/multifactor.ts'
import { total } from '../../../sim/queue/series.ts'
import { plainRules, rejected, simulate, type Beyond } from '../../../sim/queue/engine/simulate.ts'
import { anyWorkload, workloadOf, type PlainJob } from './workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const

const byAge: Multifactor = {
  weights: { age: 1000, fairShare: 0, size: 0, qos: 0 },
  ...slurmPeriods,
  shares: {},
  parents: {},
  users: {},
  qos: {},
}
const oneAtATime = [{ queue: 'q', longestS: Infinity, mostNodes: Infinity, mostRunning: 1 }]
const job = (runS: number, more: Partial<PlainJob> = {}): PlainJob => ({
  submitS: 0,
  nodes: 1,
  requestedS: runS,
  actualS: runS,
  queue: 'q',
  ...more,
})

function starts(jobs: readonly PlainJob[], policy: (typeof policies)[number], beyond: Partial<Beyond>) {
  return [...simulate(workloadOf(4, jobs), { policy, onProgress: null }, { ...plainRules, ...beyond }).startS]
}

describe.each(policies)('under %s, together,', (policy) => {
  it('a limit of running jobs and a changing priority lose no job', () => {
    const jobs = [job(10), job(10), job(10), job(10)]
    expect(starts(jobs, policy, { limits: oneAtATime, multifactor: byAge })).toEqual([0, 10, 20, 30])
  })

  it('failures and a changing priority lose no job', () => {
    const failures = {
      seed: 1,
      ratePer1000NodeDays: 1000 * 86_400 * 0.01,
      repairS: 5,
      checkpointS: 10,
      restartS: 1,
      mostRestarts: 1e6,
    }
    const schedule = simulate(
      workloadOf(1, [job(1000)]),
      { policy, onProgress: null },
      { ...plainRules, failures, multifactor: byAge },
    )
    expect(schedule.failures?.broken.length).toBeGreaterThan(0)
    expect(schedule.status[0]).toBe(0)
  })

  it('a limit of running jobs holds for a job that joins after another, too', () => {
    // The last follows the first, which ends at 10; by then its queue runs one that ends at 100.
    const jobs = [job(10, { queue: 'other' }), job(100), job(5)]
    expect(starts(jobs, policy, { limits: oneAtATime, after: Int32Array.of(-1, -1, 0) })).toEqual([0, 0, 100])
  })

  it('everything that is possible ends, and no queue runs more than it may', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 25, windows: 2 }),
        fc.integer({ min: 0, max: 99 }),
        (workload, seed) => {
          const { count } = workload.jobs
          const queues = { of: workload.jobs.projectOf, names: ['q'] }
          const after = Int32Array.from({ length: count }, (_, i) => (i % 3 === 2 ? i - 1 : -1))
          const failures = {
            seed,
            ratePer1000NodeDays: 86_400_000 * 0.003,
            repairS: 7,
            checkpointS: 5,
            restartS: 1,
            mostRestarts: 50,
          }
          const beyond = { ...plainRules, limits: oneAtATime, multifactor: byAge, after, failures }
          const queued = { ...workload, jobs: { ...workload.jobs, queues } }
          const { startS, endS, status } = simulate(queued, { policy, onProgress: null }, beyond)
          for (const running of total({ from: startS, until: endS, amount: () => 1 }).values)
            expect(running).toBeLessThanOrEqual(1)
          const fits = (i: number) => {
            const nodes = workload.jobs.nodes[i] ?? 0
            return nodes >= 1 && nodes <= workload.nodes
          }
          for (let i = 0; i < count; i += 1) {
            const before = after[i] ?? -1
            if (fits(i) && (before < 0 || fits(before))) expect(status[i]).not.toBe(rejected)
          }
        },
      ),
      { numRuns: 80 },
    )
  })
})
