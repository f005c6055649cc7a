import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../server/main.ts'
import { killed } from '../fuzz/killed.ts'
import { post, runServer } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'petaplan-store-'))
let server: Running
beforeAll(async () => {
  server = await runServer({ PETAPLAN_DATA: folder })
})
afterAll(async () => {
  await server.stop()
})

const at = (path: string) => `${server.url}/api/v1${path}`
const study = { title: 'One', question: 'estimate', input: { model: 'apertus-70b' }, address: '#m=1' }

const job = { nodes: 1, requested_s: 60, actual_s: 60 }

type Made = { readonly id: string; readonly token: string; readonly link: string }

async function made(path: string, body: unknown): Promise<Made> {
  const found: Partial<Made> = Object(await (await post(at(path), JSON.stringify(body))).json())
  const { id = '', token = '', link = '' } = found
  return { id, token, link }
}

function withToken(method: string, path: string, token: string, body?: unknown): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }
  return fetch(at(path), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
}

describe('what a team saves', () => {
  it('is read by its link, and an earlier version stays as it was', async () => {
    const { id, token, link } = await made('/studies', study)
    expect((await withToken('PUT', `/studies/${id}`, token, { ...study, title: 'Two' })).status).toBe(201)
    const newest = await (await fetch(at(`/studies/${id}`))).json()
    expect(newest).toMatchObject({ version: 2, study: { title: 'Two' } })
    const first = await fetch(at(`/studies/${id}/versions/1`))
    expect(first.headers.get('Cache-Control')).toContain('immutable')
    expect(await first.json()).toMatchObject({ version: 1, study })
    const short = await fetch(server.url + link, { redirect: 'manual' })
    expect([short.status, short.headers.get('Location')]).toEqual([302, '/#m=1'])
    const all = await (await fetch(at(`/studies/${id}/export`))).json()
    expect(Object(all).versions).toHaveLength(2)
  })

  it('is a file by its link, however much it holds, and however it was said', async () => {
    const run = {
      model: 'apertus-70b',
      tokens: '15T',
      system: 'alps',
      gpus: 4096,
      mfu: 0.31,
      ranges: { pueRatio: '1.1' },
    }
    const one = await made('/studies', { ...study, input: run })
    const csv = await fetch(`${server.url}${one.link}.csv`)
    expect([csv.status, csv.headers.get('Content-Type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(await csv.text()).toContain(`\n# ${JSON.stringify(run)}\n`)
    expect(await (await fetch(`${server.url}${one.link}.svg`)).text()).toMatch(/^<svg /)
    // As an address this would be longer than any client takes.
    const jobs = Array.from({ length: 2000 }, (_, id) => ({ ...job, id, submit: id }))
    const many = await made('/studies', {
      ...study,
      question: 'schedule',
      input: { policy: 'fcfs', nodes: 1, jobs },
    })
    const replay = await fetch(`${server.url}${many.link}.json`)
    expect(Object(await replay.json()).metrics.jobs).toBe(2000)
    for (const ending of ['svg', 'exe', 'constructor', 'csv%3Fx', ''])
      expect((await fetch(`${server.url}${many.link}.${ending}`)).status).toBe(404)
  })

  it.each([null, 5, 'x', [1], { colour: 'red' }])(
    'is a problem as a file where it asks %j',
    async (input) => {
      const { link } = await made('/studies', { ...study, input })
      const response = await fetch(`${server.url}${link}.csv`)
      expect(response.status).toBe(400)
      expect(response.headers.get('Content-Type')).toContain('application/problem+json')
    },
  )

  it('is asked for by its link no more often than by the API', async () => {
    const strict = await runServer({ RATE_LIMIT_PER_MINUTE: '2', PETAPLAN_DATA: folder })
    const statuses = [1, 2, 3].map(async () => (await fetch(`${strict.url}/s/none.csv`)).status)
    expect((await Promise.all(statuses)).sort()).toEqual([404, 404, 429])
    await strict.stop()
  })

  it('is changed and deleted by its own token alone', async () => {
    const { id, token } = await made('/studies', study)
    const other = await made('/studies', study)
    expect((await fetch(at(`/studies/${id}`), { method: 'DELETE' })).status).toBe(401)
    expect((await withToken('DELETE', `/studies/${id}`, other.token)).status).toBe(403)
    expect((await withToken('DELETE', `/studies/${id}`, token)).status).toBe(204)
    expect((await fetch(at(`/studies/${id}`))).status).toBe(404)
  })

  it.each([
    ['a title with a line end', { ...study, title: 'a\nb' }, 'title'],
    ['a title that turns round', { ...study, title: 'a\u202eb' }, 'title'],
    ['an address that is none of the page', { ...study, address: '//elsewhere' }, 'address'],
    ['a question that there is not', { ...study, question: 'constructor' }, 'question'],
  ])('is refused with %s', async (_, body, field) => {
    const response = await post(at('/studies'), JSON.stringify(body))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(`"field":"${field}"`)
  })

  it.each(['/studies', '/jobs'])('is refused where it nests without end, to %s', async (path) => {
    const input = `${'['.repeat(60_000)}${']'.repeat(60_000)}`
    const response = await post(at(path), `{"title":"x","question":"estimate","input":${input}}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('64 levels')
  })

  it('is all there in a copy of the folder', async () => {
    const { link } = await made('/studies', study)
    await server.stop()
    const copy = mkdtempSync(join(tmpdir(), 'petaplan-copy-'))
    cpSync(folder, copy, { recursive: true })
    server = await runServer({ PETAPLAN_DATA: folder })
    const restored = await runServer({ PETAPLAN_DATA: copy })
    const found = await fetch(restored.url + link, { redirect: 'manual' })
    expect(found.headers.get('Location')).toBe('/#m=1')
    await restored.stop()
  })

  it('is not begun over a file that is no database', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'petaplan-broken-'))
    writeFileSync(join(broken, 'petaplan.db'), 'x'.repeat(8192))
    await expect(runServer({ PETAPLAN_DATA: broken })).rejects.toThrow('no database')
  })

  it('is not there unless a folder is named', async () => {
    const closed = await runServer()
    expect((await post(`${closed.url}/api/v1/studies`, JSON.stringify(study))).status).toBe(404)
    await closed.stop()
  })

  it('is all there after a kill at any moment', async () => {
    const { acknowledged, lost, whole } = await killed(6, (kill) => (kill * 7) % 23)
    expect(acknowledged).toBeGreaterThanOrEqual(6)
    expect({ lost, whole }).toEqual({ lost: 0, whole: true })
  })
})

describe('a job', () => {
  const base = { model: 'apertus-8b', system: 'alps', tokens: '1T', mfu: 0.3, samples: 200 }
  const sweep = { base, axes: { gpus: [64, 128, 256, 512], seed: { from: 1, to: 8, steps: 8 } } }

  async function settled(id: string): Promise<unknown> {
    for (;;) {
      const job: unknown = await (await fetch(at(`/jobs/${id}`))).json()
      if (!['waiting', 'running'].includes(String(Object(job).state))) return job
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  it('is computed while nobody waits, also when the server ends on the way', async () => {
    const { id } = await made('/jobs', sweep)
    await server.stop()
    server = await runServer({ PETAPLAN_DATA: folder })
    expect(await settled(id)).toMatchObject({ state: 'done', done: 32, of: 32 })
    const lines = (await (await fetch(at(`/jobs/${id}/rows`))).text()).trimEnd().split('\n')
    expect(lines.map((line) => Object(JSON.parse(line)).index)).toEqual(
      Array.from(lines, (_, index) => index),
    )
    expect(lines).toHaveLength(32)
    await server.stop()
    server = await runServer({ PETAPLAN_DATA: folder })
    expect(await settled(id)).toMatchObject({ state: 'done', done: 32, of: 32 })
  })

  it('that is no sweep says what is wrong with it', async () => {
    const { id, token } = await made('/jobs', { base: { ...base, tokens: '1X' }, axes: { gpus: [64] } })
    const job = await settled(id)
    expect(job).toMatchObject({ state: 'refused' })
    expect(JSON.stringify(job)).toContain('base.tokens')
    await server.stop()
    server = await runServer({ PETAPLAN_DATA: folder })
    expect(await settled(id)).toEqual(job)
    expect((await withToken('DELETE', `/jobs/${id}`, 'x')).status).toBe(403)
    expect((await withToken('DELETE', `/jobs/${id}`, token)).status).toBe(204)
    expect((await fetch(at(`/jobs/${id}`))).status).toBe(404)
  })

  it('whose thread dies before it has a job leaves the server alive', async () => {
    // As where the build is replaced beneath a server that runs: the thread's file is not there.
    const hook = join(folder, 'no-jobs.cjs')
    const gone = `if (name.endsWith('server/jobs/worker.js')) throw new Error('the thread is gone')`
    const imports = `export function resolve(name, context, next) { ${gone}; return next(name, context) }`
    writeFileSync(
      hook,
      `const module_ = require('node:module')
      module_.register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(imports)}`)})
      const load = module_._load
      module_._load = (name, ...rest) => { ${gone}; return load(name, ...rest) }`,
    )
    const child = spawn(process.execPath, ['dist/server/cli/main.js', 'serve'], {
      env: {
        ...process.env,
        ...{
          NODE_OPTIONS: `--require ${hook}`,
          PETAPLAN_DATA: mkdtempSync(join(tmpdir(), 'petaplan-jobs-')),
        },
        ...{ PORT: '0', LOG_LEVEL: 'error' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const log: string[] = []
    child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()))
    try {
      const [line]: unknown[] = await once(child.stdout, 'data')
      const url = /http:\S+/.exec(String(line))?.[0] ?? ''
      expect((await post(`${url}/api/v1/jobs`, JSON.stringify(sweep))).status).toBe(202)
      await expect.poll(() => log.join(''), { timeout: 60_000 }).toContain('the thread is gone')
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      expect(child.exitCode).toBeNull()
    } finally {
      child.kill()
    }
  })
})
