import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questions } from '../../sim/index.ts'
import type { Running } from '../../server/main.ts'
import { answerInvest, investCases } from '../../sim/index.ts'
import { post, runServer } from './running.ts'

let server: Running
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

const ask = (input: unknown) => post(`${server.url}/api/v1/invest`, JSON.stringify(input))

describe('a programme over HTTP', () => {
  it('is the answer of the simulation', async () => {
    const response = await ask({ case: 'alps', samples: 200 })
    expect(response.status).toBe(200)
    const answered = answerInvest({ case: 'alps', samples: 200 })
    const body: unknown = await response.json()
    expect(body).toEqual(answered.status === 'answer' ? JSON.parse(JSON.stringify(answered.value)) : null)
  })

  it.each(investCases.map(({ id }) => [id]))('%s keeps the contract', (id) => {
    const answered = answerInvest({ case: id, samples: 100 })
    expect(
      answered.status === 'answer' && questions.investAnswer.safeParse(answered.value).error,
    ).toBeUndefined()
  })

  it('is refused with every problem at once', async () => {
    const response = await ask({ case: 'alps', utilisation: 2, goodput: 0, seed: 0.5 })
    expect(response.status).toBe(400)
    const body = await response.text()
    for (const pointer of ['#/utilisation', '#/goodput', '#/seed']) expect(body).toContain(pointer)
  })
})
