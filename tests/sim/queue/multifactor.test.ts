import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { FairTree } from '../../../sim/queue/extras/fair-tree.ts'
import { slurmPeriods, type Multifactor } from '../../../sim/queue/extras/multifactor.ts'
import { plainRules, simulate } from '../../../sim/queue/engine/simulate.ts'
import { workloadOf, type PlainJob } from './workloads.ts'

const noWeights: Multifactor = {
  weights: { age: 0, fairShare: 0, size: 0, qos: 0 },
  ...slurmPeriods,
  shares: {},
  parents: {},
  users: {},
  qos: {},
}

const job = (nodes: number, runS: number, more: Partial<PlainJob> = {}): PlainJob => ({
  submitS: 0,
  nodes,
  requestedS: runS,
  actualS: runS,
  ...more,
})

describe('the multifactor priority', () => {
  const order = (jobs: readonly PlainJob[], model: Partial<Multifactor>) => [
    ...simulate(
      workloadOf(4, jobs),
      { policy: 'fcfs', onProgress: null },
      { ...plainRules, multifactor: { ...noWeights, ...model } },
    ).startS,
  ]
  const first = job(4, 10)

  it('takes large jobs first where size counts: 1000 · 4/4 before 1000 · 1/4', () => {
    const jobs = [first, job(1, 10), job(4, 10)]
    expect(order(jobs, { weights: { ...noWeights.weights, size: 1000 } })).toEqual([0, 20, 10])
  })

  it('takes old jobs first where age counts, up to the greatest age', () => {
    const jobs = [job(4, 2000), job(4, 10, { submitS: 10 }), job(4, 10, { submitS: 5, priority: -3 })]
    // At 2,000 s the ages are 1,990 and 1,995 s of 1,000: both count 1, and the smaller site priority loses.
    expect(order(jobs, { weights: { ...noWeights.weights, age: 1000 }, maxAgeS: 1000 })).toEqual([
      0, 2000, 2010,
    ])
    // Of 100,000 s they count 199 and 199.5 − 3.
    expect(order(jobs, { weights: { ...noWeights.weights, age: 1e6 }, maxAgeS: 1e5 })).toEqual([
      0, 2010, 2000,
    ])
  })

  it("ages a job that follows another from that one's end: Slurm says that its age does not change before", () => {
    const jobs = [job(4, 1000), job(4, 10), job(4, 10, { submitS: 500 })]
    const age = { ...noWeights, weights: { ...noWeights.weights, age: 1e6 }, maxAgeS: 1e5 }
    const follows = { ...plainRules, multifactor: age, after: Int32Array.of(-1, 0, -1) }
    const { startS } = simulate(workloadOf(4, jobs), { policy: 'fcfs', onProgress: null }, follows)
    // At 1,000 s the one submitted at 500 s has waited 500 s, and the one submitted at 0 may start just now.
    expect([...startS]).toEqual([0, 1010, 1000])
  })

  it('ages a job with a begin time from then, as Slurm counts an age from when a job is eligible', () => {
    const workload = workloadOf(4, [job(4, 2000), job(4, 10), job(4, 10, { submitS: 500 })])
    const none = { dependencies: null, groups: null, held: null }
    const conditions = { ...none, eligibleS: Float64Array.of(-Infinity, 1000, -Infinity) }
    const age = { ...noWeights, weights: { ...noWeights.weights, age: 1e6 }, maxAgeS: 1e5 }
    const { startS } = simulate(
      { ...workload, jobs: { ...workload.jobs, conditions } },
      { policy: 'fcfs', onProgress: null },
      { ...plainRules, multifactor: age },
    )
    // At 2,000 s it is 1,000 s old, and the one of 500 s is 1,500 s old.
    expect([...startS]).toEqual([0, 2010, 2000])
  })

  it('keeps those ages in a queue as of an instant', () => {
    const columns =
      'JOBID|USER|PARTITION|ST|REASON|SUBMIT_TIME|ELIGIBLE_TIME|START_TIME|TIME|TIME_LIMIT|NODES'
    const at = (time: string) => `2026-03-04T${time}`
    const waits = (id: string, submit: string, eligible: string) =>
      `${id}|ana|gpu|PD|Resources|${at(submit)}|${at(eligible)}|N/A|0:00|10:00|4`
    const file = [
      columns,
      `1|ana|gpu|R|None|${at('08:00:00')}|${at('08:00:00')}|${at('08:00:00')}|2:00:00|3:00:00|4`,
      waits('2', '08:00:00', '09:30:00'),
      waits('3', '09:00:00', '09:00:00'),
      waits('4', '09:45:00', '09:45:00'),
    ].join('\n')
    const answered = answerSchedule(
      { file, nodes: 4, now: true, withJobs: true, policy: 'fcfs', priority: { age: 1e6 } },
      null,
    )
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const starts = (answered.value.jobs ?? []).map(({ id, start }) => [id, start])
    expect(starts).toEqual([
      ['1', 0],
      ['2', 11_400],
      ['3', 10_800],
      ['4', 12_000],
    ])
  })

  it('takes the better QOS first', () => {
    const jobs = [first, ...['low', 'high'].map((queue) => job(4, 10, { queue, submitS: 1 }))]
    expect(order(jobs, { weights: { ...noWeights.weights, qos: 10 }, qos: { high: 1, low: 0.5 } })).toEqual([
      0, 20, 10,
    ])
  })

  it('takes the project first that has used less of its share', () => {
    const of = (project: string) => ({ project, submitS: 1 })
    const jobs = [job(4, 400, { project: 'a' }), job(4, 10, of('a')), job(4, 10, of('b'))]
    expect(order(jobs, { weights: { ...noWeights.weights, fairShare: 1000 } })).toEqual([0, 410, 400])
  })
})

