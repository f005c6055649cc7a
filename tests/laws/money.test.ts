import { describe, expect, it } from 'vitest'
import { answerFigures, answerInvest, answerTradeoffs } from '../../sim/index.ts'

type Moved = readonly [path: string, before: number, after: number]

/** Every number of an answer beside the same number of another; places in lists are told as #. */
function numbersOf(before: unknown, after: unknown, path = ''): readonly Moved[] {
  if (typeof before === 'number') return [[path, before, Number(after)]]
  if (typeof before !== 'object' || before === null) return []
  const other = new Map<string, unknown>(Object.entries(after ?? {}))
  return Object.entries(before).flatMap(([key, value]) =>
    numbersOf(value, other.get(key), `${path}.${Array.isArray(before) ? '#' : key}`),
  )
}

function answered<T>(given: { readonly status: string; readonly value?: T }): T {
  if (given.status !== 'answer' || given.value === undefined) throw new Error(JSON.stringify(given))
  return given.value
}

/** The numbers that grew by the factor, and those that stayed; fails on a number that did neither. */
function split(moved: readonly Moved[], factor: number) {
  const [grown, still] = [new Set<string>(), new Set<string>()]
  for (const [path, before, after] of moved) {
    if (before === 0) expect(after, path).toBe(0)
    else if (Math.abs(after / before - 1) < 1e-9) still.add(path)
    else {
      expect(after / before / factor, path).toBeCloseTo(1, 9)
      grown.add(path)
    }
  }
  return { grown, still }
}

const own = { currency: 'EUR', country: 'FI', accelerator: 'gh200-96', accelerators: 1000, horizonY: 6 }

/** A programme in which everything that costs money is said, each at so many times its price. */
function programmeAt(times: number, currency = 'EUR') {
  const money = (amount: number) => `${currency} ${String(amount * times)}`
  const machine = { name: 'machine', amount: money(40e6), scope: 'system', part: 'compute', lifeY: 5 }
  const hall = { name: 'hall', amount: money(10e6), scope: 'system', part: 'facility', lifeY: 15 }
  const second = { name: 'second', amount: money(9e6), scope: 'system', part: 'compute', lifeY: 4 }
  return {
    ...own,
    currency,
    name: 'a plan',
    discount: { kind: 'nominal', ratePerY: 0.04, inflationPerY: 0.02 },
    capital: [
      { ...machine, residual: 'market', accelerators: 1000 },
      { ...hall, residual: 'straight-line' },
      { ...second, startY: 2, accelerators: 200 },
    ],
    maintenancePerY: money(2e6),
    decommissioning: money(1e6),
    staff: { people: 10, costPerPersonY: money(90e3) },
    power: { computingW: 700, idleW: 100, pueRatio: 1.2, pricePerKwh: money(0.1) },
    utilisation: [0.4, 0.7, 0.8],
    goodput: 0.9,
    demandHoursPerY: [4e6, 6e6, 7e6],
    options: {
      reserve: { perHour: money(1.5), accelerators: 800 },
      rent: { perHour: money(2.5), growthPerY: -0.05 },
      share: { perHour: money(0.8), entryFee: money(5e6), feePerY: money(1e6), mostHoursPerY: 5e6 },
    },
    run: { model: 'llama-3.1-8b', tokens: '1T', gpus: 256, multiplier: 2 },
    unmetPerHour: money(3),
    payers: [
      { name: 'Union', capitalFraction: 0.5, operationFraction: 0.3 },
      { name: 'Country', capitalFraction: 0.3 },
    ],
    portfolio: {
      start: '2027Q1',
      quarters: 8,
      budget: money(3e6),
      projects: [
        { id: 'a', gpuHours: 2e6 },
        { id: 'b', gpuHours: 3e6, due: '2027Q2' },
      ],
    },
  }
}

