import { describe, expect, it } from 'vitest'
import { mechanismFactors } from '../../../../sim/catalogue/sovereignty.ts'
import { readingS, writingS } from '../../../../sim/investment/capacity.ts'
import { answerInvest } from '../../../../sim/questions/invest/invest.ts'

function servingIn(serving: object, more: object = {}) {
  const answered = answerInvest({ case: 'alps', samples: 100, ...more, serving })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  const { serving: view } = answered.value
  if (view === null) throw new Error('no serving')
  return view
}

describe('inference as demand', () => {
  it("holds DeepSeek's published day: 266 B tokens read, 168 B written, 226.75 nodes of 8 H800, 278 at the busiest", () => {
    // 608 B in, 56.3 % of them found in the cache; no throughput of that day entered the model.
    const more = {
      case: 'cloud-rent',
      accelerator: 'h800-sxm-80',
      accelerators: 2224,
      run: { model: 'deepseek-v3', tokens: '1T', gpus: 2048 },
    }
    const [read, written] = [608e9 * (1 - 0.563), 168e9]
    const tokensPerDay = read + written
    const { accelerators, acceleratorHoursPerY } = servingIn(
      { tokensPerDay, inputFraction: read / tokensPerDay, bytesPerParameter: 1 },
      more,
    )
    for (const [{ low, high }, published] of [
      [accelerators, 278 * 8],
      [acceleratorHoursPerY, 226.75 * 8 * 8760],
    ] as const) {
      expect(published).toBeGreaterThan(low)
      expect(published).toBeLessThan(high)
    }
  })

  it('by hand: reading is 2 FLOPs a parameter; writing adds its cache and its share of the weights', () => {
    const token = { activeParameters: 1e9, cacheBytes: 1e9, weightBytes: 4e9 }
    const server = { flopsPerS: 1e15, bytesPerS: 1e12, memoryBytes: 8e9, overlaps: false }
    expect(readingS(token, server)).toBeCloseTo(2e-6, 15)
    // Half of the memory is weights, so each byte of cache brings another of weights.
    expect(writingS(token, server)).toBeCloseTo(2e-6 + 2e-3, 12)
    expect(writingS(token, { ...server, overlaps: true })).toBeCloseTo(2e-3, 12)
  })

  it('twice the tokens take twice the hours and the money, and a longer context more of both', () => {
    const [one, two, long] = [
      servingIn({ tokensPerDay: '1B' }),
      servingIn({ tokensPerDay: '2B' }),
      servingIn({ tokensPerDay: '1B', contextTokens: '32k' }),
    ]
    expect(two.acceleratorHoursPerY.low / one.acceleratorHoursPerY.low).toBeCloseTo(2, 9)
    expect(two.costPerY.high / one.costPerY.high).toBeCloseTo(2, 9)
    expect(two.costPerMillionTokens.low).toBeCloseTo(one.costPerMillionTokens.low, 9)
    expect(long.costPerY.high).toBeGreaterThan(one.costPerY.high)
  })

  it("the tokens of an hour that sovereignty counts with are this one's", () => {
    const { acceleratorHoursPerY: hours } = servingIn({ tokensPerDay: 1e9 })
    const served = mechanismFactors.find(({ id }) => id === 'served')
    expect(365e9 / hours.high / (served?.low ?? 0)).toBeCloseTo(1, 1)
    expect(365e9 / hours.low / (served?.high ?? 0)).toBeCloseTo(1, 1)
  })

  it('is refused with every problem at once', () => {
    const serving = { tokensPerDay: -1, inputFraction: 2, peakToMean: 0.5 }
    const answered = answerInvest({ case: 'alps', serving })
    expect(answered.status === 'refused' ? answered.problems.map(({ field }) => field) : []).toEqual([
      'serving.tokensPerDay',
      'serving.inputFraction',
      'serving.peakToMean',
    ])
  })
})
