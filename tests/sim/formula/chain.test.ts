import { describe, expect, it } from 'vitest'
import { chain } from '../../../sim/formula/chain.ts'
import { evaluateFormula } from '../../../sim/formula/evaluate.ts'
import { answerEstimate, reasons } from '../../../sim/index.ts'

const answered = answerEstimate({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 })
if (answered.status !== 'answer') throw new Error('the run has no answer')
const answer = answered.value

describe('the headline chain, evaluated with units', () => {
  it.each(chain.map(({ id }) => id))('%s agrees with the code', async (id) => {
    const explained = answer.formulas.find((formula) => formula.id === id)
    const { value, unit } = await reasons.recheckFormula(answer, id)
    expect(value / (explained?.result ?? 0)).toBeCloseTo(1, 9)
    expect(unit).toBe(explained?.unit)
  })

  it('refuses dimensions that do not fit', async () => {
    const formula = chain.find(({ id }) => id === 'wallClockDays')
    if (formula === undefined) throw new Error('no formula')
    const wrong = { ...formula, unit: 'kg' }
    await expect(evaluateFormula(wrong, { gpuHours: 1, gpus: 1 }, 'CHF')).rejects.toThrow()
  })

  it('shows every formula with its numbers put in', () => {
    for (const { substituted, expression } of answer.formulas) {
      expect(substituted).not.toBe(expression)
      expect(substituted).toMatch(/[0-9]/)
    }
  })
})
