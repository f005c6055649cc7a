import { describe, expect, it } from 'vitest'
import { cases, simulated, workedOut } from './cases.ts'
import { engineFates } from './engine.ts'
import { policies, replay, type Policy, type Workload } from './oracle.ts'
import { randomWorkload, type Shape } from './random.ts'

describe.each(policies)('the engine under %s', (policy) => {
  it.each(cases)('$title', (one) => {
    expect(simulated(one, engineFates(one.workload, policy))).toEqual(workedOut(one, policy))
  })
})

/** The first job that fares differently, or null. */
function difference(workload: Workload, policy: Policy): unknown {
  const expected = replay(workload, policy)
  const found = engineFates(workload, policy)
  const at = expected.findIndex((fate, i) => {
    const other = found[i]
    return fate.start !== other?.start || fate.end !== other.end || fate.status !== other.status
  })
  return at === -1 ? null : { job: workload.jobs[at], expected: expected[at], found: found[at] }
}

const small: Shape = { jobs: 9, windows: 0, priorities: 1, spanS: 12, longestS: 9 }
const medium: Shape = { jobs: 60, windows: 0, priorities: 1, spanS: 200, longestS: 40 }

const shapes: readonly (readonly [what: string, shape: Shape, seeds: number])[] = [
  ['small', small, 300],
  ['small with windows', { ...small, windows: 3 }, 300],
  ['small with priorities', { ...small, priorities: 3 }, 300],
  ['small with windows and priorities', { ...small, windows: 4, priorities: 4 }, 400],
  ['small with all submitted at once', { ...small, spanS: 1, windows: 2, priorities: 2 }, 300],
  ['medium', medium, 25],
  ['medium with windows', { ...medium, windows: 12 }, 25],
  ['medium with windows and priorities', { ...medium, windows: 12, priorities: 5 }, 25],
  ['medium with a long queue', { ...medium, spanS: 20, windows: 5, priorities: 2 }, 12],
]

/** Long enough that starts known to be in vain are passed over; sizes and limits repeat, or hardly do. */
const long: Shape = { jobs: 180, windows: 0, priorities: 1, spanS: 30, longestS: 12 }
const longShapes: readonly (readonly [what: string, shape: Shape, seeds: number])[] = [
  ['alike jobs', long, 2],
  ['different jobs', { ...long, longestS: 300 }, 2],
  ['windows and priorities', { ...long, longestS: 60, windows: 8, priorities: 3 }, 2],
  ['jobs that go on arriving', { ...long, jobs: 260, spanS: 1000, longestS: 90 }, 2],
]

describe('a queue of hundreds under conservative', () => {
  it.each(longShapes)('is served as by the oracle: %s', { timeout: 120_000 }, (_, shape, seeds) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const workload = randomWorkload(seed, shape)
      const found = difference(workload, 'conservative')
      if (found !== null) expect({ seed, found }).toBeNull()
    }
  })
})

describe('the engine and the oracle', () => {
  it.each(shapes)('give every job the same start, end and status: %s', (_, shape, seeds) => {
    for (let seed = 1; seed <= seeds; seed += 1) {
      const workload = randomWorkload(seed, shape)
      for (const policy of policies) {
        const found = difference(workload, policy)
        if (found !== null) expect({ seed, policy, found, workload }).toBeNull()
      }
    }
  })
})
