import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobTable } from '../../../../sim/queue/engine/job.ts'
import type { Schedule } from '../../../../sim/queue/engine/simulate.ts'
import type { Budget } from '../../../../sim/queue/accounts/account.ts'
import { Ledger, type AccountPlan } from '../../../../sim/queue/accounts/ledger.ts'
import { cscsQuarter, draftMlPolicy, graceFraction } from '../../../../sim/queue/accounts/rules.ts'
import { statements } from '../../../../sim/queue/accounts/statement.ts'

const hour = 3600
const day = 24 * hour

/** One running job: hours, on nodes of four GPUs. */
type Job = { start: number; run: number; limit?: number; nodes: number; queue?: string; project?: string }

function jobsOf(list: readonly Job[]): JobTable {
  const projects = [...new Set(list.map(({ project = 'p' }) => project))]
  const names = ['normal', 'low']
  return {
    count: list.length,
    submitS: Float64Array.from(list, ({ start }) => start * hour),
    nodes: Float64Array.from(list, ({ nodes }) => nodes),
    requestedS: Float64Array.from(list, ({ run, limit }) => (limit ?? run) * hour),
    actualS: Float64Array.from(list, ({ run }) => run * hour),
    priority: null,
    projectOf: Int32Array.from(list, ({ project = 'p' }) => projects.indexOf(project)),
    projects,
    users: null,
    queues: { of: Int32Array.from(list, ({ queue = 'normal' }) => names.indexOf(queue)), names },
    powerWPerNode: null,
    perNode: null,
    conditions: null,
    ids: Float64Array.from(list.keys()),
  }
}

function scheduleOf(list: readonly Job[]): Schedule {
  return {
    startS: Float64Array.from(list, ({ start }) => start * hour),
    endS: Float64Array.from(list, ({ start, run }) => (start + run) * hour),
    status: new Uint8Array(list.length),
    hash: '',
    failures: null,
    broken: [],
    preemption: null,
    heldOnce: null,
    placed: null,
  }
}

function plan(budget: Partial<Budget> & Pick<Budget, 'periods'>): AccountPlan {
  return { gpusPerNode: 4, budgets: [{ project: 'p', rules: cscsQuarter, ...budget }] }
}

function stand(list: readonly Job[], accounts: AccountPlan, atH: number) {
  return statements(jobsOf(list), scheduleOf(list), { plan: accounts, atS: atH * hour })[0]
}

const quarter = { startS: 0, endS: 90 * day, budgetGpuH: 1000 }

describe('an account', () => {
  it('is charged GPUs times hours, as in the worked example of the draft: 3 h on 4 nodes are 48 GPU-hours', () => {
    const found = stand([{ start: 0, run: 3, nodes: 4 }], plan({ periods: [quarter] }), 100)
    expect(found?.periods[0]).toMatchObject({ usedGpuH: 48, expiredGpuH: 0, overdrawnGpuH: 0 })
  })

  it('holds the limit while the job runs and gives the rest back when it ends', () => {
    const jobs = [{ start: 0, run: 1, limit: 10, nodes: 5 }]
    expect(stand(jobs, plan({ periods: [quarter] }), 100)?.periods[0]).toMatchObject({
      usedGpuH: 20,
      mostHeldGpuH: 200,
    })
  })

  it('loses at the end of the period what is left', () => {
    const periods = [quarter, { startS: 90 * day, endS: 180 * day, budgetGpuH: 500 }]
    const found = stand([{ start: 0, run: 10, nodes: 10 }], plan({ periods }), 91 * 24)
    expect(found?.periods.map(({ expiredGpuH }) => expiredGpuH)).toEqual([600, 0])
    expect(found?.forecast?.leftGpuH).toBe(500)
  })

  it('is charged in the period in which the time passes', () => {
    const periods = [quarter, { startS: 90 * day, endS: 180 * day, budgetGpuH: 500 }]
    const found = stand([{ start: 90 * 24 - 6, run: 10, nodes: 1 }], plan({ periods }), 100 * 24)
    expect(found?.periods.map(({ usedGpuH }) => usedGpuH)).toEqual([24, 16])
  })

  it('of nobody is not kept', () => {
    expect(
      stand([{ start: 0, run: 1, nodes: 1, project: 'q' }], plan({ periods: [quarter] }), 9),
    ).toBeUndefined()
  })

  it('counts jobs that started without enough left for their limit', () => {
    const jobs = [
      { start: 0, run: 10, nodes: 20 },
      { start: 20, run: 1, limit: 24, nodes: 3 },
      { start: 30, run: 1, limit: 16, nodes: 3 },
    ]
    // 800 are used, 200 left: 24 h on 12 GPUs are 288; then 188 left and 192 wanted.
    expect(stand(jobs, plan({ periods: [quarter] }), 99)?.periods[0]?.unauthorisedJobs).toBe(2)
  })

  it('adds up: budget and overdraft are what is used, forfeited and expired', () => {
    const job = fc.record({
      start: fc.integer({ min: 0, max: 4000 }),
      run: fc.integer({ min: 0, max: 200 }),
      nodes: fc.integer({ min: 1, max: 5 }),
      queue: fc.constantFrom('normal', 'low'),
    })
    const rules = fc.constantFrom(cscsQuarter, draftMlPolicy(40_000))
    fc.assert(
      fc.property(
        fc.array(job, { maxLength: 30 }),
        rules,
        fc.integer({ min: 10, max: 9000 }),
        (list, rule, gpuH) => {
          const periods = [0, 1, 2].map((i) => ({
            startS: i * 60 * day,
            endS: (i + 1) * 60 * day,
            budgetGpuH: gpuH,
          }))
          const found = stand(list, plan({ periods, rules: rule }), 300 * 24)
          const used = list.reduce((sum, { run, nodes }) => sum + run * nodes * 4, 0)
          const statement = found?.periods ?? []
          const total = (field: 'usedGpuH' | 'lowQueueGpuH') =>
            statement.reduce((sum, one) => sum + one[field], 0)
          if (list.length > 0) expect(total('usedGpuH')).toBeCloseTo(used, 6)
          expect(total('lowQueueGpuH')).toBeLessThanOrEqual(total('usedGpuH'))
          for (const one of statement)
            expect(one.budgetGpuH + one.overdrawnGpuH).toBeCloseTo(
              one.usedGpuH + one.forfeitedGpuH + one.expiredGpuH,
              6,
            )
        },
      ),
    )
  })
})

