import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../server/main.ts'
import { post, runServer } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer({ ANSWER_LIMIT_S: '4', IDLE_LIMIT_S: '1', BASE_PATH: '/petaplan' })
})
afterAll(async () => {
  await server.stop()
})

const at = (route: string) => `${server.url}/api/v1/${route}`
const apertus = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }

describe('a server among strangers', () => {
  it('gives no answer longer than its limit, and says what would do', async () => {
    const long = { synthetic: { kind: 'both', jobs: 200_000, load: 10 }, nodes: 1000, policy: 'easy' }
    const response = await post(at('schedule'), JSON.stringify(long))
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('too-long')
    expect((await post(at('estimate'), JSON.stringify(apertus))).status).toBe(200)
  })

  it('unpacks no further than a body may be', async () => {
    const body = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '))
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    const response = await fetch(at('estimate'), { method: 'POST', headers, body })
    expect(response.status).toBe(413)
  })

  it.each(['gzip', 'deflate', 'br'])('refuses a body that is no %s', async (encoding) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding }
    const response = await fetch(at('estimate'), { method: 'POST', headers, body: '{"model":1}' })
    expect(response.status).toBe(400)
  })

  it('ends a sender who falls silent', async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': '1000' }
      const sending = request(at('estimate'), { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sending.on('error', () => {
        resolve(undefined)
      })
      sending.write('{"model":')
    })
    expect(status).toBe(408)
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
