import { describe, expect, it } from 'vitest'
import { RunTimes } from '../../../../sim/queue/outlook/run-times.ts'
import { asOf } from '../../../../sim/queue/outlook/as-of.ts'
import { continued } from '../../../../sim/queue/outlook/continued.ts'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'
import { readWorkload } from '../../../../sim/queue/import/read.ts'

const hour = 3600
const day = 24 * hour
/** A job an hour for so many days, all day or in working hours alone, of as many nodes as the day of the week. */
function log(days: number, hours: readonly number[]) {
  const jobs = Array.from({ length: days }, (_, d) =>
    hours.map((h) => ({
      id: `${String(d)}-${String(h)}`,
      submit: d * day + h * hour,
      nodes: (d % 7) + 1,
      requested_s: hour,
      actual_s: 3240,
    })),
  ).flat()
  const read = readWorkload(JSON.stringify({ cluster: { nodes: 8 }, jobs }))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return { nodes: 8, kinds: null, windows: [], jobs: read.value.jobs }
}

describe('the load that goes on after a log', () => {
  const work = log(28, [0, 8, 9, 10, 23])

  it.each(['log', 'repeat'] as const)('keeps the hours of the day and the days of the week: %s', (kind) => {
    const { jobs } = continued(work, { load: { kind, growthPerYear: 0 }, untilS: 56 * day - 1, seed: 1 })
    expect(jobs.count).toBe(2 * work.jobs.count)
    for (let job = work.jobs.count; job < jobs.count; job += 1) {
      const s = jobs.submitS[job] ?? 0
      expect([0, 8, 9, 10, 23]).toContain((s % day) / hour)
      expect(jobs.nodes[job]).toBe((Math.floor(s / day) % 7) + 1)
    }
  })

  it('is drawn from the log, not from who is there, where the workload is that of an instant', () => {
    const { submitS } = work.jobs
    const seen = asOf(work, { startS: submitS, endS: submitS.map((s) => s + hour) }, 28 * day - 1)
    const from = { asOf: seen, log: work.jobs, runTimes: new RunTimes() }
    const load = { kind: 'log', growthPerYear: 0 } as const
    const { jobs } = continued(seen.workload, { load, untilS: 56 * day - 1, seed: 1, from })
    // The job of 23:00 of the last day has not ended, and is the only one there.
    expect([seen.workload.jobs.count, jobs.count]).toEqual([1, 1 + work.jobs.count])
    jobs.submitS.forEach((s, job) => {
      expect(jobs.nodes[job]).toBe((Math.floor(s / day) % 7) + 1)
    })
  })

  it('grows by what is asked: half as much again after a year', () => {
    const count = (growthPerYear: number) =>
      continued(work, {
        load: { kind: 'log', growthPerYear },
        untilS: 420 * day,
        seed: 1,
      }).jobs.submitS.filter((s) => s > 378 * day).length
    // 42 days some 365 days on, of five jobs a day.
    expect(count(0)).toBe(210)
    expect(Math.abs(count(0.5) / 210 - 1.5)).toBeLessThan(0.15)
  })

  it('is the same under one seed and another under another', () => {
    const sizes = (seed: number) => [
      ...continued(log(10, [1]), { load: { kind: 'log', growthPerYear: 0 }, untilS: 60 * day, seed }).jobs
        .nodes,
    ]
    expect(sizes(1)).toEqual(sizes(1))
    expect(sizes(1)).not.toEqual(sizes(2))
  })

  it('meets a run that outlasts the log, and is delayed by it', () => {
    const jobs = Array.from({ length: 48 }, (_, i) => ({
      id: String(i),
      submit: i * hour,
      nodes: 4,
      requested_s: hour,
      actual_s: 3240,
    }))
    const run = {
      nodes: 4,
      work: '240h',
      limit: '24h',
      submit: 169_200,
      shake: '0s',
      seeds: 3,
      endBy: 1e9,
      startBy: 0,
    }
    const plan = (goesOn: string) => {
      const answered = answerSchedule({ nodes: 4, jobs, run, continue: goesOn }, null)
      if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
      return answered.value.plan
    }
    const alone = plan('none')
    const among = plan('log')
    expect(alone).toMatchObject({ delay: null, linksBeyond: 10, startByProbability: 0, endByProbability: 1 })
    expect(among?.linksBeyond).toBeLessThanOrEqual(1)
    // A link of 24 h keeps 24 jobs from starting, half a day each on average, and links follow one another.
    expect(among?.delay?.meanDelayS.p50).toBeGreaterThan(10 * hour)
    expect(among?.lastEndS.p50).toBeGreaterThan(alone?.lastEndS.p50 ?? Infinity)
  })

  it.each([
    ['sometimes', 'is not log, repeat, growth=0.2 or none'],
    ['log', 'give run as well'],
  ])('is refused where it says nothing: %s', (word, message) => {
    const jobs = [{ id: 'a', submit: 0, nodes: 1, requested_s: 1, actual_s: 1 }]
    const answered = answerSchedule({ nodes: 1, jobs, continue: word }, null)
    expect(answered).toMatchObject({
      status: 'refused',
      problems: [{ field: 'continue', message: expect.stringContaining(message) }],
    })
  })
})
