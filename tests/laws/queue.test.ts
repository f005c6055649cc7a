import { describe, expect, it } from 'vitest'
import { stream } from '../../sim/base/random.ts'
import { queue, type ScheduleAnswer } from '../../sim/index.ts'
import { readWorkloadObject, usualImport } from '../../sim/queue/import/read.ts'
import { answerSchedule } from '../../sim/questions/queue/work.ts'

type Job = {
  readonly id: string
  readonly submit: number
  readonly nodes: number
  readonly requested_s: number
  readonly actual_s: number
  readonly project: string
}

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const

function drawn(seed: number, count: number, most: number): readonly Job[] {
  const random = stream(seed, 'queue')
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  let submit = 0
  return Array.from({ length: count }, (_, i) => {
    submit += whole(0, 500)
    const limit = whole(1, 4000)
    const actual_s = whole(1, 4000)
    const project = `p${String(whole(1, 3))}`
    return { id: `job-${String(i)}`, submit, nodes: whole(1, most), requested_s: limit, actual_s, project }
  })
}

function answerOf(jobs: readonly object[], fields: object = {}): ScheduleAnswer {
  const answered = answerSchedule({ policy: 'easy', nodes: 8, jobs, ...fields }, null)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

const startsOf = ({ jobs }: ScheduleAnswer) => (jobs ?? []).map(({ start }) => start)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const energy = { busyW: 1000, idleW: 100, pue: 1.25, kgCo2ePerKwh: 0.2 }
/** One job in nine is too large for the machine of eight nodes. */
const jobs = drawn(3, 200, 9)

describe.each(policies)('a replay under %s', (policy) => {
  const answer = answerOf(jobs, { policy, ...energy })
  const told = answer.jobs ?? []
  const ran = told.flatMap(({ start, end, ...rest }) =>
    start === null || end === null ? [] : [{ ...rest, start, end }],
  )

  it('has the figures of its jobs, worked out from their list', () => {
    const { metrics } = answer
    const waits = ran.map(({ start, submit }) => start - submit)
    const slowdowns = ran.map(({ start, end, submit }) =>
      Math.max(1, (end - submit) / Math.max(10, end - start)),
    )
    const first = Math.min(...ran.map(({ submit }) => submit))
    const last = Math.max(...ran.map(({ end }) => end))
    const nodeSeconds = sum(ran.map(({ start, end, nodes }) => nodes * (end - start)))
    expect(metrics.jobs).toBe(200)
    expect(metrics.rejected).toBe(jobs.filter(({ nodes }) => nodes > 8).length)
    expect(metrics.timeouts).toBe(
      jobs.filter(({ nodes, actual_s, requested_s }) => nodes <= 8 && actual_s > requested_s).length,
    )
    expect(metrics.mean_wait_s).toBeCloseTo(sum(waits) / ran.length, 6)
    expect(metrics.max_wait_s).toBe(Math.max(...waits))
    expect(metrics.mean_response_s).toBeCloseTo(
      sum(ran.map(({ end, submit }) => end - submit)) / ran.length,
      6,
    )
    expect(metrics.mean_bounded_slowdown).toBeCloseTo(sum(slowdowns) / ran.length, 6)
    expect(metrics.makespan_s).toBe(last - first)
    expect(metrics.node_seconds).toBe(nodeSeconds)
    expect(metrics.utilisation).toBeCloseTo(nodeSeconds / (8 * (last - first)), 12)
  })

  it('runs each job for as long as it took, or to its limit', () => {
    const byId = new Map(jobs.map((job) => [job.id, job]))
    for (const { id, start, end, status } of ran) {
      const { actual_s = 0, requested_s = 0 } = byId.get(id) ?? {}
      expect(end - start).toBe(Math.min(actual_s, requested_s))
      expect(status).toBe(actual_s > requested_s ? 'timeout' : 'completed')
    }
  })

  it('shares its jobs out among sizes and among projects, and loses none', () => {
    for (const kinds of [answer.waitsBySize, answer.waitsByProject]) {
      expect(sum(kinds.map(({ jobs: count }) => count))).toBe(ran.length)
      expect(sum(kinds.map(({ nodeSeconds }) => nodeSeconds))).toBe(answer.metrics.node_seconds)
      expect(sum(kinds.map((kind) => kind.meanWaitS * kind.jobs)) / ran.length).toBeCloseTo(
        answer.metrics.mean_wait_s ?? 0,
        6,
      )
      expect(Math.max(...kinds.map(({ maxWaitS }) => maxWaitS))).toBe(answer.metrics.max_wait_s)
    }
    for (const { fromNodes, toNodes, jobs: count } of answer.waitsBySize)
      expect(count).toBe(ran.filter(({ nodes }) => nodes >= fromNodes && nodes <= toNodes).length)
  })

  it('draws 1,000 W a busy node and 100 W an idle one, a quarter more for the facility', () => {
    const busyS = answer.metrics.node_seconds
    const idleS = 8 * answer.metrics.makespan_s - busyS
    const mwh = (watts: number, seconds: number) => (watts * seconds * 1.25) / 3600 / 1e6
    expect(answer.energy?.all.energyMwh).toBeCloseTo(mwh(1000, busyS) + mwh(100, idleS), 9)
    expect(answer.energy?.idle.energyMwh).toBeCloseTo(mwh(100, idleS), 9)
    expect(sum((answer.energy?.byProject ?? []).map(({ energyMwh }) => energyMwh))).toBeCloseTo(
      mwh(1000, busyS),
      9,
    )
    expect(answer.energy?.all.carbonKgCo2e).toBeCloseTo(0.2 * 1000 * (answer.energy?.all.energyMwh ?? 0), 6)
    for (const { start, end, nodes, energyKwh, carbonKgCo2e } of ran) {
      expect(energyKwh).toBeCloseTo(1000 * mwh(1000, nodes * (end - start)), 9)
      expect(carbonKgCo2e).toBeCloseTo(0.2 * (energyKwh ?? 0), 9)
    }
    expect(answer.energy?.peakW).toBeLessThanOrEqual(8 * 1000 * 1.25)
  })

  it('counts the same GPU-hours for each budget, period by period, as the nodes were held', () => {
    const middle = Math.round((answer.metrics.makespan_s * 2) / 3)
    const periods = [
      { start: 0, end: middle, gpuHours: 1e6 },
      { start: middle, end: 1e7, gpuHours: 1e6 },
    ]
    const projects = ['p1', 'p2', 'p3'].map((project) => ({ project, periods }))
    const { budgets } = answerOf(jobs, { policy, budgets: { gpusPerNode: 4, projects } })
    for (const { project, periods: used } of budgets?.projects ?? []) {
      const held = sum(
        ran
          .filter(({ id }) => jobs.find((job) => job.id === id)?.project === project)
          .map(({ start, end, nodes }) => nodes * (end - start)),
      )
      expect(sum(used.map(({ usedGpuH }) => usedGpuH))).toBeCloseTo((held * 4) / 3600, 6)
    }
    expect(budgets?.projects).toHaveLength(3)
  })

  it('is the same on twice the nodes with every job twice as wide', () => {
    const wide = jobs.map((job) => ({ ...job, nodes: 2 * job.nodes }))
    expect(startsOf(answerOf(wide, { policy, nodes: 16 }))).toEqual(startsOf(answer))
  })

  it('is the same whatever jobs, projects and users are called', () => {
    const renamed = jobs.map((job, i) => ({
      ...job,
      id: `Ω ${String(200 - i)}`,
      project: `${job.project}-x`,
      user: 'u',
    }))
    const again = answerOf(renamed, { policy })
    expect(startsOf(again)).toEqual(startsOf(answer))
    expect(again.hash).toBe(answer.hash)
  })
})

/** First come, first served on like servers, one each: who comes takes the one that is free first. */
function servers(list: readonly Job[], count: number): readonly number[] {
  const freeS = new Array<number>(count).fill(0)
  return list.map(({ submit, actual_s, requested_s }) => {
    const first = freeS.indexOf(Math.min(...freeS))
    const start = Math.max(submit, freeS[first] ?? 0)
    freeS[first] = start + Math.min(actual_s, requested_s)
    return start
  })
}

describe.each(policies)('jobs of one node under %s', (policy) => {
  const single = drawn(11, 150, 1)

  it.each([1, 3, 8])('on %i nodes start as at that many counters with one line', (nodes) => {
    expect(startsOf(answerOf(single, { policy, nodes }))).toEqual(servers(single, nodes))
  })

  it('never start later on more nodes', () => {
    const counts = [1, 2, 3, 5, 9].map((nodes) => startsOf(answerOf(single, { policy, nodes })))
    counts.slice(1).forEach((more, i) => {
      more.forEach((start, job) => {
        expect(start).toBeLessThanOrEqual(counts[i]?.[job] ?? -1)
      })
    })
  })
})

describe('first come, first served', () => {
  it('does not mind how much longer than needed is asked for', () => {
    const enough = jobs.map((job) => ({ ...job, requested_s: Math.max(job.requested_s, job.actual_s) }))
    const ample = enough.map((job) => ({ ...job, requested_s: 7 * job.requested_s }))
    const ask = (list: readonly object[], policy: string) => startsOf(answerOf(list, { policy }))
    expect(ask(ample, 'fcfs')).toEqual(ask(enough, 'fcfs'))
    // Backfilling plans by what is asked for, so that it does.
    expect(ask(ample, 'easy')).not.toEqual(ask(enough, 'easy'))
  })

  it('waits as long as Erlang says where calls come at random: four counters, three quarters busy', () => {
    const random = stream(5, 'erlang')
    const exponential = (mean: number) => -Math.log(1 - random()) * mean
    let submit = 0
    const calls = Array.from({ length: 40_000 }, (_, i) => {
      submit += exponential(1000)
      const runS = Math.max(1, Math.round(exponential(3000)))
      return { id: String(i), submit: Math.round(submit), nodes: 1, requested_s: 1e6, actual_s: runS }
    })
    // Erlang 1917: C(4, 3) = (3⁴/4!)/(1 − 3/4) ÷ (Σ 3ᵏ/k! + that), the mean wait C · 3,000 s / (4 − 3).
    const queued = 81 / 24 / (1 - 3 / 4)
    const wait = (queued / (1 + 3 + 9 / 2 + 27 / 6 + queued)) * 3000
    expect(wait).toBeCloseTo(1528.3, 1)
    const { metrics } = answerOf(calls, { policy: 'fcfs', nodes: 4, withJobs: false })
    expect(Math.abs((metrics.mean_wait_s ?? 0) / wait - 1)).toBeLessThan(0.08)
    expect(metrics.utilisation).toBeCloseTo(0.75, 1)
  })
})

describe('the files of a replay', () => {
  const options = queue.readReplay({ policy: 'easy', nodes: 8, ...energy })
  const imported = readWorkloadObject({ jobs }, usualImport)
  if (!options.ok || !imported.ok) throw new Error('not read')
  const answered = queue.answerReplay(imported.value, options.value, null)
  if (answered.status !== 'answer' || answered.value.energy === null) throw new Error('no answer')
  const { workload, schedule, energy: used } = answered.value
  const { jobs: told } = answerOf(jobs, energy)
  const cells = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))

  it('tell every job as the answer does', () => {
    const text = Buffer.concat([...queue.scheduleCsv(workload, schedule)]).toString('utf8')
    const [head, ...rows] = cells(text)
    expect(head).toEqual(['id', 'submit', 'start', 'end', 'nodes', 'status'])
    const number = (cell = '') => (cell === '' ? null : Number(cell))
    expect(
      rows.map(([id, submit, start, end, nodes, status]) => ({
        id,
        submit: number(submit),
        start: number(start),
        end: number(end),
        nodes: number(nodes),
        status,
      })),
    ).toEqual(
      (told ?? []).map(({ id, submit, start, end, nodes, status }) => ({
        id,
        submit,
        start,
        end,
        nodes,
        status,
      })),
    )
    expect(new Set(rows.map((row) => row[5]))).toEqual(new Set(['completed', 'timeout', 'rejected']))
  })

  it('tell the energy and carbon of every job in the units of the answer', () => {
    const [head, ...rows] = cells([...queue.energyCsv(workload, used)].join(''))
    expect(head).toEqual(['id', 'energy_kwh', 'carbon_kg_co2e'])
    rows.forEach(([id, kwh, kg], i) => {
      expect(id).toBe(told?.[i]?.id)
      expect(Number(kwh)).toBeCloseTo(told?.[i]?.energyKwh ?? -1, 6)
      expect(Number(kg)).toBeCloseTo(told?.[i]?.carbonKgCo2e ?? -1, 6)
    })
    expect(rows).toHaveLength(200)
  })
})
