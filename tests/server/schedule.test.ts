import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questions } from '../../sim/index.ts'
import type { Running } from '../../server/main.ts'
import { answerSchedule } from '../../sim/index.ts'
import { leaveEarly, patience, post, runServer, stream } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer({ WORKLOAD_LIMIT_BYTES: String(8 * 1024 * 1024) })
})
afterAll(async () => {
  await server.stop()
})

const url = () => `${server.url}/api/v1/schedule`

const small = {
  policy: 'easy',
  cluster: { nodes: 4 },
  jobs: [
    { id: 'a', submit: 0, nodes: 3, requested_s: 20, actual_s: 10 },
    { id: 'b', submit: 1, nodes: 4, requested_s: 10, actual_s: 10 },
    { id: 'c', submit: 2, nodes: 1, requested_s: 18, actual_s: 5 },
    { id: 'd', submit: 3, nodes: 9, requested_s: 1, actual_s: 1 },
  ],
}

/** A machine at some 68 % load: a job of 30 nodes and 450 s on average every 200 s on 100 nodes. */
function slow(jobs: number, everyS: number = 200) {
  const line = (i: number) =>
    `${String(i)},${String(i * everyS)},${String(1 + (i % 60))},${String(900 + (i % 700))},${String(1 + ((i * 7919) % 890))}`
  const csv = ['id,submit,nodes,requested_s,actual_s', ...Array.from({ length: jobs }, (_, i) => line(i))]
  return { policy: 'easy', nodes: 100, file: csv.join('\n') }
}

function eventsIn(text: string): readonly (readonly [string, unknown])[] {
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? []
      return [name, JSON.parse(data)] as const
    })
}

describe('a replay over HTTP', () => {
  it('gives every job its start, and keeps the contract', async () => {
    const response = await post(url(), JSON.stringify(small))
    expect(response.status).toBe(200)
    const answer = questions.queueAnswer.parse(await response.json())
    expect(answer.jobs?.map(({ id, start, end, status }) => [id, start, end, status])).toEqual([
      ['a', 0, 10, 'completed'],
      ['b', 10, 20, 'completed'],
      ['c', 2, 7, 'completed'],
      ['d', null, null, 'rejected'],
    ])
    expect(answer.metrics).toMatchObject({
      jobs: 4,
      rejected: 1,
      mean_wait_s: 3,
      max_wait_s: 9,
      makespan_s: 20,
    })
  })

  it('is the answer of the simulation, whatever is asked beside it', async () => {
    const asked = {
      ...small,
      busyW: 500,
      idleW: 100,
      kgCo2ePerKwh: 0.1,
      waiting: { at: 5, draws: 3 },
      run: { nodes: 2, work: '1h', limit: '30min', startup: 60, submit: 4, seeds: 2 },
      against: { policy: 'fcfs', seeds: 2 },
      failures: { per1000NodeDays: 5, repair: '1h', restart: 60 },
      windows: [{ start: 500, end: '10min', nodes: 1 }],
      budgets: {
        gpusPerNode: 4,
        enforce: true,
        at: 8,
        projects: [
          {
            project: '',
            periods: [
              { start: 0, end: 9, gpuHours: 0.06 },
              { start: 9, end: '90d', gpuHours: 4e4 },
            ],
          },
        ],
      },
    }
    const response = await post(url(), JSON.stringify(asked))
    const body: unknown = await response.json()
    const answered = answerSchedule(asked, null)
    expect(body).toEqual(answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : answered)
    expect(questions.queueAnswer.safeParse(body).error).toBeUndefined()
  })

  it('refuses with every problem at once, and tells an impossible run', async () => {
    const wrong = await post(
      url(),
      JSON.stringify({ ...small, policy: 'lottery', first: -1, against: { nodes: 'x' } }),
    )
    expect(wrong.status).toBe(400)
    const problem: unknown = await wrong.json()
    for (const field of ['policy', 'first', 'against.nodes'])
      expect(JSON.stringify(problem)).toContain(`"field":"${field}"`)
    const run = { nodes: 5, work: '1h', limit: '1h', submit: 0 }
    const impossible = await post(url(), JSON.stringify({ ...small, run }))
    expect(impossible.status).toBe(422)
    expect(JSON.stringify(await impossible.json())).toContain('the machine has 4')
  })

  it.each([
    ['no JSON', 'jobs please', 'application/json', 400],
    ['of another kind', '{}', 'text/plain', 415],
    ['too large', `"${'x'.repeat(9 * 1024 * 1024)}"`, 'application/json', 413],
  ])('says so when the body is %s', async (_, body, type, status) => {
    expect((await post(url(), body, type)).status).toBe(status)
  })
})

describe('a long replay', () => {
  it('streams its progress and then the answer, and the server answers others meanwhile', async () => {
    const body = slow(140_000)
    const pending = stream(url(), body).then((response) => response.text())
    let answered = 0
    let isDone = false
    void pending.finally(() => {
      isDone = true
    })
    while (!isDone) {
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
      answered += 1
    }
    const events = eventsIn(await pending)
    const names = events.map(([name]) => name)
    expect(names.at(-1)).toBe('answer')
    expect(names).toContain('progress')
    expect(questions.queueAnswer.safeParse(events.at(-1)?.[1]).error).toBeUndefined()
    // The one after the last answers is late; a server that did the work itself would have answered that alone.
    expect(answered).toBeGreaterThan(5)
  })

  it('tells bad input as an event, since the stream has begun', async () => {
    const response = await stream(url(), { ...small, policy: 'lottery' })
    expect(response.headers.get('Content-Type')).toContain('text/event-stream')
    expect(eventsIn(await response.text())).toMatchObject([['problem', { status: 400 }]])
  })

  it('ends when the connection is closed, and frees its thread', async () => {
    const patient = await runServer(patience)
    const at = `${patient.url}/api/v1/schedule`
    // Twenty-two futures of a crowded queue: the first is told when the others would take some ten seconds more.
    const run = { nodes: 90, work: '10d', limit: '1h', submit: 0, seeds: 22 }
    await leaveEarly(at, { ...slow(4000, 150), policy: 'conservative_rebuild', run })
    // As heavy as the one that was left: on up to two threads it has its turn when that one's is over.
    const next = { ...small, run: { nodes: 1, work: '1h', limit: '1h', submit: 0, seeds: 1 } }
    expect((await post(at, JSON.stringify(next))).status).toBe(200)
    await patient.stop()
  })
})
