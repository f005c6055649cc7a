import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { euCloudObjectives, sovereigntyStrategies } from '../../../sim/catalogue/sovereignty.ts'
import { moved, positionOf, walk, type Bounds } from '../../../sim/investment/sovereignty.ts'
import { answerInvest } from '../../../sim/questions/invest/invest.ts'

const parts = ['data', 'model', 'infrastructure', 'talent', 'energy', 'chips'] as const

function positionIn(sovereignty: unknown, more: object = {}) {
  const answered = answerInvest({
    case: 'alps',
    samples: 100,
    ...more,
    ...(sovereignty === undefined ? {} : { sovereignty }),
  })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const view = answered.value.sovereignty
  if (view === null) throw new Error('no sovereignty')
  return view
}

function problemsIn(sovereignty: unknown, more: object = {}): readonly string[] {
  const answered = answerInvest({ case: 'alps', samples: 100, ...more, sovereignty })
  return answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []
}

describe('the tables', () => {
  it('of the EU framework: the published weights are a hundred, each row of the mapping is one', () => {
    expect(euCloudObjectives.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
    for (const row of euCloudObjectives)
      expect(parts.reduce((sum, part) => sum + row[part], 0)).toBeCloseTo(1, 12)
    const carried = parts.map((part) =>
      euCloudObjectives.reduce((sum, row) => sum + row.weight * row[part], 0),
    )
    for (const [index, expected] of [14, 18.5, 37.5, 9, 5, 16].entries())
      expect(carried[index]).toBeCloseTo(expected, 9)
  })

  it('of the ready strategies: each spends its money once', () => {
    for (const { shares } of sovereigntyStrategies)
      expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  })
})

const bounds = fc
  .tuple(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true }))
  .map(([a, b]): Bounds => ({ low: Math.min(a, b), high: Math.max(a, b) }))

describe('laws of a position', () => {
  it('of every truth inside what is known, the position and the points lie inside what is answered', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(bounds, bounds, bounds, share, share, share, (now, gain, percent, a, b, c) => {
        const cap = { low: percent.low * 5, high: percent.high * 5 }
        const at = ({ low, high }: Bounds, where: number) => low + where * (high - low)
        const answered = moved([{ now, gain, full: 12, weight: 1 }], cap)
        const limit = at(cap, c)
        const before = Math.min(limit, positionOf(at(now, a), 12))
        const after = Math.min(limit, positionOf(at(now, a) + at(gain, b), 12))
        const holds = ({ low, high }: Bounds, value: number) => value >= low - 1e-9 && value <= high + 1e-9
        return (
          holds(answered.before, before) &&
          holds(answered.after, after) &&
          holds(answered.points, after - before)
        )
      }),
    )
  })

  it('a chain divides by the dear end for its low one, and leaves no part of a whole', () => {
    const by = { low: 4, high: 5 }
    expect(walk({ low: 10, high: 10 }, [{ op: 'divide', by }])).toEqual([{ low: 2, high: 2.5 }])
    expect(
      walk({ low: 10, high: 10 }, [
        { op: 'divide', by },
        { op: 'whole', by },
      ]).at(-1),
    ).toEqual({ low: 2, high: 2 })
    expect(walk({ low: 10, high: 10 }, [{ op: 'most', by }]).at(-1)).toEqual(by)
  })
})

describe('a country', () => {
  it('Switzerland by hand: own models 2 of 4, one team of three, 15 of 40 T tokens; chips cap it at 60', () => {
    const { areas, conditions, frames } = positionIn('CH')
    const position = (id: string) =>
      areas.flatMap(({ indicators }) => indicators).find((one) => one.id === id)?.position.low
    expect(position('own-runs')).toBe(50)
    expect(position('teams')).toBeCloseTo(100 / 3, 9)
    expect(position('corpus-tokens')).toBe(37.5)
    expect(conditions.map(({ cap }) => cap.high)).toEqual([60, 80])
    for (const { position: whole } of frames) expect(whole.high).toBeLessThanOrEqual(60)
  })

  it('what nobody knows is from nothing to all, and a country without a machine has no hours of its own', () => {
    const { areas } = positionIn('KE')
    const [, model, infrastructure] = areas
    expect([model?.low, model?.high]).toEqual([0, 100])
    expect(infrastructure?.indicators[0]?.position.high).toBeLessThan(0.1)
  })

  it('a condition that is missing caps whatever the numbers say, and a level between two is none', () => {
    const all = { 'corpus-tokens': 99, 'own-runs': 9, 'public-use': 1, 'hours-per-inhabitant': 999, teams: 9 }
    const rest = { 'hours-per-researcher': 99999, 'home-spending': 1, 'trained-people': 99, energy: 2 }
    const indicators = { ...all, ...rest }
    const at = (chips: number) =>
      positionIn({ country: 'CH', indicators: { ...indicators, chips } }).frames[0]?.position
    expect(at(0)).toEqual({ low: 20, high: 20 })
    expect(at(3)?.low).toBeCloseTo(100, 9)
    expect(problemsIn({ country: 'CH', indicators: { chips: 1.5 } })).toEqual([
      'sovereignty.indicators.chips',
    ])
  })
})

