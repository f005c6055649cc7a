import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { ended, pending, sacct } from '../../queue/import/slurm-dump.ts'

describe('dates', () => {
  const log = sacct([
    {
      ...ended,
      NNodes: '1',
      Submit: '2026-03-04T07:13:21',
      Start: '2026-03-04T07:13:21',
      End: '2026-03-04T09:13:21',
    },
    {
      ...pending,
      JobID: '2',
      NNodes: '2',
      Submit: '2026-03-04T08:00:00',
      Eligible: '2026-03-04T08:00:00',
      TimelimitRaw: '1440',
    },
  ])
  const options = {
    nodes: 2,
    windows: [{ start: '2026-03-05T06:00:00', end: '2026-03-05T18:00:00' }],
    waiting: { at: '2026-03-04T08:30:00' },
  }
  const asked = (fields: Readonly<Record<string, unknown>>, file = log) =>
    answerSchedule({ file, ...fields }, null)

  it('in options are seconds of the log, and in the answer stand beside them', () => {
    const answered = asked(options)
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    // The window ends at 18:00 on the next day: 125,199 s after 07:13:21.
    expect(answered.value.clock).toEqual({ second0: '2026-03-04T07:13:21', zone: null })
    expect(answered.value.waiting).toMatchObject([
      { id: '2', plannedStart: 125_199, plannedStartDate: '2026-03-05T18:00:00' },
    ])
  })

  // Slurm's SLURM_TIME_FORMAT=%s, and the offset that %z of strftime writes.
  it.each([
    ['seconds since 1970', (text: string) => String(Date.parse(`${text}Z`) / 1000)],
    ['dates with a zone', (text: string) => `${text}+0000`],
  ])('of a log in %s are of UTC, which it says itself', (_, written) => {
    const dated = log.replaceAll(/2026-03-\d\dT[\d:]+/g, written)
    const answered = asked({ ...options, waiting: { at: '2026-03-04T09:30:00+01:00' } }, dated)
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.clock).toEqual({ second0: '2026-03-04T07:13:21Z', zone: 'UTC' })
    expect(answered.value.waiting).toMatchObject([{ plannedStart: 125_199 }])
  })

  it('of a zone count its summer time: the night of 29 March 2026 in Zurich is an hour shorter', () => {
    const moved = (text: string) => text.replaceAll('2026-03-04', '2026-03-28')
    const answered = asked(
      {
        ...options,
        zone: 'Europe/Zurich',
        windows: [{ start: '2026-03-29T06:00:00+02:00', end: '2026-03-29T18:00:00' }],
        waiting: { at: '2026-03-28T07:30:00Z' },
      },
      moved(log),
    )
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    expect(answered.value.clock).toEqual({ second0: '2026-03-28T07:13:21+01:00', zone: 'Europe/Zurich' })
    expect(answered.value.waiting).toMatchObject([
      { plannedStart: 125_199 - 3600, plannedStartDate: '2026-03-29T18:00:00+02:00' },
    ])
  })

  it.each([
    [{ windows: [{ start: '2026-02-30T06:00:00', end: 9e9 }] }, 'windows.0.start', 'is not a date'],
    [{ windows: [{ start: '03/05/2026 06:00', end: 9e9 }] }, 'windows.0.start', 'is not a date'],
    [{ windows: [{ start: '05.03.2026', end: 9e9 }] }, 'windows.0.start', 'is not a date'],
    [
      { waiting: { at: '2025-03-04T08:30:00' } },
      'waiting.at',
      'is before the log begins, 2026-03-04T07:13:21',
    ],
    [
      { run: { nodes: 1, work: '1h', limit: '1h', submit: '2025-03-04T09:00:00' } },
      'run.submit',
      'is before the log begins',
    ],
    [{ waiting: { at: '2026-03-04T08:30:00+01:00' } }, 'waiting.at', 'names a zone'],
    [{ zone: 'Europe/Zuerich' }, 'zone', 'is no time zone'],
  ])('that cannot be placed are refused: %j', (fields, field, message) => {
    expect(asked({ nodes: 2, ...fields })).toMatchObject({
      status: 'refused',
      problems: [{ field, message: expect.stringContaining(message) }],
    })
  })

  // A table of dates counts its seconds from 1970; it begins with its first job all the same.
  it.each([
    ['CSV', { file: 'id,submit,nodes,requested_s,actual_s\na,2026-03-04T07:13:21,1,60,60' }],
    ['JSON', { jobs: [{ id: 'a', submit: '2026-03-04T07:13:21', nodes: 1, requested_s: 60, actual_s: 60 }] }],
  ])('before a %s are refused as before any log', (_, log) => {
    const run = { nodes: 1, work: '1h', limit: '1h', submit: '2026-03-04T07:13:20' }
    expect(answerSchedule({ ...log, nodes: 1, run }, null)).toMatchObject({
      status: 'refused',
      problems: [{ field: 'run.submit', message: 'is before the log begins, 2026-03-04T07:13:21' }],
    })
    const later = { ...run, submit: '2026-03-04T07:13:21' }
    expect(answerSchedule({ ...log, nodes: 1, run: later }, null).status).toBe('answer')
  })

  it('cannot be placed in a workload of seconds alone', () => {
    const jobs = [{ id: 'a', submit: 0, nodes: 1, requested_s: 10, actual_s: 10 }]
    const answered = answerSchedule({ jobs, nodes: 1, waiting: { at: '2026-03-04' } }, null)
    expect(answered).toMatchObject({ status: 'refused', problems: [{ field: 'waiting.at' }] })
  })
})

describe('a run that outlasts the log', () => {
  it('says after which instant it meets nobody, and tells no delay that nobody could suffer', () => {
    const hours = Array.from({ length: 48 }, (_, i) => ({
      id: String(i),
      submit: i * 3600,
      nodes: 4,
      requested_s: 3600,
      actual_s: 3240,
    }))
    const run = { nodes: 4, work: '240h', limit: '24h', shake: '0s' }
    const plan = (submit: number) => {
      const answered = answerSchedule({ nodes: 4, jobs: hours, run: { ...run, submit } }, null)
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      return answered.value.plan
    }
    expect(plan(169_200)).toMatchObject({
      links: 10,
      knownUntilS: 169_200,
      linksBeyond: 10,
      delay: null,
      delayBySize: [],
    })
    expect(plan(0)).toMatchObject({ linksBeyond: 8 })
    expect(plan(0)?.delay?.meanDelayS.p50).toBeGreaterThan(0)
  })
})
