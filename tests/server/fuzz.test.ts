import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../server/main.ts'
import { fuzz } from '../fuzz/run.ts'
import { runServer } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer({ RATE_LIMIT_PER_MINUTE: '1000000' })
})
afterAll(async () => {
  await server.stop()
})

describe('hostile bodies made from the contract', () => {
  it('get an answer of its schema or a problem, and never a bug', async () => {
    const report = await fuzz({ url: server.url, seed: 20261128, bodies: 250, cpuS: () => null })
    expect(report.faults).toEqual([])
    expect(report.statuses['200'] ?? 0).toBeGreaterThan(5)
    expect(report.statuses['400'] ?? 0).toBeGreaterThan(50)
  })
})
