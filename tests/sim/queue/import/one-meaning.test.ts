import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { imported, jobsOf } from './reading.ts'
import { starts } from './slurm-dump.ts'

const fileOf = (name: string) => readFileSync(new URL(`./slurm/${name}`, import.meta.url), 'utf8')

describe('one meaning, whichever command told it', () => {
  const unix = (text: string) => Date.parse(`${text}Z`) / 1000
  type Style = 'plain' | 'set'
  const number = (style: Style, value: number | null) =>
    style === 'plain' ? value : { set: value !== null, infinite: false, number: value ?? 0 }
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
      qos: [...(read.jobs.qos?.of ?? [])].map((one) => read.jobs.qos?.names[one]),
      cores: [...(read.jobs.perNode?.cores ?? [])],
      memory: [...(read.jobs.perNode?.memoryMb ?? [])],
      lastS: recorded?.lastS,
      // Steps are lines of their own in the text, and parts of their jobs in JSON.
      dropped: read.report.dropped.flatMap(({ reason, count }) =>
        reason === 'a step of a job' ? [] : [[reason, count]],
      ),
    }
  }

  /**
   * One invented database as each version of Slurm tells it, in the shapes of its sacct/print.c and of parse.c in
   * openapi/dbv0.0.36 to dbv0.0.38 or data_parser/v0.0.39 to v0.0.44. Of the JSON up to 22.05.7 the starts are the times
   * of eligibility; tasks are a mask; a job that went back to the queue is PENDING too from 23.11 on.
   */
  it.each(['20.11', '21.08', '22.05', '23.02', '23.11', '24.05', '24.11', '25.05', '25.11'])(
    'sacct text and JSON of Slurm %s are the same jobs, field by field',
    (version) => {
      const text = told(fileOf(`text/${version}.txt`))
      expect(told(fileOf(`json/${version}.json`))).toEqual(text)
      // Before 23.02 JSON has no word for a job without limit.
      const unlimited = Number(version) < 23 ? [] : [{ id: '111', startS: 3600, nodes: 1 }]
      expect(text.jobs.map(({ id, nodes }, i) => ({ id, startS: text.startS[i], nodes }))).toEqual([
        { id: '101', startS: 600, nodes: 2 },
        { id: '102', startS: 300, nodes: 1 },
        { id: '103', startS: 1200, nodes: 4 },
        { id: '105', startS: 720, nodes: 1 },
        { id: '105', startS: 2400, nodes: 1 },
        { id: '106_1', startS: 7200, nodes: 1 },
        { id: '106_3', startS: Number.NaN, nodes: 1 },
        { id: '106_4', startS: Number.NaN, nodes: 1 },
        { id: '106_5', startS: Number.NaN, nodes: 1 },
        { id: '107', startS: Number.NaN, nodes: 1 },
        { id: '108+0', startS: 3600, nodes: 1 },
        { id: '108+1', startS: 3600, nodes: 2 },
        ...unlimited,
      ])
      expect(text.gpus.slice(0, 12)).toEqual(
        [8, 1, 16, 4, 4, 4, 4, 4, 4, 4, 4, 8].map((all, i) => all / (text.jobs[i]?.nodes ?? 1)),
      )
      expect(text.jobs.slice(0, 5).map(({ actualS }) => actualS)).toEqual([7200, 1500, 1800, 600, 3600])
      expect(text.phase.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 0, 0])
      expect(text.held.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
      expect(text.groups.slice(0, 10)).toEqual([
        ...new Array<boolean>(5).fill(false),
        true,
        true,
        true,
        true,
        false,
      ])
      expect(text.dropped).toEqual([
        ['never started', 1],
        ['waiting, with no limit to plan by; give the longest of its queue in limits', 1],
      ])
      // 10:10, by the job that has run for ten minutes since 10:00.
      expect(text.lastS).toBe(7800)
    },
  )

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
