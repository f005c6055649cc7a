import { describe, expect, it } from 'vitest'
import { answerInvest, investCases } from '../../sim/index.ts'
import { questionsOf, reportOf } from './questions.ts'

describe('thirteen questions that a ministry asks have a command that answers them with a figure', () => {
  it.each(investCases.map((ready) => [ready.id, ready] as const))('of %s', (_, ready) => {
    const questions = questionsOf(ready)
    expect(questions).toHaveLength(13)
    const plain = new Map<string, string>()
    for (const asked of questions) {
      const key = JSON.stringify(asked.input)
      const report = plain.get(key) ?? reportOf(asked, 200)
      plain.set(key, report)
      expect(report, `${asked.question}\n${asked.command}`).toMatch(asked.figure)
    }
  })
})

describe('who pays', () => {
  const input = { case: 'jupiter', samples: 100 }
  const answerOf = (change: object) => {
    const answered = answerInvest({ ...input, ...change })
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    return answered.value
  }

  it('adds up to the cash flow, year by year, with what taking down costs at the end', () => {
    const payers = [
      { name: 'Union', capitalFraction: 0.5 },
      { name: 'Host', capitalFraction: 0.2, operationFraction: 1 },
    ]
    const answer = answerOf({ payers, decommissioning: '10M' })
    expect(answer.payers.map(({ name }) => name)).toEqual(['Union', 'Host', 'The owner'])
    for (const [year, { total }] of answer.cashFlow.entries())
      expect(answer.payers.reduce((all, { byYear }) => all + (byYear[year] ?? 0), 0)).toBeCloseTo(total, 3)
    expect(answer.payers[0]?.byYear[0]).toBeCloseTo(250e6, 3)
    expect(answer.cashFlow.at(-1)?.total).toBeCloseTo(10e6, 3)
    expect(answer.planPresentCost).toBeCloseTo(510e6, 3)
  })

  it('is refused where shares are more than the whole', () => {
    const answered = answerInvest({
      ...input,
      payers: [
        { name: 'Union', capitalFraction: 0.7 },
        { name: 'Host', capitalFraction: 0.6 },
      ],
    })
    expect(answered.status === 'refused' ? answered.problems[0]?.field : '').toBe('payers')
  })
})