describe('the forecast', () => {
  it('goes on at the mean rate and at that of the last week', () => {
    // 4 GPUs for 20 days, then 8: of 5,760 GPU-hours 1,920 + 10 · 192 = 3,840 are used after thirty days.
    const jobs = [
      { start: 0, run: 30 * 24, nodes: 1 },
      { start: 20 * 24, run: 10 * 24, nodes: 1 },
    ]
    const periods = [{ ...quarter, budgetGpuH: 5760 }]
    const forecast = stand(jobs, plan({ periods }), 30 * 24)?.forecast
    // 1,920 left at 128 a day, or at 192 a day.
    expect(forecast).toEqual({ usedGpuH: 3840, leftGpuH: 1920, linearS: 45 * day, recentS: 40 * day })
  })

  it('says nothing of a budget that lasts to the end', () => {
    const found = stand([{ start: 0, run: 1, nodes: 1 }], plan({ periods: [quarter] }), 24)
    expect(found?.forecast).toMatchObject({ linearS: null, recentS: null })
  })

  it('of a budget that is used up is now', () => {
    const found = stand([{ start: 0, run: 100, nodes: 10 }], plan({ periods: [quarter] }), 120)
    expect(found?.forecast).toMatchObject({ leftGpuH: -3000, linearS: 120 * hour })
    expect(found?.periods[0]?.overdrawnGpuH).toBe(3000)
  })
})

describe('the rules of CSCS', () => {
  const ledger = (queue: string) => {
    const list = [
      { start: 0, run: 240, nodes: 1, queue: 'normal' },
      { start: 0, run: 10, nodes: 2, queue },
      { start: 0, run: 10, nodes: 8, queue },
    ]
    const found = new Ledger(jobsOf(list), plan({ periods: [quarter] }))
    found.start(0, 0)
    found.end(0, 240 * hour)
    return found
  }

  it('let a job start while its limit fits into the quarter, and not outside it', () => {
    // 960 of 1,000 are used: 80 do not fit.
    expect(ledger('normal').mayStart(1, 250 * hour)).toBe(false)
    expect(ledger('normal').mayStart(1, 91 * day)).toBe(false)
    const fresh = new Ledger(jobsOf([{ start: 0, run: 10, nodes: 25 }]), plan({ periods: [quarter] }))
    expect(fresh.mayStart(0, 0)).toBe(true)
  })

  it('let the low queue go on to 130 %', () => {
    expect(ledger('low').mayStart(1, 250 * hour)).toBe(true)
    // 320 more reach 1,280; then 80 do not fit below 1,300.
    const used = ledger('low')
    expect(used.mayStart(2, 250 * hour)).toBe(true)
    used.start(2, 250 * hour)
    expect(used.mayStart(1, 251 * hour)).toBe(false)
    used.end(2, 251 * hour)
    expect(used.mayStart(1, 251 * hour)).toBe(true)
  })
})

describe('the draft of the ML platform', () => {
  it.each([
    [1000, 0.5],
    [10_000, 0.5],
    [55_000, 0.325],
    [100_000, 0.15],
    [1_000_000, 0.15],
  ])('gives a budget of %d a grace of %d', (budget, grace) => {
    expect(graceFraction(budget)).toBeCloseTo(grace, 12)
  })

  it('runs six months for small projects and twelve for large ones, and says that it is a draft', () => {
    expect(draftMlPolicy(50_000)).toMatchObject({ months: 6, standing: 'draft, not merged' })
    expect(draftMlPolicy(50_001).months).toBe(12)
  })

  it('forfeits what falls short of the expected month by more than the grace', () => {
    // 60,000 in six months are 10,000 a month; the grace is 50 − 35 · 50,000/90,000 = 30.56 %, so 6,944 must be used.
    const periods = [{ startS: 0, endS: 180 * day, budgetGpuH: 60_000 }]
    const rules = { ...draftMlPolicy(60_000), months: 6 }
    const jobs = [{ start: 0, run: 250, nodes: 6 }]
    const found = stand(jobs, plan({ periods, rules }), 31 * 24)
    expect(found?.periods[0]?.usedGpuH).toBe(6000)
    expect(found?.periods[0]?.forfeitedGpuH).toBeCloseTo(10_000 * (1 - (0.5 - 0.35 * (5 / 9))) - 6000, 6)
  })

  it('lets the low queue go on for two months of the budget', () => {
    expect(draftMlPolicy(120_000).allowanceGpuH(120_000, 12)).toBe(20_000)
  })
})
