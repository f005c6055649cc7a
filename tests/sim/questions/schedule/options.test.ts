import { describe, expect, it } from 'vitest'
import { readWorkload } from '../../../../sim/queue/import/read.ts'
import { whyWaiting } from '../../../../sim/questions/queue/views/why-waiting.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { readReplay } from '../../../../sim/questions/queue/input.ts'
import { plainReplay } from '../queue/plain-replay.ts'
import { monthAsRead } from '../../../../sim/questions/queue/views/month.ts'
import { replay } from '../../../../sim/questions/queue/replay.ts'

const job = (id: string, submit: number, nodes: number, limitH: number, project = 'p') => ({
  id,
  submit,
  nodes,
  requested_s: limitH * 3600,
  actual_s: limitH * 3600,
  project,
})

/** Nodes of 2 GPUs: A asks for 80 GPU-hours, B for 40, C of another project for 200. */
const jobs = [job('A', 0, 4, 10), job('B', 1, 2, 10), job('C', 2, 4, 25, 'q')]
const budgets = {
  gpusPerNode: 2,
  enforce: true,
  projects: [
    {
      project: 'p',
      periods: [
        { start: 0, end: '30h', gpuHours: 100 },
        { start: '50h', end: '90h', gpuHours: 45 },
      ],
    },
  ],
}
const body = { cluster: { nodes: 4 }, jobs, budgets }

