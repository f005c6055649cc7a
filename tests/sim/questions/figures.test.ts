import { describe, expect, it } from 'vitest'
import { answerEstimate, answerFigures, presets, type EstimateInput } from '../../../sim/index.ts'

/** A preset as the page holds it: every field a word. */
function fieldsOf(input: object): EstimateInput {
  const words = Object.entries(input).map(([name, value]) => [name, String(value)])
  return { model: '', tokens: '', system: '', gpus: '', ...Object.fromEntries(words) }
}

describe('the figures that a slider moves', () => {
  it.each(presets.map(({ id, input }) => [id, input] as const))(
    'of %s are those of the whole answer, and so is what is asked in words, as the page does',
    (_, input) => {
      const whole = answerEstimate(input)
      const figures = answerFigures(fieldsOf(input))
      if (whole.status !== 'answer' || figures.status !== 'answer') throw new Error('no answer')
      const { outcomes, notIncluded, ...rest } = figures.value
      expect(whole.value).toMatchObject(rest)
      // What no open table tells of carbon is said with the whole answer, which brings its tables.
      expect(whole.value.notIncluded).toEqual(expect.arrayContaining([...notIncluded]))
      expect(outcomes).toEqual([...outcomes].sort((a, b) => a - b))
      const { p10, p90 } = whole.value.totals.calendarDays
      // Fifty outcomes, each worth 2 %: a tenth lies below p10 and a tenth above p90.
      expect(outcomes.filter((days) => days < p10)).toHaveLength(5)
      expect(outcomes.filter((days) => days > p90)).toHaveLength(5)
      expect(answerEstimate(fieldsOf(input))).toEqual(whole)
    },
  )

  it('carry the range of the utilisation that the assumption states, and none where it is given', () => {
    const whole = answerEstimate({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 })
    if (whole.status !== 'answer') throw new Error(whole.status)
    const { step, assumptions } = whole.value
    const stated = assumptions.find(({ id }) => id === 'mfu')
    expect(step.mfuRange).toEqual({ p10: stated?.low, p50: step.mfu, p90: stated?.high })
    const given = answerFigures(
      fieldsOf({ model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }),
    )
    if (given.status !== 'answer') throw new Error(given.status)
    expect(given.value.step.mfuRange).toBeNull()
  })

  it.each([
    { model: 'apertus-7b', tokens: '15T', system: 'alps', gpus: '4096' },
    { model: 'apertus-70b', tokens: '15X', system: 'alp', gpus: '-3' },
    { model: '', tokens: '', system: '', gpus: '' },
    { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: '4', layout: 'tp=x', mfu: '2', grid: 'XX' },
  ])('are refused with the same words as the whole answer: %j', (input) => {
    expect(answerFigures(input)).toEqual(answerEstimate(input))
  })
})
