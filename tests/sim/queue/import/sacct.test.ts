import { describe, expect, it } from 'vitest'
import { tasksOf } from '../../../../sim/queue/import/accounting/tasks.ts'
import { imported, jobsOf, reasons, refused } from './reading.ts'

const header = 'JobID|User|Account|Partition|Submit|Start|End|NNodes|AllocTRES|TimelimitRaw|ElapsedRaw|State'
const usual: Readonly<Record<string, string>> = {
  JobID: '100',
  User: 'ada',
  Account: 'g33',
  Partition: 'normal',
  Submit: '2026-03-01T12:00:00',
  Start: '2026-03-01T12:01:00',
  End: '2026-03-01T13:01:00',
  NNodes: '4',
  AllocTRES: 'billing=1152,cpu=1152,gres/gpu=16,mem=3360G,node=4',
  TimelimitRaw: '720',
  ElapsedRaw: '3600',
  State: 'COMPLETED',
}

function lines(names: string, ...jobs: readonly Readonly<Record<string, string>>[]): string {
  const columns = names.split('|')
  const rows = jobs.map((job) => columns.map((name) => job[name] ?? usual[name] ?? '').join('|'))
  return `${[names, ...rows].join('\n')}\n`
}

describe('the text of sacct', () => {
  it.each([
    ['JobIDRaw', 1],
    ['JobID|JobIDRaw', 0],
  ])('with %s names %d waiting jobs that may be arrays', (ids, count) => {
    const waits = { JobID: '101', JobIDRaw: '101', State: 'PENDING', Start: 'Unknown', End: 'Unknown' }
    const read = imported(lines(header.replace('JobID', ids), { JobIDRaw: '100' }, waits))
    const told = reasons(read.report.noticed).filter(([reason]) => String(reason).includes('JobIDRaw alone'))
    expect(told.map(([, found, at]) => [found, at])).toEqual(count === 0 ? [] : [[count, [3]]])
  })

  it('is a job a line, beginning at 0 with the clock kept beside', () => {
    const read = imported(lines(header, {}, { JobID: '101', Submit: '2026-03-01T12:00:30' }))
    expect(read.report.format).toBe('sacct')
    // date -u -d 2026-03-01T12:00:00 +%s
    expect(read.unixStartS).toBe(1_772_366_400)
    expect(jobsOf(read)).toMatchObject([
      {
        id: '100',
        submitS: 0,
        nodes: 4,
        requestedS: 43_200,
        actualS: 3600,
        project: 'g33',
        user: 'ada',
        queue: 'normal',
      },
      { id: '101', submitS: 30 },
    ])
  })

  it('may have its columns in any order, more of them, and other spellings of the same', () => {
    const names = 'State|Elapsed|JobName|Timelimit|AllocTRES|Submit|QOS|JobID'
    const [job] = jobsOf(
      imported(
        lines(names, { Elapsed: '1-02:03:04', Timelimit: '2-00:00:00', JobName: 'train', QOS: 'low' }),
      ),
    )
    expect(job).toMatchObject({ nodes: 4, actualS: 93_784, requestedS: 172_800, queue: 'low' })
  })

  it('prefers the raw columns', () => {
    const names = `${header}|Elapsed|Timelimit`
    expect(jobsOf(imported(lines(names, { Elapsed: '09:09:09', Timelimit: '01:00:00' })))[0]).toMatchObject({
      actualS: 3600,
      requestedS: 43_200,
    })
  })

  it('may end its lines with a delimiter', () => {
    expect(jobsOf(imported(lines(header, {}).replaceAll('\n', '|\n')))).toHaveLength(1)
  })

  it('takes the run time from start and end where no column has it', () => {
    const names = header.replace('|ElapsedRaw', '')
    expect(jobsOf(imported(lines(names, {})))[0]?.actualS).toBe(3600)
  })

  it('takes the power from the energy of the allocation', () => {
    const job = { AllocTRES: 'cpu=288,energy=28800000,node=4' }
    // 28.8 MJ in 3,600 s on 4 nodes
    expect(jobsOf(imported(lines(header, job)))[0]?.powerWPerNode).toBe(2000)
    expect(imported(lines(header, {})).jobs.powerWPerNode).toBeNull()
  })

  it.each(['UNLIMITED', 'Partition_Limit', ''])('takes the limit %j for none', (limit) => {
    const read = imported(lines(header, { TimelimitRaw: limit }))
    expect(jobsOf(read)[0]?.requestedS).toBe(0)
    expect(reasons(read.report.repaired)).toEqual([['no time limit: the run time is taken', 1, [2]]])
  })

  it.each([
    ['4', 4],
    ['1K', 1024],
    ['1.5K', 1536],
  ])('reads %s nodes', (nodes, expected) => {
    expect(jobsOf(imported(lines(header, { NNodes: nodes })))[0]?.nodes).toBe(expected)
  })

  it.each([
    ['a step', { JobID: '100.batch' }, 'a step of a job'],
    ['a step of an array task', { JobID: '100_7.0' }, 'a step of a job'],
    [
      'a job cancelled in the queue',
      { Start: 'Unknown', ElapsedRaw: '0', State: 'CANCELLED by 7' },
      'never started',
    ],
    ['a job without a start', { Start: 'None', ElapsedRaw: '', State: 'FAILED' }, 'never started'],
    [
      'a job without a submission',
      { Submit: 'Unknown' },
      'no submission time, or none that can be read: dates are as 2026-03-04T08:00:00 (SLURM_TIME_FORMAT=standard)',
    ],
    ['a job on no node', { NNodes: '0', AllocTRES: '' }, 'no nodes'],
    [
      'a job that ends before it starts',
      { ElapsedRaw: '', End: '2026-03-01T11:00:00' },
      'ends before it starts',
    ],
    [
      'a waiting job without a limit',
      { State: 'PENDING', TimelimitRaw: 'Partition_Limit' },
      'waiting, with no limit to plan by; give the longest of its queue in limits',
    ],
  ])('leaves out %s', (_, job, reason) => {
    const { report } = imported(lines(header, {}, job, { JobID: '102' }))
    expect(reasons(report.dropped)).toEqual([[reason, 1, [3]]])
    expect(report.jobs).toBe(2)
  })

  it('puts a name together that holds the delimiter or a line end, or a comment', () => {
    for (const names of [header.replace('|', '|JobName|'), header.replace('|User', '|Comment|User')]) {
      const odd = [
        { JobName: 'a|b', Comment: 'a|b' },
        { JobID: '102', JobName: 'two\nlines', Comment: 'two\nlines' },
        { JobID: '103', JobName: 'c' },
      ]
      const { report, jobs } = imported(lines(names, ...odd))
      expect(reasons(report.dropped), names).toEqual([])
      expect(reasons(report.repaired)).toContainEqual([
        'a name that holds the delimiter or a line end: put together',
        2,
        [2, 3],
      ])
      expect([...jobs.nodes]).toEqual([jobs.nodes[0], jobs.nodes[0], jobs.nodes[0]])
    }
  })

  it('leaves out a line that is cut off, and reads on behind it', () => {
    const whole = lines(`${header}|JobName`, {}, { JobID: '102' }).split('\n')
    const cut = [whole[0], whole[1], '102|ana', whole[2]].join('\n')
    const { report } = imported(cut)
    expect(reasons(report.dropped)).toEqual([['too few columns', 1, [3]]])
    expect(report.jobs).toBe(2)
  })

  it('plans running and waiting jobs to their limit, a job for each waiting array task', () => {
    const read = imported(
      lines(
        header,
        { JobID: '7', State: 'RUNNING', End: 'Unknown', ElapsedRaw: '60' },
        { JobID: '8_[1,3-5%2]', State: 'PENDING', Start: 'Unknown', End: 'Unknown', ElapsedRaw: '0' },
        { JobID: '8_0' },
      ),
    )
    expect(jobsOf(read).map(({ id, actualS }) => [id, actualS])).toEqual([
      ['7', 43_200],
      ['8_1', 43_200],
      ['8_3', 43_200],
      ['8_4', 43_200],
      ['8_5', 43_200],
      ['8_0', 3600],
    ])
    expect(read.report.repaired).toHaveLength(2)
    expect(reasons(read.report.noticed)).toEqual([['waiting array tasks, each taken as a job', 1, [3]]])
  })

  it('notices clocks that run backwards', () => {
    const { report } = imported(
      lines(header, {}, { Submit: '2026-03-01T11:00:00' }, { Submit: '2026-03-01T12:30:00' }),
    )
    expect(reasons(report.noticed)).toEqual([
      ['submitted before the line above', 1, [3]],
      ['starts before it is submitted', 1, [4]],
    ])
  })

  it.each([
    [
      'without a needed column',
      lines('JobID|State|Submit', {}),
      'lacks NNodes or AllocNodes or ReqNodes or AllocTRES or NodeList; ElapsedRaw or Elapsed or End',
    ],
    ['without its header', lines(header, {}).split('\n').slice(1).join('\n'), 'without its header'],
    [
      'of fixed width',
      'JobID        State\n------------ ------\n100    COMPLETED\n',
      'run sacct with --parsable2',
    ],
    [
      'of steps alone',
      lines(header, { JobID: '1.0' }),
      'holds no usable job: a step of a job (1, first line 2)',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(refused(text)[0]).toContain(message)
  })
})

describe('a list of array tasks', () => {
  it.each([
    ['7', { ids: ['7'], array: '', mostRunning: 0 }],
    ['7_2', { ids: ['7_2'], array: '7', mostRunning: 0 }],
    ['7_[2]', { ids: ['7_2'], array: '7', mostRunning: 0 }],
    ['7_[1-3]', { ids: ['7_1', '7_2', '7_3'], array: '7', mostRunning: 0 }],
    ['7_[0-12:4%1]', { ids: ['7_0', '7_4', '7_8', '7_12'], array: '7', mostRunning: 1 }],
    ['7_[1,3,5...]', 'cut off'],
    ['7_[1-]', 'unreadable'],
    ['7_[0-99999999]', 'unreadable'],
    ['7_[1-9:0]', 'unreadable'],
  ])('%s', (id, expected) => {
    expect(tasksOf(id)).toEqual(expected)
  })
})

describe('sacct --json', () => {
  const job = {
    job_id: 123,
    account: 'g33',
    user: 'ada',
    partition: 'normal',
    allocation_nodes: 4,
    state: { current: ['COMPLETED'], reason: 'None' },
    array: { job_id: 0, task_id: { set: false, infinite: false, number: 0 }, task: '' },
    time: {
      submission: 1_772_366_400,
      start: 1_772_366_460,
      end: 1_772_370_060,
      elapsed: 3600,
      limit: { set: true, infinite: false, number: 720 },
    },
    tres: { allocated: [{ type: 'energy', name: '', id: 3, count: 28_800_000 }] },
    steps: [{ step: { id: '123.batch' } }],
  }
  const read = (...jobs: readonly unknown[]) => imported(JSON.stringify({ jobs, meta: {}, errors: [] }))

  it('says the same as the text', () => {
    const file = read(job)
    expect(file.report).toMatchObject({ format: 'sacct-json', unit: 'job' })
    expect(jobsOf(file)).toEqual([
      {
        id: '123',
        submitS: 0,
        nodes: 4,
        requestedS: 43_200,
        actualS: 3600,
        priority: undefined,
        powerWPerNode: 2000,
        project: 'g33',
        user: 'ada',
        queue: 'normal',
      },
    ])
  })

  it('of older versions has plain numbers and one word for the state', () => {
    const old = { ...job, state: { current: 'TIMEOUT' }, time: { ...job.time, limit: 60 } }
    expect(jobsOf(read(old))[0]).toMatchObject({ requestedS: 3600, actualS: 3600 })
  })

  it('knows array tasks, finished and waiting', () => {
    const task = {
      ...job,
      array: { job_id: 120, task_id: { set: true, infinite: false, number: 3 }, task: '' },
    }
    const waiting = {
      ...job,
      state: { current: ['PENDING'] },
      time: { ...job.time, start: 0, end: 0, elapsed: 0 },
      array: { job_id: 120, task_id: { set: false, infinite: false, number: 0 }, task: '4-5' },
    }
    expect(jobsOf(read(task, waiting)).map(({ id }) => id)).toEqual(['120_3', '120_4', '120_5'])
  })

  it('takes an infinite limit for none', () => {
    const endless = { ...job, time: { ...job.time, limit: { set: false, infinite: true, number: 0 } } }
    expect(jobsOf(read(endless))[0]?.requestedS).toBe(0)
  })
})
