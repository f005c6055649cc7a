import { describe, expect, it } from 'vitest'
import { answerSchedule } from '../../../../sim/questions/queue/work.ts'

const cluster = { nodes: 200 }
const job = (nodes: number) => ({ id: 'a', submit: 0, nodes, requested_s: 3600, actual_s: 3600 })
/** 200 nodes, each down one day in five on average for two hours at a time: some 3.3 are away. */
const failures = { per1000NodeDays: 200, repair: '2h', checkpoint: '10min', restart: '1min' }
const answer = (nodes: number, more: object) =>
  answerSchedule({ cluster, jobs: [job(nodes)], failures: { ...failures, ...more } }, null)

describe('failures that keep too many nodes away', () => {
  it('are an obstacle, with the repair that would be short enough, and that is enough', () => {
    const answered = answer(200, { repair: '8h' })
    if (answered.status !== 'infeasible') throw new Error(JSON.stringify(answered))
    const [obstacle] = answered.obstacles
    expect(obstacle?.reason).toBe(
      'a job asks for 200 of 200 nodes, of which failures keep 13.3 away on average: so many are up at less than one instant in 10,000',
    )
    // e^-x = 1/10,000 at x = 9.21 nodes, each away 200/1000 days a day.
    const repairS = (Math.log(10_000) / 200) * 5 * 86_400
    expect(obstacle?.nearest).toMatchObject({ field: 'failures.repair', value: Math.floor(repairS) })
    expect(answer(200, { repair: Math.floor(repairS) }).status).toBe('answer')
    expect(answer(200, { repair: Math.ceil(repairS) }).status).toBe('infeasible')
  })

  it('are one in the other scenario of a comparison, too', () => {
    const against = { failures: { ...failures, repair: '8h' }, seeds: 2 }
    const body = { cluster, jobs: [job(200)], against }
    expect(answerSchedule(body, null)).toMatchObject({
      status: 'infeasible',
      obstacles: [{ nearest: { field: 'against.failures.repair' } }],
    })
  })

  it.each([
    [200, {}],
    [190, { repair: '8h' }],
    [200, { repair: 0, per1000NodeDays: 1000 }],
  ])('are none for %d nodes with %j', (nodes, more) => {
    expect(answer(nodes, more).status).toBe('answer')
  })
})
