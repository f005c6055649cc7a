import { describe, expect, it } from 'vitest'
import { stream } from '../../../sim/base/random.ts'
import { preempted, simulate, plainRules, type Beyond } from '../../../sim/queue/engine/simulate.ts'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { passes, type OracleJob, type OracleRules } from './passing-oracle.ts'
import { workloadOf } from './workloads.ts'

const nodes = 6
const plain: OracleRules = {
  nodes,
  mostTested: Infinity,
  depth: 1,
  window: Infinity,
  by: null,
  over: {},
  cancels: false,
  exempt: 0,
  checkpoint: Infinity,
  restart: 0,
}
const names = ['low', 'mid', 'high'] as const
const over = { high: ['mid', 'low'], mid: ['low'] }

function randomJobs(seed: number, count: number): readonly OracleJob[] {
  const random = stream(seed, 'passing jobs')
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  return Array.from({ length: count }, () => {
    const requested = 1 + upTo(11)
    const tier = upTo(2)
    const actual = upTo(4) === 0 ? requested : upTo(requested)
    return { submit: upTo(18), nodes: 1 + upTo(upTo(5)), requested, actual, tier, qos: names[tier] ?? 'low' }
  })
}

type Policy = 'fcfs' | 'easy' | 'conservative_rebuild'

const whole = { gpus: 4, cores: Infinity, memoryMb: Infinity, weight: 1, partitions: ['all'] }

/** On like nodes that are counted, or the same told one by one. */
function fates(jobs: readonly OracleJob[], policy: Policy, rules: OracleRules, isPlaced = false) {
  const list = jobs.map((job) => ({
    submitS: job.submit,
    nodes: job.nodes,
    requestedS: job.requested,
    actualS: job.actual,
    queue: job.qos,
  }))
  const isBounded =
    policy !== 'fcfs' && (rules.mostTested < Infinity || rules.depth !== 1 || rules.window < Infinity)
  const beyond: Partial<Beyond> = {
    tiers: { low: 0, mid: 1, high: 2 },
    backfill: isBounded ? { mostTested: rules.mostTested, depth: rules.depth, windowS: rules.window } : null,
    preemption:
      rules.by === null
        ? null
        : {
            by: rules.by,
            over: rules.over,
            mode: rules.cancels ? 'cancel' : 'requeue',
            modes: {},
            exemptS: rules.exempt,
            checkpointS: rules.checkpoint,
            restartS: rules.restart,
          },
  }
  const { startS, endS, status, broken, preemption } = simulate(
    { ...workloadOf(nodes, list), kinds: isPlaced ? [{ ...whole, count: nodes }] : null },
    { policy, onProgress: null },
    { ...plainRules, ...beyond },
  )
  const stops = [...(preemption?.broken ?? []), ...(preemption?.cancelled ?? [])]
  return jobs.map((_, job) => ({
    stretches: [
      ...broken.filter((one) => one.job === job).map((one) => [one.startS, one.endS]),
      [startS[job], endS[job]],
    ],
    lost: stops.filter((one) => one.job === job).reduce((sum, { lostS }) => sum + lostS, 0),
    isCancelled: status[job] === preempted,
  }))
}

function compare(policy: Policy, rulesOf: (seed: number) => Partial<OracleRules>): void {
  for (let seed = 1; seed <= 40; seed += 1) {
    const jobs = randomJobs(seed, 12)
    const rules = { ...plain, ...rulesOf(seed) }
    const expected = passes(jobs, rules).map(({ stretches, lost, isCancelled }) => ({
      stretches,
      lost,
      isCancelled,
    }))
    expect(fates(jobs, policy, rules), `seed ${String(seed)}`).toEqual(expected)
    expect(fates(jobs, policy, rules, true), `seed ${String(seed)}, placed`).toEqual(expected)
  }
}

