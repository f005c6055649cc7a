import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainBudget } from '../../../../sim/queue/accounts/rules.ts'
import { bindings } from '../../../../sim/queue/outlook/binding.ts'
import { forecast } from '../../../../sim/queue/outlook/forecast.ts'
import { snapshot } from '../../../../sim/queue/outlook/snapshot.ts'
import { held, plainRules, simulate, type Beyond } from '../../../../sim/queue/engine/simulate.ts'
import type { Workload } from '../../../../sim/queue/engine/job.ts'
import { anyWorkload, workloadOf, type PlainJob } from '../workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const

const job = (nodes: number, limitS: number, more: Partial<PlainJob> = {}): PlainJob => ({
  submitS: 0,
  nodes,
  requestedS: limitS,
  actualS: limitS,
  ...more,
})

function whyAt(
  workload: Workload,
  atS: number,
  beyond: Partial<Beyond> = {},
  policy: (typeof policies)[number] = 'easy',
) {
  return bindings(snapshot(workload, { policy, beyond: { ...plainRules, ...beyond } }, atS))
}

describe('what keeps a job from starting', () => {
  it('is the running jobs that have to end by their limits before there is room', () => {
    const workload = workloadOf(4, [job(1, 30), job(2, 20), job(1, 10), job(3, 5)])
    // Of 4 nodes none is free; after 10 s there is one, after 20 s there are three.
    expect(whyAt(workload, 3).get(3)).toEqual({ kind: 'running', jobs: [2, 1], freeNodes: 0 })
  })

  it('is the head, where a job would fit', () => {
    const workload = workloadOf(4, [job(3, 30), job(4, 5), job(1, 40)])
    expect(whyAt(workload, 3).get(2)).toEqual({ kind: 'order', jobs: [1] })
    expect(whyAt(workload, 3, {}, 'conservative').get(2)).toEqual({ kind: 'order', jobs: [1] })
    expect(whyAt(workload, 3, {}, 'conservative_rebuild').get(2)).toEqual({ kind: 'order', jobs: [1] })
  })

  it('is a window that its limit would reach into, or one that is there', () => {
    const workload = workloadOf(4, [job(4, 30)], [{ startS: 20, endS: 25, nodes: 1 }])
    expect(whyAt(workload, 3).get(0)).toEqual({ kind: 'window', startS: 20, endS: 25, fitsS: 17 })
    expect(whyAt(workload, 22).get(0)).toEqual({ kind: 'window', startS: 20, endS: 25, fitsS: 0 })
    // What is said to fit does start, and a second more does not.
    const startsAt = (limitS: number) =>
      simulate(
        workloadOf(4, [job(4, limitS, { submitS: 3 })], [{ startS: 20, endS: 25, nodes: 1 }]),
        { policy: 'easy', onProgress: null },
        plainRules,
      ).startS[0]
    expect([startsAt(17), startsAt(18)]).toEqual([3, 25])
  })

  it('is the power that running jobs draw', () => {
    const workload = workloadOf(4, [job(1, 30), job(1, 20), job(1, 20)])
    const second = { capacity: 100, needs: Float64Array.of(60, 40, 40) }
    expect(whyAt(workload, 3, { second }).get(2)).toEqual({ kind: 'power', jobs: [1], free: 0 })
  })

  it('is the limit of its queue, or the job that it follows', () => {
    const queued = [job(1, 30, { queue: 'debug' }), job(1, 30, { queue: 'debug' }), job(1, 5, { queue: 'x' })]
    const limits = [{ queue: 'debug', longestS: 100, mostNodes: 4, mostRunning: 1 }]
    const after = Int32Array.of(-1, -1, 0)
    const why = whyAt(workloadOf(4, queued), 3, { limits, after })
    expect(why.get(1)).toEqual({ kind: 'limit', queue: 'debug', jobs: [0], of: 'running' })
    expect(why.get(2)).toEqual({ kind: 'follows', jobs: [0] })
  })

  it('is the budget of its project: what it needs, what is left and held, and the next deposit', () => {
    // 100 GPU-hours on nodes of 2 GPUs; the first holds 80 of them and has used 20 after a quarter of its limit.
    const jobs = [job(1, 40 * 3600, { project: 'p' }), job(2, 10 * 3600, { project: 'p' })]
    const workload = workloadOf(4, jobs)
    const periods = [
      { startS: 0, endS: 90 * 3600, budgetGpuH: 100 },
      { startS: 90 * 3600, endS: 200 * 3600, budgetGpuH: 30 },
    ]
    const plan = { gpusPerNode: 2, budgets: [{ project: 'p', rules: plainBudget, periods }] }
    expect(whyAt(workload, 10 * 3600, { budgets: { plan, before: null, authorised: 0 } }).get(1)).toEqual({
      kind: 'budget',
      jobs: [0],
      check: {
        project: 'p',
        neededGpuH: 40,
        leftGpuH: 20,
        heldGpuH: 60,
        nextDeposit: { atS: 90 * 3600, gpuH: 30 },
      },
    })
  })

  it('is said of every waiting job, and of no other', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 25, windows: 2 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom(...policies),
        (workload, atS, policy) => {
          const { startS, status } = simulate(workload, { policy, onProgress: null })
          const expected = [...startS.keys()].filter(
            (i) => status[i] !== 2 && (workload.jobs.submitS[i] ?? 0) <= atS && (startS[i] ?? 0) > atS,
          )
          expect([...whyAt(workload, atS, {}, policy).keys()].sort((a, b) => a - b)).toEqual(expected)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the forecast', () => {
  const none = { draws: 0, seed: 1, runTimes: null }

  it('without later arrivals, and with jobs that use their limits, is what then happens', () => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 25, windows: 2 }), fc.constantFrom(...policies), (workload, policy) => {
        const { jobs } = workload
        const exact: Workload = {
          ...workload,
          jobs: {
            ...jobs,
            submitS: new Float64Array(jobs.count),
            requestedS: jobs.requestedS.map((s) => Math.max(1, s)),
            actualS: jobs.requestedS.map((s) => Math.max(1, s)),
          },
        }
        const { startS } = simulate(exact, { policy, onProgress: null })
        for (const atS of [0, 7, 31]) {
          const now = snapshot(exact, { policy, beyond: plainRules }, atS)
          for (const { job: asked, plannedS } of forecast(now, none)) expect(plannedS).toBe(startS[asked])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('honours budgets and limits of queues: what is used and held, and deposits to come', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 20, windows: 1 }),
        amounts,
        fc.constantFrom(...policies),
        (plainly, list, policy) => {
          const { count } = plainly.jobs
          const limits = plainly.jobs.requestedS.map((s) => Math.max(1, s))
          const workload: Workload = {
            ...plainly,
            jobs: {
              ...plainly.jobs,
              submitS: new Float64Array(count),
              requestedS: limits,
              actualS: limits,
              projectOf: Int32Array.from({ length: count }, (_, i) => i % 2),
              projects: ['p', 'q'],
              queues: { of: Int32Array.from({ length: count }, (_, i) => i % 3), names: ['a', 'b', 'c'] },
            },
          }
          const periods = list.map((nodeS, i) => ({
            startS: i * 50,
            endS: (i + 1) * 50,
            budgetGpuH: nodeS / 3600,
          }))
          const plan = { gpusPerNode: 1, budgets: [{ project: 'p', rules: plainBudget, periods }] }
          const beyond = {
            ...plainRules,
            budgets: { plan, before: null, authorised: 0 },
            limits: [{ queue: 'a', longestS: Infinity, mostNodes: Infinity, mostRunning: 1 }],
          }
          const { startS, status } = simulate(workload, { policy, onProgress: null }, beyond)
          for (const atS of [0, 7, 31, 50, 77]) {
            const now = snapshot(workload, { policy, beyond }, atS)
            const why = bindings(now)
            for (const { job: asked, plannedS } of forecast(now, none)) {
              const because = why.get(asked)
              if (because?.kind === 'budget')
                expect(because.check.leftGpuH ?? -1).toBeLessThan(because.check.neededGpuH)
              // Promises given behind others that have left since may be kept too late by the rest alone.
              if (policy !== 'conservative')
                expect(plannedS).toBe(status[asked] === held ? Infinity : startS[asked])
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is narrow and right where all jobs so far have used half of their limits', () => {
    const past = Array.from({ length: 30 }, (_, i) => job(1, 20, { submitS: i * 20, actualS: 10 }))
    const workload = workloadOf(1, [...past, job(1, 100, { submitS: 1000 }), job(1, 100, { submitS: 1001 })])
    const now = snapshot(workload, { policy: 'easy', beyond: plainRules }, 1010)
    expect(forecast(now, { draws: 50, seed: 1, runTimes: null })).toMatchObject([
      { job: 31, plannedS: 1100, p10S: 1050, p50S: 1050, p90S: 1050 },
    ])
  })

  it('spreads as run times do, and only over what a running job can still become', () => {
    const past = Array.from({ length: 200 }, (_, i) =>
      job(1, 100, { submitS: i * 100, actualS: 1 + (i % 100) }),
    )
    const workload = workloadOf(1, [
      ...past,
      job(1, 1000, { submitS: 30_000 }),
      job(1, 1000, { submitS: 30_001 }),
    ])
    const now = snapshot(workload, { policy: 'easy', beyond: plainRules }, 30_500)
    const [found] = forecast(now, { draws: 2000, seed: 3, runTimes: null })
    // Shares are even over 0.01 … 1.00 and the job has run half of its limit: 0.51 … 1.00 remain.
    expect(found?.plannedS).toBe(31_000)
    expect(Math.abs((found?.p10S ?? 0) - 30_555)).toBeLessThanOrEqual(15)
    expect(Math.abs((found?.p50S ?? 0) - 30_755)).toBeLessThanOrEqual(25)
    expect(Math.abs((found?.p90S ?? 0) - 30_955)).toBeLessThanOrEqual(15)
  })

  it('gives the same with the same seed', () => {
    const jobs = Array.from({ length: 60 }, (_, i) =>
      job(1 + (i % 3), 50, { submitS: i * 9, actualS: 1 + ((i * 7) % 50) }),
    )
    const now = () => snapshot(workloadOf(4, jobs), { policy: 'conservative', beyond: plainRules }, 500)
    expect(forecast(now(), { draws: 20, seed: 5, runTimes: null })).toEqual(
      forecast(now(), { draws: 20, seed: 5, runTimes: null }),
    )
    expect(forecast(now(), { draws: 20, seed: 5, runTimes: null }).length).toBeGreaterThan(0)
  })
})