describe('a fair share on shared nodes', () => {
  const gpu = { nodes: 1, gpusPerNode: 1, requested_s: 1000, actual_s: 1000, submit: 0 }
  // a takes one GPU of four, b four of four of as long; then both want the whole machine.
  const jobs = [
    { ...gpu, id: 'a', project: 'a' },
    { ...gpu, id: 'b', project: 'b', gpusPerNode: 4, qos: 'q' },
    ...['a', 'b'].map((project) => ({
      ...gpu,
      id: `${project}2`,
      project,
      nodes: 2,
      gpusPerNode: 4,
      submit: 1,
    })),
  ]
  const starts = (fields: object) => {
    const cluster = { nodes: [{ count: 2, gpus: 4 }] }
    const asked = { cluster, jobs, withJobs: true, policy: 'fcfs', priority: { fairShare: 1000 }, ...fields }
    const answered = answerSchedule(asked, null)
    return answered.status === 'answer' ? answered.value.jobs?.map(({ start }) => start) : answered.status
  }

  it('charges the part of a node that a job holds: 250 node-seconds against 1,000', () => {
    expect(starts({})).toEqual([0, 0, 1000, 2000])
  })

  it('counts it by the usage factor of the QOS: 250 node-seconds against 100', () => {
    expect(starts({ usageFactors: { q: 0.1 } })).toEqual([0, 0, 2000, 1000])
  })

  it('charges memory where it is more of the node than the cores: 800 node-seconds against 500', () => {
    const kinds = [{ count: 2, gpus: 0, cores: 10, memoryMb: 100 }]
    const part = (job: (typeof jobs)[number], more: object) => ({ ...job, gpusPerNode: 0, ...more })
    const asks = [
      { coresPerNode: 1, memoryMbPerNode: 80 },
      { coresPerNode: 5, memoryMbPerNode: 10 },
    ]
    const bySize = jobs.map((job, i) => part(job, asks[i] ?? { coresPerNode: 10 }))
    expect(starts({ cluster: { nodes: kinds }, jobs: bySize })).toEqual([0, 0, 2000, 1000])
  })
})

describe('the fair tree', () => {
  const halfLifeS = 1000
  const tree = ([first = 1, second = 1]: readonly number[]) =>
    new FairTree({
      above: [-1, -1, 0, 0, 1, 1],
      shares: [first, second, 1, 1, 1, 1],
      users: [2, 3, 4, 5],
      userOf: Int32Array.of(0, 1, 2, 3),
      halfLifeS,
    })

  it('ranks the users of the project with the most share for its use above all others', () => {
    const fair = tree([1, 1])
    fair.hold(0, 3, 0)
    fair.hold(0, -3, 100)
    fair.hold(2, 1, 0)
    fair.hold(2, -1, 100)
    fair.reckon(100)
    // Project 1 used less; within each the user without use comes first.
    expect([0, 1, 2, 3].map((user) => fair.factor(user))).toEqual([0.25, 0.5, 0.75, 1])
  })

  it('weighs use by shares', () => {
    const fair = tree([4, 1])
    fair.hold(0, 3, 0)
    fair.hold(0, -3, 100)
    fair.hold(2, 1, 0)
    fair.hold(2, -1, 100)
    fair.reckon(100)
    // 0.8 / 0.75 is above 0.2 / 0.25.
    expect([0, 1, 2, 3].map((user) => fair.factor(user))).toEqual([0.75, 1, 0.25, 0.5])
  })

  it('forgets half in a half-life: 100 nodes long ago against 60 nodes now', () => {
    const fair = tree([1, 1])
    fair.hold(0, 100, 0)
    fair.hold(0, -100, 1)
    fair.hold(2, 60, 1000)
    fair.hold(2, -60, 1001)
    fair.reckon(1001)
    // 100 node-seconds have become 50; 60 are 60.
    expect(fair.factor(0)).toBeGreaterThan(fair.factor(2))
  })
})
