import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Budget } from '../../../../sim/queue/accounts/account.ts'
import type { AccountPlan } from '../../../../sim/queue/accounts/ledger.ts'
import { cscsQuarter, draftMlPolicy, plainBudget } from '../../../../sim/queue/accounts/rules.ts'
import { statements } from '../../../../sim/queue/accounts/statement.ts'
import type { Workload } from '../../../../sim/queue/engine/job.ts'
import { held, plainRules, simulate, type Beyond } from '../../../../sim/queue/engine/simulate.ts'
import { anyWorkload, workloadOf, type PlainJob } from '../workloads.ts'
import { startsWithBudgets, type Purse } from './oracle.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const
type Name = (typeof policies)[number]

/** Node-seconds as GPU-hours of nodes of one GPU. */
const hours = (nodeS: number) => nodeS / 3600

function planOf(purses: readonly Purse[], rules: Budget['rules'] = plainBudget): AccountPlan {
  const projects = [...new Set(purses.map(({ project }) => project))]
  return {
    gpusPerNode: 1,
    budgets: projects.map((project) => ({
      project,
      rules,
      periods: purses
        .filter((purse) => purse.project === project)
        .map(({ from, until, nodeS }) => ({ startS: from, endS: until, budgetGpuH: hours(nodeS) })),
    })),
  }
}

function run(workload: Workload, policy: Name, plan: AccountPlan, more: Partial<Beyond> = {}) {
  const budgets = { plan, before: null, authorised: 0 }
  return simulate(workload, { policy, onProgress: null }, { ...plainRules, ...more, budgets })
}

const job = (nodes: number, limitS: number, more: Partial<PlainJob> = {}): PlainJob => ({
  submitS: 0,
  nodes,
  requestedS: limitS,
  actualS: limitS,
  project: 'p',
  ...more,
})
const purse = (nodeS: number, from = 0, until = 1000): Purse => ({ project: 'p', from, until, nodeS })

/** Jobs of two projects, one of which may be budgeted. */
function ofProjects(workload: Workload): Workload {
  const projectOf = Int32Array.from({ length: workload.jobs.count }, (_, i) => i % 2)
  return { ...workload, jobs: { ...workload.jobs, projectOf, projects: ['p', 'q'] } }
}

describe.each(policies)('a budget, under %s,', (policy) => {
  const starts = (jobs: readonly PlainJob[], purses: readonly Purse[]) => [
    ...run(workloadOf(4, jobs), policy, planOf(purses)).startS,
  ]

  it('holds a job back until another of its project gives back what it did not use', () => {
    // 100 node-seconds: the first is authorised 80 and uses 20, so from 10 on 80 are left and 60 fit.
    const jobs = [job(2, 40, { actualS: 10 }), job(2, 30)]
    expect(starts(jobs, [purse(100)])).toEqual([0, 10])
  })

  it('holds a job back until the next deposit', () => {
    expect(starts([job(2, 40), job(2, 30)], [purse(100, 0, 200), purse(100, 200, 400)])).toEqual([0, 200])
  })

  it('lets nobody start before the first period or between two', () => {
    const periods = [purse(100, 50, 60), purse(100, 90, 99)]
    expect(starts([job(1, 5), job(1, 5, { submitS: 70 })], periods)).toEqual([50, 90])
  })

  it('that never covers a job keeps it waiting to the end, and it blocks nobody', () => {
    const jobs = [job(4, 40), job(4, 5, { project: 'q' }), job(1, 100)]
    const schedule = run(workloadOf(4, jobs), policy, planOf([purse(100)]))
    expect([...schedule.startS]).toEqual([-1, 0, 5])
    expect([...schedule.status]).toEqual([held, 0, 0])
    expect(schedule.heldOnce).toBe(1)
  })

  it('drawn on by a start leaves room for what waited behind a job that it no longer covers', () => {
    // C waits behind B, which needs 4 of 5 nodes, until the last one's start leaves too little of the budget for B.
    const jobs = [
      job(2, 20, { project: 'q' }),
      job(4, 10, { submitS: 1 }),
      job(2, 30, { submitS: 1, project: 'q' }),
      job(1, 50, { submitS: 2, priority: 1 }),
    ].map((one) => ({ priority: 0, ...one }))
    const schedule = run(workloadOf(5, jobs), policy, planOf([purse(60)]))
    expect(schedule.startS[3]).toBe(2)
    expect(schedule.startS[2]).toBe(2)
    expect(schedule.status[1]).toBe(held)
  })

  it('that takes the last job out of the queue leaves nothing behind that blocks those who come later', () => {
    const later = { submitS: 60, project: 'q' }
    const jobs = [job(2, 10), job(3, 5), job(1, 1, later), job(3, 2, later)]
    // The second waits for the first, and as that ends the period ends that would have covered it.
    expect(starts(jobs, [purse(100, 0, 10)])).toEqual([0, -1, 60, 60])
  })

  it('of more than everything asked for leaves every start alone', () => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 30, windows: 3 }), (plainly) => {
        const workload = ofProjects(plainly)
        const plan = planOf([
          { project: 'p', from: -10, until: 1e5, nodeS: 1e7 },
          { project: 'q', from: -10, until: 1e5, nodeS: 1e7 },
        ])
        const bare = simulate(workload, { policy, onProgress: null })
        const found = run(workload, policy, plan)
        expect([found.hash, [...found.startS]]).toEqual([bare.hash, [...bare.startS]])
        expect(found.heldOnce).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  it('is never authorised beyond, whatever the rules, and whoever is held could not be covered', () => {
    const rules = fc.constantFrom(plainBudget, cscsQuarter, draftMlPolicy(40_000))
    const periods = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(anyWorkload({ jobs: 30, windows: 2 }), periods, rules, (plainly, amounts, rule) => {
        const workload = ofProjects(plainly)
        const queues = {
          of: Int32Array.from({ length: workload.jobs.count }, (_, i) => i % 3),
          names: ['low', 'a', 'b'],
        }
        const queued = { ...workload, jobs: { ...workload.jobs, queues } }
        const purses = amounts.map((nodeS, i) => purse(nodeS, i * 60, (i + 1) * 60))
        const plan = planOf(purses, rule)
        const schedule = run(queued, policy, plan)
        const told = statements(queued.jobs, schedule, { plan, atS: 1e6 })
        for (const { periods: each } of told) for (const one of each) expect(one.unauthorisedJobs).toBe(0)
        const bare = simulate(workload, { policy, onProgress: null })
        schedule.status.forEach((status, i) => {
          if (status !== held) expect(status).toBe(bare.status[i])
          else expect(workload.jobs.projectOf[i]).toBe(0)
        })
      }),
      { numRuns: 150 },
    )
  })
})

