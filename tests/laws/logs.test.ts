import { describe, expect, it } from 'vitest'
import { stream } from '../../sim/base/random.ts'
import type { ScheduleAnswer } from '../../sim/index.ts'
import { answerSchedule } from '../../sim/questions/queue/work.ts'

/** One invented log of three days across the night of 29 March 2026, when clocks in Zurich went an hour ahead. */
const beginS = Date.UTC(2026, 2, 27, 8) / 1000
const random = stream(7, 'logs')
const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
const jobs = Array.from({ length: 120 }, (_, i) => ({
  submit: i === 0 ? 0 : whole(1, 70 * 3600),
  nodes: whole(1, 6),
  limit: 60 * whole(30, 400),
  run: whole(600, 20_000),
  user: whole(1, 5),
  project: whole(1, 3),
}))
  .sort((a, b) => a.submit - b.submit)
  .map((job, i) => ({ ...job, id: String(1001 + i), run: Math.min(job.run, job.limit) }))

function answerOf(fields: object): ScheduleAnswer {
  const answered = answerSchedule({ policy: 'easy', nodes: 10, withJobs: true, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

/** Of each job, by number: when it started and ended after the first submission, and how. */
function fates({ jobs: told }: ScheduleAnswer) {
  const originS = Math.min(...(told ?? []).map(({ submit }) => submit))
  return (told ?? [])
    .map(
      ({ id, start, end, status }) => [id, (start ?? -1) - originS, (end ?? -1) - originS, status] as const,
    )
    .sort(([a], [b]) => Number(a) - Number(b))
}

const listed = answerOf({
  jobs: jobs.map(({ id, submit, nodes, limit, run, user, project }) => ({
    id,
    submit,
    nodes,
    requested_s: limit,
    actual_s: run,
    user: String(user),
    project: String(project),
  })),
})
const startOf = new Map((listed.jobs ?? []).map(({ id, start }) => [id, start ?? 0]))

/** A sum in another order may differ in its last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? +one.toPrecision(12) : one)),
  )

type Clock = (secondS: number) => string
const seconds: Clock = String
const epoch: Clock = (s) => String(beginS + s)
const utc: Clock = (s) => new Date((beginS + s) * 1000).toISOString().replace('.000Z', 'Z')
const naive: Clock = (s) => utc(s).slice(0, 19)
const shifted =
  (hours: number, ending: string): Clock =>
  (s) =>
    `${naive(s + hours * 3600)}${ending}`
const zurich = new Intl.DateTimeFormat('sv', {
  timeZone: 'Europe/Zurich',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const local: Clock = (s) => zurich.format(new Date((beginS + s) * 1000)).replace(' ', 'T')

const head = ['id', 'submit', 'nodes', 'requested_s', 'actual_s', 'user', 'project']

function csv(clock: Clock, between = ',', end = '\n'): string {
  const rows = jobs.map(({ id, submit, nodes, limit, run, user, project }) =>
    [id, clock(submit), nodes, limit, run, user, project].join(between),
  )
  return [head.join(between), ...rows].join(end)
}

function reversed(file: string, headLines: number): string {
  const lines = file.split('\n')
  return [...lines.slice(0, headLines), ...lines.slice(headLines).reverse()].join('\n')
}

/** Feitelson's fields: job, submission, wait, run, processors, … asked, …, requested time, …, status, user, group. */
const swf = [
  '; MaxNodes: 10',
  ...jobs.map(({ id, submit, run, nodes, limit, user, project }) =>
    [id, submit, -1, run, nodes, -1, -1, nodes, limit, -1, 1, user, project, -1, -1, -1, -1, -1].join(' '),
  ),
].join('\n')

/** As Slurm writes a duration: days, then hours, minutes and seconds. */
function slurmTime(s: number): string {
  const [days, clock] = [Math.floor(s / 86_400), new Date((s % 86_400) * 1000).toISOString().slice(11, 19)]
  return days === 0 ? clock : `${String(days)}-${clock}`
}

function sacct(clock: Clock): string {
  const rows = jobs.map(({ id, submit, nodes, limit, run, user, project }) => {
    const startS = startOf.get(id) ?? 0
    const times = [clock(submit), clock(startS), clock(startS + run), slurmTime(run), slurmTime(limit)]
    return [id, user, project, ...times, nodes, 'COMPLETED'].join('|')
  })
  return ['JobID|User|Account|Submit|Start|End|Elapsed|Timelimit|NNodes|State', ...rows].join('\n')
}

function sacctJson(style: 'plain' | 'set'): string {
  const number = (value: number) =>
    style === 'plain' ? value : { set: true, infinite: false, number: value }
  return JSON.stringify({
    jobs: jobs.map(({ id, submit, nodes, limit, run, user, project }) => {
      const startS = beginS + (startOf.get(id) ?? 0)
      return {
        job_id: Number(id),
        user: String(user),
        account: String(project),
        allocation_nodes: nodes,
        state: { current: style === 'plain' ? 'COMPLETED' : ['COMPLETED'] },
        time: {
          submission: beginS + submit,
          eligible: beginS + submit,
          start: startS,
          end: startS + run,
          elapsed: run,
          limit: number(limit / 60),
        },
      }
    }),
  })
}

describe('one log', () => {
  it('is busy enough to tell ways of reading it apart: most jobs wait, some overtake', () => {
    expect(listed.metrics.utilisation).toBeGreaterThan(0.7)
    const waited = (listed.jobs ?? []).filter(({ start, submit }) => start !== submit)
    expect(waited.length).toBeGreaterThan(60)
    const starts = fates(listed).map(([, start]) => start)
    expect(starts).not.toEqual([...starts].sort((a, b) => a - b))
  })

  it.each<readonly [how: string, fields: object]>([
    ['as a table of seconds', { file: csv(seconds) }],
    ['as a table of seconds since 1970', { file: csv(epoch) }],
    ['as a table of dates in universal time', { file: csv(utc) }],
    ['as a table of dates five hours east', { file: csv(shifted(5, '+05:00')) }],
    ['as a table of dates three and a half hours west', { file: csv(shifted(-3.5, '-03:30')) }],
    ['as a table of dates on the clocks of Zurich', { file: csv(local), zone: 'Europe/Zurich' }],
    ['with semicolons', { file: csv(utc, ';'), delimiter: ';' }],
    ['with tabs', { file: csv(utc, '\t'), delimiter: 'tab' }],
    ['as Windows writes it, marked as Unicode', { file: `\uFEFF${csv(utc, ',', '\r\n')}\r\n` }],
    ['last line first', { file: reversed(csv(utc), 1) }],
    [
      'with columns of other names',
      {
        file: csv(utc).replace('requested_s,actual_s', 'limit,ran'),
        columns: { requested_s: 'limit', actual_s: 'ran' },
      },
    ],
    [
      'with limits in minutes',
      {
        file: [
          'id,submit,nodes,minutes,actual_s',
          ...jobs.map((job) => [job.id, job.submit, job.nodes, job.limit / 60, job.run].join(',')),
        ].join('\n'),
        columns: { requested_s: 'minutes:min' },
      },
    ],
    ["in Feitelson's format", { file: swf }],
    ["in Feitelson's format, last record first", { file: reversed(swf, 1) }],
    ['as sacct writes it', { file: sacct(naive) }],
    ['as sacct writes it, last line first', { file: reversed(sacct(naive), 1) }],
    ['as sacct writes it in Zurich', { file: sacct(local), zone: 'Europe/Zurich' }],
    ['as JSON of an old sacct', { file: sacctJson('plain') }],
    ['as JSON of a new sacct', { file: sacctJson('set') }],
  ])('%s starts every job at the same second', (_, fields) => {
    const answer = answerOf(fields)
    expect(answer.report.dropped).toEqual([])
    expect(fates(answer)).toEqual(fates(listed))
    expect(rounded(answer.metrics)).toEqual(rounded(listed.metrics))
    expect(rounded(answer.waitsBySize)).toEqual(rounded(listed.waitsBySize))
  })

  it('gives each project the same waits, however it is told', () => {
    const waits = ({ waitsByProject }: ScheduleAnswer) =>
      [...waitsByProject].sort((a, b) => a.project.localeCompare(b.project))
    for (const file of [csv(utc), swf, sacct(naive), sacctJson('set')])
      expect(rounded(waits(answerOf({ file })))).toEqual(rounded(waits(listed)))
  })

  it('has dates where it tells them, each that many seconds after the first', () => {
    const asClocks = answerOf({ file: sacct(naive) })
    const asUtc = answerOf({ file: csv(utc) })
    expect([asClocks.clock?.zone, asUtc.clock?.zone]).toEqual([null, 'UTC'])
    for (const { jobs: told } of [asClocks, asUtc]) {
      for (const { id, startDate } of told ?? [])
        expect(Date.parse(`${(startDate ?? '').replace('Z', '')}Z`) / 1000).toBe(
          beginS + (startOf.get(id) ?? 0),
        )
    }
    const zoned = answerOf({ file: sacct(local), zone: 'Europe/Zurich' })
    for (const { id, startDate } of zoned.jobs ?? [])
      expect(Date.parse(startDate ?? '') / 1000).toBe(beginS + (startOf.get(id) ?? 0))
    expect(zoned.jobs?.at(-1)?.startDate).toMatch(/\+02:00$/)
    expect(zoned.jobs?.[0]?.startDate).toMatch(/\+01:00$/)
  })
})
