import { describe, expect, it } from 'vitest'
import { answerInvest } from '../../../../sim/index.ts'
import siblings from './siblings.json' with { type: 'json' }

/**
 * Programmes with what a second reckoning, written from the definitions alone and kept out of the project, gives for them:
 * real and nominal rates, renewals of both kinds, second phases, what is left by the line and by the
 * market, payers, taxes, use by year, rent and reserve. Fourteen of eighty; all eighty agree to the cent.
 */
describe('programmes that were reckoned by a second hand', () => {
  it.each(siblings.map((one) => [one.asked.name, one] as const))('%s', (_, { asked, values }) => {
    const answered = answerInvest(asked)
    if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
    const { hourCost, planPresentCost, cashFlow, payers, taxes, options } = answered.value
    const plan = (id: string) => options.find((one) => one.id === id)?.plan
    const found: Readonly<Record<string, number | undefined>> = {
      perHour: hourCost.planPerAllocatedHour,
      levelisedPerHour: hourCost.levelisedPerAllocatedHour,
      presentCost: planPresentCost,
      lastYear: cashFlow.at(-1)?.total,
      owner: payers.find(({ name }) => name === 'The owner')?.total,
      taxes: taxes.reduce((all, { total }) => all + total, 0),
      rent: plan('rent'),
      reserve: plan('reserve'),
    }
    for (const [name, value] of Object.entries(values)) {
      const digits = name.endsWith('perHour') || name.endsWith('PerHour') ? 6 : 2
      const near = expect.closeTo(value, digits - 0.4)
      expect([name, found[name]]).toEqual([name, near])
    }
  })
})