describe('a programme at four times every price', () => {
  const before = answered(answerInvest(programmeAt(1)))
  const after = answered(answerInvest(programmeAt(4)))
  const all = numbersOf(before, after)
  /** Their values are of many kinds, among them prices; what the catalogue says of other countries has its own prices. */
  const mixed = /^\.(assumptions|formulas|site)\./
  const { grown, still } = split(
    all.filter(([path]) => !mixed.test(path)),
    4,
  )

  it('costs four times as much wherever money is told, in every future', () => {
    expect([...grown].filter((path) => still.has(path))).toEqual([])
    for (const path of [
      '.hourCost.perAllocatedHour.p10',
      '.hourCost.perAllocatedHour.p50',
      '.hourCost.perAllocatedHour.p90',
      '.hourCost.yearlyTotal',
      '.hourCost.parts.electricity',
      '.hourCost.parts.staff',
      '.cashFlow.#.residual',
      '.cashFlow.#.total',
      '.options.#.presentCost.p90',
      '.options.#.perServedHour',
      '.breakEven.rentPerHour',
      '.breakEven.curve.#.ownPerHour',
      '.payers.#.byYear.#',
      '.portfolio.quarters.#.spent',
    ])
      expect([...grown], path).toContain(path)
  })

  it('has the same hours, shares, energy and odds', () => {
    for (const path of [
      '.cashFlow.#.allocatedHours',
      '.cashFlow.#.energyMwh',
      '.differences.#.cheaperFraction',
      '.breakEven.utilisation',
      '.shocks.#.changeFraction',
      '.buys.runHours.p50',
      '.buys.years.#.projects',
      '.portfolio.quarters.#.usedHours',
    ])
      expect([...still], path).toContain(path)
    expect([...still].filter((path) => /cost|price|perHour|total|spent|budget/i.test(path))).toEqual([])
  })

  it('assumes each price four times as high, and all else as it was', () => {
    const rows = before.assumptions.map((row, at) => ({ row, other: after.assumptions[at] }))
    for (const { row, other } of rows) {
      expect(other?.name).toBe(row.name)
      const factor = row.unit.includes('EUR') ? 4 : 1
      expect(Number(other?.value), row.name).toBeCloseTo(Number(row.value) * factor, 6)
    }
    expect(rows.filter(({ row }) => row.unit.includes('EUR')).length).toBeGreaterThan(2)
  })
})

describe('a programme told in another currency', () => {
  const rate = 0.9375
  const euro = answered(answerInvest(programmeAt(1)))

  it('at a rate costs what it did: amounts in francs at 15/16 of a euro are those in euros', () => {
    const exchange = [{ from: 'CHF', to: 'EUR', rate, date: '2026-06-30', source: 'a test' }]
    const francs = answered(
      answerInvest({ ...programmeAt(1 / rate, 'CHF'), currency: 'EUR', exchange, options: {} }),
    )
    expect(francs.currency).toBe('EUR')
    expect(francs.hourCost.planPerAllocatedHour).toBeCloseTo(euro.hourCost.planPerAllocatedHour, 9)
    expect(francs.cashFlow.map(({ total }) => Math.round(total))).toEqual(
      euro.cashFlow.map(({ total }) => Math.round(total)),
    )
    expect(francs.portfolio?.quarters.map(({ spent }) => Math.round(spent))).toEqual(
      euro.portfolio?.quarters.map(({ spent }) => Math.round(spent)),
    )
  })

  it('in words of another money alone has the same numbers', () => {
    const dollars = answered(answerInvest(programmeAt(1, 'USD')))
    expect(dollars.currency).toBe('USD')
    expect(dollars.hourCost.parts).toEqual(euro.hourCost.parts)
    expect(dollars.cashFlow).toEqual(euro.cashFlow)
  })
})

describe('twice the machine, twice the people, twice the demand', () => {
  it('cost twice as much a year, and an hour what it did', () => {
    const machine = { name: 'machine', scope: 'system', part: 'compute', lifeY: 5 }
    const sized = (times: number) =>
      answered(
        answerInvest({
          ...own,
          accelerators: 1000 * times,
          capital: [{ ...machine, amount: 40e6 * times }],
          maintenancePerY: 2e6 * times,
          staff: { people: 10 * times, costPerPersonY: 90e3 },
          power: { computingW: 700, idleW: 100, pueRatio: 1.2, pricePerKwh: 0.1 },
          demandHoursPerY: 5e6 * times,
          options: { rent: { perHour: 2.5 } },
        }),
      )
    const [one, two] = [sized(1), sized(2)]
    expect(two.hourCost.yearlyTotal).toBeCloseTo(2 * one.hourCost.yearlyTotal, 3)
    expect(two.hourCost.perAllocatedHour.p50).toBeCloseTo(one.hourCost.perAllocatedHour.p50, 9)
    expect(two.breakEven.utilisation).toBeCloseTo(one.breakEven.utilisation ?? 0, 9)
    two.options.forEach((option, at) => {
      expect(option.presentCost.p90 / (one.options[at]?.presentCost.p90 ?? 0)).toBeCloseTo(2, 9)
    })
    expect(two.site.energyMwhPerY).toBeCloseTo(2 * one.site.energyMwhPerY, 6)
  })
})