describe('bounds of backfill', () => {
  it.each([
    ['easy', { depth: 1 }],
    ['easy', { depth: 2 }],
    ['easy', { depth: 3, mostTested: 3 }],
    ['easy', { depth: 1, mostTested: 2 }],
    ['easy', { depth: 2, window: 4 }],
    ['conservative_rebuild', { depth: Infinity, mostTested: 4 }],
    ['conservative_rebuild', { depth: Infinity, window: 6 }],
  ] as const)('give the starts of an oracle, with tiers: %s %j', (policy, bounds) => {
    compare(policy, () => bounds)
  })

  it('are laws: one job tested is fcfs, a reservation for each is conservative_rebuild', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const jobs = randomJobs(seed, 14)
      const fcfs = fates(jobs, 'fcfs', plain)
      const rebuilt = fates(jobs, 'conservative_rebuild', plain)
      expect(fates(jobs, 'easy', { ...plain, mostTested: 1 })).toEqual(fcfs)
      expect(fates(jobs, 'easy', { ...plain, depth: 1000 })).toEqual(rebuilt)
    }
  })
})

describe('preemption', () => {
  it.each([
    ['easy', { by: 'tier' }],
    ['easy', { by: 'tier', cancels: true }],
    ['easy', { by: 'qos', over, checkpoint: 3, restart: 1 }],
    ['easy', { by: 'qos', over: { high: ['low'] }, exempt: 3 }],
    ['fcfs', { by: 'tier', depth: 0, mostTested: 1, exempt: 2, checkpoint: 2 }],
    ['conservative_rebuild', { by: 'tier', depth: Infinity, restart: 2 }],
    ['easy', { by: 'tier', depth: 2, mostTested: 3, cancels: true, exempt: 1 }],
  ] as const)('gives the starts, restarts and lost work of an oracle: %s %j', (policy, rules) => {
    compare(policy, () => rules)
  })
})

