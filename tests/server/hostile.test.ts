import { request } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../../server/operations.ts'
import { countedUs } from '../../sim/base/outcome.ts'
import type { Running } from '../../server/main.ts'
import { patience, post, runServer } from './running.ts'

let server: Running
/** Gives all the work that is asked for, and little time for it. */
let patient: Running
/** Gives a sixth of the usual work. */
let hasty: Running
beforeAll(async () => {
  server = await runServer({ BASE_PATH: '/petaplan' })
  patient = await runServer({ ...patience, ANSWER_LIMIT_S: '1' })
  hasty = await runServer({ ANSWER_WORK_MS: '300' })
})
afterAll(async () => {
  await server.stop()
  await patient.stop()
  await hasty.stop()
})

const at = (route: string) => `${server.url}/api/v1/${route}`
const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }

const overloaded = { synthetic: { kind: 'both', jobs: 50_000, load: 10 }, nodes: 1000 }
const atOnce = (jobs: number) =>
  Array.from({ length: jobs }, (_, id) => ({ id, submit: 0, nodes: 1, requested_s: 60, actual_s: 60 }))
const points = (steps: number, samples: number) => ({
  base: { ...apertus, samples },
  axes: { seed: { from: 1, to: steps, steps } },
})
const capital = Array.from({ length: 100 }, () => ({ amount: '30M', scope: 'chip' }))
/** Jobs that all wait, as the text of a file. */
const text = `id,submit,nodes,requested_s,actual_s\n${atOnce(20_000)
  .map(({ id }) => `${String(id)},0,1,60,60\n`)
  .join('')}`
const four = atOnce(4)
const crowded = Array.from({ length: 5000 }, (_, id) => ({
  id,
  submit: id * 60,
  nodes: 1 + (id % 7),
  requested_s: 7200,
  actual_s: 3600 + (id % 1000),
}))
const away = Array.from({ length: 3000 }, (_, n) => ({ start: n * 10_000, end: n * 10_000 + 5000, nodes: 8 }))
const run = { nodes: 1, work: '1000d', limit: '1d', submit: 0 }
const breaking = { per1000NodeDays: 1e6, repair: 0, restart: 0, checkpoint: '1d', mostRestarts: 1e6 }

