import { describe, expect, it } from 'vitest'
import { readWorkload } from '../../../../sim/scheduler/import/read.ts'
import { jobLabelled, longestWait, whyWaiting } from '../../../../sim/study/queue/why-waiting.ts'
import { startForecast } from '../../../../sim/study/queue/start-forecast.ts'
import { plainReplay } from '../../../../sim/study/schedule/read-replay.ts'
import { replay, type Replayed } from '../../../../sim/study/schedule/replay.ts'

function replayed(jobs: readonly object[], windows: readonly object[] = []): Replayed {
  const file = readWorkload(JSON.stringify({ cluster: { nodes: 4 }, windows, jobs }))
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
      cause: 'nodes',
      freeNodes: 1,
      holders: [{ id: 'A', project: 'a', nodes: 3, untilS: 100 }],
      startS: 100,
      aheadJobs: 0,
    })
  })

  it('says that a job ahead would be delayed', () => {
    expect(ask('C', 10)).toMatchObject({
      state: 'waiting',
      cause: 'ahead',
      freeNodes: 1,
      aheadJobs: 1,
      aheadNodes: 4,
      ahead: [{ id: 'B', nodes: 4, untilS: 1 }],
      startS: 150,
    })
  })

  it('says that its limit reaches into maintenance', () => {
    const windows = [{ start: 60, end: 80, nodes: null }]
    const found = whyWaiting(replayed([job('A', 0, 1, 90)], windows), 0, 5)
    expect(found).toMatchObject({
      cause: 'window',
      freeNodes: 4,
      window: { startS: 60, endS: 80 },
      startS: 80,
    })
    expect(whyWaiting(replayed([job('A', 0, 1, 90)], windows), 0, 70)).toMatchObject({
      cause: 'nodes',
      closedNodes: 4,
    })
  })

  it.each([
    ['C', 1, 'not submitted'],
    ['A', 99, 'running'],
    ['A', 100, 'ended'],
    ['D', 50, 'rejected'],
  ])('%s at %d s: %s', (id, atS, state) => {
    expect(ask(id, atS)).toMatchObject({ state, cause: null })
  })

  it('knows when it would start if all ran to their limits', () => {
    expect(startForecast(busy, 1, 10)).toMatchObject({ plannedS: 100, p10S: 100, p90S: 100 })
    expect(startForecast(busy, 0, 10)).toBeNull()
  })

  it('finds a job by its label, and the one that waited longest', () => {
    expect(jobLabelled(busy, 'E')).toBeNull()
    expect(longestWait(busy)).toBe(2)
  })
})
