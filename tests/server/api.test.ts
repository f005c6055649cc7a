import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnvironment } from '../../server/environment.ts'
import type { Running } from '../../server/main.ts'
import { openApiDocument } from '../../server/openapi.ts'
import { operations } from '../../server/operations.ts'
import { answerEstimate, evidence, presets, questions } from '../../sim/index.ts'
import { post, runServer } from './running.ts'

const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }

let server: Running
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

const estimateAt = () => `${server.url}/api/v1/estimate`

async function problem(response: Response): Promise<Readonly<Record<string, unknown>>> {
  expect(response.headers.get('Content-Type')).toContain('application/problem+json')
  const body: unknown = await response.json()
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(Object(body)))
  expect(fields['status']).toBe(response.status)
  expect(fields['type']).toMatch(/^\/problems\//)
  return fields
}

describe('an estimate over HTTP', () => {
  it('is the answer of the simulation, and keeps the contract', async () => {
    const response = await post(estimateAt(), JSON.stringify(apertus))
    expect(response.status).toBe(200)
    const body: unknown = await response.json()
    const answered = answerEstimate(apertus)
    expect(body).toEqual(answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null)
  })

  it.each(presets.map((preset) => [preset.id, preset] as const))('%s keeps the contract', (_, { input }) => {
    const answered = answerEstimate(input)
    expect(
      answered.status === 'answer' && questions.estimateAnswer.safeParse(answered.value).error,
    ).toBeUndefined()
  })
})

function cpuOf<T>(answer: () => T): { readonly value: T; readonly cpuS: number } {
  const before = process.cpuUsage()
  const value = answer()
  const { user, system } = process.cpuUsage(before)
  return { value, cpuS: (user + system) / 1e6 }
}

describe('a question without fields', () => {
  it('is answered by a thread that has answered nothing before, however much that takes', async () => {
    const fresh = await runServer({ ANSWER_WORK_MS: '100' })
    const response = await fetch(`${fresh.url}/api/v1/evidence`)
    expect(response.status).toBe(200)
    expect(questions.evidenceAnswer.safeParse(await response.json()).error).toBeUndefined()
    await fresh.stop()
  })

  it('is kept by the build as the simulation reckons it, and read for far less', () => {
    const operation = operations.find(({ name }) => name === 'evidence')
    const costly = cpuOf(evidence.answerEvidence)
    const kept = cpuOf(() => operation?.answer({}, () => undefined))
    expect(kept.value).toEqual(JSON.parse(JSON.stringify(costly.value)))
    expect(kept.cpuS).toBeLessThan(costly.cpuS / 4)
  })
})

