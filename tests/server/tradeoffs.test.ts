import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Running } from '../../server/main.ts'
import { questions } from '../../sim/index.ts'
import { answerTradeoffs } from '../../sim/index.ts'
import { post, runServer } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

const ask = (input: unknown) => post(`${server.url}/api/v1/tradeoffs`, JSON.stringify(input))
const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: [2048, 4096] }
const everything = {
  ...run,
  powerCapW: [500, 600],
  limits: { time: '90d', cost: 'CHF 5M' },
  objectives: ['time', 'carbon * 100 + cost'],
  find: {
    smallestCluster: { time: '90d' },
    largestModel: { budget: 'CHF 5M' },
    cheapestSite: {},
    latestStart: { finish: '2027-06-30' },
  },
}

describe('a trade-off over HTTP', () => {
  it('is the answer of the simulation, and keeps the contract', async () => {
    const response = await ask(everything)
    expect(response.status).toBe(200)
    const body: unknown = await response.json()
    const answered = answerTradeoffs(everything)
    expect(body).toEqual(answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null)
    expect(questions.tradeoffsAnswer.safeParse(body).error).toBeUndefined()
  })

  it('points at the character of a formula that is none', async () => {
    const response = await ask({ ...run, objectives: ['range(0,1e8)'] })
    expect(response.status).toBe(400)
    const body = await response.text()
    expect(body).toContain('#/objectives/0')
    expect(body).toContain('at character 1')
  })

  it('what cannot run at all is 422', async () => {
    expect((await ask({ ...run, gpus: 4 })).status).toBe(422)
  })
})
