import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Envelope } from '../../../sim/queue/engine/profile.ts'
import { WaitingQueue } from '../../../sim/queue/engine/queue.ts'
import { plainRules, simulate } from '../../../sim/queue/engine/simulate.ts'
import { anyWorkload, remembering } from './workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const

/** With the first three a replay may be taken over, with the others it has to begin at the beginning. */
const beyonds: typeof remembering = {
  'the plain rules': () => ({}),
  'a second resource': (jobs) => ({
    second: { capacity: 9, needs: Float64Array.from({ length: jobs }, (_, job) => 1 + (job % 4)) },
  }),
  'bounded passes': () => ({ backfill: { mostTested: 4, depth: 2, windowS: 20 } }),
  ...remembering,
}

describe.each(Object.entries(beyonds))('a replay whose beginning is known, with %s,', (_, make) => {
  it.each(policies)('is the replay from the first second on, under %s', (policy) => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 40, windows: 3 }),
        fc.integer({ min: -1, max: 150 }),
        (workload, beforeS) => {
          const beyond = { ...plainRules, ...make(workload.jobs.count) }
          const whole = simulate(workload, { policy }, beyond)
          const known = { startS: whole.startS, beforeS }
          expect(simulate(workload, { policy, known }, beyond)).toEqual(whole)
        },
      ),
      { numRuns: 80 },
    )
  })
})

type Waiting = { readonly nodes: number; readonly limitS: number }

/** Nodes that are free until an instant: 6 for 10 s, then 3. */
const free = (untilS: number) => (untilS <= 10 ? 6 : 3)

it('a queue that grows and shrinks finds whom a plain list finds', () => {
  const envelope = new Envelope()
  envelope.push(10, 6)
  envelope.push(Infinity, 3)
  const places = 150
  const step = fc.record({
    place: fc.integer({ min: 0, max: places - 1 }),
    from: fc.integer({ min: 0, max: places }),
    nodes: fc.integer({ min: 1, max: 9 }),
    limitS: fc.integer({ min: 1, max: 20 }),
  })
  // Most places are taken, then most are left: the queue passes both of its lengths.
  const steps = fc.array(step, { minLength: 300, maxLength: 600 })
  let longest = 0
  fc.assert(
    fc.property(steps, (list) => {
      const queue = new WaitingQueue(places)
      const plain = new Map<number, Waiting>()
      for (const [at, { place, from, nodes, limitS }] of list.entries()) {
        const joins = at < list.length / 2
        if (joins && !plain.has(place)) {
          plain.set(place, { nodes, limitS })
          queue.insert(place, 1000 + place, { nodes, limitS })
        } else if (!joins && plain.delete(place)) queue.remove(place)
        longest = Math.max(longest, queue.size)
        const waiting = [...plain].filter(([one]) => one >= from).sort(([a], [b]) => a - b)
        const fits = waiting.find(([, one]) => one.nodes <= free(one.limitS))
        expect(queue.size).toBe(plain.size)
        expect(queue.nextWaiting(from)).toBe(waiting[0]?.[0] ?? -1)
        expect(queue.next(from, envelope, 0)).toBe(fits?.[0] ?? -1)
        const least = Math.min(...[...plain.values()].map((one) => one.nodes))
        if (plain.size > 0) expect(queue.leastNodes()).toBe(least)
        if (fits !== undefined) expect(queue.jobAt(fits[0])).toBe(1000 + fits[0])
      }
    }),
    { numRuns: 30 },
  )
  expect(longest).toBeGreaterThan(64)
})
