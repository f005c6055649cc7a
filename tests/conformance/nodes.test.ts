import { describe, expect, it } from 'vitest'
import { engineNodesFates } from './nodes-engine.ts'
import { replayNodes } from './nodes-oracle.ts'
import type { SharedWorkload } from './nodes-words.ts'
import { randomNodes, type NodesShape } from './nodes-random.ts'
import { policies, type Policy } from './oracle.ts'

/** The first job that fares differently or elsewhere, or null. */
function difference(workload: SharedWorkload, policy: Policy): unknown {
  const expected = replayNodes(workload, policy)
  const found = engineNodesFates(workload, policy)
  const at = expected.findIndex((fate, i) => JSON.stringify(fate) !== JSON.stringify(found[i]))
  return at === -1 ? null : { job: workload.jobs[at], expected: expected[at], found: found[at] }
}

const plain: NodesShape = { jobs: 12, nodes: 3, windows: 0, priorities: 1, spanS: 15, longestS: 9 }
const shapes: readonly (readonly [what: string, shape: NodesShape, seeds: number])[] = [
  ['without windows', plain, 150],
  ['with windows', { ...plain, windows: 3 }, 150],
  ['with windows and priorities', { ...plain, windows: 3, priorities: 3 }, 130],
  ['all at once', { ...plain, spanS: 1, windows: 2, priorities: 2 }, 50],
  ['more nodes, a longer queue', { ...plain, jobs: 30, nodes: 5, spanS: 12, windows: 2, longestS: 14 }, 20],
]

describe('on shared nodes, the engine and the oracle', () => {
  it.each(shapes)(
    'give every job the same start, end and places: %s',
    { timeout: 120_000 },
    (_, shape, seeds) => {
      for (let seed = 1; seed <= seeds; seed += 1) {
        const workload = randomNodes(seed, shape)
        for (const policy of policies) {
          const found = difference(workload, policy)
          if (found !== null) expect({ seed, policy, found, workload }).toBeNull()
        }
      }
    },
  )
})
