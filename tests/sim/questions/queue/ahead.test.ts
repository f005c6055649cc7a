import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'

function waitingAt(at: number, workload: object) {
  const answered = answerSchedule({ ...workload, waiting: { at, draws: 0 } }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.waiting ?? []
}

const job = (id: string, submit: number, limit: number, more: object) => ({
  id,
  submit,
  nodes: 4,
  requested_s: limit,
  actual_s: limit,
  ...more,
})

describe('why a job waits', () => {
  it('names those ahead in the queue, and the node-hours that they ask for', () => {
    const jobs = [
      job('r', 0, 3600, {}),
      job('q1', 10, 36_000, {}),
      job('q2', 20, 36_000, {}),
      job('mine', 30, 3600, {}),
    ]
    const told = waitingAt(60, { cluster: { nodes: 4 }, jobs })
    expect(told.map(({ id, because }) => [id, because.jobs, because.ahead, because.aheadNodeHours])).toEqual([
      ['q1', ['r'], [], 0],
      ['q2', ['r'], ['q1'], 40],
      ['mine', ['r'], ['q1', 'q2'], 80],
    ])
    expect(told[2]?.because.sentence).toMatch(/; 2 jobs, 80 node-hours, are ahead: q1, q2$/)
  })

  it('is that no pass looks so far, where mostTested ends it before', () => {
    const jobs = [
      job('r', 0, 3600, { nodes: 2 }),
      job('q1', 10, 60, {}),
      job('q2', 20, 60, {}),
      job('mine', 30, 60, { nodes: 1 }),
    ]
    for (const cluster of [{ nodes: 4 }, { nodes: [{ count: 4, gpus: 4 }] }]) {
      const told = waitingAt(40, { cluster, jobs, backfill: { mostTested: 2 } })
      expect(told.map(({ id, because }) => [id, because.kind, because.jobs])).toEqual([
        ['q1', 'running', ['r']],
        ['q2', 'running', ['r']],
        ['mine', 'untested', ['q1', 'q2']],
      ])
      expect(told[2]?.because.sentence).toMatch(/no more than 2 waiting jobs .* come first: q1, q2;/)
    }
  })

  it('is fragmentation where GPUs enough are free, but not on one node', () => {
    const one = (id: string, gpusPerNode: number) => job(id, 0, 3600, { nodes: 1, gpusPerNode })
    const jobs = [one('a', 3), one('b', 3), { ...one('c', 2), submit: 5 }]
    const told = waitingAt(60, { cluster: { nodes: [{ count: 2, gpus: 4 }] }, jobs })
    expect(told.map(({ id, because }) => [id, because.kind, because.jobs])).toEqual([
      ['c', 'fragmentation', ['a']],
    ])
    expect(told[0]?.because.sentence).toBe(
      '2 GPUs are free, but not 2 on any node; by their limits it has to wait for a',
    )
  })
})
