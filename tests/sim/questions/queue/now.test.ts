import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { RunTimes } from '../../../../sim/queue/outlook/run-times.ts'
import { stream } from '../../../../sim/base/random.ts'
import { ended, pending, sacct, type Row } from '../../queue/import/slurm-dump.ts'

function answer(rows: readonly Row[], fields: Readonly<Record<string, unknown>>) {
  const answered = answerSchedule({ file: sacct(rows), nodes: 4, withJobs: true, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

const at = (clock: string) => `2026-03-04T${clock}:00`
/** 08:00 to 10:00 on two nodes; from 10:00 on, for two hours at most, on four; and two that wait. */
const rows: readonly Row[] = [
  ended,
  {
    ...ended,
    JobID: '2',
    State: 'RUNNING',
    Submit: at('09:00'),
    Start: at('10:00'),
    End: 'Unknown',
    ElapsedRaw: '600',
    NNodes: '4',
    TimelimitRaw: '120',
  },
  { ...pending, JobID: '3', Submit: at('09:10'), Eligible: at('09:10'), NNodes: '4', TimelimitRaw: '60' },
  { ...pending, JobID: '4', Submit: at('09:20'), Eligible: at('09:20'), NNodes: '1', TimelimitRaw: '30' },
]

describe('the state of now', () => {
  it('holds running jobs from their recorded start to their limit, and queues those that wait', () => {
    const { jobs, now, waiting } = answer(rows, { now: true })
    expect(now).toEqual({ atS: 7800, date: at('10:10'), running: 1, waiting: 2, ended: 1, later: 0 })
    // 2 runs from 7,200 s to 14,400 s; 3 takes the machine for an hour, then 4.
    expect(jobs?.map(({ id, start, end }) => [id, start, end])).toEqual([
      ['2', 7200, 14_400],
      ['3', 14_400, 18_000],
      ['4', 18_000, 19_800],
    ])
    expect(waiting?.map(({ id, plannedStart }) => [id, plannedStart])).toEqual([
      ['3', 14_400],
      ['4', 18_000],
    ])
  })

  it('leaves a job on its nodes that runs into a window, and nobody is given them', () => {
    const windows = [{ start: at('11:00'), end: at('11:30') }]
    const { jobs, waiting } = answer(rows, { now: true, windows })
    // 2 runs on until 12:00, as the log says that it runs; 3 follows.
    expect(jobs?.map(({ id, start }) => [id, start])).toEqual([
      ['2', 7200],
      ['3', 14_400],
      ['4', 18_000],
    ])
    expect(waiting?.map(({ id, start }) => [id, start.p50])).toEqual([
      ['3', 14_400],
      ['4', 18_000],
    ])
  })

  it('names the window that a job would run into, with its dates and the limit that would fit before it', () => {
    const idle = {
      ...ended,
      JobID: '7',
      State: 'RUNNING',
      End: 'Unknown',
      ElapsedRaw: '600',
      TimelimitRaw: '240',
    }
    const long = { ...pending, JobID: '8', NNodes: '1', TimelimitRaw: '600' }
    const windows = [{ start: at('11:00'), end: at('11:30') }]
    const { waiting } = answer([idle, long], { now: true, windows })
    expect(waiting?.[0]?.because.sentence).toBe(
      `nodes are away from 10800 s (${at('11:00')}) to 12600 s (${at('11:30')}), within its limit; a limit of 10200 s would end before`,
    )
  })

  it('at an earlier date knows nothing of what came later', () => {
    const { jobs, now } = answer(rows, { now: at('09:15') })
    expect(now).toMatchObject({ atS: 4500, running: 1, waiting: 2, later: 1 })
    // 1 asked for four hours: 2 and 3, which need the whole machine, are planned behind its limit.
    expect(jobs?.map(({ id, start }) => [id, start])).toEqual([
      ['1', 0],
      ['2', 14_400],
      ['3', 21_600],
    ])
  })

  it('gives the odds of a start and an end by a date; by limits where too little has waited to know better', () => {
    const asked = (startBy: string, endBy: string) => {
      const { waiting, forecast } = answer(rows, {
        now: true,
        waiting: { at: 7800, draws: 0, startBy, endBy },
      })
      expect(forecast).toBeNull()
      return waiting?.map((one) => [one.startByProbability, one.endByProbability])
    }
    // 3 is planned from 12:00 to 13:00, 4 from then until 13:30; the one job that has ended used half of its limit.
    expect(asked(at('11:59'), at('12:29'))).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(asked(at('12:00'), at('13:15'))).toEqual([
      [1, 1],
      [0, 1],
    ])
  })

  it('needs a log that tells of starts, and an instant at which anything runs or waits', () => {
    const jobs = [{ id: 'a', submit: 0, nodes: 1, requested_s: 10, actual_s: 10 }]
    expect(answerSchedule({ jobs, nodes: 1, now: true }, null)).toMatchObject({
      status: 'refused',
      problems: [{ field: 'now' }],
    })
    expect(answerSchedule({ file: sacct([ended]), nodes: 4, now: 'last' }, null).status).toBe('refused')
  })
})

describe('a run planned from now', () => {
  const running = { ...rows[1], NNodes: '3' }
  const plan = (list: readonly Row[], run: object, more = {}) => {
    const found = answer(list, {
      now: true,
      run: { nodes: 2, work: '10h', limit: '10h', ...run },
      ...more,
    }).plan
    if (found === null) throw new Error('no plan')
    return found
  }
  const waiting = [ended, running, ...rows.slice(2, 3)]

  it('is told the sizes and limits that would start at once, and these do', () => {
    // A node is free until 12:00, when 2 ends by its limit and 3 takes all four: an hour and fifty minutes from 10:10.
    const { startsNow } = plan(waiting, {})
    expect(startsNow).toEqual([{ nodes: 1, limitS: 6600 }])
    for (const { nodes, limitS } of startsNow) {
      expect(plan(waiting, { nodes, work: limitS, limit: limitS }).firstStartS.p90).toBe(7800)
      expect(plan(waiting, { nodes, work: limitS + 60, limit: limitS + 60 }).firstStartS.p10).toBeGreaterThan(
        7800,
      )
    }
    // A window of all nodes an hour before it ends is as near.
    expect(plan(waiting, {}, { windows: [{ start: at('11:00'), end: at('11:30') }] }).startsNow).toEqual([
      { nodes: 1, limitS: 3000 },
    ])
    expect(plan(rows, {}).startsNow).toEqual([])
  })

  it('starts by run times that are likely, with dates and the odds of a start by one', () => {
    // Everybody has used a quarter of the limit: 2 ends at 10:30, and 3 runs until 10:45.
    const past = Array.from({ length: 30 }, (_, i) => ({
      ...ended,
      JobID: String(100 + i),
      ElapsedRaw: '3600',
      End: at('09:00'),
    }))
    const all = { nodes: 4 }
    const found = plan([...past, ...waiting], { ...all, startBy: at('10:45') })
    expect(found.firstStartS).toEqual({ p10: 9900, p50: 9900, p90: 9900 })
    expect(found.firstStartDate.p50).toBe(at('10:45'))
    expect(found.startByProbability).toBe(1)
    expect(plan([...past, ...waiting], { ...all, startBy: at('10:44') }).startByProbability).toBe(0)
    // Where too few have ended to tell, by limits: 2 until 12:00, 3 until 13:00.
    expect(plan(waiting, all).firstStartS.p50).toBe(18_000)
  })

  it('needs a submission where the whole log is replayed', () => {
    const run = { nodes: 1, work: '1h', limit: '1h' }
    expect(answerSchedule({ file: sacct(rows), nodes: 4, run }, null)).toMatchObject({
      status: 'refused',
      problems: [{ field: 'run.submit' }],
    })
  })
})

describe('a replay beside recorded starts', () => {
  it('says how far it is off, by size and partition, and what may explain it', () => {
    const late = {
      ...ended,
      JobID: '5',
      Submit: at('12:00'),
      Eligible: at('13:00'),
      Start: at('14:00'),
      End: at('15:00'),
      ElapsedRaw: '3600',
      NNodes: '1',
      Partition: 'cpu',
    }
    const { againstRecorded } = answer([ended, late], { againstRecorded: true })
    // 1 starts at its record; 5 at 13:00, when it may, an hour before its record.
    expect(againstRecorded).toMatchObject({
      jobs: 2,
      medianErrorS: 1800,
      biasS: -1800,
      within1minFraction: 0.5,
      within60minFraction: 1,
      meanWaitRecordedS: 3600,
      meanWaitReplayedS: 1800,
      byPartition: [
        { partition: 'gpu', jobs: 1, biasS: 0 },
        { partition: 'cpu', biasS: -3600 },
      ],
      explained: [{ cause: 'condition', jobs: 1 }],
    })
  })

  it('is exact for the records of its own policy', () => {
    const own = answer(rows.slice(0, 1), { againstRecorded: true }).againstRecorded
    expect(own).toMatchObject({ medianErrorS: 0, biasS: 0, within1minFraction: 1, explained: [] })
  })
})

describe('run times to come', () => {
  const job = { user: 1, project: 1, nodes: 1, limitS: 3600 }

  it('of a user with a habit are that habit; of a new user those of all', () => {
    const times = new RunTimes()
    for (let i = 0; i < 60; i += 1) {
      times.add(job, 900)
      times.add({ ...job, user: 2, project: 2 }, 2700)
    }
    expect(times.quantiles(job, [0.1, 0.5])).toEqual([900, 900])
    const random = stream(1, 'run times')
    const drawn = Array.from({ length: 400 }, () =>
      times.drawRunS({ ...job, user: 9, project: 9 }, 0, random),
    )
    const short = drawn.filter((s) => s === 900).length
    expect(new Set(drawn)).toEqual(new Set([900, 2700]))
    // Half of 400, give or take four standard deviations of 10.
    expect(Math.abs(short - 200)).toBeLessThan(40)
  })

  it('never exceed the limit, nor fall short of what a job has run', () => {
    const times = new RunTimes()
    for (const runS of [60, 600, 1800, 4000]) times.add(job, runS)
    const random = stream(2, 'run times')
    for (let i = 0; i < 200; i += 1) {
      const runS = times.drawRunS(job, 700, random)
      expect(runS).toBeGreaterThan(700)
      expect(runS).toBeLessThanOrEqual(3600)
    }
    expect(times.drawRunS({ ...job, limitS: 100 }, 100, random)).toBe(100)
  })

  it('says so where the file records no start', () => {
    const jobs = [{ id: 'a', submit: 0, nodes: 1, requested_s: 10, actual_s: 10 }]
    const read = answerSchedule({ cluster: { nodes: 1 }, jobs, againstRecorded: true }, null)
    if (read.status !== 'answer') throw new Error(JSON.stringify(read))
    const { againstRecorded, report } = read.value
    expect([againstRecorded, report.noticed.map(({ reason }) => reason)]).toEqual([
      null,
      [expect.stringContaining('no start is recorded')],
    ])
  })
})
