import { describe, expect, it } from 'vitest'
import { grids } from '../../../../sim/catalogue/grids.ts'
import { monthsOf } from '../../../../sim/catalogue/grid-months.ts'
import { answerEstimate } from '../../../../sim/questions/estimate/estimate.ts'
import { meanOverMonths } from '../../../../sim/run/totals.ts'

const run = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, samples: 512 }
function estimate(more: object = {}) {
  const answered = answerEstimate({ ...run, ...more })
  if (answered.status !== 'answer') throw new Error(JSON.stringify(answered))
  return answered.value
}
const winterAndSummer = [4, 4, 4, 1, 1, 1, 1, 1, 1, 4, 4, 4]

describe('carbon by month', () => {
  it('is the mean of the days, by hand: 31 of January and 14 of February', () => {
    expect(meanOverMonths([10, 20, ...Array.from({ length: 10 }, () => 0)], 0, 45)).toBeCloseTo(
      (31 * 10 + 14 * 20) / 45,
      12,
    )
    expect(meanOverMonths([4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 8], 11, 62)).toBeCloseTo(6, 12)
  })

  it('does not mind when a run of whole years begins', () => {
    const means = winterAndSummer.map((_, month) => meanOverMonths(winterAndSummer, month, 3 * 365))
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(1e-12)
  })

  it('follows the grid: in Germany a run begun in April emits less than one begun in October', () => {
    const { carbonByMonth, carbonBreakdownT } = estimate({ grid: 'DE' })
    const of = (month: string) => carbonByMonth?.months.find((one) => one.month === month)?.operationalT ?? 0
    expect(of('apr')).toBeLessThan(0.9 * of('oct'))
    expect(of('apr')).toBeLessThan(carbonBreakdownT['operational'] ?? 0)
    // Ember's Germany of 2024 runs from 309.5 in April to 452 in November: the shape is kept.
    const [april, november] = [carbonByMonth?.months[3], carbonByMonth?.months[10]]
    const printed = monthsOf('DEU')?.gPerKwh ?? []
    expect((april?.gCo2ePerKwh ?? 0) / (november?.gCo2ePerKwh ?? 1)).toBeCloseTo(
      (printed[3] ?? 0) / (printed[10] ?? 1),
      10,
    )
  })

  it('says where no open figures are known, and then stands on the annual mean', () => {
    const { carbonByMonth, notIncluded } = estimate({ grid: 'ISL' })
    expect(carbonByMonth).toBeNull()
    expect(notIncluded.join()).toContain('no open monthly figures are known for the grid of Iceland')
    expect(estimate({ grid: 'CHE' }).notIncluded.join()).toContain(
      'of one more kWh (marginal): no open table',
    )
  })

  it('has twelve months or none for each of the grids, and its mean is near the year that others print', () => {
    const far: string[] = []
    for (const { id, intensities } of grids) {
      const months = monthsOf(id)
      if (months === null) continue
      expect(months.gPerKwh).toHaveLength(12)
      const yearly = intensities.map(({ gCo2ePerKwh }) => gCo2ePerKwh)
      const mean = meanOverMonths(months.gPerKwh, 0, 365)
      if (mean < 0.75 * Math.min(...yearly) || mean > 1.25 * Math.max(...yearly)) far.push(id)
    }
    expect(far).toEqual([])
  })
})

describe('beside the carbon', () => {
  it('stands the heat that is used: share × energy of the computers, never taken off the carbon', () => {
    const [plain, reused] = [estimate(), estimate({ heatReuse: 0.5, heatDisplaces: 200 })]
    expect(plain.heat).toBeNull()
    const { computing = 0, waiting = 0 } = reused.energyBreakdownMwh
    expect(reused.heat?.heatMwh).toBeCloseTo((computing + waiting) / 2, 6)
    expect(reused.heat?.avoidedT).toBeCloseTo(((computing + waiting) / 2) * 0.2, 6)
    expect(reused.totals.carbonT).toEqual(plain.totals.carbonT)
    // 3,220 t over half of 30 GWh.
    expect(estimate({ heatReuse: 1 }).heat?.gCo2ePerKwhHeat).toBeCloseTo(214.67, 2)
    expect(answerEstimate({ ...run, heatReuse: 1.2 })).toMatchObject({
      status: 'refused',
      problems: [{ field: 'heatReuse' }],
    })
  })
})

describe('what a node of four GH200 cost to make', () => {
  it('is four H100 and two blades of two sockets: 2,856 kg, between 1,312 and 3,506', () => {
    const of = (id: string) => estimate().assumptions.find((one) => one.id === id)
    const [part, share] = [Number(of('embodiedAcceleratorKg')?.value), of('embodiedServerKg')]
    expect(4 * (part + Number(share?.value))).toBe(2856)
    expect(4 * (part + (share?.low ?? 0))).toBe(1312)
    expect(4 * (part + (share?.high ?? 0))).toBe(3506)
    expect(share?.source).toContain('ARCHER2')
  })
})
