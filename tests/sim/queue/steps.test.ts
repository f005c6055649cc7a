import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FixedPlaces } from '../../../sim/queue/engine/places.ts'
import { plainRules, simulate } from '../../../sim/queue/engine/simulate.ts'
import { planSteps, simulateSteps } from '../../../sim/queue/outlook/plan-run.ts'
import { synthesize } from '../../../sim/queue/synthetic/generate.ts'
import { anyWorkload, remembering } from './workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const

const beyonds: typeof remembering = { 'the plain rules': () => ({}), ...remembering }

describe.each(Object.entries(beyonds))('a replay in steps, with %s,', (_, make) => {
  it.each(policies)('is the replay at once, however short the steps are, under %s', (policy) => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 40, windows: 3 }), fc.integer({ min: 1, max: 9 }), (workload, jobs) => {
        const beyond = { ...plainRules, ...make(workload.jobs.count) }
        const steps = simulateSteps(workload, { policy, jobsOfStep: jobs }, beyond)
        let [step, rests] = [steps.next(), 0]
        for (; step.done !== true; step = steps.next()) rests += 1
        expect(step.value).toEqual(simulate(workload, { policy }, beyond))
        expect(rests).toBe(Math.ceil(workload.jobs.count / jobs) - 1)
      }),
      { numRuns: 60 },
    )
  })
})

it('a plan rests within a seed of many jobs, in both of its replays', () => {
  const jobs = synthesize({ seed: 1, jobs: 9000, nodes: 64, kind: 'all', load: 0.7, limits: 'exact' })
  const run = { nodes: 4, workS: 4000, limitS: 4000, startupS: 0, submitS: 9000, priority: 0 }
  const owner = { queue: null, qos: null, user: null, project: null, secondPerNode: 0 }
  const options = { policy: 'easy', beyond: plainRules, seeds: [1, 2], shakeS: 600, load: null } as const
  const workload = { nodes: 64, kinds: null, jobs, windows: [] }
  const told = [...planSteps(workload, { ...run, ...owner }, options)]
  const rests = Array.from({ length: 8 }, () => null)
  expect(told).toEqual([...rests, ...rests, 1, ...rests, ...rests, 2])
})

it('places are those of a sort by priority, then by arrival', () => {
  const priorities = fc.oneof(
    fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 60 }),
    fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 60 }),
  )
  fc.assert(
    fc.property(priorities, fc.infiniteStream(fc.nat()), (list, chance) => {
      const places = new FixedPlaces(list.length, Float64Array.from(list))
      const keys = list.map(() => chance.next().value ?? 0)
      const arriving = list.map((_, job) => job).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
      for (const job of arriving) places.take(job)
      // A stable sort: who has arrived first stays first among equals.
      const sorted = [...arriving].sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0))
      expect(sorted.map((job) => places.of[job])).toEqual(list.map((_, place) => place))
    }),
  )
})