describe('bad requests', () => {
  it('are told with every problem at once, each with its pointer', async () => {
    const response = await post(
      estimateAt(),
      JSON.stringify({ ...apertus, tokens: '15X', gpus: 0, colour: 'red' }),
    )
    expect(response.status).toBe(400)
    const { errors } = await problem(response)
    expect(JSON.stringify(errors)).toContain('"#/tokens"')
    expect(JSON.stringify(errors)).toContain('"#/gpus"')
    expect(JSON.stringify(errors)).toContain('"#/colour"')
  })

  it.each([
    ['a body that is not JSON', '{', 'application/json', 400],
    ['a body that is not an object', '[]', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['another media type', 'model=x', 'text/plain', 415],
    ['a body of 10 MB', JSON.stringify({ model: 'x'.repeat(10_000_000) }), 'application/json', 413],
    ['what cannot be', JSON.stringify({ ...apertus, gpus: 4 }), 'application/json', 422],
  ])('%s', async (_, body, type, status) => {
    const response = await post(estimateAt(), body, type)
    expect(response.status).toBe(status)
    await problem(response)
  })

  it.each(['null', '1', '"x"', '[]'])('%s is told to be no object', async (body) => {
    for (const at of [estimateAt(), `${server.url}/api/v1/schedule`]) {
      const { errors } = await problem(await post(at, body))
      const detail = 'has to be an object with the fields of the question'
      expect(errors).toEqual([{ pointer: '#/input', field: 'input', detail }])
    }
  })

  it('infeasible says the nearest feasible change', async () => {
    const response = await post(estimateAt(), JSON.stringify({ ...apertus, gpus: 20000 }))
    expect(JSON.stringify(await problem(response))).toContain('Use 10,752 accelerators')
  })

  it.each([
    ['/nothing', 'GET', 404],
    ['/api/v1/nothing', 'GET', 404],
    ['/api/v1/catalogue/systems/alp', 'GET', 404],
    ['/api/v1/catalogue/birds', 'GET', 404],
    ['/api/v1/estimate', 'GET', 405],
    ['/api/v1/catalogue', 'DELETE', 405],
    ['/%E0%A4%A', 'GET', 404],
  ])('%s by %s is %i', async (path, method, status) => {
    const response = await fetch(server.url + path, { method })
    expect(response.status).toBe(status)
    await problem(response)
    if (status === 405) expect(response.headers.get('Allow')).not.toBeNull()
  })

  it('too many are slowed down', async () => {
    const limited = await runServer({ RATE_LIMIT_PER_MINUTE: '2' })
    const statuses = []
    for (let index = 0; index < 3; index += 1)
      statuses.push((await fetch(`${limited.url}/api/v1/catalogue/grids/CH`)).status)
    await limited.stop()
    expect(statuses).toEqual([200, 200, 429])
  })
})

describe('an answer by an address with an ending', () => {
  const query = new URLSearchParams(Object.entries(apertus).map(([name, value]) => [name, String(value)]))
  const fetched = (path: string) => fetch(`${server.url}/api/v1/${path}`)
  const answered = answerEstimate(apertus)
  const totals = answered.status === 'answer' ? answered.value.totals : null

  it('is the same as JSON, every value of it as CSV with what made it, and drawn as SVG', async () => {
    const json = await fetched(`estimate.json?${query.toString()}`)
    expect(json.headers.get('Content-Type')).toContain('application/json')
    expect(Object(await json.json()).totals).toEqual(totals)
    const csv = await fetched(
      `estimate.csv?${query.toString()}&ranges=${encodeURIComponent('{"pueRatio":"1.1"}')}`,
    )
    expect(csv.headers.get('Content-Type')).toContain('text/csv')
    const lines = (await csv.text()).split('\n')
    expect(lines[0]).toMatch(/^# Petaplan \d.*estimate/)
    expect(JSON.parse(lines[1]?.slice(2) ?? '')).toMatchObject({ gpus: '4096', ranges: { pueRatio: '1.1' } })
    expect(lines).toContain(`totals.gpuHours.p50,${String(totals?.gpuHours.p50)}`)
    const svg = await fetched(`estimate.svg?${query.toString()}`)
    expect(svg.headers.get('Content-Type')).toContain('image/svg+xml')
    const drawn = await svg.text()
    expect(drawn).toContain(
      '<title>Apertus 70B on 15T tokens, 4,096 accelerators of Alps (GH200 partition)</title>',
    )
    const p90 = totals?.wallClockDays.p90 ?? 0
    const [, x = '', width = ''] = /<rect x="([\d.]+)" y="\d+" width="([\d.]+)" height="9"/.exec(drawn) ?? []
    // The scale is from zero to a tenth above p90.
    expect((Number(x) + Number(width) - 150) / 290).toBeCloseTo(1 / 1.1, 2)
    expect(drawn).toContain(`to ${p90.toLocaleString('en', { maximumSignificantDigits: 3 })})`)
  })

  it('has numbers and yes or no where a field takes no text, and what the path says whatever the query does', async () => {
    const years = await fetched('invest.json?case=alps&samples=200&horizonY=3')
    expect(Object(await years.json()).horizonY).toBe(3)
    const jobs = JSON.stringify([{ id: 1, submit: 0, nodes: 1, requested_s: 60, actual_s: 60 }])
    const replay = await fetched(`schedule.json?nodes=1&withJobs=true&jobs=${encodeURIComponent(jobs)}`)
    expect(Object(await replay.json()).jobs).toHaveLength(1)
    const systems = await fetched('catalogue/systems.json?kind=models')
    expect(Object(await systems.json())[0].kind).toBe('systems')
  })

  it('is a table where the answer is a list, and lists of values are axes', async () => {
    const rows = (
      await (
        await fetched('tradeoffs.csv?model=llama-3-8b&tokens=1T&system=alps&gpus=64&gpus=128&mfu=0.4')
      ).text()
    )
      .trim()
      .split('\n')
    const gpusAt = rows[2]?.split(',').indexOf('gpus') ?? -1
    expect(rows.slice(3).map((row) => row.split(',')[gpusAt])).toEqual(['64', '128'])
    expect(await (await fetched('catalogue/systems/alps.csv')).text()).toContain('0.records.0.id,alps')
  })

  it.each([
    [`estimate.csv?${query.toString()}&colour=red`, 400],
    [`estimate.json?${query.toString()}&gpus=64`, 400],
    [`estimate.json?${query.toString()}&ranges={"mfu":"0.1 to 0.2","mfu":"0.3 to 0.4"}`, 400],
    [`estimate.json?${query.toString()}&ranges={"__proto__":"1 to 2"}`, 400],
    [`estimate.json?${query.toString()}&ranges=${'['.repeat(3000)}`, 400],
    [`estimate.json?${query.toString()}&__proto__=1`, 400],
    ['invest.json?case=alps&samples=many', 400],
    ['estimate.csv?model=apertus-70b&tokens=15T&system=alps&gpus=4&mfu=0.3', 422],
    ['sbatch.svg', 404],
    ['catalogue/birds.csv', 404],
    ['nothing.csv', 404],
  ])('%s is %i, told as a problem', async (path, status) => {
    const response = await fetched(path)
    expect(response.status).toBe(status)
    await problem(response)
  })
})

describe('around the API', () => {
  it('the catalogue answers with sources, and is not sent again unchanged', async () => {
    const path = `${server.url}/api/v1/catalogue/systems/alps`
    const first = await fetch(path)
    expect(await first.text()).toContain('CSCS documentation')
    const etag = first.headers.get('ETag') ?? ''
    expect(etag).not.toMatch(/^W\//)
    const status = await new Promise((resolve) => {
      // As it was asked first: packed and not, it has two tags.
      const headers = { 'If-None-Match': etag, 'Accept-Encoding': 'gzip, deflate' }
      request(path, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(status).toBe(304)
  })

  it('health, readiness and metrics answer', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('petaplan_requests_total{method="POST",route="/api/v1/estimate",status="200"}')
  })

  it('headers are strict', async () => {
    const { headers } = await fetch(`${server.url}/docs`)
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('X-Powered-By')).toBeNull()
    expect(headers.get('X-Request-Id')).not.toBeNull()
  })

  it('the documentation lists every route with an example', async () => {
    const page = await (await fetch(`${server.url}/docs`)).text()
    for (const path of Object.keys(Object(openApiDocument()['paths']))) expect(page).toContain(path)
    const references = [...page.matchAll(/href="(docs\/[a-z-]+)"/g)].map((match) => match[1] ?? '')
    expect(references.length).toBeGreaterThan(5)
    for (const reference of references)
      expect(await (await fetch(`${server.url}/${reference}`)).text()).toMatch(/^# /m)
    expect((await fetch(`${server.url}/docs/constructor`)).status).toBe(404)
    expect((await fetch(`${server.url}/problems/infeasible`)).status).toBe(200)
  })

  it('the contract is OpenAPI 3.1, and all its references resolve', async () => {
    const document: unknown = await (await fetch(`${server.url}/api/v1/openapi.json`)).json()
    const text = JSON.stringify(document)
    expect(text).toContain('"openapi":"3.1.0"')
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1])
    expect(references.length).toBeGreaterThan(5)
    for (const name of references) expect(text).toContain(`"${String(name)}":{`)
  })
})

describe('the environment', () => {
  it('is refused with every problem at once', () => {
    const read = readEnvironment({ PORT: 'many', LOG_LEVEL: 'loud' })
    expect(read.ok ? [] : read.problems.map((line) => line.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL'])
  })
})