describe.each(['fcfs', 'easy'] as const)('enforced budgets, under %s,', (policy) => {
  it('give every job the start that the rules give it second by second', () => {
    const amount = fc.integer({ min: 1, max: 900 })
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 18, windows: 0 }),
        fc.array(amount, { maxLength: 4 }),
        (plainly, amounts) => {
          const workload = ofProjects(plainly)
          const purses = [
            ...amounts.map((nodeS, i) => purse(nodeS, i * 45, (i + 1) * 45)),
            { project: 'q', from: 5, until: 500, nodeS: (amounts[0] ?? 7) * 3 },
          ]
          expect([...run(workload, policy, planOf(purses)).startS]).toEqual(
            startsWithBudgets(workload, policy, purses),
          )
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('enforced budgets', () => {
  it('are charged for what a failure cut short, too', () => {
    const failures = {
      seed: 3,
      ratePer1000NodeDays: 86_400_000 * 0.05,
      repairS: 0,
      checkpointS: Infinity,
      restartS: 0,
      mostRestarts: 1e6,
    }
    const workload = workloadOf(1, [job(1, 50)])
    const plan = planOf([purse(1e6, 0, 1e6)])
    const schedule = run(workload, 'easy', plan, { failures })
    const broken = schedule.failures?.broken ?? []
    expect(broken.length).toBeGreaterThan(0)
    const brokenS = broken.reduce((sum, one) => sum + one.endS - one.startS, 0)
    const [told] = statements(workload.jobs, schedule, { plan, atS: 1e5 })
    expect(told?.periods[0]?.usedGpuH).toBeCloseTo(hours(brokenS + 50), 9)
  })

  it('and limits of running jobs both hold a job back', () => {
    const limits = [{ queue: 'x', longestS: Infinity, mostNodes: Infinity, mostRunning: 1 }]
    const jobs = [job(1, 30, { queue: 'x', project: 'q' }), job(1, 10, { queue: 'x' }), job(1, 40)].map(
      (one) => ({ queue: 'y', ...one }),
    )
    // The second is kept back by its queue until 30, then by the budget until the deposit at 100.
    const periods = [purse(45, 0, 100), purse(45, 100, 200)]
    for (const policy of policies)
      expect([...run(workloadOf(4, jobs), policy, planOf(periods), { limits }).startS]).toEqual([0, 100, 0])
  })
})
