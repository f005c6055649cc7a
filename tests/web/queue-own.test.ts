import { describe, expect, it, vi, afterAll } from 'vitest'
import { controlOf, isOptions, optionsOf, withPart } from '../../web/queue/own.ts'
import { queue } from '../../web/queue/worker/replaying.ts'

vi.stubGlobal('postMessage', () => undefined)
afterAll(() => {
  vi.unstubAllGlobals()
})

type Job = readonly [submit: number, nodes: number, runs: number, project?: string]

/** A log of jobs that run to their limits, first come first served, with settings of a person's own. */
async function replayed(nodes: number, jobs: readonly Job[], own: object) {
  const lines = jobs.map(([submit, size, runs, project = 'p'], i) =>
    [i, submit, size, runs, runs, project].join(','),
  )
  const log = ['id,submit,nodes,requested_s,actual_s,project', ...lines].join('\n')
  const { budgets }: { readonly budgets?: { readonly enforce?: boolean } } = own
  return queue.load({
    file: new File([log], 'log.csv'),
    policy: 'fcfs',
    nodes: String(nodes),
    coresPerNode: '',
    columns: {},
    machine: null,
    budgets: budgets?.enforce === true ? 'enforced' : 'shown',
    own: JSON.stringify(own),
  })
}

async function answerOf(...asked: Parameters<typeof replayed>) {
  const told = await replayed(...asked)
  if (!told.ok) throw new Error(JSON.stringify(told.problems))
  return told.value.answer
}

async function problemsOf(own: object) {
  const told = await replayed(1, [[0, 1, 100]], own)
  return told.ok ? [] : told.problems
}

/** The expected waits are worked out by hand. */
describe('a setting of a person’s own changes the replay', () => {
  it('a window lets no job start whose limit reaches into it', async () => {
    const job: Job = [0, 1, 100]
    expect((await answerOf(1, [job], {})).metrics.mean_wait_s).toBe(0)
    const windows = [{ start: 50, end: '200s' }]
    expect((await answerOf(1, [job], { windows })).metrics.mean_wait_s).toBe(200)
    expect((await answerOf(2, [job], { windows: [{ ...windows[0], nodes: 1 }] })).metrics.mean_wait_s).toBe(0)
  })

  it('a power cap lets a job wait for power as for nodes', async () => {
    const jobs: readonly Job[] = [
      [0, 1, 100],
      [0, 1, 100],
    ]
    const power = { busyW: 100, idleW: 10 }
    expect((await answerOf(2, jobs, power)).metrics.mean_wait_s).toBe(0)
    // 10 + 100 W of one at work and one idle fit under 110 W, two at work do not.
    expect((await answerOf(2, jobs, { ...power, powerCapW: 110 })).metrics.mean_wait_s).toBe(50)
    expect((await answerOf(2, jobs, { ...power, powerCapW: 200 })).metrics.mean_wait_s).toBe(0)
  })

  it('a weight of size lets the larger job start before the one that came first', async () => {
    const jobs: readonly Job[] = [
      [0, 4, 100],
      [1, 1, 50],
      [2, 4, 20],
    ]
    // In the order of coming: 0, 99 and 148 s; the larger first: 0, 98 and 119 s.
    expect((await answerOf(4, jobs, {})).metrics.mean_wait_s).toBeCloseTo((99 + 148) / 3, 9)
    const bySize = { priority: { size: 1000 } }
    expect((await answerOf(4, jobs, bySize)).metrics.mean_wait_s).toBeCloseTo((98 + 119) / 3, 9)
  })

  it('failures of nodes send jobs back, which lose what they did', async () => {
    const failures = { per1000NodeDays: 2000, repair: '1h', restart: '10min', checkpoint: '1h' }
    const long: Job = [0, 4, 10 * 86_400]
    const { failures: told, metrics } = await answerOf(4, [long], { failures })
    // Some 80 failures are expected on four nodes in ten days at two a node and day.
    expect(told?.restarts).toBeGreaterThan(40)
    expect(told?.lostNodeSeconds).toBeGreaterThan(0)
    expect(metrics.makespan_s).toBeGreaterThan(10 * 86_400)
  })

  it('a budget of a project holds the job back that it does not cover, and one that is only shown none', async () => {
    const jobs: readonly Job[] = [
      [0, 1, 3600],
      [0, 1, 3600],
      [0, 1, 3600, 'q'],
    ]
    const projects = [{ project: 'p', periods: [{ start: 0, end: '91d', gpuHours: 4 }] }]
    const budgets = { gpusPerNode: 4, projects: [...projects, { ...projects[0], project: 'q' }] }
    const shown = await answerOf(3, jobs, { budgets })
    expect(shown.budgets).toMatchObject({ enforced: false, neverStarted: 0 })
    const enforced = await answerOf(3, jobs, { budgets: { ...budgets, enforce: true } })
    expect(enforced.budgets).toMatchObject({ enforced: true, neverStarted: 1 })
    expect(queue.budgets(90 * 86_400)).toMatchObject([
      { project: 'p', period: { usedGpuH: 4 }, heldJobs: 1 },
      { project: 'q', period: { usedGpuH: 4 }, heldJobs: 0 },
    ])
  })
})

