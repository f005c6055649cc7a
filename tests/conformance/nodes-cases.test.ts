import { describe, expect, it } from 'vitest'
import { nodesCases, placedBy, placedByHand } from './nodes-cases.ts'
import { engineNodesFates } from './nodes-engine.ts'
import { replayNodes } from './nodes-oracle.ts'
import { randomNodes } from './nodes-random.ts'
import { engineFates } from './engine.ts'
import { policies, type Policy } from './oracle.ts'

describe.each(policies)(
  'on shared nodes under %s, engine and oracle start every job when and where worked out',
  (policy) => {
    it.each(nodesCases)('$title', (one) => {
      const byHand = placedByHand(one, policy)
      expect(placedBy(one, replayNodes(one.workload, policy))).toEqual(byHand)
      expect(placedBy(one, engineNodesFates(one.workload, policy))).toEqual(byHand)
    })
  },
)

/** Whole jobs only, on one kind of node: the starts as a list of kinds and as a count, where they differ. */
function differences(policy: Policy, seeds: number) {
  const shape = { jobs: 10, nodes: 3, windows: 0, priorities: 2, spanS: 12, longestS: 9 }
  return Array.from({ length: seeds }, (_, i) => {
    const count = 2 + (i % 3)
    const jobs = randomNodes(i + 1, shape).jobs.map((job) => ({
      id: job.id,
      submit: job.submit,
      nodes: Math.min(count, job.nodes),
      requested_s: job.requested_s,
      actual_s: job.actual_s,
      priority: job.priority ?? 0,
    }))
    const listed = engineNodesFates({ cluster: { nodes: [{ count, gpus: 4 }] }, jobs }, policy)
    const counted = engineFates({ cluster: { nodes: count }, windows: [], jobs }, policy)
    const isSame = counted.every(({ start }, k) => start === listed[k]?.start)
    return isSame
      ? []
      : [{ count, jobs, counted: counted.map((f) => f.start), listed: listed.map((f) => f.start) }]
  }).flat()
}

describe('like nodes that every job takes whole', () => {
  it.each(['fcfs', 'easy', 'conservative_rebuild'] as const)(
    'have, listed as a kind, the starts of counted nodes under %s',
    (policy) => {
      expect(differences(policy, 120)).toEqual([])
    },
  )

  it('may start otherwise under conservative alone, whose promises have places', () => {
    const jobs = [
      { id: 'a', submit: 0, nodes: 2, requested_s: 7, actual_s: 7 },
      { id: 'b', submit: 0, nodes: 1, requested_s: 8, actual_s: 4 },
      { id: 'h', submit: 0, nodes: 2, requested_s: 8, actual_s: 8 },
      { id: 'k', submit: 0, nodes: 2, requested_s: 8, actual_s: 8 },
    ]
    const counted = engineFates({ cluster: { nodes: 4 }, windows: [], jobs }, 'conservative')
    const listed = engineNodesFates({ cluster: { nodes: [{ count: 4, gpus: 4 }] }, jobs }, 'conservative')
    expect(counted.map(({ start }) => start)).toEqual([0, 0, 4, 7])
    expect(listed.map(({ start }) => start)).toEqual([0, 0, 7, 4])
  })
})
