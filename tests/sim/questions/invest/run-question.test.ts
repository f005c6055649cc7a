import { describe, expect, it } from 'vitest'
import { answerEstimate, answerInvest, type InvestAnswer } from '../../../../sim/index.ts'

function answerOf(input: unknown): InvestAnswer {
  const answered = answerInvest(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

function questionOf(input: unknown) {
  const { runQuestion } = answerOf(input)
  if (runQuestion === null) throw new Error('it was not answered')
  return runQuestion
}

const run = { model: 'apertus-8b', tokens: '4T', gpus: 512, multiplier: 2 }
const alps = { case: 'alps', samples: 300, run, runs: true } as const
const wayOf = (asked: ReturnType<typeof questionOf>, id: string) => asked.ways.find((way) => way.id === id)

describe("the run's own question", () => {
  it('bills the hours of the estimate times the experiments, and prices them by the hour', () => {
    const asked = questionOf({ ...alps, discount: { kind: 'real', ratePerY: 0 }, samples: 2000 })
    const estimate = answerEstimate({ model: run.model, tokens: run.tokens, gpus: run.gpus, system: 'alps' })
    const hours = estimate.status === 'answer' ? estimate.value.totals.gpuHours : null
    expect(asked.runs[0]?.gpuHours).toEqual(hours)
    expect((asked.runs[0]?.billedHours.p50 ?? 0) / (2 * (hours?.p50 ?? 1))).toBeCloseTo(1, 6)
    // The tariff of CHF 0.6725 holds in the first year.
    expect(wayOf(asked, 'share')?.perBilledHour).toBeCloseTo(0.6725, 6)
    expect((wayOf(asked, 'share')?.cost.p50 ?? 0) / (0.6725 * 2 * (hours?.p50 ?? 1))).toBeCloseTo(1, 6)
  })

  it('has shares that add up to one, with and without a grant that is certain', () => {
    const shares = (awardedFraction: number) =>
      questionOf({ ...alps, options: { grant: { awardedFraction, perHour: 0.1 } } }).ways.map(
        ({ id, cheapest }) => [id, cheapest.low, cheapest.high] as const,
      )
    for (const chance of [0, 0.3, 1]) {
      const told = shares(chance)
      expect(told.reduce((total, [, low]) => total + low, 0)).toBeCloseTo(1, 9)
      for (const [, low, high] of told) expect(low).toBe(high)
    }
    expect(shares(0).find(([id]) => id === 'grant')?.[1]).toBe(0)
    expect(shares(1).find(([id]) => id === 'grant')?.[1]).toBe(1)
    expect(shares(0.3).find(([id]) => id === 'grant')?.[1]).toBeCloseTo(0.3, 9)
  })

  it('gives ways of one price equal shares', () => {
    const options = { rent: { perHour: 0.3 }, share: { perHour: 0.3 }, grant: { awardedFraction: 0 } }
    const asked = questionOf({ ...alps, options, ranges: { rentGrowth: 1, tariffGrowth: 1 } })
    const [rent, share] = ['rent', 'share'].map((id) => wayOf(asked, id)?.cheapest.low ?? 0)
    expect(rent).toBeGreaterThan(0)
    expect(share).toBe(rent)
    expect(asked.ways.reduce((total, { cheapest }) => total + cheapest.low, 0)).toBeCloseTo(1, 9)
  })

  it('where nobody says the chance of a grant, every share is an interval', () => {
    const asked = questionOf(alps)
    expect(wayOf(asked, 'grant')?.cheapest).toEqual({ low: 0, high: 1 })
    expect(asked.notes.join()).toContain('nobody said with which chance')
    expect(asked.notes.join()).toContain('Its host pays: CHF')
  })

  it('a list by year is discounted by its years and bills each', () => {
    const discount = { kind: 'real', ratePerY: 0.1 } as const
    const options = { share: { perHour: 1 } }
    const at = (year: number) =>
      wayOf(questionOf({ ...alps, discount, options, runs: [{ ...run, year }] }), 'share')?.cost.p50 ?? 0
    expect(
      questionOf({
        ...alps,
        runs: [
          { ...run, year: 1 },
          { ...run, year: 3, count: 2 },
        ],
      }).runs.map(({ billedHours }) => Math.round(billedHours.p50 / 1e3)),
    ).toEqual(
      [1, 2].map((count) => Math.round(((questionOf(alps).runs[0]?.billedHours.p50 ?? 0) * count) / 1e3)),
    )
    // Tariffs drift by a middle of nothing, so two years later costs 1/1.21.
    expect(at(3) / at(1)).toBeCloseTo(1 / 1.21, 1)
  })

  it('a reserve is held all the year, and foreign money carries its risk', () => {
    const asked = questionOf({
      ...alps,
      discount: { kind: 'real', ratePerY: 0 },
      options: { reserve: { perHour: 'USD 2' }, rent: { perHour: 2 } },
    })
    const reserve = wayOf(asked, 'reserve')
    expect((reserve?.cost.p50 ?? 0) / (512 * 8760 * 2 * (100 / 118))).toBeCloseTo(1, 1)
    expect(reserve?.exchangeRiskPerY).toBeCloseTo(0.0549, 9)
    expect(wayOf(asked, 'rent')?.exchangeRiskPerY).toBe(0)
  })

  it('says what is not compared and why, and refuses what cannot be', () => {
    const own = {
      name: 'a plan',
      currency: 'EUR',
      country: 'FI',
      accelerator: 'gh200-96',
      accelerators: 1024,
      capital: [{ amount: '40M', scope: 'system' }],
      samples: 200,
      run,
    }
    const asked = questionOf({ ...own, runs: true, options: { rent: { perHour: 2 } } })
    expect(asked.ways.map(({ id }) => id)).toEqual(['rent', 'grant'])
    expect(asked.notCompared.join()).toMatch(/Own: its figures lack facility, maintenance and staff/)
    const large = questionOf({ ...alps, runs: [{ ...run, year: 2, count: 1000 }] })
    expect(large.ways.some(({ id }) => id === 'own')).toBe(false)
    expect(large.notCompared.join()).toMatch(/Own: year 2 is billed for/)
    const impossible = answerInvest({ ...alps, run: { ...run, gpus: 999_999 } })
    expect(impossible.status).toBe('infeasible')
    const wrong = answerInvest({ ...alps, runs: [{ ...run, year: 9 }, { model: 'apertus-9b' }] })
    const fields = wrong.status === 'refused' ? wrong.problems.map(({ field }) => field) : []
    expect(fields).toEqual(['runs.0.year', 'runs.1.model'])
    expect(answerOf({ case: 'alps', samples: 200 }).runQuestion).toBeNull()
  })

  it('asks of the own machine what it gives in the year of the run', () => {
    const grown = {
      ...{ currency: 'EUR', country: 'FR', accelerator: 'h100-sxm-80', accelerators: 512, samples: 100 },
      ...{
        horizonY: 5,
        power: 'included',
        maintenancePerY: '1M',
        staff: { people: 4, costPerPersonY: '90k' },
      },
      capital: [
        { amount: '20M', scope: 'system-and-facility', lifeY: 5 },
        { amount: '60M', scope: 'system-and-facility', lifeY: 3, startY: 2, accelerators: 2048 },
      ],
      options: { rent: { perHour: 2.5 } },
    }
    const inYear = (year: number) =>
      questionOf({ ...grown, runs: [{ year, ...run, tokens: '15T', multiplier: 10 }] })
    expect(wayOf(inYear(3), 'own')).toBeDefined()
    // 512 × 8760 × 0.85 hours.
    expect(inYear(1).notCompared.join()).toContain('the machine gives 3,812,352')
    expect(wayOf(inYear(1), 'own')).toBeUndefined()
  })

  it('tells what the host of a grant pays for its hours alone, however dear the entry to a share', () => {
    const hostPays = (share: object) => {
      const { notes } = questionOf({ ...alps, options: { share: { perHour: 0.6725, ...share } } })
      return /Its host pays: CHF ([0-9,]+)/.exec(notes.join())?.[1]
    }
    expect(hostPays({ entryFee: '20M', feePerY: '1M' })).toBe(hostPays({}))
    expect(hostPays({})).toBeDefined()
  })
})
