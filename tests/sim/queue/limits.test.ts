import { describe, expect, it } from 'vitest'
import { stream } from '../../../sim/base/random.ts'
import { answerSchedule } from '../../../sim/questions/queue/work.ts'
import { systemFromSlurm } from '../../../sim/questions/queue/system/from-slurm.ts'
import { readSystemAsked } from '../../../sim/questions/queue/system/asked.ts'
import { ended, sacct } from './import/slurm-dump.ts'

type Job = {
  readonly id: string
  readonly user: string
  readonly submit: number
  readonly nodes: number
  readonly requested_s: number
  readonly actual_s: number
}
type Cap = {
  readonly mostRunning: number
  readonly mostRunningNodes: number
  readonly mostSubmitted: number
  readonly mostNodeHours: number
}

function answer(fields: Readonly<Record<string, unknown>>) {
  const answered = answerSchedule({ withJobs: true, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}
const startsOf = (fields: Readonly<Record<string, unknown>>) =>
  answer(fields).jobs?.map(({ start }) => start) ?? []

/**
 * First come, first served or EASY, second by second and by the words alone: a job that would pass the cap of its user
 * is as if it were not there; the first of the others waits for its nodes, and nobody takes what it will need.
 */
function oracle(
  jobs: readonly Job[],
  { nodes, cap, isEasy }: { readonly nodes: number; readonly cap: Cap; readonly isEasy: boolean },
) {
  const startS = new Map<Job, number>()
  /** Those that are not rejected as they come. */
  const taken: Job[] = []
  const endS = (job: Job) => (startS.get(job) ?? Infinity) + Math.min(job.actual_s, job.requested_s)
  const heldUntilS = (job: Job) => (startS.get(job) ?? Infinity) + job.requested_s
  for (let nowS = 0; nowS < 200; nowS += 1) {
    const running = () => jobs.filter((job) => startS.has(job) && endS(job) > nowS)
    const used = (list: readonly Job[]) => list.reduce((sum, job) => sum + job.nodes, 0)
    const mayRun = (job: Job) => {
      const own = running().filter(({ user }) => user === job.user)
      const ran = jobs.filter((one) => one.user === job.user && startS.has(one) && endS(one) <= nowS)
      const ranNodeS = ran.reduce((sum, one) => sum + one.nodes * Math.min(one.actual_s, one.requested_s), 0)
      const mayNodeS = [...own, job].reduce((sum, one) => sum + one.nodes * one.requested_s, ranNodeS)
      return (
        own.length < cap.mostRunning &&
        used(own) + job.nodes <= cap.mostRunningNodes &&
        mayNodeS <= Math.round(cap.mostNodeHours * 3600)
      )
    }
    for (const job of jobs.filter(({ submit }) => submit === nowS)) {
      const there = taken.filter((one) => one.user === job.user && endS(one) > nowS)
      if (there.length < cap.mostSubmitted) taken.push(job)
    }
    const queue = () => taken.filter((job) => !startS.has(job)).filter(mayRun)
    for (let before = -1; before < startS.size;) {
      before = startS.size
      let head = queue()[0]
      for (; head !== undefined && nodes - used(running()) >= head.nodes; head = queue()[0])
        startS.set(head, nowS)
      if (head === undefined || !isEasy) continue
      const first = head
      const freeAt = (s: number, more: readonly Job[]) =>
        nodes - used([...running(), ...more].filter((job) => heldUntilS(job) > s))
      let shadowS = nowS
      while (freeAt(shadowS, []) < first.nodes) shadowS += 1
      for (const job of queue().filter((one) => one !== first)) {
        if (!mayRun(job) || nodes - used(running()) < job.nodes) continue
        startS.set(job, nowS)
        const untilS = nowS + job.requested_s
        if (untilS > shadowS && freeAt(shadowS, []) < first.nodes) startS.delete(job)
      }
    }
  }
  return jobs.map((job) => startS.get(job) ?? null)
}

describe('limits by user', () => {
  // Of the machine the longest time is under 10 jobs of 12 s, so 200 s see all that ever starts.
  it.each([
    ['fcfs', false],
    ['easy', true],
  ] as const)('are those of an oracle, under %s, on 100 random workloads', (policy, isEasy) => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = stream(seed, 'limited jobs')
      const upTo = (most: number) => 1 + Math.floor(random() * most)
      const cap = {
        mostRunning: upTo(3),
        mostRunningNodes: 2 + upTo(4),
        mostSubmitted: 1 + upTo(4),
        mostNodeHours: (20 + upTo(80)) / 3600,
      }
      const jobs = Array.from({ length: 10 }, (_, i) => {
        const requested = upTo(12)
        return {
          id: String(i),
          user: ['ana', 'ben'][upTo(2) - 1] ?? '',
          submit: upTo(15),
          nodes: upTo(3),
          requested_s: requested,
          actual_s: upTo(requested),
        }
      }).sort((a, b) => a.submit - b.submit)
      const starts = startsOf({ cluster: { nodes: 6 }, jobs, policy, limits: [{ each: 'user', ...cap }] })
      expect(starts, String(seed)).toEqual(oracle(jobs, { nodes: 6, cap, isEasy }))
    }
  })

  const hour = { submit: 0, nodes: 1, requested_s: 3600, actual_s: 3600 }
  const four = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    ...hour,
    gpusPerNode: 1,
    user: id === 'd' ? 'ben' : 'ana',
  }))
  const cluster = { nodes: [{ count: 1, gpus: 4 }] }

  it('count the GPUs of parts of nodes, and block nobody else', () => {
    expect(startsOf({ cluster, jobs: four, limits: [{ each: 'user', mostRunningGpus: 2 }] })).toEqual([
      0, 0, 3600, 0,
    ])
    expect(startsOf({ cluster, jobs: four, limits: [{ user: 'ana', mostRunning: 1 }] })).toEqual([
      0, 3600, 7200, 0,
    ])
    expect(startsOf({ cluster, jobs: four, limits: [{ mostRunningNodes: 3 }] })).toEqual([0, 0, 0, 3600])
  })

  it('are named as what keeps a job, with those that run', () => {
    const { waiting } = answer({
      cluster,
      jobs: four,
      limits: [{ each: 'user', mostRunningGpus: 2 }],
      waiting: { at: 10 },
    })
    expect(waiting?.map(({ id, because }) => [id, because.kind, because.jobs, because.sentence])).toEqual([
      ['c', 'limit', ['a', 'b'], 'user ana already runs as much as it may: a, b'],
    ])
  })

  it('count GPU-hours by the usage factor of the QOS, and say that none are left', () => {
    const limits = [{ user: 'ana', mostGpuHours: 2 }]
    const jobs = four.map((job) => ({ ...job, qos: job.id === 'b' ? 'free' : 'usual' }))
    const ask = { cluster, jobs, limits, waiting: { at: 10 } }
    expect(startsOf({ ...ask, usageFactors: { free: 0 } })).toEqual([0, 0, 0, 0])
    const { jobs: told, waiting } = answer(ask)
    expect(told?.map(({ start }) => start)).toEqual([0, 0, null, 0])
    expect(waiting?.map(({ because }) => because.sentence)).toEqual([
      'ana has too few node-hours or GPU-hours left for its limit beside what may still be used by a, b',
    ])
  })

  it('reject one that is submitted too many, and let it in once another has ended', () => {
    const limits = [{ each: 'user', mostSubmitted: 2 }]
    const jobs = [...four, { ...four[0], id: 'e', submit: 3600 }]
    expect(answer({ cluster, jobs, limits }).jobs?.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
      'rejected',
      'completed',
      'completed',
    ])
  })

  it('reject what is too long or too large for its account, and not what is of another', () => {
    const jobs = four.map((job, i) => ({ ...job, project: i < 2 ? 'p' : 'q' }))
    const limits = [{ account: 'p', longest: '30min' }]
    expect(answer({ cluster, jobs, limits }).jobs?.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'completed',
      'completed',
    ])
  })
})

