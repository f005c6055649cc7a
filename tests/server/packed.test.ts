import { request, type IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../server/main.ts'
import { runServer } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

type Raw = {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly bytes: Buffer
}

const body = JSON.stringify({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 })

/** As it stands on the wire: fetch unpacks what it gets. */
function raw(path: string, headers: Readonly<Record<string, string>>): Promise<Raw> {
  const method = path.includes('.') ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    const json = { 'Content-Type': 'application/json', ...headers }
    const asking = request(`${server.url}/api/v1/${path}`, { method, headers: json }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(pieces) })
      })
    })
    asking.on('error', reject)
    asking.end(method === 'POST' ? body : undefined)
  })
}

const query = 'model=apertus-70b&tokens=15T&system=alps&gpus=4096&mfu=0.31'
const unpacking = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync } as const

describe.each(['estimate', `estimate.csv?${query}`])('an answer to %s', (path) => {
  it.each([
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'gzip'],
    ['br', 'br'],
    ['deflate', 'deflate'],
  ] as const)('is packed for who takes %s, twice the same, as %s', async (accepted, encoding) => {
    const plain = await raw(path, {})
    expect(plain.headers['content-encoding']).toBeUndefined()
    // Once computed, once kept.
    for (let times = 0; times < 2; times += 1) {
      const packed = await raw(path, { 'Accept-Encoding': accepted })
      expect(packed.headers['content-encoding']).toBe(encoding)
      expect(packed.headers.vary).toContain('Accept-Encoding')
      expect(packed.headers['content-type']).toBe(plain.headers['content-type'])
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2)
      expect(unpacking[encoding](packed.bytes).equals(plain.bytes)).toBe(true)
    }
  })

  it.each(['identity', 'gzip;q=0', 'x-other'])(
    'comes as it is for who takes %s, though it is kept packed',
    async (accepted) => {
      await raw(path, { 'Accept-Encoding': 'gzip' })
      const { status, headers, bytes } = await raw(path, { 'Accept-Encoding': accepted })
      expect([status, headers['content-encoding']]).toEqual([200, undefined])
      expect(bytes.toString()).toMatch(/^(?:\{"|# Petaplan )/)
    },
  )
})

describe('what is no answer', () => {
  it('is told what packings of a question are read', async () => {
    const { status, headers, bytes } = await raw('estimate', { 'Content-Encoding': 'zstd' })
    expect([status, headers['accept-encoding']]).toEqual([415, 'gzip, deflate, br'])
    expect(bytes.toString()).toContain('Content-Encoding')
  })

  it('is a problem in plain text for who takes packed answers', async () => {
    const { status, bytes } = await raw('estimate.csv?model=none', { 'Accept-Encoding': 'gzip' })
    expect(status).toBe(400)
    expect(bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString()).toContain('bad-input')
  })

  it('is a stream of events that nothing packs', async () => {
    const { headers, bytes } = await raw('estimate', {
      'Accept-Encoding': 'gzip',
      Accept: 'text/event-stream',
    })
    expect(headers['content-encoding']).toBeUndefined()
    expect(bytes.toString()).toContain('event: answer\ndata: {"')
  })
})
