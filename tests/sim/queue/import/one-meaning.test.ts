import { describe, expect, it } from 'vitest'
import { imported, jobsOf } from './reading.ts'
import { ended, pending, sacct, starts, type Row } from './slurm-dump.ts'

/** The same database as text and as JSON, in the shapes of each version of Slurm. */
describe('one meaning, whichever command told it', () => {
  const rows: readonly Row[] = [
    ended,
    {
      ...ended,
      JobID: '2',
      State: 'RUNNING',
      Start: '2026-03-04T10:00:00',
      End: 'Unknown',
      ElapsedRaw: '600',
    },
    { ...pending, JobID: '3', NNodes: '4', ReqTRES: 'cpu=256,gres/gpu=16,mem=1920000M,node=4' },
    { ...pending, JobID: '4_[1-2%1]', NNodes: '1', ReqTRES: 'cpu=64,gres/gpu=4,node=1', TimelimitRaw: '60' },
    // NO_VAL and INFINITE where numbers are plain.
    { ...pending, JobID: '6', NNodes: '1', ReqTRES: 'cpu=64,node=1', TimelimitRaw: 'UNLIMITED' },
    { ...pending, JobID: '7', NNodes: '1', ReqTRES: 'cpu=64,node=1', TimelimitRaw: 'Partition_Limit' },
    {
      ...pending,
      JobID: '5',
      Eligible: 'Unknown',
      TimelimitRaw: '60',
      NNodes: '1',
      ReqTRES: 'cpu=64,gres/gpu=4,node=1',
    },
  ]
  const unix = (text: string) => (text === 'Unknown' ? 0 : Date.parse(`${text}Z`) / 1000)
  type Style = 'plain' | 'set'
  const number = (style: Style, value: number | null) =>
    style === 'plain' ? value : { set: value !== null, infinite: false, number: value ?? 0 }
  const noLimits: Readonly<Record<string, number>> = { UNLIMITED: 0xffff_ffff, Partition_Limit: 0xffff_fffe }
  const limit = (style: Style, text: string) => {
    if (!(text in noLimits)) return number(style, Number(text))
    return style === 'plain' ? noLimits[text] : { set: false, infinite: text === 'UNLIMITED', number: 0 }
  }
  const counted = (text: string) =>
    text === ''
      ? []
      : text.split(',').map((part, id) => {
          const [name = '', amount = ''] = part.split('=')
          const [type, of = ''] = name.split('/')
          return { type, name: of, id, count: Number.parseInt(amount, 10) }
        })
  const json = (style: Style, states: 'word' | 'list') => (row: Row) => {
    const [id = '', tasks = ''] = (row['JobID'] ?? '').split('_')
    const list = /\[(.*?)(%\d+)?\]/.exec(tasks)
    return {
      account: row['Account'],
      allocation_nodes: row['AllocTRES'] === '' ? 0 : Number(row['NNodes']),
      array: {
        job_id: list === null ? 0 : Number(id),
        limits: { max: { running: { tasks: list === null ? 0 : 1 } } },
        task: list?.[1] ?? (style === 'plain' ? null : ''),
        task_id: number(style, null),
      },
      het: { job_id: 0, job_offset: number(style, null) },
      job_id: Number(id),
      nodes: row['NodeList'],
      partition: row['Partition'],
      qos: 'normal',
      state: { current: states === 'word' ? row['State'] : [row['State']], reason: 'None' },
      time: {
        elapsed: Number(row['ElapsedRaw']),
        eligible: unix(row['Eligible'] ?? ''),
        end: unix(row['End'] ?? ''),
        start: unix(row['Start'] ?? ''),
        submission: unix(row['Submit'] ?? ''),
        limit: limit(style, row['TimelimitRaw'] ?? ''),
      },
      tres: { allocated: counted(row['AllocTRES'] ?? ''), requested: counted(row['ReqTRES'] ?? '') },
      user: row['User'],
    }
  }
  const told = (file: string) => {
    const read = imported(file)
    const { recorded } = read
    return {
      jobs: jobsOf(read),
      startS: [...(recorded?.startS ?? [])],
      endS: [...(recorded?.endS ?? [])],
      phase: [...(recorded?.phase ?? [])],
      held: [...(read.jobs.conditions?.held ?? [])],
      groups: [...(read.jobs.conditions?.groups?.of ?? [])].map((group) => group >= 0),
      gpus: [...(read.jobs.perNode?.gpus ?? [])],
      cores: [...(read.jobs.perNode?.cores ?? [])],
      memory: [...(read.jobs.perNode?.memoryMb ?? [])],
      lastS: recorded?.lastS,
      dropped: read.report.dropped.map(({ reason, count }) => [reason, count]),
    }
  }

  it.each([
    ['20.11, 21.08 and 22.05', 'plain', 'word'],
    ['23.02', 'set', 'word'],
    ['23.11, 24.05, 24.11 and 25.x', 'set', 'list'],
  ] as const)('sacct text and JSON of Slurm %s are the same jobs', (_, style, states) => {
    const text = told(sacct(rows))
    expect(told(JSON.stringify({ jobs: rows.map(json(style, states)) }))).toEqual(text)
    expect(text.jobs.map(({ id, nodes }) => [id, nodes])).toEqual([
      ['1', 2],
      ['2', 2],
      ['3', 4],
      ['4_1', 1],
      ['4_2', 1],
      ['6', 1],
      ['5', 1],
    ])
    expect(text.jobs[5]?.requestedS).toBe(365 * 86_400)
    expect(text.dropped).toEqual([
      ['waiting, with no limit to plan by; give the longest of its queue in limits', 1],
    ])
    expect(text.gpus).toEqual([4, 4, 4, 4, 4, 0, 4])
    expect(text.memory.slice(0, 3)).toEqual([480_000, 480_000, 480_000])
    expect(text.phase).toEqual([0, 1, 2, 2, 2, 2, 2])
    // Ten minutes after 10:00, the last that the running job tells.
    expect(text.lastS).toBe(7800)
  })

  const queue = [
    'JOBID|PARTITION|USER|ACCOUNT|STATE|REASON|SUBMIT_TIME|START_TIME|TIME|TIME_LIMIT|NODES|CPUS|TRES_PER_NODE|DEPENDENCY',
    '2|gpu|ana|p|RUNNING|None|2026-03-04T08:00:00|2026-03-04T10:00:00|10:00|4:00:00|2|128|gres/gpu:4|(null)',
    '3|gpu|ana|p|PENDING|Dependency|2026-03-04T08:00:00|N/A|0:00|1:00:00|1|64|gres/gpu:4|afterany:2(unfulfilled)',
    '4|gpu|ana|p|PENDING|JobHeldUser|2026-03-04T08:00:00|N/A|0:00|1:00:00|1|64|gpu:a100:4|',
    '5|gpu|ana|p|PENDING|BeginTime|2026-03-04T08:00:00|2026-03-04T16:00:00|0:00|1:00:00|1|64|gpu:a100:4|',
  ].join('\n')
  const queueJson = (style: Style) => {
    const n = (value: number) => number(style, value)
    const base = {
      user_name: 'ana',
      account: 'p',
      partition: 'gpu',
      submit_time: n(unix('2026-03-04T08:00:00')),
    }
    const state = (word: string) => (style === 'plain' ? word : [word])
    return {
      jobs: [
        {
          ...base,
          job_id: 2,
          job_state: state('RUNNING'),
          state_reason: 'None',
          start_time: n(unix('2026-03-04T10:00:00')),
          end_time: n(unix('2026-03-04T14:00:00')),
          time_limit: n(240),
          node_count: n(2),
          cpus: n(128),
          tres_per_node: 'gres/gpu:4',
          dependency: '',
        },
        {
          ...base,
          job_id: 3,
          job_state: state('PENDING'),
          state_reason: 'Dependency',
          start_time: n(0),
          end_time: n(0),
          time_limit: n(60),
          node_count: n(1),
          cpus: n(64),
          tres_per_node: 'gres:gpu:4',
          dependency: 'afterany:2(unfulfilled)',
        },
        {
          ...base,
          job_id: 4,
          job_state: state('PENDING'),
          state_reason: 'JobHeldUser',
          start_time: n(0),
          end_time: n(0),
          time_limit: n(60),
          node_count: n(1),
          cpus: n(64),
          tres_per_node: 'gpu:a100:4',
          dependency: '',
        },
        {
          ...base,
          job_id: 5,
          job_state: state('PENDING'),
          state_reason: 'BeginTime',
          eligible_time: n(unix('2026-03-04T16:00:00')),
          start_time: n(unix('2026-03-04T16:00:00')),
          end_time: n(0),
          time_limit: n(60),
          node_count: n(1),
          cpus: n(64),
          tres_per_node: 'gpu:a100:4',
          dependency: '',
        },
      ],
      last_update: n(unix('2026-03-04T10:10:00')),
    }
  }

  it.each(['plain', 'set'] as const)('squeue text and JSON are the same jobs, numbers %s', (style) => {
    const text = told(queue)
    // Ten minutes after 10:00: the running job tells it, and the time at which the JSON was made.
    expect(text.lastS).toBe(7800)
    expect(told(JSON.stringify(queueJson(style)))).toEqual(text)
    expect(text).toMatchObject({ gpus: [4, 4, 4, 4], cores: [64, 64, 64, 64], phase: [1, 2, 2, 2] })
    expect(text.held).toEqual([0, 0, 1, 0])
  })

  it('starts a job that waits for another when that has ended', () => {
    expect(starts(queue, { nodes: 4 }).starts).toEqual({ '2': 0, '3': 14_400, '4': null, '5': 28_800 })
  })

  it('starts a singleton when those of its name and user before it have ended', () => {
    const lines = queue.split('\n').map((line, i) => {
      const isOther = line.startsWith('4')
      const single = i === 0 || isOther ? line : line.replace(/[^|]*$/, 'singleton(unfulfilled)')
      return `${single}|${i === 0 ? 'NAME' : 'chain'}`
    })
    const told = starts(lines.join('\n').replace('BeginTime', 'Dependency'), { nodes: 4 })
    // 2 runs for 4 h; 3 follows it, 4 is held, and 5 follows 3 and 4, so that it never starts.
    expect(told.starts).toEqual({ '2': 0, '3': 14_400, '4': null, '5': null })
  })
})