function answerTo(more: object) {
  const answered = answerSchedule({ ...body, ...more }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

describe('enforced budgets, asked of the schedule', () => {
  it('hold B back until the next deposit, and C passes it', () => {
    const { jobs: told, budgets: accounts } = answerTo({})
    // B's 40 do not fit beside A's 80 of 100, nor after it; C starts when A ends at 10 h.
    expect(told?.map(({ start }) => start)).toEqual([0, 50 * 3600, 10 * 3600])
    expect(accounts).toMatchObject({ enforced: true, heldBack: 1, neverStarted: 0, atS: 60 * 3600 })
    expect(accounts?.projects[0]?.periods).toMatchObject([
      { usedGpuH: 80, expiredGpuH: 20, unauthorisedJobs: 0 },
      { usedGpuH: 40, overdrawnGpuH: 0, unauthorisedJobs: 0 },
    ])
  })

  it('only account where they are not enforced: nobody is held, and B starts beyond what is authorised', () => {
    const { jobs: told, budgets: accounts } = answerTo({ budgets: { ...budgets, enforce: false } })
    expect(told?.map(({ start }) => start)).toEqual([0, 10 * 3600, 20 * 3600])
    expect(accounts).toMatchObject({ enforced: false, heldBack: 0 })
    expect(accounts?.projects[0]?.periods[0]).toMatchObject({ overdrawnGpuH: 20, unauthorisedJobs: 1 })
  })

  it('are the cause that is named: project, hours needed and left, the next deposit, the predicted start', () => {
    const { waiting } = answerTo({ waiting: { at: '5h', draws: 3 } })
    const b = waiting?.find(({ id }) => id === 'B')
    expect(b?.because).toMatchObject({
      kind: 'budget',
      jobs: ['A'],
      budget: {
        project: 'p',
        neededGpuH: 40,
        leftGpuH: 20,
        heldGpuH: 40,
        nextDeposit: { atS: 180_000, gpuH: 45 },
      },
      sentence:
        'its limit asks for 40 GPU-hours and p has 20 left beside 40 that A may still use or give back; ' +
        'the next deposit, 45 GPU-hours, comes at 180000 s',
    })
    expect(b).toMatchObject({ plannedStart: 180_000, start: { p10: 180_000, p90: 180_000 } })
  })

  it('that never cover a job say so: no start, none to come', () => {
    const poor = {
      ...budgets,
      projects: [{ project: 'p', periods: [{ start: 0, end: '90h', gpuHours: 90 }] }],
    }
    const {
      jobs: told,
      budgets: accounts,
      metrics,
      waiting,
    } = answerTo({ budgets: poor, waiting: { at: '50h' } })
    expect(told?.[1]).toMatchObject({ start: null, end: null, status: 'held' })
    expect(accounts).toMatchObject({ heldBack: 1, neverStarted: 1 })
    expect(metrics).toMatchObject({ jobs: 3, rejected: 0 })
    expect(waiting).toMatchObject([
      {
        id: 'B',
        plannedStart: null,
        start: { p50: null },
        because: { kind: 'budget', budget: { nextDeposit: null } },
      },
    ])
  })

  it('are told of a finished schedule too, and its forecast honours them', () => {
    const file = readWorkload(JSON.stringify({ cluster: { nodes: 4 }, jobs }))
    const options = readReplay({ budgets })
    if (!file.ok || !options.ok) throw new Error('unreadable')
    const replayed = replay(file.value, options.value, null)
    if (!replayed.ok) throw new Error('cannot be replayed')
    expect(whyWaiting(replayed.value, 1, 5 * 3600)).toMatchObject({
      state: 'waiting',
      startS: 180_000,
      because: {
        kind: 'budget',
        sentence: expect.stringContaining('asks for 40 GPU-hours and p has 20 left'),
      },
      forecast: { plannedS: 180_000 },
    })
    expect(whyWaiting(replayed.value, 2, 5 * 3600)).toMatchObject({ because: { kind: 'running' } })
  })

  it('let a planned run draw on its project, or say why it cannot', () => {
    const run = { nodes: 1, work: '10h', limit: '5h', submit: 0, project: 'p', seeds: 1, shake: 0 }
    // Its links of 10 GPU-hours run after A at 10 h and, behind C, from 40 h on: between two periods, so at 50 h.
    const { plan } = answerTo({ jobs: [jobs[0], jobs[2]], run })
    expect(plan).toMatchObject({ links: 2, firstStartS: { p50: 36_000 }, lastEndS: { p50: 55 * 3600 } })
    const tooMuch = answerSchedule({ ...body, run: { ...run, nodes: 4, limit: '20h', work: '20h' } }, null)
    expect(tooMuch).toMatchObject({
      status: 'infeasible',
      obstacles: [{ nearest: { field: 'run.limit', value: 45_000 } }],
    })
    const tooLong = answerSchedule({ ...body, run: { ...run, work: '100h' } }, null)
    expect(tooLong).toMatchObject({ status: 'infeasible', obstacles: [{ kind: 'queue' }] })
  })

  it('are refused with every problem at once', () => {
    const wrong = {
      gpusPerNode: 0,
      rules: 'swiss',
      projects: [
        { project: 'p', periods: [{ start: 5, end: 5, gpuHours: 1 }] },
        {
          project: 'p',
          periods: [
            { start: 0, end: 9, gpuHours: 1 },
            { start: 8, end: 19, gpuHours: 1 },
          ],
        },
      ],
    }
    const answered = answerSchedule({ ...body, budgets: wrong }, null)
    expect(answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []).toEqual([
      'budgets.gpusPerNode',
      'budgets.rules',
      'budgets.projects.0.periods.0.end',
      'budgets.projects.1.periods.1.start',
      'budgets.projects.1.project',
    ])
  })
})

describe('windows asked for beside a file', () => {
  const file = 'id,submit,nodes,requested_s,actual_s\na,0,2,100,100\n'

  it('hold whatever its format', () => {
    const windows = [{ start: 50, end: 80, nodes: null }]
    const answered = answerSchedule({ file, nodes: 2, windows, withJobs: true }, null)
    expect(answered).toMatchObject({ status: 'answer', value: { jobs: [{ start: 80 }] } })
  })

  it('can be what two scenarios differ in', () => {
    const against = { windows: [{ start: 0, end: 500 }], seeds: 2, shake: 0 }
    const answered = answerSchedule({ file, nodes: 2, against }, null)
    if (answered.status !== 'answer') throw new Error('no answer')
    expect(answered.value.differences?.find(({ name }) => name === 'meanWaitS')).toMatchObject({
      meanA: 0,
      meanB: 500,
    })
  })
})

describe('energy by job', () => {
  it('is power times hours: 3 nodes of 2 kW for 2 h are 12 kWh, and carbon by the grid', () => {
    const answered = answerSchedule(
      { cluster: { nodes: 4 }, jobs: [job('a', 0, 3, 2)], busyW: 2000, idleW: 100, kgCo2ePerKwh: 0.5 },
      null,
    )
    expect(answered).toMatchObject({ value: { jobs: [{ energyKwh: 12, carbonKgCo2e: 6 }] } })
  })

  it('refuses a busy node that draws less than an idle one, and takes one that draws as much', () => {
    const asked = (busyW: number) =>
      answerSchedule({ cluster: { nodes: 4 }, jobs: [job('a', 0, 3, 2)], busyW, idleW: 100 }, null)
    expect(asked(99)).toMatchObject({ status: 'refused', problems: [{ field: 'busyW' }] })
    expect(asked(100).status).toBe('answer')
  })

  it('counts what failures cut short: power times all the time that nodes were busy', () => {
    const failures = { per1000NodeDays: 86_400_000 / 4000, repair: 0, restart: 0, checkpoint: 600, seed: 2 }
    const answered = answerSchedule(
      { cluster: { nodes: 1 }, jobs: [job('a', 0, 1, 10)], busyW: 1000, idleW: 0, failures },
      null,
    )
    if (answered.status !== 'answer') throw new Error('no answer')
    const { energy, failures: log, metrics, jobs: told } = answered.value
    expect(log?.restarts).toBeGreaterThan(0)
    const busyS = metrics.node_seconds
    expect(energy?.all.energyMwh).toBeCloseTo(busyS / 3.6e6, 9)
    expect(told?.[0]?.energyKwh).toBeCloseTo(busyS / 3600, 6)
  })
})

describe('an invented workload in place of a file', () => {
  it('is the month of Alps, the same that the page shows', () => {
    const answered = answerSchedule({ synthetic: { kind: 'month-of-alps' } }, null)
    const month = replay(monthAsRead(1).imported, plainReplay, null)
    if (answered.status !== 'answer' || !month.ok) throw new Error('no answer')
    expect(answered.value).toMatchObject({ nodes: 2688, report: { format: 'synthetic' } })
    expect(answered.value.hash).toBe(month.value.answer.hash)
  })

  it('has the load that was asked for: node-seconds over what the machine has until the last submission', () => {
    const synthetic = { kind: 'all', jobs: 3000, load: 0.6, seed: 4 }
    const answered = answerSchedule({ synthetic, nodes: 64, withJobs: true }, null)
    if (answered.status !== 'answer') throw new Error('no answer')
    const { jobs: told, metrics } = answered.value
    const submits = told?.map(({ submit }) => submit) ?? []
    const spanS = Math.max(...submits) - Math.min(...submits)
    // The load is set for the days from midnight on; the first submission is hours later at most.
    expect(metrics.node_seconds / (64 * spanS)).toBeGreaterThan(0.59)
    expect(metrics.node_seconds / (64 * spanS)).toBeLessThan(0.63)
    expect(told).toHaveLength(3000)
  })

  it('is refused beside a list of jobs, of an unknown kind, or without a machine', () => {
    const asked = [
      { ...body, synthetic: { kind: 'all' } },
      { synthetic: { kind: 'lottery' } },
      { synthetic: { kind: 'all' } },
    ].map((input) => answerSchedule(input, null))
    expect(asked.map((one) => (one.status === 'refused' ? one.problems[0]?.field : null))).toEqual([
      'synthetic',
      'synthetic.kind',
      'nodes',
    ])
  })

  it('is refused, each named, beside options that say how a file is read', () => {
    const wish = {
      synthetic: { kind: 'all' },
      nodes: 8,
      first: 5,
      zone: 'Europe/Zurich',
      delimiter: ';',
      coresPerNode: 4,
    }
    const asked = answerSchedule(wish, null)
    const fields = asked.status === 'refused' ? asked.problems.map(({ field }) => field) : []
    expect(fields.sort()).toEqual(['coresPerNode', 'delimiter', 'first', 'zone'])
  })
})

describe('weights of priority', () => {
  it.each([
    [{ age: -1 }, 'priority.age'],
    [{ fairShare: -0.5 }, 'priority.fairShare'],
    [{ size: -1000 }, 'priority.size'],
    [{ qos: -1 }, 'priority.qos'],
    [{ qos: 1, qosFactors: { low: -1 } }, 'priority.qosFactors.low'],
  ])('are counts of Slurm, none below 0: %j', (priority, field) => {
    const problem = { field, message: expect.stringContaining('is outside 0 to') }
    expect(answerSchedule({ ...body, priority }, null)).toMatchObject({
      status: 'refused',
      problems: [problem],
    })
  })
})
