import { describe, expect, it } from 'vitest'
import { answerEstimate, answerTradeoffs, type TradeoffsAnswer } from '../../../../sim/index.ts'
import { countedUs } from '../../../../sim/base/outcome.ts'

const run = { model: 'apertus-70b', tokens: '15T', system: 'alps' }

function answerOf(input: unknown): TradeoffsAnswer {
  const answered = answerTradeoffs(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

function problemsOf(input: unknown): readonly string[] {
  const answered = answerTradeoffs(input)
  if (answered.status !== 'refused') throw new Error(answered.status)
  return answered.problems.map(({ field }) => field)
}

function estimateOf(input: unknown) {
  const answered = answerEstimate(input)
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

describe('the points', () => {
  it('are what the estimate says of each', () => {
    const { points, ranges } = answerOf({ ...run, gpus: [1024, 4096], tokens: ['2T', '15T'] })
    expect(points).toHaveLength(4)
    for (const point of points) {
      const { totals } = estimateOf({ ...run, gpus: point.gpus, tokens: point.tokens })
      expect(point.time).toBeCloseTo(totals.calendarDays.p50, 6)
      expect(point.cost / totals.cost.p50).toBeCloseTo(1, 9)
      expect(point.energy / totals.energyMwh.p50).toBeCloseTo(1, 9)
      expect(point.carbon / totals.carbonT.p50).toBeCloseTo(1, 9)
      const range = ranges.find(({ index }) => index === point.index)
      if (range !== undefined) expect(range.time.p90 / totals.calendarDays.p90).toBeCloseTo(1, 9)
    }
  })

  it('cross every axis, and say what cannot be', () => {
    const { counts, axes, infeasible } = answerOf({
      ...run,
      gpus: [4, 2048, 4096],
      powerCapW: [100, 500, 600],
      precision: ['bf16', 'fp8'],
    })
    expect(counts.points + counts.infeasible).toBe(3 * 3 * 2)
    expect(axes.find(({ name }) => name === 'powerCapW')?.values).toEqual([100, 500, 600])
    expect(infeasible.map(({ reason }) => reason).join()).toContain('no clock holds')
  })

  it('do not depend on the order of a list, nor on numbers said twice', () => {
    const counts = Array.from({ length: 14 }, (_, index) => 512 * (index + 1))
    const shuffled = [...counts].sort((a, b) => ((a * 7) % 13) - ((b * 7) % 13))
    const { points } = answerOf({ ...run, gpus: [...shuffled, 512] })
    expect(points).toEqual(answerOf({ ...run, gpus: counts }).points)
  })

  it('under a lower cap a run takes longer and less energy', () => {
    const { points } = answerOf({ ...run, gpus: 4096, powerCapW: [400, 500, 600, 700] })
    const pairs = points.slice(1).map((point, index) => [points[index], point] as const)
    for (const [low, high] of pairs.slice(0, 2)) {
      expect(low?.time).toBeGreaterThan(high.time)
      expect(low?.energy).toBeLessThan(high.energy)
      expect(low?.power).toBeLessThan(high.power)
    }
    const uncapped = estimateOf({ ...run, gpus: 4096 })
    expect(points[3]?.time).toBeCloseTo(uncapped.totals.calendarDays.p50, 9)
  })

  it('another part in the same machine is priced and powered as that part', () => {
    const { points } = answerOf({ ...run, gpus: 4096, accelerator: ['gh200-96', 'b200'], price: 'market' })
    expect(points.map(({ accelerator }) => accelerator)).toEqual(['gh200-96', 'b200'])
    expect(points[1]?.power).toBeGreaterThan(points[0]?.power ?? 0)
  })

  it('are planned once for each number of accelerators, however many caps and tokens cross it', () => {
    const one = { ...run, gpus: [1024, 2048], tokens: '1T', powerCapW: 450 }
    const nine = { ...one, tokens: ['1T', '2T', '3T'], powerCapW: [450, 500, 600] }
    const workUs = (asked: object) => countedUs(() => answerTradeoffs(asked))
    expect(workUs(one)).toBeGreaterThan(0)
    expect(workUs(nine)).toBe(workUs(one))
  })
})

describe('the front', () => {
  const input = {
    ...run,
    gpus: { from: 512, to: 8192, steps: 12 },
    powerCapW: [350, 450, 550, 650],
    tokens: ['5T', '15T'],
    objectives: ['time', 'cost', 'carbon', '-tokens'],
  }

  it('is what brute force finds among the points within the limits', () => {
    const limits = { time: '200d', cost: 'CHF 6M', power: 4 }
    const { points, front } = answerOf({ ...input, limits })
    const within = points.filter((point) => point.time <= 200 && point.cost <= 6e6 && point.power <= 4)
    expect(points.filter(({ within: kept }) => kept)).toEqual(within)
    const beats = (a: readonly number[], b: readonly number[]) =>
      a.every((value, i) => value <= (b[i] ?? 0)) && a.some((value, i) => value < (b[i] ?? 0))
    const unbeaten = within.filter(
      (point) => !within.some((other) => beats(other.objectives, point.objectives)),
    )
    expect([...front].sort((a, b) => a - b)).toEqual(unbeaten.map(({ index }) => index))
    expect(points.flatMap(({ front: is, index }) => (is ? [index] : []))).toEqual(
      [...front].sort((a, b) => a - b),
    )
  })

  it('the best of an objective is the least within the limits', () => {
    const { points, best } = answerOf({ ...input, limits: { carbon: 250 } })
    best.forEach(({ index }, column) => {
      const values = points.filter(({ within }) => within).map(({ objectives }) => objectives[column] ?? 0)
      expect(index === null ? null : points[index]?.objectives[column]).toBe(Math.min(...values))
    })
  })

  it('a point says which limits it breaks', () => {
    const { points, sentence, counts } = answerOf({
      ...run,
      gpus: 4096,
      limits: { time: '30d', cost: 'CHF 1M' },
    })
    expect(points[0]?.breaks).toEqual(['cost', 'time'])
    expect(counts.within).toBe(0)
    expect(sentence).toMatch(/^None of 1 ways/)
  })

  it('a formula of the user is an objective, with its unit', () => {
    const { points, objectives } = answerOf({
      ...run,
      gpus: 4096,
      objectives: ['cost / tokens', 'carbon * 100 + cost'],
    })
    expect(objectives).toEqual([
      { text: 'cost / tokens', unit: 'CHF/token', numberConverts: false },
      { text: 'carbon * 100 + cost', unit: 'CHF', numberConverts: true },
    ])
    const [point] = points
    expect(point?.objectives[1]).toBeCloseTo((point?.carbon ?? 0) * 100 + (point?.cost ?? 0), 6)
  })
})

describe('what is refused', () => {
  it.each([
    [
      'everything at once',
      { tokens: '15X', powerCapW: -1, precision: 'int8', gpus: 0.5 },
      ['gpus', 'powerCapW', 'precision', 'tokens'],
    ],
    [
      'too many points',
      { gpus: { from: 8, to: 8192, steps: 2000 }, tokens: Array.from({ length: 100 }, (_, i) => 1e12 + i) },
      ['gpus'],
    ],
    ['a span backwards', { gpus: { from: 100, to: 10 } }, ['gpus.to']],
    ['an empty list', { tokens: [] }, ['tokens']],
    ['a limit in another currency', { gpus: 4096, limits: { cost: 'USD 5M' } }, ['limits.cost']],
    [
      'a budget in another currency',
      { gpus: 4096, find: { largestModel: { budget: 'USD 5M' } } },
      ['find.largestModel.budget'],
    ],
    ['a formula that is none', { gpus: 4096, objectives: ['time', 'range(0,1e8)'] }, ['objectives.1']],
    ['a formula that divides by zero', { gpus: 4096, objectives: ['time', 'cost / 0'] }, ['objectives.1']],
    [
      'a formula without a value somewhere',
      { gpus: [1024, 4096], objectives: ['log(time - 200)'] },
      ['objectives.0'],
    ],
    ['six objectives', { objectives: ['time', 'time', 'time', 'time', 'time', 'time'] }, ['objectives']],
    ['a date that is none', { find: { latestStart: { finish: '2027-02-30' } } }, ['find.latestStart.finish']],
    [
      'a site that is none',
      { find: { cheapestSite: { systems: ['alpes'] } } },
      ['find.cheapestSite.systems.0'],
    ],
    [
      'a law that is none',
      { find: { largestModel: { budget: 'CHF 1M', law: 'moore' } } },
      ['find.largestModel.law'],
    ],
    ['a model that is none', { model: 'apertus-7b' }, ['model']],
    ['an unknown field', { colour: 'red' }, ['colour']],
  ])('%s', (_, change, fields) => {
    expect([...problemsOf({ ...run, ...change })].sort()).toEqual(fields)
  })

  it('a price of electricity is told to change no way, as the price of an hour holds it', () => {
    const input = { ...run, gpus: [2048, 4096] }
    const [plain, priced] = [answerOf(input), answerOf({ ...input, powerPrice: 'EUR 0.3' })]
    expect(priced.points).toEqual(plain.points)
    expect(priced.notes.filter((note) => !plain.notes.includes(note))).toEqual([
      expect.stringContaining('powerPrice changes nothing here'),
    ])
  })

  it('systems of several currencies are put on the market basis, unless tariffs are asked for', () => {
    const input = { ...run, system: ['alps', 'jupiter-booster'], gpus: 4096 }
    expect(answerOf(input)).toMatchObject({ currency: 'USD', priceBasis: 'market rent' })
    expect(problemsOf({ ...input, price: 'tariff' })).toEqual(['objectives.1'])
    expect(answerOf({ ...input, price: 'tariff', objectives: ['time', 'energy'] }).currency).toBeNull()
  })

  it('nothing that can run is an answer of its own, with reasons and the nearest number that runs', () => {
    const answered = answerTradeoffs({ ...run, gpus: [4, 8] })
    if (answered.status !== 'infeasible') throw new Error(answered.status)
    const [obstacle] = answered.obstacles
    expect(obstacle?.reason).toContain('needs at least')
    expect(obstacle?.nearest?.field).toBe('gpus')
    const nearest = answerTradeoffs({ ...run, gpus: obstacle?.nearest?.value })
    expect(nearest.status).toBe('answer')
  })
})

describe('a limit that has to hold in many futures', () => {
  const asked = { ...run, gpus: [2944, 3328, 3840, 4608, 6144, 8192], limits: { time: '90d' } }
  const least = (input: unknown) =>
    Math.min(...answerOf(input).points.flatMap(({ within, gpus }) => (within ? [gpus] : [])))

  it('is of the calendar, by its median for even odds and by its p90 for nine in ten', () => {
    const even = least(asked)
    expect(estimateOf({ ...run, gpus: even }).totals.calendarDays.p50).toBeLessThanOrEqual(90)
    const careful = least({ ...asked, confidence: 0.9 })
    expect(careful).toBeGreaterThan(even)
    if (Number.isFinite(careful))
      expect(estimateOf({ ...run, gpus: careful }).totals.calendarDays.p90).toBeLessThanOrEqual(90)
  })

  it('has a probability that grows with what is allowed, and is even where the median is', () => {
    const chanceFor = (days: number) =>
      answerOf({ ...run, gpus: 4096, limits: { time: days } }).points[0]?.probability ?? 0
    const { p10, p50, p90 } = estimateOf({ ...run, gpus: 4096 }).totals.calendarDays
    expect(chanceFor(p50)).toBeCloseTo(0.5, 2)
    expect(chanceFor(p10)).toBeCloseTo(0.1, 2)
    expect(chanceFor(p90)).toBeCloseTo(0.9, 2)
  })

  it('of two limits keeps both in no more futures than either alone', () => {
    const chance = (limits: unknown) => answerOf({ ...run, gpus: 4096, limits }).points[0]?.probability ?? 0
    const { calendarDays, cost } = estimateOf({ ...run, gpus: 4096 }).totals
    const money = `${cost.currency} ${String(cost.p50)}`
    const both = chance({ time: calendarDays.p50, cost: money })
    expect(both).toBeLessThanOrEqual(Math.min(chance({ time: calendarDays.p50 }), chance({ cost: money })))
    expect(both).toBeGreaterThan(0)
  })

  it('finds the smallest cluster for that share of the futures, which an estimate confirms', () => {
    const { find } = answerOf({
      ...run,
      gpus: 8192,
      confidence: 0.9,
      find: { smallestCluster: { time: 120 } },
    })
    const cluster = find.smallestCluster
    expect(cluster?.probability ?? 0).toBeGreaterThanOrEqual(0.9)
    const gpus = cluster?.gpus ?? 0
    expect(estimateOf({ ...run, gpus }).totals.calendarDays.p90).toBeLessThanOrEqual(120)
  })

  it('of less than even odds, or of certainty, is refused', () => {
    expect(problemsOf({ ...run, gpus: 4096, confidence: 0.2 })).toEqual(['confidence'])
    expect(problemsOf({ ...run, gpus: 4096, confidence: 1 })).toEqual(['confidence'])
  })
})
