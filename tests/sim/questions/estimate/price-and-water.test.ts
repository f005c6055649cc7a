import { describe, expect, it } from 'vitest'
import { prices, rentsOf } from '../../../../sim/catalogue/prices.ts'
import { answerEstimate } from '../../../../sim/questions/estimate/estimate.ts'

const run = { model: 'llama-3-70b', tokens: '2T', gpus: 1024, samples: 4096 }
const machine = (acceleratorId: string) => ({
  name: 'a machine',
  acceleratorId,
  nodes: 256,
  acceleratorsPerNode: 8,
  country: 'FRA',
})

function estimateOn(acceleratorId: string, more: object = {}) {
  const answered = answerEstimate({ ...run, system: machine(acceleratorId), ...more })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}

describe('the price of a run that nobody has priced', () => {
  it('is of offers alone: neither an index of offers nor the assumption of a paper is one', () => {
    const names = rentsOf('h100-sxm-80').map(({ name }) => name)
    expect(names).toEqual(['Nebius', 'Crusoe', 'OCI'])
    expect(prices.filter(({ kind }) => kind === 'summary' || kind === 'assumption')).toHaveLength(2)
  })

  it('is the median of the three offers of an H100, USD 3.90, in a range below the dearest list price', () => {
    const price = estimateOn('h100-sxm-80').assumptions.find(({ id }) => id === 'pricePerGpuHour')
    expect(price?.value).toBe(3.9)
    // Quartiles in the logarithm: √(2.95 × 3.9) and √(3.9 × 10), a factor of 1.8412; p10 to p90 is 0.8 of a uniform width.
    expect((price?.high ?? 0) / (price?.low ?? 1)).toBeCloseTo((10 / 2.95) ** (0.5 * 0.8), 4)
    expect(price?.high).toBeLessThan(10)
    expect(price?.source).not.toContain('DeepSeek')
  })

  it.each([
    ['h100-sxm-80', 1024],
    ['h100-sxm-80', 512],
    ['h200-sxm-141', 64],
    ['b200', 256],
    ['a100-sxm-80', 256],
  ])('gives one cost on %s, %d of them: headline, breakdown and view within 2 percent', (part, gpus) => {
    const { totals, costBreakdown, costViews } = estimateOn(part, { gpus })
    const view = costViews.find(({ id }) => id === 'chosen')
    const parts = Object.values(costBreakdown).reduce((total, value) => total + value, 0)
    expect(Math.abs(totals.cost.p50 / (view?.amount ?? 0) - 1)).toBeLessThan(0.02)
    expect(Math.abs(totals.cost.p50 / parts - 1)).toBeLessThan(0.02)
  })
})

describe('the water of a run', () => {
  it("counts the electricity's: in France 1.39 L a kWh in the middle, and says where it was read", () => {
    const { waterBreakdownM3, notIncluded, assumptions } = estimateOn('h100-sxm-80')
    expect(waterBreakdownM3['grid']).toBeGreaterThan(waterBreakdownM3['site'] ?? 0)
    expect(notIncluded.join()).not.toContain('Water of the electricity')
    const water = assumptions.find(({ id }) => id === 'gridWaterLPerKwh')
    expect([water?.low, water?.value, water?.high]).toEqual([0.72, 1.39, 3.67])
    expect(water?.source).toContain('Macknick')
  })

  it('counts the factor that is given, and then leaves nothing out', () => {
    const given = estimateOn('h100-sxm-80', { ranges: { gridWaterLPerKwh: 1 } })
    expect(given.notIncluded.join()).not.toContain('Water of the electricity')
    // A litre a kWh is a cubic metre a MWh.
    expect((given.waterBreakdownM3['grid'] ?? 0) / given.totals.energyMwh.p50).toBeGreaterThan(0.9)
  })
})

describe('a site that takes no water, a grid without carbon', () => {
  it('are no mistake: their part is nothing, and what is left is the whole', () => {
    const dry = estimateOn('h100-sxm-80', { ranges: { wueLPerKwh: 0 } })
    expect(dry.waterBreakdownM3['site']).toBe(0)
    expect(dry.totals.waterM3.p50).toBeCloseTo(dry.waterBreakdownM3['grid'] ?? NaN, 9)
    const green = estimateOn('h100-sxm-80', { ranges: { gCo2ePerKwh: 0 } })
    expect(green.carbonBreakdownT['operational']).toBe(0)
    expect(green.totals.carbonT.p50).toBeGreaterThan(0)
    const below = answerEstimate({ ...run, system: machine('h100-sxm-80'), ranges: { wueLPerKwh: -1 } })
    expect(below).toMatchObject({
      problems: [
        {
          field: 'ranges.wueLPerKwh',
          message: 'has to stay at least 0, but its samples reach from -1 to -1',
        },
      ],
    })
  })
})