describe('money', () => {
  const spent = { country: 'CH', amount: 'CHF 100M' }

  it('a thousand languages at 40 % that is not English: 8.25 T tokens and 363,000 hours of an 8 B model', () => {
    const factors = {
      'hour-cost': 1,
      experiments: 1,
      'run-hours': 44000,
      'language-tokens': 0.0033,
      'person-year': 1e5,
    }
    const strategies = [{ name: 'one run', shares: { 'small-runs': 1 } }]
    // 1,000 · 0.0033 T ÷ 0.4 = 8.25 T tokens; · 44,000 h = 363,000 h, at CHF 1 an hour.
    const runs = (amount: number) =>
      positionIn({ country: 'CH', amount, factors, strategies, years: 2 }).spending?.options[0]?.chains[0]
        ?.gain
    expect(runs(363_001)).toEqual({ low: 1, high: 1 })
    expect(runs(362_999)).toEqual({ low: 0, high: 0 })
  })

  it('people by hand: CHF 30 M at 100,000 a year, one year each, all stay, 9.005582 M inhabitants', () => {
    const factors = { 'person-year': 1e5, 'to-train': 1, stay: 1 }
    const strategies = [{ name: 'people', shares: { people: 0.3 } }]
    const { spending } = positionIn({ ...spent, factors, strategies })
    const chain = spending?.options[0]?.chains.find(({ mechanism }) => mechanism === 'people')
    expect(chain?.gain.low).toBeCloseTo(300 / 9.005582, 9)
    expect(chain?.steps.map(({ basis }) => basis).slice(0, 3)).toEqual(['given', 'given', 'given'])
  })

  it('points each are points over the money, and more money never moves less', () => {
    const points = (amount: number) =>
      positionIn({ ...spent, amount }).spending?.options.map(({ byFrame }) => byFrame[0]) ?? []
    for (const [index, one] of points(5e7).entries()) {
      expect(one?.pointsEach.high).toBeCloseTo((one?.points.high ?? 0) / 5, 9)
      expect(points(5e8)[index]?.after.low).toBeGreaterThanOrEqual(one?.after.low ?? 0)
    }
  })

  it('public services need an own model: without one nothing is moved', () => {
    const indicators = { 'own-runs': 0 }
    const strategies = [{ name: 'services', shares: { services: 1 } }]
    const chain = positionIn({ ...spent, indicators, strategies }).spending?.options[0]?.chains[0]
    expect([chain?.gain, chain?.held.startsWith('nothing: it needs')]).toEqual([{ low: 0, high: 0 }, true])
  })

  it('the amount of a case keeps its currency, and nothing known in dollars is counted without a rate', () => {
    const exchange = [{ from: 'CHF', to: 'EUR', rate: 1.06, date: '2025', source: 'a bank' }]
    const { spending } = positionIn(undefined, { currency: 'EUR', exchange })
    expect(spending?.amount).toBeCloseTo(1.06e8, 3)
    // The case's dollar of CHF 100 ÷ 118, then the person's rate.
    const people = spending?.options[0]?.chains.find(({ mechanism }) => mechanism === 'people')
    expect(people?.steps[0]?.low).toBeCloseTo(120_000 * (100 / 118) * 1.06, 3)
    const capital = [{ amount: '100M', scope: 'programme' }]
    const bare = { case: undefined, currency: 'CHF', system: 'alps', capital }
    expect(problemsIn(spent, bare)).toEqual(['sovereignty.amount'])
  })

  it.each([
    [{ country: 'CH', indicators: { team: 2 } }, 'sovereignty.indicators.team'],
    [{ country: 'CH', indicators: { teams: [3, 1] } }, 'sovereignty.indicators.teams'],
    [{ country: 'CH', weights: { chips: 1 } }, 'sovereignty.weights.chips'],
    [{ country: 'CH', weights: { data: 0 } }, 'sovereignty.weights'],
    [{ ...spent, factors: { stay: 0 } }, 'sovereignty.factors.stay'],
    [
      { ...spent, strategies: [{ name: 'x', shares: { people: 0.7, corpus: 0.7 } }] },
      'sovereignty.strategies.0.shares',
    ],
    [{ country: 'CH', assurance: { citizen: true } }, 'sovereignty.assurance.citizen'],
  ])('%j is refused at its field', (sovereignty, field) => {
    expect(problemsIn(sovereignty)).toEqual([field])
  })

  it("the Union's levels are cumulative: a gap below holds the level down", () => {
    const { assurance } = positionIn({
      country: 'FI',
      assurance: { established: true, located: true, data: true, audit: false, citizens: true },
    })
    expect([assurance.low, assurance.high]).toEqual([1, 1])
  })
})
