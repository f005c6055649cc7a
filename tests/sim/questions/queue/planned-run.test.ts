import { describe, expect, it } from 'vitest'
import { chainLinksOf } from '../../../../sim/queue/outlook/planned-run.ts'
import { finished } from '../../../../sim/queue/outlook/plan-run.ts'
import { readWorkload } from '../../../../sim/queue/import/read.ts'
import { answerFigures } from '../../../../sim/questions/estimate/answer-figures.ts'
import { monthAsRead } from '../../../../sim/questions/queue/views/month.ts'
import { monthPower } from './month-power.ts'
import {
  chainOf,
  replayWithRun,
  runShown,
  startsAtOnce,
} from '../../../../sim/questions/queue/views/planned-run.ts'
import { repeatSteps } from '../../../../sim/questions/queue/views/repeats.ts'
import { extentOf, timelineOf } from '../../../../sim/questions/queue/views/timeline.ts'
import { jobLabelled, whyWaiting } from '../../../../sim/questions/queue/views/why-waiting.ts'
import { plannedSteps } from '../../../../sim/questions/queue/questions.ts'
import { readReplay, type ReplayOptions } from '../../../../sim/questions/queue/input.ts'
import { replay, type Replayed } from '../../../../sim/questions/queue/replay.ts'

type Chain = {
  readonly nodes: number
  readonly work: number
  readonly limit: number
  readonly submit: number
}

function optionsWith(run: Chain & Record<string, number>): ReplayOptions {
  const read = readReplay({ policy: 'easy', run })
  if (!read.ok) throw new Error(read.problems[0]?.message ?? '')
  return read.value
}

function replayed(imported: Parameters<typeof replay>[0], options: ReplayOptions): Replayed {
  const made = replay(imported, options, null)
  if (!made.ok) throw new Error('cannot be replayed')
  return made.value
}

const job = (id: string, submit: number, nodes: number) => ({
  id,
  submit,
  nodes,
  requested_s: 40,
  actual_s: 40,
  project: 'other',
})

function two(): Parameters<typeof replay>[0] {
  const read = readWorkload(
    JSON.stringify({ cluster: { nodes: 2 }, jobs: [job('A', 20, 2), job('B', 100, 2)] }),
  )
  if (!read.ok) throw new Error('unreadable')
  return read.value
}

describe('a run among the jobs of a queue', () => {
  const options = optionsWith({
    nodes: 2,
    work: 250,
    limit: 110,
    startup: 10,
    submit: 50,
    seeds: 1,
    shake: 0,
  })
  const question = options.ask.run
  if (question === null) throw new Error('nothing is asked')
  const alone = replayed(two(), { ...options, ask: { ...options.ask, run: null } })
  const together = replayWithRun(alone, options, question.planned)

  it('by hand: links at 60 to 170, 210 to 320 and 320 to 380, B between them', () => {
    expect([...together.schedule.startS]).toEqual([20, 170, 60, 210, 320])
    expect([...together.schedule.endS]).toEqual([60, 210, 170, 320, 380])
    expect(runShown(together)).toEqual({
      links: 3,
      nodes: 2,
      limitS: 110,
      submitS: 50,
      firstStartS: 60,
      lastEndS: 380,
      waitS: 50,
      knownUntilS: 100,
      linksBeyond: 2,
    })
    expect(runShown(alone)).toBeNull()
  })

  it('is the schedule of which the ranges are asked, one seed unshaken', () => {
    const plan = finished(plannedSteps(alone.workload, options, question), null)
    expect(plan?.firstStartS.p50).toBe(60)
    expect(plan?.lastEndS.p50).toBe(380)
  })

  it('would start at once where it fits, with a limit that ends before nodes are away', () => {
    const at = (submitS: number) => ({ ...question.planned, submitS })
    // A holds both nodes until 60; at 60 they are free, and B is not known yet.
    expect(startsAtOnce(alone, options, at(50))).toEqual([])
    expect(startsAtOnce(alone, options, at(60))).toEqual([
      { nodes: 2, limitS: 110 },
      { nodes: 1, limitS: 110 },
    ])
    const away = { ...options, windows: [{ startS: 165, endS: 1000, nodes: 1 }] }
    const maintained = replayed(two(), { ...away, ask: { ...options.ask, run: null } })
    expect(startsAtOnce(maintained, away, at(60))).toEqual([
      { nodes: 2, limitS: 60 },
      { nodes: 1, limitS: 110 },
    ])
  })

  it('is a group of its own, first in the timeline, with all its node-seconds', () => {
    const { groups } = timelineOf(together, { fromS: 0, untilS: 400, buckets: 8 }, null)
    expect(groups.map(({ project, isRun }) => [project, isRun])).toEqual([
      ['planned run', true],
      ['other', false],
    ])
    // Links wait for others, 50 to 60 and 170 to 210, not for one another; B waits from 100 to 170.
    const { waitingJobs } = timelineOf(together, { fromS: 0, untilS: 400, buckets: 40 }, null)
    const waitedS = waitingJobs.reduce((sum, waiting) => sum + waiting * 10, 0)
    expect(waitedS).toBeCloseTo(10 + 40 + 70, 9)
    const nodeS = (groups[0]?.nodes ?? new Float64Array(0)).reduce((sum, nodes) => sum + nodes * 50, 0)
    expect(nodeS).toBeCloseTo(2 * 280, 9)
    expect(timelineOf(alone, { fromS: 0, untilS: 400, buckets: 8 }, null).groups).toMatchObject([
      { project: 'other', isRun: false },
    ])
  })

  it('can be asked why a link waits: for a job, or for the link before it', () => {
    expect(whyWaiting(together, 2, 55)).toMatchObject({
      id: 'run-1',
      link: 1,
      because: { kind: 'running', jobs: [{ id: 'A', link: null, state: 'running', whenS: 60 }] },
    })
    expect(whyWaiting(together, 3, 100).because).toMatchObject({
      kind: 'follows',
      jobs: [{ id: 'run-1', link: 1, state: 'running', whenS: 170 }],
    })
    expect(jobLabelled(together, 'run-3')).toBe(4)
  })
})

