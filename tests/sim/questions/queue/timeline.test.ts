import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { busyNodesOf, queueLength } from '../../queue/occupancy.ts'
import { integral } from '../../../../sim/queue/series.ts'
import { readWorkload } from '../../../../sim/queue/import/read.ts'
import { monthAsRead } from '../../../../sim/questions/queue/views/month.ts'
import { monthPower } from './month-power.ts'
import { extentOf, timelineOf } from '../../../../sim/questions/queue/views/timeline.ts'
import { plainReplay } from './plain-replay.ts'
import { replay, type Replayed } from '../../../../sim/questions/queue/replay.ts'

function replayed(file: Parameters<typeof replay>[0]): Replayed {
  const read = replay(file, { ...plainReplay, power: monthPower }, null)
  if (!read.ok) throw new Error('the workload cannot be replayed')
  return read.value
}

const month = replayed(monthAsRead(1).imported)
const [fromS, untilS] = extentOf(month)

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

describe('a timeline', () => {
  it('by hand: two jobs of one project and a third that waits', () => {
    const file = readWorkload(
      JSON.stringify({
        cluster: { nodes: 4 },
        jobs: [
          { id: 1, submit: 0, nodes: 2, requested_s: 10, actual_s: 10, project: 'a' },
          { id: 2, submit: 0, nodes: 2, requested_s: 5, actual_s: 5, project: 'b' },
          { id: 3, submit: 0, nodes: 4, requested_s: 10, actual_s: 10, project: 'a' },
        ],
      }),
    )
    if (!file.ok) throw new Error('unreadable')
    const all = timelineOf(replayed(file.value), { fromS: 0, untilS: 20, buckets: 5 }, null)
    expect(all.groups.map(({ project, nodes }) => [project, [...nodes]])).toEqual([
      ['a', [2, 2, 3, 4, 4]],
      ['b', [2, 0.5, 0, 0, 0]],
    ])
    expect([...all.waitingJobs]).toEqual([1, 1, 0.5, 0, 0])
    expect(all.groups[0]?.usedNodeH.at(-1)).toBeCloseTo(60 / 3600, 12)
    const late = timelineOf(replayed(file.value), { fromS: 10, untilS: 20, buckets: 2 }, null)
    expect(late.groups[0]?.usedNodeH.at(-1)).toBeCloseTo(60 / 3600, 12)
  })

  it('holds the same as the exact series over any stretch', () => {
    const stretch = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(stretch, fc.integer({ min: 1, max: 700 }), ([a, b], buckets) => {
        const [from, until] = [fromS + Math.min(a, b) * untilS, fromS + Math.max(a, b) * untilS + 1]
        const timeline = timelineOf(month, { fromS: from, untilS: until, buckets }, null)
        const waiting = integral(queueLength(month.workload, month.schedule), from, until)
        expect(sum(timeline.waitingJobs) * timeline.bucketS).toBeCloseTo(waiting, 2)
        const [first] = timeline.groups
        const index = month.workload.jobs.projects.indexOf(first?.project ?? '')
        const busy = integral(busyNodesOf(index, month.workload, month.schedule), from, until)
        expect(sum(first?.nodes ?? new Float64Array()) * timeline.bucketS).toBeCloseTo(busy, 2)
      }),
      { numRuns: 20 },
    )
  })

  it('shows all node-seconds, all energy and no more nodes than there are', () => {
    const timeline = timelineOf(month, { fromS, untilS, buckets: 640 }, monthPower)
    expect(timeline.groups).toHaveLength(5)
    expect(timeline.groups.at(-1)?.project).toBeNull()
    const used = timeline.groups.reduce((total, { usedNodeH }) => total + (usedNodeH.at(-1) ?? 0), 0)
    expect(used * 3600).toBeCloseTo(month.answer.metrics.node_seconds, 0)
    const energyMwh = (sum(timeline.powerW ?? new Float64Array()) * timeline.bucketS) / 3.6e9
    expect(energyMwh).toBeCloseTo(month.energy?.all.energyMwh ?? 0, 6)
    timeline.closedNodes.forEach((closed, bucket) => {
      const busy = timeline.groups.reduce((total, { nodes }) => total + (nodes[bucket] ?? 0), 0)
      expect(busy + closed).toBeLessThanOrEqual(2688 + 1e-6)
    })
  })
})
