import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questions } from '../../sim/index.ts'
import type { Running } from '../../server/main.ts'
import { answerSweep } from '../sim/questions/sweep/asked.ts'
import { leaveEarly, patience, post, runServer, stream } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

const url = () => `${server.url}/api/v1/sweep`
const base = { model: 'apertus-8b', system: 'alps', tokens: '1T', mfu: 0.3, samples: 200 }
const small = { base, axes: { gpus: [64, 0, 128, 20_000], grid: ['CH', 'DE'] } }

/** Minutes of work. */
const slow = {
  base: { ...base, samples: 100_000 },
  axes: { gpus: [64, 128, 256, 512], seed: { from: 1, to: 400, steps: 400 } },
}

describe('a sweep over HTTP', () => {
  it('is the answer of the simulation, and keeps the contract', async () => {
    const response = await post(url(), JSON.stringify(small))
    expect(response.status).toBe(200)
    const body: unknown = await response.json()
    const answered = answerSweep(small, 100)
    expect(body).toEqual(answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : answered)
    const { sweep, points } = questions.sweepAnswer.parse(body)
    expect(sweep).toMatchObject({ count: 8, ok: 4, infeasible: 2, refused: 2 })
    expect(points.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('takes a bare list of estimates', async () => {
    const response = await post(url(), JSON.stringify([{ ...base, gpus: 64 }, 7]))
    const { sweep } = questions.sweepAnswer.parse(await response.json())
    expect(sweep).toMatchObject({ count: 2, ok: 1, refused: 1 })
  })

  it.each([
    ['no JSON', '{', 400, 'not-json'],
    [
      'a wrong base',
      JSON.stringify({ base: { ...base, tokens: '1X' }, axes: { gpus: [64] } }),
      400,
      '"#/base/tokens"',
    ],
    [
      'more points than it takes',
      JSON.stringify({ base, axes: { gpus: { from: 1, to: 2001, steps: 2001, scale: 'linear' } } }),
      400,
      '"#/axes"',
    ],
    [
      'more samples than it takes',
      JSON.stringify({ base, axes: { gpus: [64], samples: [200, 1_000_001] } }),
      400,
      'counted work',
    ],
    ['a body that is too large', JSON.stringify([{ ...base, model: 'x'.repeat(300_000) }]), 413, 'too-large'],
  ])('refuses %s', async (_, body, status, words) => {
    const response = await post(url(), body)
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toContain('application/problem+json')
    expect(await response.text()).toContain(words)
  })

  it('tells its progress when asked for events', async () => {
    const text = await (await stream(url(), { ...small, base: { ...base, seed: 7 } })).text()
    const events = text.split('\n\n').map((event) => event.split('\n')[0])
    expect(events.filter((event) => event === 'event: progress').length).toBeGreaterThan(0)
    expect(events.at(-2)).toBe('event: answer')
  })

  it('stops when nobody listens any more, and leaves the server responsive', async () => {
    const patient = await runServer(patience)
    const at = `${patient.url}/api/v1/sweep`
    await leaveEarly(at, slow)
    expect((await fetch(`${patient.url}/healthz`)).status).toBe(200)
    expect((await post(at, JSON.stringify(small))).status).toBe(200)
    await patient.stop()
  })
})