const run = { model: 'llama-3.1-8b', tokens: '1T', system: 'alps', gpus: 256, samples: 400 }
const calm = { mfu: 0.4, failureRate: 0, checkpointTime: '0s', queueLimit: 'none' }

describe('a run', () => {
  it('at three times the price of an hour costs three times as much, and nothing else moves', () => {
    const at = (price: string) => answered(answerFigures({ ...run, gpuHourPrice: price }))
    const { grown } = split(numbersOf(at('CHF 2'), at('CHF 6')), 3)
    expect([...grown].filter((path) => !path.startsWith('.costBreakdown.')).sort()).toEqual([
      '.totals.cost.p10',
      '.totals.cost.p50',
      '.totals.cost.p90',
    ])
    expect(grown).toContain('.costBreakdown.training')
  })

  it('of three times the tokens takes, burns and costs three times as much where nothing fails', () => {
    const of = (tokens: string) => answered(answerFigures({ ...run, ...calm, tokens })).totals
    const { grown, still } = split(numbersOf(of('1T'), of('3T')), 3)
    expect(still.size).toBe(0)
    expect([...grown].map((path) => path.split('.')[1])).toEqual(
      expect.arrayContaining(['gpuHours', 'calendarDays', 'energyMwh', 'carbonT', 'waterM3', 'cost']),
    )
  })

  it('at a third of the utilisation takes three times as long', () => {
    const at = (mfu: number) => answered(answerFigures({ ...run, ...calm, mfu })).totals
    expect(split(numbersOf(at(0.45), at(0.15)), 3).still.size).toBe(0)
  })

  it('where no failure comes has hours, days and money by hand: 6 N D and attention over the peak', () => {
    const { compute, totals, step } = answered(answerFigures({ ...run, ...calm, gpuHourPrice: 'CHF 2' }))
    const hours = compute.trainingFlops / (step.modelTflopsPerGpu * 1e12) / 3600
    expect(totals.netGpuHours.p50 / hours).toBeCloseTo(1, 6)
    // 8.03 B parameters, of which 0.53 B are a table that is looked up: 6 N D alone is less than all.
    expect(compute.trainingFlops).toBeGreaterThan(6 * 7.5e9 * 1e12)
    expect(compute.trainingFlops).toBeLessThan(1.2 * 6 * 8.03e9 * 1e12)
    expect(totals.cost.p50 / totals.gpuHours.p50).toBeCloseTo(2, 1)
  })
})

describe('trade-offs at three times the price of an hour', () => {
  const at = (gpuHourPrice: string) =>
    answered(answerTradeoffs({ ...run, gpus: [64, 128, 256], tokens: ['1T', '2T'], gpuHourPrice }))
  const [cheap, dear] = [at('CHF 2'), at('CHF 6')]

  it('cost three times as much, with the same front', () => {
    expect(dear.points.map(({ index, front }) => [index, front])).toEqual(
      cheap.points.map(({ index, front }) => [index, front]),
    )
    dear.points.forEach((point, i) => {
      const other = cheap.points[i]
      expect(point.cost / (other?.cost ?? 0)).toBeCloseTo(3, 9)
      expect(point.time).toBe(other?.time)
      expect(point.energy).toBe(other?.energy)
    })
  })

  it('keep the same points below three times the limit', () => {
    const within = (gpuHourPrice: string, cost: string) =>
      answered(
        answerTradeoffs({
          ...run,
          gpus: [64, 128, 256],
          tokens: ['1T', '2T'],
          gpuHourPrice,
          limits: { cost },
        }),
      ).points.map(({ breaks }) => breaks)
    const limit = cheap.points.map(({ cost }) => cost).sort((a, b) => a - b)[2] ?? 0
    const kept = within('CHF 2', `CHF ${String(limit * 1.001)}`)
    expect(new Set(kept.map(String)).size).toBe(2)
    expect(within('CHF 6', `CHF ${String(limit * 3.003)}`)).toEqual(kept)
  })
})
