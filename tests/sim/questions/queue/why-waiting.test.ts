import { describe, expect, it } from 'vitest'
import { readWorkload } from '../../../../sim/queue/import/read.ts'
import {
  instantToAsk,
  jobLabelled,
  longestWait,
  whyWaiting,
} from '../../../../sim/questions/queue/views/why-waiting.ts'
import { readReplay } from '../../../../sim/questions/queue/input.ts'
import { plainReplay } from './plain-replay.ts'
import { replay, type Replayed } from '../../../../sim/questions/queue/replay.ts'

function replayed(jobs: readonly object[], windows: readonly object[] = [], nodes: unknown = 4): Replayed {
  const file = readWorkload(JSON.stringify({ cluster: { nodes }, windows, jobs }))
  if (!file.ok) throw new Error('unreadable')
  const read = replay(file.value, plainReplay, null)
  if (!read.ok) throw new Error('cannot be replayed')
  return read.value
}

const job = (id: string, submit: number, nodes: number, limit: number, run = limit) => ({
  id,
  submit,
  nodes,
  requested_s: limit,
  actual_s: run,
  project: id.toLowerCase(),
})

describe('why a job does not run', () => {
  const busy = replayed([job('A', 0, 3, 100), job('B', 1, 4, 50), job('C', 2, 1, 150), job('D', 2, 9, 1)])
  const ask = (id: string, atS: number) => whyWaiting(busy, jobLabelled(busy, id) ?? -1, atS)

  it('says that too few nodes are free, and who holds them until when', () => {
    expect(ask('B', 10)).toMatchObject({
      state: 'waiting',
      because: {
        kind: 'running',
        freeNodes: 1,
        jobs: [{ id: 'A', link: null, project: 'a', nodes: 3, state: 'running', whenS: 100 }],
        jobsInAll: 1,
      },
      startS: 100,
    })
  })

  it('says that a job ahead would be delayed', () => {
    expect(ask('C', 10)).toMatchObject({
      state: 'waiting',
      because: {
        kind: 'order',
        freeNodes: 1,
        jobs: [{ id: 'B', nodes: 4, state: 'waiting', whenS: 1 }],
        jobsInAll: 1,
      },
      startS: 150,
    })
  })

  it('says that its limit reaches into maintenance', () => {
    const windows = [{ start: 60, end: 80, nodes: null }]
    const found = whyWaiting(replayed([job('A', 0, 1, 90)], windows), 0, 5)
    expect(found).toMatchObject({
      because: { kind: 'window', freeNodes: 4, window: { startS: 60, endS: 80 } },
      startS: 80,
    })
    expect(whyWaiting(replayed([job('A', 0, 1, 90)], windows), 0, 70)).toMatchObject({
      because: { kind: 'window', freeNodes: 0, window: { startS: 60, endS: 80 } },
    })
  })

  it.each([[{ cluster: 'like' }], [{ cluster: 'shared' }]])(
    'says which limit would fit before a maintenance once those that run have ended (%j)',
    ({ cluster }) => {
      // A ends at 40; 30 s from then do not fit before 60, 20 s would.
      const windows = [{ start: 60, end: 80, nodes: null }]
      const jobs = [job('A', 0, 4, 40), job('B', 1, 4, 30)]
      const kinds = cluster === 'shared' ? [{ count: 4, gpus: 4 }] : 4
      expect(whyWaiting(replayed(jobs, windows, kinds), 1, 5)).toMatchObject({
        because: {
          kind: 'window',
          window: { startS: 60, endS: 80 },
          sentence: expect.stringContaining('a limit of 20 s would end before'),
        },
        startS: 80,
      })
      expect(
        whyWaiting(replayed([job('A', 0, 4, 40), job('B', 1, 4, 20)], windows, kinds), 1, 5),
      ).toMatchObject({ because: { kind: 'running', jobs: [{ id: 'A' }] }, startS: 40 })
    },
  )

  it.each([
    ['C', 1, 'not submitted'],
    ['A', 99, 'running'],
    ['A', 100, 'ended'],
    ['D', 50, 'rejected'],
  ])('%s at %d s: %s', (id, atS, state) => {
    expect(ask(id, atS)).toMatchObject({ state, because: null, forecast: null })
  })

  it('knows when it would start if all ran to their limits', () => {
    expect(whyWaiting(busy, 1, 10).forecast).toMatchObject({ plannedS: 100, p10S: 100, p90S: 100 })
    expect(whyWaiting(busy, 0, 10).forecast).toBeNull()
  })

  it('finds a job by its label, and the one that waited longest', () => {
    expect(jobLabelled(busy, 'E')).toBeNull()
    expect(longestWait(busy)).toBe(2)
  })
})

describe('why a budget does not let a job run', () => {
  // Nodes of one GPU. A is authorised 2 of the 3 GPU-hours of p and uses 1, so B starts when A ends; C never fits.
  const hourS = 3600
  const jobs = [
    { ...job('A', 0, 2, hourS, hourS / 2), project: 'p' },
    { ...job('B', 1, 2, hourS), project: 'p' },
    { ...job('C', 2, 4, hourS), project: 'p' },
  ]
  const p = { project: 'p', periods: [{ start: 0, end: 30 * hourS, gpuHours: 3 }] }
  const options = readReplay({ budgets: { gpusPerNode: 1, enforce: true, projects: [p] } })
  if (!options.ok) throw new Error('the budgets cannot be read')
  const file = readWorkload(JSON.stringify({ cluster: { nodes: 4 }, jobs }))
  if (!file.ok) throw new Error('unreadable')
  const made = replay(file.value, options.value, null)
  if (!made.ok) throw new Error('cannot be replayed')
  const budgeted = made.value

  it('says what it needs, what is left, what others hold, and when more comes', () => {
    expect(whyWaiting(budgeted, 1, 900)).toMatchObject({
      state: 'waiting',
      startS: hourS / 2,
      because: {
        kind: 'budget',
        jobs: [{ id: 'A', state: 'running', whenS: hourS }],
        // In 900 s A used half a GPU-hour and holds 1.5 more.
        budget: { project: 'p', neededGpuH: 2, leftGpuH: 1, heldGpuH: 1.5, nextDeposit: null },
      },
      // If A ran to its limit, 1 GPU-hour would be left, and B would never be covered.
      forecast: { plannedS: Infinity },
    })
  })

  it('a job that is held to the end waits longest, and is best asked of when all has ended', () => {
    expect(longestWait(budgeted)).toBe(2)
    expect(instantToAsk(budgeted, 2)).toBe(1.5 * hourS)
    expect(instantToAsk(budgeted, 1)).toBe(1)
    expect(whyWaiting(budgeted, 2, 1.5 * hourS)).toMatchObject({
      startS: Infinity,
      because: { jobs: [], budget: { neededGpuH: 4, leftGpuH: 0, heldGpuH: 0 } },
    })
  })

  it('a cause other than a budget names none', () => {
    const plain = replayed([job('A', 0, 3, 100), job('B', 1, 4, 50)])
    expect(whyWaiting(plain, 1, 10).because).toMatchObject({ kind: 'running', budget: null })
  })
})