describe('the chain of an estimate', () => {
  it.each([
    ['as the queue of Alps cuts it', {}],
    ['under a limit of 6 hours', { queueLimit: '6h' }],
    ['without a limit', { queueLimit: 'none' }],
  ] as const)('has the links and the held time of the estimate: %s', (_, more) => {
    const answered = answerFigures({ model: 'apertus-8b', tokens: '1T', system: 'alps', gpus: 512, ...more })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const { goodput, totals, system } = answered.value
    const chain = chainOf(answered.value)
    const links = chainLinksOf({
      ...chain,
      submitS: 0,
      priority: 0,
      queue: null,
      qos: null,
      user: null,
      project: null,
      secondPerNode: 0,
    })
    expect(chain.nodes).toBe(system.gpus / 4)
    expect(links.length).toBe(goodput.links)
    expect(Math.max(...links)).toBeLessThanOrEqual((goodput.queueLimitH ?? Infinity) * 3600)
    // The last link starts up in full, however short it is: less than one start-up too much.
    const heldS = totals.wallClockDays.p50 * 86_400
    const ranS = links.reduce((sum, s) => sum + s, 0)
    expect(ranS).toBeGreaterThanOrEqual(heldS - links.length)
    expect(ranS).toBeLessThanOrEqual(heldS + chain.startupS + links.length)
  })
})

describe('the month with a run', () => {
  const options = optionsWith({
    nodes: 1024,
    work: 864_000,
    limit: 43_200,
    startup: 600,
    submit: 345_600,
    seeds: 1,
  })
  const powered = { ...options, power: monthPower, ask: { ...options.ask, run: null } }
  const { imported } = monthAsRead(1)
  const alone = replayed(imported, powered)
  const together = replayWithRun(alone, powered, options.ask.run?.planned ?? fail())

  it('holds no more nodes than there are, and its links one after the other', () => {
    const { groups, closedNodes } = timelineOf(together, { fromS: 0, untilS: 3e6, buckets: 500 }, null)
    closedNodes.forEach((_, bucket) => {
      const busy = groups.reduce((sum, { nodes }) => sum + (nodes[bucket] ?? 0), 0)
      expect(busy).toBeLessThanOrEqual(2688 + 1e-6)
    })
    const first = together.firstLink ?? 0
    const { startS, endS } = together.schedule
    for (let link = first + 1; link < startS.length; link += 1)
      expect(startS[link]).toBeGreaterThanOrEqual(endS[link - 1] ?? Infinity)
    // 1,024 nodes for ten days and their start-ups, each drawing more than an idle one, and the others as before.
    const aboveIdleWs = (one: Replayed) => {
      const { powerW, bucketS } = timelineOf(one, { fromS: 0, untilS: 6e6, buckets: 500 }, monthPower)
      const [fromS, untilS] = extentOf(one)
      const idleWs = (untilS - fromS) * one.workload.nodes * monthPower.idleWPerNode
      return (powerW ?? new Float64Array(0)).reduce((sum, watts) => sum + watts * bucketS, -idleWs)
    }
    const nodeS = 1024 * (864_000 + 600 * (startS.length - first))
    const wanted = nodeS * (monthPower.busyWPerNode - monthPower.idleWPerNode)
    expect((aboveIdleWs(together) - aboveIdleWs(alone)) / wanted).toBeCloseTo(1, 6)
  })

  it('repeats: the ranges hold the replay of the workload as it is, which is their middle', () => {
    const steps = repeatSteps(alone, powered)
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    const { metrics } = alone.answer
    const { meanWaitS, meanBoundedSlowdown, utilisation } = step.value
    expect(meanWaitS.p50).toBe(metrics.mean_wait_s)
    expect(meanBoundedSlowdown.p50).toBe(metrics.mean_bounded_slowdown)
    expect(utilisation.p50).toBe(metrics.utilisation)
    for (const { p10, p50, p90 } of [meanWaitS, meanBoundedSlowdown, utilisation]) {
      expect(p10).toBeLessThan(p90)
      expect(p50).toBeGreaterThanOrEqual(p10)
      expect(p50).toBeLessThanOrEqual(p90)
    }
  })
})

function fail(): never {
  throw new Error('nothing is asked')
}
