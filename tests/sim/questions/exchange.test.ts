import { describe, expect, it } from 'vitest'
import { answerEstimate, answerFigures } from '../../../sim/index.ts'
import { commandOf, curlOf, fieldsOfScenario, scenarioOf } from '../../../web/hand/command.ts'

const run = { model: 'llama-3-8b', tokens: '1T', system: 'alps', gpus: '64', samples: '200' }
const rate = { from: 'USD', to: 'CHF', rate: 0.8, date: '2026-06', source: 'a bank' }

function totalsOf(input: object) {
  const answered = answerFigures(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value.totals
}

function problemsOf(input: object) {
  const answered = answerFigures(input)
  return answered.status === 'refused' ? answered.problems : []
}

describe('a rate of exchange that is given with a run', () => {
  it.each([
    ['a given price', { ...run, gpuHourPrice: 'USD 2' }],
    ['the market’s rents, with their range', { ...run, system: 'generic-b200', grid: 'CH' }],
  ])('turns %s into the currency asked for: every cost times the rate, no hour moved', (_what, input) => {
    const own = totalsOf(input)
    const back = { from: 'CHF', to: 'USD', rate: 1.25, date: '2026', source: 'a bank' }
    expect(own.cost.currency).toBe('USD')
    for (const exchange of [[rate], [back]]) {
      const told = totalsOf({ ...input, currency: 'CHF', exchange })
      expect(told.cost.currency).toBe('CHF')
      for (const at of ['p10', 'p50', 'p90'] as const)
        expect(told.cost[at] / own.cost[at]).toBeCloseTo(0.8, 12)
      expect(told.gpuHours).toEqual(own.gpuHours)
    }
  })

  it('turns a public tariff too, and its assumption says from what, at which rate, whose and of when', () => {
    const euro = { from: 'EUR', to: 'CHF', rate: 0.95, date: '2026-06-30', source: 'a bank' }
    const answered = answerEstimate({ ...run, currency: 'EUR', exchange: [rate, euro] })
    if (answered.status !== 'answer') throw new Error(answered.status)
    const price = answered.value.assumptions.find(({ id }) => id === 'pricePerGpuHour')
    expect(price?.unit).toBe('EUR/GPU/h')
    expect(JSON.stringify(price)).toMatch(
      /public tariff: .*; converted at 1 CHF = 1\.05263 EUR \(2026-06-30, a bank\)/,
    )
    expect(totalsOf({ ...run, currency: 'EUR', exchange: [euro] }).cost.p50).toBeCloseTo(
      totalsOf(run).cost.p50 / 0.95,
      6,
    )
  })

  it('changes nothing in the currency of the price', () => {
    expect(totalsOf({ ...run, currency: 'CHF', exchange: [rate] })).toEqual(totalsOf(run))
  })

  it.each([
    [{ currency: 'EUR' }, 'currency', /priced in CHF; give exchange: \[\{ from: 'CHF', to: 'EUR'/],
    [{ currency: 'EUR', exchange: [rate] }, 'currency', /priced in CHF/],
    [{ exchange: [rate] }, 'exchange', /only beside currency/],
    [{ currency: 'franc' }, 'currency', /no currency of ISO 4217/],
    [{ currency: 'EUR', exchange: [{ ...rate, rate: -1 }] }, 'exchange.0.rate', /outside/],
    [{ currency: 'EUR', exchange: [{ ...rate, rate: 80 }] }, 'exchange.0.rate', /far from any/],
    ...['now', '2026-02-30', '2026-13', '2026-6', '2026-06-30-01', '26-06-30'].map(
      (date): [object, string, RegExp] => [
        { currency: 'EUR', exchange: [{ ...rate, date }] },
        'exchange.0.date',
        /no date; write 2026, 2026-06 or/,
      ],
    ),
    [{ currency: 'EUR', exchange: [{ ...rate, source: ' ' }] }, 'exchange.0.source', /needs its source/],
    [{ currency: 'EUR', exchange: [rate, rate] }, 'exchange.1', /second rate/],
    [{ currency: 'EUR', exchange: '1 USD = 0.8 CHF' }, 'exchange', /wrong kind/],
  ])('%j is refused by its field', (wrong, field, why) => {
    const found = problemsOf({ ...run, ...wrong }).find((one) => one.field === field)
    expect(found?.message).toMatch(why)
  })
})

describe('a rate of the page', () => {
  const fields = { ...run, gpuHourPrice: 'USD 2', shownIn: 'CHF', ownRate: '1 USD = 0,8 CHF' }

  it('goes into its scenario file, which the command line answers in that currency', () => {
    const file: { readonly run: object } = JSON.parse(scenarioOf(fields, {}))
    expect(totalsOf(file.run).cost.p50 / totalsOf({ ...run, gpuHourPrice: 'USD 2' }).cost.p50).toBeCloseTo(
      0.8,
      12,
    )
  })

  it.each(['1 USD = 80 CHF', '1 CHF = 1000000000 USD', '1 USD = 0 CHF', '1 USD = 1 USD', '1 USD = 1 CHX'])(
    '%s, which is refused beside its field, goes into no file, command or request',
    (ownRate) => {
      const { currency = '' } = /= \S+ (?<currency>\w+)$/.exec(ownRate)?.groups ?? {}
      const of = { ...fields, shownIn: currency, ownRate }
      const file: { readonly run: object } = JSON.parse(scenarioOf(of, {}))
      expect(problemsOf(file.run)).toEqual([])
      expect(commandOf(of)).not.toContain('--scenario')
      expect(curlOf(of, 'https://host/')).not.toContain('exchange')
    },
  )

  it('comes back as the page says it, and a rate of the command line as that', () => {
    expect(fieldsOfScenario(scenarioOf(fields, {}))?.fields).toEqual(fields)
    const asked = { ...run, gpuHourPrice: 'USD 2', currency: 'CHF', exchange: [rate] }
    const { fields: back = {} } = fieldsOfScenario(JSON.stringify(asked)) ?? {}
    expect(back['exchange']).toBe(JSON.stringify([rate]))
    const said: { readonly run: object } = JSON.parse(scenarioOf(back, {}))
    expect(said.run).toEqual(asked)
  })
})