describe('a planned run', () => {
  const hour = { submit: 0, nodes: 1, requested_s: 3600, actual_s: 3600 }
  const jobs = [{ id: 'a', ...hour, user: 'ana', qos: 'long', project: 'p' }]
  const run = { nodes: 3, work: '2h', limit: '2h', submit: 0, seeds: 1, shake: 0 }
  const ask = (limit: object, more: object) =>
    answerSchedule({ cluster: { nodes: 8 }, jobs, limits: [limit], run: { ...run, ...more } }, null)
  const reasons = (limit: object, more: object) => {
    const answered = ask(limit, more)
    return answered.status === 'infeasible'
      ? answered.obstacles.map(({ reason, nearest }) => [reason, nearest?.value])
      : answered.status
  }

  it('is held to the limits of its user, QOS and account, and to no others', () => {
    const link = 'a link asks for 7200 s; '
    expect(reasons({ user: 'ana', longest: '1h' }, { user: 'ana' })).toEqual([
      [`${link}the user ana allows 3600 s`, 3600],
    ])
    expect(reasons({ qos: 'long', longest: '1h' }, { qos: 'long' })).toEqual([
      [`${link}the QOS long allows 3600 s`, 3600],
    ])
    expect(reasons({ account: 'p', qos: 'long', mostNodes: 2 }, { qos: 'long', project: 'p' })).toEqual([
      ['the run asks for 3 nodes; the QOS long of the account p allows 2', 2],
    ])
    expect(reasons({ each: 'user', mostRunningNodes: 2 }, { user: 'new' })).toEqual([
      ['the run asks for 3 nodes; the limit of all for each user runs at most 2 at a time', 2],
    ])
    for (const other of [{}, { user: 'ben' }, { project: 'q' }])
      expect(reasons({ user: 'ana', account: 'p', qos: 'long', longest: '1h' }, other)).toBe('answer')
  })

  it('waits for the others of its user, QOS and account, and not for those of another', () => {
    const firstStart = (limit: object, more: object) => {
      const answered = ask(limit, more)
      return answered.status === 'answer' ? answered.value.plan?.firstStartS.p50 : answered.status
    }
    expect(firstStart({ user: 'ana', mostRunning: 1 }, { user: 'ana' })).toBe(3600)
    expect(firstStart({ qos: 'long', mostRunningNodes: 3 }, { qos: 'long' })).toBe(3600)
    expect(firstStart({ account: 'p', mostRunning: 1 }, { project: 'p' })).toBe(3600)
    expect(firstStart({ each: 'user', mostRunning: 1 }, { user: 'ben' })).toBe(0)
  })

  it('is refused where its hours or its submissions never suffice', () => {
    const never = 'a limit of what may be used or submitted keeps a link of the run out for ever'
    expect(reasons({ user: 'ana', mostNodeHours: 5 }, { user: 'ana' })).toEqual([[never, undefined]])
    expect(reasons({ user: 'ana', mostSubmitted: 1 }, { user: 'ana' })).toEqual([[never, undefined]])
    expect(reasons({ user: 'ana', mostNodeHours: 7 }, { user: 'ana' })).toBe('answer')
  })

  it('has a user and a QOS also among jobs that tell none', () => {
    const bare = { cluster: { nodes: 8 }, jobs: [{ id: 'a', ...hour }], run: { ...run, user: 'ana' } }
    const answered = answerSchedule({ ...bare, limits: [{ user: 'ana', mostNodes: 2 }] }, null)
    expect(answered.status).toBe('infeasible')
  })
})

