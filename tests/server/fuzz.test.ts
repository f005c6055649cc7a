import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../server/main.ts'
import { fuzz } from '../fuzz/run.ts'
import { runServer } from './running.ts'
import { farBelowLimits } from '../fuzz/limits.ts'
import { operations } from '../../server/operations.ts'

let server: Running
beforeAll(async () => {
  server = await runServer({ RATE_LIMIT_PER_MINUTE: '1000000' })
})
afterAll(async () => {
  await server.stop()
})

describe('hostile bodies made from the contract', () => {
  it('get an answer of its schema or a problem, and never a bug', async () => {
    const report = await fuzz({
      url: server.url,
      seed: 20261128,
      bodies: 250,
      limitsShare: 0,
      cpuS: () => null,
    })
    expect(report.faults).toEqual([])
    expect(report.files).toBeGreaterThan(5)
    expect(report.statuses['200'] ?? 0).toBeGreaterThan(5)
    expect(report.statuses['400'] ?? 0).toBeGreaterThan(50)
  })
})

describe('questions at the limits, asked small', () => {
  it('are all taken, so that what is refused when they are large is refused for its size', () => {
    const refused = farBelowLimits(12).flatMap(({ route, body }) => {
      const operation = operations.find(({ path }) => route === `/api/v1${path}`)
      const answer = operation?.answer(JSON.parse(body), () => undefined)
      return answer?.status === 'refused' ? [{ body, problems: answer.problems }] : []
    })
    expect(refused).toEqual([])
  })
})