/** Ten nodes of four GPUs; a scavenger of six nodes and one of three run since 0. */
const jobs = [
  { id: 's6', submit: 0, nodes: 6, requested_s: 7200, actual_s: 7200, queue: 'scavenger' },
  { id: 's3', submit: 600, nodes: 3, requested_s: 7200, actual_s: 3600, queue: 'scavenger' },
  { id: 'h', submit: 1800, nodes: 4, requested_s: 3600, actual_s: 3600, queue: 'gpu' },
]
const body = {
  cluster: { nodes: [{ count: 10, gpus: 4 }] },
  jobs,
  tiers: { gpu: 2 },
  preemption: { by: 'tier' },
}
function answer(fields: object) {
  const answered = answerSchedule({ ...body, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}
const told = (fields: object) =>
  answer(fields).jobs?.map(({ id, start, end, status }) => [id, start, end, status])

describe('a scavenger queue, asked of the schedule', () => {
  it('is stopped by the fewest nodes that do: one is free, three are taken from the smaller', () => {
    // Four nodes: one is free and s3 gives three. It ran 1,200 s, begins anew when h ends at 5,400 s.
    expect(told({})).toEqual([
      ['s6', 0, 7200, 'completed'],
      ['s3', 600, 9000, 'completed'],
      ['h', 1800, 5400, 'completed'],
    ])
    expect(answer({}).preemption).toEqual({
      jobs: 1,
      restarts: 1,
      cancelled: 0,
      lostNodeSeconds: 3 * 1200,
      lostGpuHours: 4,
    })
    // s6 7,200 s, s3 1,200 + 3,600 s, h 3,600 s.
    expect(answer({}).metrics.node_seconds).toBe(6 * 7200 + 3 * 4800 + 4 * 3600)
  })

  it('gives parts of nodes: of the jobs that share them the one is stopped that frees two GPUs', () => {
    const part = { submit: 0, nodes: 1, requested_s: 7200, actual_s: 7200 }
    const two = [
      { ...part, id: 'one', gpusPerNode: 1, queue: 'scavenger' },
      { ...part, id: 'three', gpusPerNode: 3, queue: 'scavenger' },
      { ...part, id: 'two', submit: 600, gpusPerNode: 2, queue: 'gpu' },
    ]
    const found = answer({ cluster: { nodes: [{ count: 1, gpus: 4 }] }, jobs: two })
    expect(found.jobs?.map(({ start, end }) => [start, end])).toEqual([
      [0, 7200],
      [0, 7800 + 7200],
      [600, 7800],
    ])
    // 600 s of three GPUs.
    expect(found.preemption?.lostGpuHours).toBe(0.5)
  })

  it('keeps what it saved, pays for its restart, or is gone', () => {
    const saving = { by: 'tier', checkpoint: '10min', restart: 60 }
    // 1,200 s are two checkpoints: 2,400 s and 60 s are left.
    expect(told({ preemption: saving })?.[1]).toEqual(['s3', 600, 5400 + 2460, 'completed'])
    expect(told({ preemption: { by: 'tier', mode: 'cancel' } })?.[1]).toEqual(['s3', 600, 1800, 'preempted'])
  })

  it('is left alone while it is exempt, where it is off, and where it would not be enough', () => {
    expect(told({ preemption: { by: 'tier', exempt: '40min' } })?.[2]).toEqual(['h', 2400, 6000, 'completed'])
    expect(told({ preemption: { by: 'tier', modes: { scavenger: 'off' } } })?.[2]?.[1]).toBe(4200)
    const eleven = answerSchedule({ ...body, jobs: [...jobs, { ...jobs[2], id: 'x', nodes: 11 }] }, null)
    expect(eleven.status === 'answer' && eleven.value.metrics.rejected).toBe(1)
  })

  it('leaves a job that asked for its success without a start when it is cancelled', () => {
    const list = [
      { nodes: 1, limitS: 50 },
      { nodes: 1, limitS: 5 },
      { nodes: 1, limitS: 5 },
    ]
    const workload = workloadOf(
      1,
      list.map(({ nodes: n, limitS }, i) => ({
        submitS: i === 2 ? 10 : 0,
        nodes: n,
        requestedS: limitS,
        actualS: limitS,
        queue: i === 2 ? 'high' : 'low',
      })),
    )
    const dependencies = [{ job: 1, on: 0, kind: 'ok' as const }]
    const conditions = { eligibleS: null, dependencies, groups: null, held: null }
    const rules = {
      by: 'tier',
      over: {},
      mode: 'cancel',
      modes: {},
      exemptS: 0,
      checkpointS: Infinity,
      restartS: 0,
    } as const
    const { startS } = simulate(
      { ...workload, jobs: { ...workload.jobs, conditions } },
      { policy: 'easy', onProgress: null },
      { ...plainRules, tiers: { high: 2 }, preemption: rules },
    )
    expect([...startS]).toEqual([0, -1, 10])
  })

  it('is refused where it makes no sense, with the way out', () => {
    const problems = (fields: object) => {
      const answered = answerSchedule({ ...body, ...fields }, null)
      return answered.status === 'refused' ? answered.problems.map(({ field }) => field) : answered.status
    }
    const circle = { by: 'qos', over: { a: ['b'], b: ['c'], c: ['a'] } }
    expect(problems({ policy: 'conservative' })).toEqual(['preemption'])
    expect(problems({ tiers: undefined })).toEqual(['preemption.by'])
    expect(problems({ preemption: { by: 'qos' } })).toEqual(['preemption.over'])
    expect(problems({ usageFactors: { high: 2e6 } })).toEqual(['usageFactors.high'])
    expect(problems({ preemption: circle })).toEqual(['preemption.over'])
    expect(problems({ policy: 'fcfs', backfill: { depth: 2 } })).toEqual(['backfill'])
    expect(problems({ policy: 'conservative', preemption: undefined, backfill: {} })).toEqual(['backfill'])
    expect(problems({ policy: 'conservative_rebuild', backfill: { depth: 2 } })).toEqual(['backfill.depth'])
    expect(problems({ backfill: { mostTested: 0, window: -1 } })).toEqual([
      'backfill.window',
      'backfill.mostTested',
    ])
  })
})