describe('limits of the files of a Slurm', () => {
  const conf =
    'NodeName=n[1-2] CPUs=64 RealMemory=500000 Gres=gpu:4\nPartitionName=gpu Nodes=ALL MaxTime=UNLIMITED\n'
  const qos =
    'Name|Priority|UsageFactor|MaxTRESPU|MaxJobsPU|MaxWall|MaxSubmitPU|GrpTRESMins\nnormal|0|1.0|gres/gpu=2|||5|cpu=9,gres/gpu=90000\nlong|10|0.5||1|2-00:00:00||\n'
  const assoc =
    'Cluster|Account|User|Partition|Share|MaxJobs|GrpTRES\nc|root|||1||\nc|p|||3||gres/gpu=3\nc|p|ana||1|2|\n'
  const files = Object.entries({ 'slurm.conf': conf, qos, assoc }).map(([name, text]) => ({ name, text }))
  const read = systemFromSlurm(files)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const system: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(read.value))
  const one = { ...ended, NNodes: '1', NodeList: '', AllocTRES: 'cpu=8,gres/gpu=1,mem=1000M,node=1' }
  const job = (id: number, more = {}) => ({ ...one, JobID: String(id), QOS: 'normal', ...more })
  const names = [...Object.keys(ended), 'QOS'].join('|')

  it('hold QOS by user, accounts and their users', () => {
    const ben = { User: 'ben' }
    const rows = [job(1), job(2), job(3), job(4, ben), job(5, ben), job(6, { ...ben, Account: 'q' })]
    const { jobs } = answer({ file: sacct(rows, names), system })
    // Two GPUs for ana under normal; three for account p, so one for ben; of account q, ben has a second at once.
    expect(jobs?.map(({ id, start }) => [id, start])).toEqual([
      ['1', 0],
      ['2', 0],
      ['3', 7200],
      ['4', 0],
      ['5', 7200],
      ['6', 0],
    ])
  })

  it('reject by the wall time of the QOS, and list what is not kept', () => {
    const rows = [job(1, { TimelimitRaw: '4000' }), job(2, { QOS: 'long', TimelimitRaw: '4000' })]
    const { jobs } = answer({ file: sacct(rows, names), system })
    expect(jobs?.map(({ status }) => status)).toEqual(['completed', 'rejected'])
    expect(read.value.slurm.notUnderstood.map(({ text }) => text)).toEqual(['GrpTRESMins=cpu=9'])
    const asked = readSystemAsked(system)
    expect(asked.ok && asked.value.usageFactors).toEqual({ long: 0.5 })
    expect(asked.ok && asked.value.limits).toContainEqual(
      expect.objectContaining({ qos: 'normal', mostGpuS: 1500 * 3600 }),
    )
    expect(asked.ok && asked.value.limits).toContainEqual(
      expect.objectContaining({ qos: 'normal', each: 'user', mostSubmitted: 5, mostRunningGpus: 2 }),
    )
  })
})