describe('a server among strangers', () => {
  it('gives no answer longer than its limit, and says what would do', async () => {
    const response = await post(`${patient.url}/api/v1/sweep`, JSON.stringify(points(1000, 100_000)))
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('too-long')
    // The thread that was ended is replaced: one pool serves both servers, and this one has time for a new thread.
    expect((await post(at('estimate'), JSON.stringify(apertus))).status).toBe(200)
  })

  it.each([
    ['sweep', points(1000, 2000)],
    ['estimate', { ...apertus, samples: '301k' }],
    ['predict', { lines: Array.from({ length: 2000 }, () => ({})) }],
    ['schedule', { synthetic: { kind: 'both', jobs: 200_000 }, nodes: 10 }],
    ['sbatch', { ...apertus, samples: 301_000 }],
    ['invest', { case: 'alps', capital, samples: 10_000, horizonY: 30 }],
    ['schedule', { policy: 'conservative', nodes: 8, jobs: crowded, windows: away }],
    ['schedule', { ...overloaded, policy: 'conservative' }],
  ])(
    'counts the work of %s as it is done, and refuses what comes to more than two seconds',
    async (route, body) => {
      const response = await post(at(route), JSON.stringify(body))
      expect(response.status).toBe(400)
      expect(await response.text()).toMatch(/more than 1,800 ms of counted work.*ask for fewer/)
    },
  )

  it.each([
    ['tradeoffs', { ...apertus, gpus: { from: 4, to: 8192, steps: 1500 } }],
    ['invest', { case: 'alps', samples: 10_000, horizonY: 30 }],
    ['schedule', { ...overloaded, against: { policy: 'fcfs', seeds: 2, shake: '1h' } }],
    ['schedule', { nodes: 1, file: text, waiting: { at: 0, draws: 251 } }],
    ['schedule', { cluster: { nodes: [{ count: 40_000, gpus: 4 }] }, jobs: four, waiting: { at: 0 } }],
    ['schedule', { nodes: 1, jobs: atOnce(20_000), priority: { size: 1 } }],
    ['schedule', { ...overloaded, policy: 'conservative_rebuild' }],
    ['schedule', { nodes: 32, jobs: crowded, busyW: 2000, idleW: 500, powerCapW: 40_000 }],
  ])('counts the work of %s against the limit that a server is given', async (route, body) => {
    const response = await post(`${hasty.url}/api/v1/${route}`, JSON.stringify(body))
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(/more than 300 ms of counted work.*ask for fewer/)
  })

  it.each([
    ['tradeoffs', { ...apertus, gpus: { from: 4, to: 8192, steps: 1501 } }, 'gpus'],
    ['schedule', { nodes: 1, jobs: four, run, continue: 'growth=10' }, 'jobs'],
    ['schedule', { nodes: 1, jobs: four, run: { ...run, limit: '3h', seeds: 20 } }, 'jobs'],
    [
      'schedule',
      {
        nodes: 4,
        jobs: four.map((job) => ({ ...job, requested_s: 1e7, actual_s: 1e7 })),
        failures: breaking,
      },
      'failures',
    ],
    ['schedule', { ...overloaded, against: { policy: 'conservative_rebuild' } }, 'jobs'],
    ['schedule', { cluster: { nodes: [{ count: 9, gpus: 2_447_112 }] }, jobs: [] }, 'cluster.nodes.0.gpus'],
    ['sbatch', { ...apertus, mfu: 1e-300 }, 'mfu'],
    ['tradeoffs', { ...apertus, model: Array.from({ length: 20_000 }, () => 'alps') }, 'gpus'],
    ['estimate', { ...apertus, correlations: Array.from({ length: 20_000 }, () => 'a') }, 'correlations'],
    ['estimate', { ...apertus, powerPrice: `CHF${' '.repeat(200_000)}1` }, 'powerPrice'],
  ])('counts the work of %s before it begins', (route, body, field) => {
    const answered = operations
      .find(({ name }) => name === route)
      ?.answer(JSON.parse(JSON.stringify(body)), () => undefined)
    if (answered?.status !== 'refused') throw new Error('the work was done')
    expect(answered.problems.map((problem) => problem.field)).toContain(field)
  })

  it('does not search a model with ever so many divisors, and says so', async () => {
    const wide = {
      hidden_size: 55_440,
      num_attention_heads: 55_440,
      intermediate_size: 55_440,
      vocab_size: 1000,
    }
    const model = { ...wide, num_hidden_layers: 5040, num_experts: 55_440, num_experts_per_tok: 2 }
    const response = await post(at('layouts'), JSON.stringify({ model, system: 'alps', gpus: 8400 }))
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('more than 30,000,000')
  })

  it('counts the work of every number of accelerators that it tries, and names one that can be', () => {
    const ask = (gpus: number) => {
      const system = { name: 'x', acceleratorId: 'h100-sxm-80', nodes: 2_500_000, acceleratorsPerNode: 4 }
      const body = { model: 'apertus-70b', system, gpus, globalBatchTokens: 4096 }
      return operations.find(({ name }) => name === 'layouts')?.answer(body, () => undefined)
    }
    // A prime: nothing divides it, and what does lies millions below.
    const prime = 9_999_991
    expect(countedUs(() => ask(prime))).toBeGreaterThan(350_000)
    const answered = ask(prime)
    const nearest = answered?.status === 'infeasible' ? answered.obstacles[0]?.nearest : null
    expect(ask(Number(nearest?.value))?.status).toBe('answer')
  })

  it.each(['estimate', 'layouts', 'sbatch', 'tradeoffs'])(
    'refuses a batch below one sequence in %s',
    (name) => {
      const body = { model: 'apertus-70b', system: 'alps', gpus: 4096, tokens: '15T', globalBatchTokens: 1 }
      const answered = operations.find((one) => one.name === name)?.answer(body, () => undefined)
      expect(answered?.status).toBe('refused')
      expect(JSON.stringify(answered)).toContain('globalBatchTokens')
    },
  )

  it('takes no name of every object for one of its own', async () => {
    for (const framework of ['constructor', '__proto__', 'toString']) {
      const response = await post(at('sbatch'), JSON.stringify({ ...apertus, framework }))
      expect(response.status).toBe(400)
    }
  })

  it('tells a hundred problems of a thousand, and how many more there are', async () => {
    const body = Object.fromEntries(Array.from({ length: 1000 }, (_, place) => [`k${String(place)}`, 1]))
    const text = await (await post(at('estimate'), JSON.stringify(body))).text()
    expect(text.match(/"pointer"/g)).toHaveLength(101)
    expect(text).toContain('problems more')
  })

  it('unpacks no further than a body may be', async () => {
    const body = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '))
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    const response = await fetch(at('estimate'), { method: 'POST', headers, body })
    expect(response.status).toBe(413)
  })

  it('unpacks no body that grows as only a trap does, and takes a log that is packed well', async () => {
    const send = (body: Uint8Array) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'br' }
      return fetch(at('schedule'), { method: 'POST', headers, body: new Uint8Array(body) })
    }
    // Far below the most of a workload: 128 MiB.
    expect((await send(brotliCompressSync(Buffer.alloc(20 * 1024 * 1024, ' ')))).status).toBe(413)
    const log = brotliCompressSync(JSON.stringify({ nodes: 32, policy: 'fcfs', jobs: crowded }))
    expect((await send(log)).status).toBe(200)
  })

  it.each(['tiers', 'columns', 'ranges'])(
    'refuses a name of every object that would be left out of %s',
    async (field) => {
      const body = `{"nodes":1,"jobs":[],"${field}":{"__proto__":1}}`
      const response = await post(at('schedule'), body)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('has a name __proto__')
    },
  )

  it.each(['gzip', 'deflate', 'br'])('refuses a body that is no %s', async (encoding) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding }
    const response = await fetch(at('estimate'), { method: 'POST', headers, body: '{"model":1}' })
    expect(response.status).toBe(400)
  })

  it('ends a sender who falls silent', async () => {
    const brief = await runServer({ IDLE_LIMIT_S: '1' })
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': '1000' }
      const sending = request(`${brief.url}/api/v1/estimate`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode)
        sending.destroy()
      })
      sending.on('error', () => {
        resolve(undefined)
      })
      sending.write('{"model":')
    })
    expect(status).toBe(408)
    await brief.stop()
  })

  it('answers below the path where a proxy shows it', async () => {
    const response = await fetch(`${server.url}/petaplan/healthz`)
    expect(response.status).toBe(200)
    expect((await post(`${server.url}/petaplan/api/v1/estimate`, JSON.stringify(apertus))).status).toBe(200)
  })

  it('has the same bytes for the same question', async () => {
    const texts = [1, 2].map(async () => (await post(at('estimate'), JSON.stringify(apertus))).text())
    const [first, second] = await Promise.all(texts)
    expect(second).toBe(first)
  })
})
