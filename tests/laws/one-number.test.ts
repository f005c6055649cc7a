import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, create } from 'mathjs'
import {
  answerEstimate,
  answerInvest,
  answerTradeoffs,
  investCases,
  type EstimateAnswer,
} from '../../sim/index.ts'
import { chainOf } from '../../sim/questions/queue/views/planned-run.ts'

type Run = { readonly model: string; readonly tokens: number; readonly system: string; readonly gpus: number }

function valueOf<T>(answered: { readonly status: string; readonly value?: T }): T {
  if (answered.value === undefined) throw new Error(JSON.stringify(answered))
  return answered.value
}

const estimated = (run: Run): EstimateAnswer => valueOf(answerEstimate({ ...run, deadline: '90d' }))

/** All has to be the same number, to the last digits that two orders of summation leave. */
function same(one: number | undefined, other: number | undefined): void {
  expect((one ?? Number.NaN) / (other ?? Number.NaN)).toBeCloseTo(1, 9)
}

describe('one run has one number of hours, days, money and goodput', () => {
  it('in the estimate, the trade-off, the investment, the queue and the explanation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('apertus-70b', 'apertus-8b', 'llama-3-8b'),
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom(256, 512, 1024),
        (model, tera, gpus) => {
          const run = { model, tokens: tera * 1e12, system: 'alps', gpus }
          const { totals, goodput, formulas, ...rest } = valueOf<EstimateAnswer>(answerEstimate(run))
          const { points, ranges } = valueOf(answerTradeoffs(run))
          const [point] = points
          const of = (id: string) => ranges[0]?.formulas.find((one) => one.id === id)?.result
          same(point?.time, of('calendarDays'))
          same(point?.hours, of('gpuHours'))
          same(point?.cost, of('cost'))
          same(point?.energy, of('energyMwh'))
          same(point?.carbon, of('carbonT'))
          same(point?.time, totals.calendarDays.p50)
          same(point?.cost, totals.cost.p50)
          same(point?.hours, totals.gpuHours.p50)
          same(point?.energy, totals.energyMwh.p50)
          same(point?.carbon, totals.carbonT.p50)
          const { buys } = valueOf(
            answerInvest({ case: 'alps', run: { model, tokens: run.tokens, gpus }, samples: 100 }),
          )
          expect(buys.runHours).toEqual(totals.gpuHours)
          const { workS, startupS, limitS } = chainOf({ totals, goodput, ...rest })
          // A chain is of whole seconds.
          expect(Math.abs(workS / (1 - startupS / limitS) - totals.wallClockDays.p50 * 86_400)).toBeLessThan(
            2,
          )
          same(goodput.fraction, totals.netGpuHours.p50 / totals.gpuHours.p50)
          const printed: Readonly<Record<string, { readonly p50: number }>> = totals
          for (const { id, result } of formulas) if (printed[id] !== undefined) same(result, printed[id].p50)
        },
      ),
      { numRuns: 4, seed: 16 },
    )
  })
})

describe('one programme has one number of each figure', () => {
  const math = create(all ?? {})
  const grown = {
    accelerator: 'h100-sxm-80',
    accelerators: 1000,
    currency: 'EUR',
    country: 'FR',
    horizonY: 5,
    discount: { kind: 'real', ratePerY: 0.04 },
    capital: [
      { scope: 'system', amount: '40M', lifeY: 5 },
      { scope: 'system', amount: '10M', accelerators: 250, startY: 2, lifeY: 4 },
    ],
    decommissioning: '5M',
    staff: { people: 10, costPerPersonY: 100_000 },
    maintenancePerY: '1M',
    utilisation: [0.5, 0.7, 0.8],
  }
  const programmes = [...investCases.map(({ id }) => [id, { case: id }] as const), ['grown', grown] as const]
  it.each(programmes)('in %s and in what explains it', (_, asked) => {
    const { formulas, hourCost, presentCost, site } = valueOf(answerInvest({ ...asked, samples: 100 }))
    const printed = {
      hour: hourCost.perAllocatedHour.p50,
      usefulHour: hourCost.perUsefulHour.p50,
      presentCost: presentCost.p50,
      meanMw: site.meanMw,
    }
    for (const [figure, value] of Object.entries(printed))
      same(formulas.find((one) => one.id === figure)?.result, value)
    for (const { expression, symbols, result } of formulas) {
      const values = Object.fromEntries(symbols.map(({ symbol, value }) => [symbol, value]))
      same(Number(math.evaluate(expression, values)), result)
    }
  })
})

describe('a promise', () => {
  const run = { model: 'apertus-8b', tokens: 4e12, system: 'alps', gpus: 512 }

  it('is the share of the same futures in every question, and names the clusters that keep it', () => {
    const { promises, totals } = estimated(run)
    const [point] = valueOf(answerTradeoffs({ ...run, limits: { time: '90d' } })).points
    expect(point?.probability).toBe(promises?.probability)
    for (const { confidence, gpus, reachesDays } of promises?.deadline?.clusters ?? []) {
      const find = { smallestCluster: { time: '90d' } }
      const cluster = valueOf(answerTradeoffs({ ...run, confidence, find })).find.smallestCluster
      expect([cluster?.gpus, cluster?.reachesDays]).toEqual([gpus, reachesDays])
      const again = valueOf(answerEstimate({ ...run, gpus, deadline: '90d', confidence })).promises
      expect(again?.kept).toBe(true)
      expect(again?.deadline?.probability).toBeGreaterThanOrEqual(confidence)
    }
    same(promises?.odds[0]?.calendarDays, totals.calendarDays.p50)
    same(promises?.odds.at(-1)?.cost, totals.cost.p90)
  })

  it('of a budget trains the tokens that it names', () => {
    const asked = { ...run, budget: 'CHF 200k' }
    const { tokens } = valueOf(answerEstimate(asked)).promises?.budget ?? { tokens: [] }
    expect(tokens).toHaveLength(3)
    for (const one of tokens) {
      const again = valueOf(answerEstimate({ ...asked, tokens: one.tokens })).promises
      expect(again?.budget?.probability).toBeCloseTo(one.confidence, 2)
    }
  })

  it('says that a day is past, that a currency needs a rate, and that one day needs a first', () => {
    const problems = (asked: object) => {
      const answered = answerEstimate({ ...run, ...asked })
      return answered.status === 'refused'
        ? answered.problems.map(({ field, message }) => `${field}: ${message}`)
        : []
    }
    expect(problems({ start: '2026-06-01' }).join()).toContain('counts only where the deadline is a day')
    expect(problems({ start: '2026-06-01', deadline: '90d' })).toHaveLength(1)
    expect(problems({ heatDisplaces: 215 }).join()).toContain('give heatReuse')
    expect(problems({ heatReuse: 0.3, heatDisplaces: 215 })).toEqual([])
    expect(problems({ deadline: '2026-01-01', start: '2026-06-01' }).join()).toContain(
      'deadline: 2026-01-01 is past',
    )
    expect(problems({ deadline: '2026-01-01' }).join()).toContain('give start')
    expect(problems({ budget: 'USD 1M' }).join()).toContain('priced in CHF')
    expect(problems({ budget: 'CHD 1M' }).join()).toContain('CHF')
    const limited = answerTradeoffs({ ...run, limits: { cost: 'CHD 1M' } })
    expect(JSON.stringify(limited)).toContain('no currency of ISO 4217; the nearest are CHF')
    expect(problems({ confidence: 0.2, deadline: 'soon' })).toHaveLength(2)
  })
})
