import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { imported, jobsOf, reasons } from './reading.ts'
import { columns, ended, pending, sacct } from './slurm-dump.ts'

const unix = (text: string) => Date.parse(`${text}Z`) / 1000
const at = (hours: string) => `2026-03-04T${hours}:00`

/** Two hours on its nodes, half an hour of them suspended: Slurm's Elapsed is an hour and a half. */
const paused = { ...ended, ElapsedRaw: '5400', Suspended: '00:30:00' }
const names = `${columns}|Suspended`
const json = {
  jobs: [
    {
      job_id: 1,
      allocation_nodes: 2,
      nodes: 'n[001-002]',
      partition: 'gpu',
      state: { current: ['COMPLETED'] },
      time: {
        submission: unix(at('08:00')),
        eligible: unix(at('08:00')),
        start: unix(at('08:00')),
        end: unix(at('10:00')),
        elapsed: 5400,
        suspended: 1800,
        limit: { set: true, infinite: false, number: 240 },
      },
      tres: { allocated: [{ type: 'node', name: '', count: 2 }], requested: [] },
    },
  ],
}

describe('a job that was suspended', () => {
  it.each([
    ['sacct with Elapsed', sacct([paused], names)],
    ['sacct with its end alone', sacct([paused], names.replace('|ElapsedRaw', ''))],
    ['sacct --json', JSON.stringify(json)],
  ])('runs for what it ran, and ended when it did: %s', (_, file) => {
    const read = imported(file)
    expect(jobsOf(read)).toMatchObject([{ actualS: 5400, requestedS: 14_400 }])
    expect([...(read.recorded?.endS ?? [])]).toEqual([7200])
    expect(reasons(read.report.noticed)).toEqual([
      [expect.stringContaining('was suspended'), 1, [expect.any(Number)]],
    ])
  })

  it('is not counted where the column says 00:00:00', () => {
    expect(imported(sacct([{ ...ended, Suspended: '00:00:00' }], names)).report.noticed).toEqual([])
  })

  // At 9:30 it has run for an hour and stood for half of one: its two hours end at 10:30.
  it.each([
    [
      'sacct',
      sacct(
        [
          { ...paused, State: 'RUNNING', End: 'Unknown', ElapsedRaw: '3600', TimelimitRaw: '120' },
          { ...pending, JobID: '2' },
        ],
        names,
      ),
    ],
    [
      'squeue --json',
      JSON.stringify({
        last_update: { set: true, infinite: false, number: unix(at('09:30')) },
        jobs: ['RUNNING', 'PENDING'].map((state, i) => ({
          job_id: i + 1,
          job_state: [state],
          node_count: { set: true, infinite: false, number: 2 },
          submit_time: unix(at('08:00')),
          start_time: i === 0 ? unix(at('08:00')) : 0,
          suspend_time: i === 0 ? unix(at('09:00')) : 0,
          pre_sus_time: i === 0 ? 1800 : 0,
          time_limit: { set: true, infinite: false, number: 120 },
          partition: 'gpu',
        })),
      }),
    ],
  ])('and still runs ends by its limit so much later: %s', (_, file) => {
    const answered = answerSchedule({ file, nodes: 2, now: true }, null)
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.now).toMatchObject({ atS: 5400, running: 1, waiting: 1 })
    expect(answered.value.waiting).toMatchObject([{ id: '2', plannedStart: 9000 }])
  })
})
