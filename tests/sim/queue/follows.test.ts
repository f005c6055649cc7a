import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withinWork } from '../../../sim/index.ts'
import type { Dependency } from '../../../sim/queue/engine/job.ts'
import { held, plainRules, rejected, simulate } from '../../../sim/queue/engine/simulate.ts'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { imported } from './import/reading.ts'
import { workloadOf, type PlainJob } from './workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const
const kinds = ['any', 'ok', 'notok'] as const

/** Jobs on a machine that holds all at once, each following some that stand before it. */
const anyChain = fc
  .array(
    fc.record({
      submitS: fc.integer({ min: 0, max: 50 }),
      limitS: fc.integer({ min: 1, max: 30 }),
      actualS: fc.integer({ min: 1, max: 35 }),
      follows: fc.array(
        fc.record({ back: fc.integer({ min: 1, max: 8 }), kind: fc.constantFrom(...kinds) }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((list) => ({
    jobs: list.map(({ submitS, limitS, actualS }): PlainJob => ({
      submitS,
      nodes: 1,
      requestedS: limitS,
      actualS,
    })),
    follows: list.flatMap(({ follows }, job) =>
      follows.flatMap(({ back, kind }): readonly Dependency[] =>
        job - back >= 0 ? [{ job, on: job - back, kind }] : [],
      ),
    ),
  }))

type Chain = typeof anyChain extends fc.Arbitrary<infer T> ? T : never

/** When each starts where nothing else is in the way: with the last end of those it follows; null where one ended wrongly. */
function expected({ jobs, follows }: Chain): readonly (number | null)[] {
  const starts: (number | null)[] = []
  for (const [job, { submitS }] of jobs.entries()) {
    const waits = follows.filter((one) => one.job === job)
    const ends = waits.map(({ on, kind }) => {
      const [start, other] = [starts[on] ?? null, jobs[on]]
      if (start === null || other === undefined) return Infinity
      const isOk = other.actualS <= other.requestedS
      if (kind !== 'any' && (kind === 'ok') !== isOk) return Infinity
      return start + Math.min(other.actualS, other.requestedS)
    })
    const start = Math.max(submitS, ...ends)
    starts.push(start === Infinity ? null : start)
  }
  return starts
}

function startsOf({ jobs, follows }: Chain, policy: (typeof policies)[number], nodes: number) {
  const workload = workloadOf(nodes, jobs)
  const conditions = { eligibleS: null, dependencies: follows, groups: null, held: null }
  const { startS, status } = simulate(
    { ...workload, jobs: { ...workload.jobs, conditions } },
    { policy, onProgress: null },
    plainRules,
  )
  return [...startS].map((s, job) => (status[job] === held || status[job] === rejected ? null : s))
}

describe.each(policies)('jobs that follow others, under %s', (policy) => {
  it('start with the last end of those they follow, and never after an end that they did not ask for', () => {
    fc.assert(
      fc.property(anyChain, (chain) => {
        expect(startsOf(chain, policy, 20)).toEqual(expected(chain))
      }),
    )
  })

  it('do not mind in which order those are told, nor how often', () => {
    fc.assert(
      fc.property(anyChain, fc.integer({ min: 1, max: 3 }), (chain, nodes) => {
        const told = [...chain.follows].reverse()
        expect(startsOf({ ...chain, follows: [...told, ...told] }, policy, nodes)).toEqual(
          startsOf(chain, policy, nodes),
        )
      }),
    )
  })
})

const head =
  'JOBID|PARTITION|USER|ACCOUNT|STATE|REASON|SUBMIT_TIME|START_TIME|TIME|TIME_LIMIT|NODES|CPUS|TRES_PER_NODE|DEPENDENCY|NAME'
const line = (id: string, follows: string) =>
  `${id}|gpu|ana|p|PENDING|${follows === '' ? 'Priority' : 'Dependency'}|2026-03-04T08:00:00|N/A|0:00|1:00:00|1|64|gpu:1|${follows}|chain`

function asked(lines: readonly string[], nodes: number) {
  const body = { file: [head, ...lines].join('\n'), nodes, policy: 'fcfs', withJobs: true }
  return withinWork(1.3e6, () => answerSchedule(body, null))
}

describe('many who wait for many', () => {
  it('are one after another as singletons: 300 hours for 300 of one name, on any machine', () => {
    const answered = asked([line('7_[0-299]', 'singleton')], 50)
    if (answered?.status !== 'answer') throw new Error('no answer')
    expect(answered.value.jobs?.map(({ start }) => start)).toEqual(
      Array.from({ length: 300 }, (_, i) => i * 3600),
    )
  })

  it('start together once all of the array before them have ended', () => {
    const answered = asked([line('7_[0-199]', ''), line('8_[0-199]', 'afterany:7_*')], 50)
    if (answered?.status !== 'answer') throw new Error('no answer')
    // 200 jobs of an hour on 50 nodes end after 4 h, and the others run in the four hours after those.
    const starts = answered.value.jobs?.map(({ start }) => (start ?? -1) / 3600) ?? []
    expect(starts.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, i) => Math.floor(i / 50)))
    expect(starts.slice(200)).toEqual(Array.from({ length: 200 }, (_, i) => 4 + Math.floor(i / 50)))
  })

  it('are each told the singleton before them alone, and all others of their name since that one', () => {
    const file = [
      head,
      line('1', ''),
      line('2', ''),
      line('3', 'singleton'),
      line('4', ''),
      line('5', 'singleton'),
    ]
    const { jobs } = imported([...file, line('6_[0-9999]', 'singleton')].join('\n'))
    const follows = jobs.conditions?.dependencies ?? []
    expect(follows.slice(0, 5).map(({ job, on }) => [job, on])).toEqual([
      [2, 0],
      [2, 1],
      [4, 2],
      [4, 3],
      [5, 4],
    ])
    // 10,000 of one name are 10,000 pairs, not fifty million.
    expect(follows).toHaveLength(4 + 10_000)
  })

  it('are counted before they are listed: 300 letters are no work of minutes for a server', () => {
    expect(asked([line('7_[0-4999]', ''), line('8_[0-4999]', 'afterany:7_*')], 50)).toBeNull()
  })
})