describe('a setting that cannot be taken', () => {
  it('is refused by the field that the command line names, with its message', async () => {
    const power = { busyW: 100, idleW: 10 }
    const fieldsOf = async (own: object) => (await problemsOf(own)).map(({ field }) => field)
    expect(await fieldsOf({ powerCapW: 5 })).toEqual(['busyW', 'idleW'])
    expect(await fieldsOf({ ...power, powerCapW: 'much' })).toEqual(['powerCapW'])
    expect(await fieldsOf({ failures: { per1000NodeDays: 1 } })).toEqual([
      'failures.repair',
      'failures.restart',
    ])
    expect(await fieldsOf({ priority: { age: 'old' } })).toEqual(['priority.age'])
    expect(await fieldsOf({ windows: 'no list' })).toEqual(['windows'])
    expect(await problemsOf({ windows: [{ start: 10, end: 5 }] })).toEqual([
      { field: 'windows.0.end', message: '5 is before the start 10' },
    ])
    const [date] = await problemsOf({ windows: [{ start: '2026-03-05', end: '2026-03-06' }] })
    expect(date?.message).toContain('the workload does not say the date of its second 0')
    expect(await fieldsOf({ run: {} })).toEqual(['queueOptions.run'])
  })

  it('that would never end is refused with the reason and its control', async () => {
    const failures = { per1000NodeDays: 1e6, repair: '100d', restart: 1 }
    const [problem] = await problemsOf({ failures })
    expect(problem?.field).toBe('failures.repair')
    expect(problem?.message).toContain('a job asks for 1 of 1 nodes')
  })

  it('leads to its control', () => {
    const own = '{"windows":[],"failures":{},"budgets":{},"limits":[]}'
    const controls = ['failures.repair', 'windows.0.end', 'budgets.projects.0', 'limits.0.longest', 'nodes']
    expect(controls.map((field) => controlOf(field, own))).toEqual([
      'failures.repair',
      'own-windows',
      'own-budgets',
      'queueOptions',
      'machineNodes',
    ])
    expect(controlOf('budgets', '')).toBe('budgets')
    expect(controlOf('busyW', '{"powerCapW":5}')).toBe('busyW')
    expect(controlOf('queueOptions', '{')).toBe('queueOptions')
  })
})

describe('the settings as one options.json', () => {
  it('hold what the fields say, as numbers, lists and words, and nothing once all is taken out', () => {
    const first = withPart({}, 'powerCapW', '5M')
    expect(first).toBe('{"powerCapW":"5M"}')
    const second = withPart(JSON.parse(first), 'failures.per1000NodeDays', '0,5')
    expect(JSON.parse(second)).toEqual({ powerCapW: '5M', failures: { per1000NodeDays: 0.5 } })
    expect(withPart(JSON.parse(second), 'failures.per1000NodeDays', '')).toBe(first)
    expect(withPart(JSON.parse(first), 'powerCapW', ' ')).toBe('')
    expect(JSON.parse(withPart({}, 'windows', '[{"start":0,"end":1}]'))).toEqual({
      windows: [{ start: 0, end: 1 }],
    })
  })

  it('are told from a workload, and refused where they are no JSON or too long', () => {
    expect(isOptions('{"windows":[]}')).toBe(true)
    expect(isOptions('{"windows":[],"jobs":[]}')).toBe(false)
    expect(isOptions('{"model_type":"llama"}')).toBe(false)
    expect(optionsOf('')).toEqual({ ok: true, value: {} })
    const wrong = ['{"windows":', `{"windows":[${'{},'.repeat(700_000)}{}]}`].map(optionsOf)
    expect(wrong.map((read) => !read.ok && read.problems[0]?.field)).toEqual(['queueOptions', 'queueOptions'])
  })
})
