import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { imported, jobsOf, reasons } from './reading.ts'
import { columns, ended, pending, sacct, starts } from './slurm-dump.ts'

describe('what a line of accounting means', () => {
  it.each([
    [
      '20.11 and 21.08, its cancellation as start and end',
      { Start: '2026-03-04T08:40:00', End: '2026-03-04T08:40:00' },
    ],
    ['22.05 and later, no start', { Start: 'None', End: '2026-03-04T08:40:00' }],
    [
      'a deadline that passed',
      { State: 'DEADLINE', Start: '2026-03-04T08:40:00', End: '2026-03-04T08:40:00' },
    ],
  ])('is a job that never started: cancelled while it waited (%s)', (_, more) => {
    const cancelled = { ...pending, JobID: '102', State: 'CANCELLED by 5001', NNodes: '4', ...more }
    const names = [columns, columns.replace('|NodeList', ''), columns.replace('|AllocTRES', '')]
    for (const name of names) {
      const { report } = imported(sacct([ended, cancelled], name))
      expect(reasons(report.dropped), name).toEqual([['never started', 1, [3]]])
    }
  })

  it('is a job of 0 s where a node was assigned', () => {
    const killed = {
      ...ended,
      JobID: '3',
      State: 'CANCELLED by 7',
      ElapsedRaw: '0',
      End: ended['Start'] ?? '',
    }
    expect(imported(sacct([ended, killed])).jobs.count).toBe(2)
  })

  it('is a hold where it waits and Slurm gives no time of eligibility: it never starts, and blocks nobody', () => {
    const held = { ...pending, JobID: '2', Eligible: 'Unknown' }
    const next = { ...pending, JobID: '3', Submit: '2026-03-04T08:10:00' }
    const read = starts(sacct([ended, held, next]), { nodes: 2, policy: 'fcfs' })
    expect(read.starts).toEqual({ '1': 0, '2': null, '3': 7200 })
    expect(read.report.noticed[0]?.reason).toContain('held')
  })

  it.each(['DependencyNeverSatisfied', 'Dependency', 'JobHeldAdmin'])(
    'is a hold where its reason is %s, whatever is said of its eligibility',
    (Reason) => {
      const waits = { ...pending, JobID: '2', Eligible: pending['Submit'] ?? '', Reason }
      const names = `${columns}|Reason|Eligible`
      expect(starts(sacct([ended, waits], names), { nodes: 2 }).starts).toEqual({ '1': 0, '2': null })
    },
  )

  it('counts the nodes of its list where no column does', () => {
    const names = columns.replace('|NNodes', '').replace('|AllocTRES', '')
    const { jobs } = imported(sacct([{ ...ended, NodeList: 'n[001-003,007]' }], names))
    expect(jobs.nodes[0]).toBe(4)
  })

  it('is a begin time where it is eligible later: it queues from then, and its wait counts from the submission', () => {
    const later = { ...pending, JobID: '2', Eligible: '2026-03-04T12:00:00' }
    const next = { ...pending, JobID: '3', Submit: '2026-03-04T08:10:00', Eligible: '2026-03-04T08:10:00' }
    // 3 takes the machine from 7,200 s for its 4 h; 2 may queue from 14,400 s on.
    expect(starts(sacct([ended, later, next]), { nodes: 2 }).starts).toEqual({
      '1': 0,
      '2': 21_600,
      '3': 7200,
    })
  })

  it.each(['18446744073709551614', '18446744073709551615', '4294967294', '-2'])(
    'knows that an energy of %s is none',
    (energy) => {
      const one = { ...ended, AllocTRES: `cpu=64,energy=${energy},node=2`, ConsumedEnergyRaw: energy }
      const read = imported(
        sacct(
          [one, { ...ended, JobID: '2', AllocTRES: 'energy=28800000,node=2' }],
          `${columns}|ConsumedEnergyRaw`,
        ),
      )
      expect(reasons(read.report.repaired)).toEqual([
        ['no energy was measured: the power of the machine is taken', 1, [2]],
      ])
      // 28.8 MJ over 7,200 s on two nodes
      expect(jobsOf(read).map((job) => job.powerWPerNode)).toEqual([Number.NaN, 2000])
    },
  )

  it('does not believe a mean of more than 100 kW a node', () => {
    const read = imported(
      sacct([
        { ...ended, AllocTRES: 'energy=1500000000000,node=2' },
        { ...ended, JobID: '2' },
      ]),
    )
    expect(read.report.noticed[0]?.reason).toContain('100 kW')
    expect(read.jobs.powerWPerNode).toBeNull()
  })

  it.each(['41_[1,3,5,43...]', '41_[1,3,5,43...%4]'])('says that the list of tasks %s is cut off', (id) => {
    const { report } = imported(sacct([ended, { ...pending, JobID: id }]))
    expect(report.dropped[0]?.reason).toContain('SLURM_BITSTR_LEN=0')
  })

  it.each([
    [
      'waiting tasks alone',
      [{ ...pending, JobID: '7_[0-5%2]', NNodes: '1', TimelimitRaw: '60' }],
      [0, 0, 3600, 3600, 7200, 7200],
    ],
    [
      'a task that runs already',
      [
        { ...ended, JobID: '7_0', NNodes: '1', State: 'RUNNING', End: 'Unknown', TimelimitRaw: '60' },
        { ...pending, JobID: '7_[1-2%1]', NNodes: '1', TimelimitRaw: '60' },
      ],
      [0, 3600, 7200],
    ],
  ])('runs so many tasks of an array at a time: %s', (_, rows, expected) => {
    expect(Object.values(starts(sacct(rows), { nodes: 6 }).starts)).toEqual(expected)
  })

  it('counts jobs that took a part of a node', () => {
    const part = { ...ended, NNodes: '1', NodeList: 'n001', AllocTRES: 'cpu=16,gres/gpu=1,node=1' }
    const together = imported(
      sacct([part, { ...part, JobID: '2' }, { ...part, JobID: '3', NodeList: 'n002' }]),
    )
    expect(together.report.noticed).toMatchObject([{ count: 2, firstLines: [2, 3] }])
    const smaller = imported(
      sacct([
        { ...part, AllocTRES: 'cpu=64,gres/gpu=4,node=1' },
        { ...part, JobID: '2', NodeList: 'n002' },
      ]),
    )
    expect(smaller.report.noticed).toMatchObject([{ count: 1, firstLines: [3] }])
    expect(smaller.report.noticed[0]?.reason).toContain('took a part of a node')
  })

  it('lets jobs share nodes where the GPUs of a node are given', () => {
    const part = { ...ended, NNodes: '1', NodeList: 'n001', AllocTRES: 'cpu=16,gres/gpu=1,node=1' }
    const four = ['1', '2', '3', '4', '5'].map((JobID) => ({ ...part, JobID }))
    const at = (gpusPerNode: number) => Object.values(starts(sacct(four), { nodes: 1, gpusPerNode }).starts)
    expect(at(4)).toEqual([0, 0, 0, 0, 7200])
    expect(at(2)).toEqual([0, 0, 7200, 7200, 14_400])
    // Two of 32 cores each fill a node of 64; what is shared is not noticed as charged whole.
    const halves = [1, 2, 3].map((id) => ({ ...part, JobID: String(id), AllocTRES: 'cpu=32,node=1' }))
    const { starts: byCores, report } = starts(sacct(halves), { nodes: 1, coresPerNode: 64 })
    expect([Object.values(byCores), report.noticed]).toEqual([[0, 0, 7200], []])
    const without = {
      jobs: [{ id: 'a', submit: 0, nodes: 1, requested_s: 1, actual_s: 1 }],
      nodes: 1,
      gpusPerNode: 4,
    }
    expect(answerSchedule(without, null)).toMatchObject({ problems: [{ field: 'gpusPerNode' }] })
  })

  it.each(['Partition_Limit', 'UNLIMITED', ''])(
    'plans a waiting job by the limit of its queue: %j',
    (limit) => {
      const rows = [
        { ...ended, State: 'RUNNING', End: 'Unknown', TimelimitRaw: '120' },
        { ...pending, JobID: '2', TimelimitRaw: limit },
      ]
      const limits = [{ queue: 'gpu', longest: '24h' }]
      expect(starts(sacct(rows), { nodes: 2, limits }).starts).toEqual({ '1': 0, '2': 7200 })
    },
  )

  it('names the way out where a waiting job has the limit of a queue that is not given', () => {
    const row = { ...pending, JobID: '2', TimelimitRaw: 'Partition_Limit' }
    expect(imported(sacct([ended, row])).report.dropped[0]?.reason).toContain('limits')
  })

  it('plans a job that is UNLIMITED as Slurm does, as one of a year: nothing behind it, and no window, is passed', () => {
    const rows = [
      { ...ended, JobID: '1', TimelimitRaw: 'UNLIMITED' },
      { ...pending, JobID: '2', TimelimitRaw: 'UNLIMITED' },
      { ...pending, JobID: '3', TimelimitRaw: '60' },
    ]
    const windows = [{ start: '2026-03-05T08:00:00', end: '2026-03-05T09:00:00' }]
    // 3 ends before the window; 2 cannot, and starts behind it.
    expect(starts(sacct(rows), { nodes: 2, windows }).starts).toEqual({ '1': 0, '2': 90_000, '3': 7200 })
  })

  it('does not say that a job waits which the log says runs', () => {
    const rows = [
      { ...ended, JobID: '1', Submit: '2026-03-04T09:00:00', Start: '2026-03-04T09:00:00', NNodes: '2' },
      { ...ended, JobID: '2', State: 'RUNNING', Start: '2026-03-04T10:00:00', End: 'Unknown' },
      { ...pending, JobID: '3', Submit: '2026-03-04T09:30:00' },
    ]
    const ask = { nodes: 2, waiting: { at: '2026-03-04T11:00:00', draws: 0 } }
    const answered = answerSchedule({ file: sacct(rows), ...ask }, null)
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    // By a replay 2 would run from 8:00 on and 1 wait for it; 2 ends with its limit at 14:00.
    expect(answered.value.waiting?.map(({ id, plannedStart }) => [id, plannedStart])).toEqual([['3', 21_600]])
  })

  it('is told to be kept less than whole where it asks for a reservation, features or licenses', () => {
    const names = `${columns}|Reservation|Constraints|Licenses`
    const plain = { ...ended, Reservation: '(null)', Constraints: '', Licenses: 'none' }
    const asks = {
      ...ended,
      JobID: '2',
      Reservation: 'school',
      Constraints: 'a100&nvme',
      Licenses: 'abaqus:4',
    }
    const { report } = imported(sacct([plain, asks], names))
    expect(
      reasons(report.noticed).map(([what, count, lines]) => [
        String(what).split(/[ :]/).slice(0, 3),
        count,
        lines,
      ]),
    ).toEqual([
      [['runs', 'in', 'a'], 1, [3]],
      [['asks', 'for', 'licenses'], 1, [3]],
      [['asks', 'for', 'features'], 1, [3]],
    ])
  })

  it('is of one cluster: jobs of another are left out, and counted', () => {
    const two = sacct(
      ['a', 'b', 'a'].map((Cluster, i) => ({ ...ended, JobID: i === 2 ? '2' : '1', Cluster })),
      `${columns}|Cluster`,
    )
    const { report, jobs } = imported(two)
    expect([jobs.count, reasons(report.dropped)]).toEqual([
      2,
      [['of another cluster than the first job; give each by itself (sacct -M)', 1, [3]]],
    ])
  })

  it('says that the start of another job (after:) is taken for its end', () => {
    const text = [
      'JOBID|PARTITION|USER|STATE|SUBMIT_TIME|START_TIME|TIME|TIME_LIMIT|NODES|DEPENDENCY',
      '1|gpu|ana|RUNNING|2026-03-04T08:00:00|2026-03-04T08:00:00|1:00:00|2:00:00|1|(null)',
      '2|gpu|ana|PENDING|2026-03-04T08:30:00|N/A|0:00|1:00:00|1|after:1(unfulfilled)',
      '',
    ].join('\n')
    expect(reasons(imported(text).report.noticed)).toContainEqual([
      expect.stringContaining('(after)'),
      1,
      [2],
    ])
  })
})
