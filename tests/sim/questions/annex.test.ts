import { describe, expect, it } from 'vitest'
import { estimateFields } from '../../../sim/questions/estimate/input.ts'
import { answerAnnex } from '../../../sim/questions/annex/answer.ts'
import { annexMarkdown } from '../../../sim/questions/annex/markdown.ts'
import { answerFigures, questions, tellingsOf, type AnnexAnswer } from '../../../sim/index.ts'
import { callsFor } from '../../../sim/questions/annex/calls.ts'
import { laterDay, wholeShares } from '../../../sim/questions/annex/hours.ts'
import { findSystem } from '../../../sim/catalogue/find.ts'
import { dayWords, dayNumber } from '../../../sim/base/calendar.ts'

const small = { model: 'smollm3-3b', tokens: '11.2T', system: 'alps', gpus: 512 }
const forms = ['eurohpc-ai-factory', 'cscs', 'nairr', 'archer2', 'incite']

function annex(input: object): AnnexAnswer {
  const answered = answerAnnex(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

const hours = (rows: readonly { readonly nodeHours: number; readonly gpuHours: number }[]) => ({
  nodeHours: rows.reduce((sum, row) => sum + row.nodeHours, 0),
  gpuHours: rows.reduce((sum, row) => sum + row.gpuHours, 0),
})

const all = forms.map((form) => [form, annex({ ...small, form, start: '2027-01-31' })] as const)

describe('the annex of a proposal', () => {
  it.each(all)('%s: milestones, months and periods add up to the request', (_, { request, ...rest }) => {
    const asked = { nodeHours: request.nodeHours, gpuHours: request.gpuHours }
    for (const rows of [rest.milestones, rest.monthly, rest.periods]) expect(hours(rows)).toEqual(asked)
    expect(Number.isInteger(request.nodeHours)).toBe(true)
  })

  it.each(all)(
    '%s: a field that the plan fills has a value, one left to the person none',
    (_, { fields }) => {
      expect(fields.length).toBeGreaterThan(10)
      for (const { status, value } of fields) {
        expect(value === null).toBe(status === 'open')
        expect(value ?? '').not.toMatch(/NaN|undefined|Infinity/)
      }
    },
  )

  it('asks for what is enough in as many cases as were wanted, and for the pilot', () => {
    const figures = answerFigures(small)
    if (figures.status !== 'answer') throw new Error('no figures')
    const { p50, p90 } = figures.value.totals.gpuHours
    const at = (confidence: number) => {
      const { request, milestones } = annex({ ...small, form: 'cscs', confidence })
      return request.gpuHours - (milestones[0]?.gpuHours ?? 0)
    }
    expect(at(0.5) - p50).toBeLessThan(4)
    expect(at(0.5)).toBeGreaterThanOrEqual(p50)
    expect(at(0.9) - p90).toBeLessThan(4)
    expect(at(0.9)).toBeGreaterThanOrEqual(p90)
  })

  it('counts a checkpoint within a tenth of what BLOOM published, 2.3 TB for 176 B', () => {
    const bloom = { model: 'bloom-176b', tokens: '366B', system: 'alps', gpus: 384, form: 'nairr' }
    const { storage } = annex(bloom)
    expect(storage.checkpointTb / 2.3).toBeGreaterThan(0.95)
    expect(storage.checkpointTb / 2.3).toBeLessThan(1.1)
    expect(storage.scratchTb).toBeCloseTo(3 * storage.checkpointTb, 9)
  })

  it('allows the interval at which stall and lost work are twice the least', () => {
    const { fields } = annex({
      ...small,
      form: 'eurohpc-ai-factory',
      failureRate: 5,
      checkpointTime: '60s',
      queueLimit: 'none',
    })
    const h = (name: string) => fields.find(({ field }) => field.startsWith(name))?.figure ?? Number.NaN
    const [best, most] = [h('Desirable maximum'), h('Maximum time')]
    // 512 accelerators interrupted 5 times in 1,000 days each: every 9.375 h; the stall is a minute.
    const loss = (w: number) => 1 / 60 / w + w / (2 * 9.375)
    expect(loss(most) / loss(Math.sqrt((2 * 9.375) / 60))).toBeCloseTo(2, 2)
    expect(loss(best) / loss(Math.sqrt((2 * 9.375) / 60))).toBeLessThan(1.01)
  })

  it('scales at one batch: never beyond ideal by more than a cache could, and 75 % is said', () => {
    const { scaling } = annex({ ...small, form: 'archer2' })
    expect(scaling.length).toBeGreaterThanOrEqual(4)
    expect(scaling[0]).toMatchObject({ speedUp: 1, efficiency: 1 })
    for (const { speedUp, idealSpeedUp, efficiency, isEfficient, gpus, nodes } of scaling) {
      expect(efficiency).toBeCloseTo(speedUp / idealSpeedUp, 12)
      expect(isEfficient).toBe(efficiency >= 0.75)
      expect(nodes).toBe(gpus / 4)
    }
  })

  it('goes by the months of the calendar from the start that was given', () => {
    const { monthly, periods, fields } = annex({ ...small, gpus: 64, form: 'archer2', start: '2027-01-31' })
    expect(monthly.slice(0, 3).map(({ from }) => from)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31'])
    expect(periods[1]?.from).toBe('2027-07-31')
    expect(fields.map(({ field }) => field)).toContain('Units per 6-month period')
    expect(dayWords(laterDay(dayNumber(2027, 11, 30), 3))).toBe('2028-02-29')
  })

  it('names calls by size, length and machine', () => {
    const system = findSystem('isambard-ai')
    if (system === null) throw new Error('no Isambard-AI')
    const fitting = (gpuHours: number, months: number) =>
      callsFor({ gpuHours, nodeHours: gpuHours / 4, months, system })
        .filter(({ verdict }) => verdict === 'fits')
        .map(({ id }) => id)
    // gov.uk: up to 10k in 3 months; 50k to 150k in 6; 200k to 1M in 6; 50k to 1.4M in 12.
    expect(fitting(9_000, 2)).toEqual(['airr-gateway', 'airr-rapid'])
    expect(fitting(100_000, 5)).toEqual(['airr-innovator', 'airr-open-access'])
    expect(fitting(300_000, 7)).toEqual(['airr-open-access'])
    expect(fitting(2e6, 5)).toEqual([])
  })

  it('says every problem at once, and why a run cannot be', () => {
    const said = answerAnnex({ ...small, form: 'eurohp', start: 'May', confidence: 1, gpuz: 4 })
    const problems = said.status === 'refused' ? said.problems.map(({ field }) => field) : []
    expect([...problems].sort()).toEqual(['confidence', 'form', 'gpuz', 'start'])
    expect(answerAnnex({ ...small, model: 'apertus-70b', gpus: 4, form: 'cscs' }).status).toBe('infeasible')
  })

  it('reads as Markdown: as many cells in every row of a table', () => {
    for (const [, value] of all) {
      const rows = annexMarkdown(value)
        .split('\n')
        .filter((line) => line.startsWith('|'))
      expect(rows.length).toBeGreaterThan(30)
      for (const table of annexMarkdown(value)
        .split('\n\n')
        .filter((part) => part.startsWith('|'))) {
        const cells = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length)
        expect(new Set(cells).size).toBe(1)
      }
    }
  })

  it('takes every field of an estimate', () => {
    const names = tellingsOf(questions.annex).map(([name]) => name)
    expect(names).toEqual(expect.arrayContaining(Object.keys(estimateFields)))
  })
})

describe('whole shares', () => {
  it('add up to the whole and are each within one of their part', () => {
    for (const weights of [
      [1, 1, 1],
      [0.1, 0.4, 0.5],
      [3, 0, 7],
      [1e-9, 1],
    ]) {
      for (const total of [0, 1, 7, 1000]) {
        const shares = wholeShares(total, weights)
        const all = weights.reduce((sum, one) => sum + one, 0)
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(total)
        shares.forEach((share, i) => {
          expect(Math.abs(share - (total * (weights[i] ?? 0)) / all)).toBeLessThan(1)
        })
      }
    }
  })
})
