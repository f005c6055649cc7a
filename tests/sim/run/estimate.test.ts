import { describe, expect, it } from 'vitest'
import { sum } from '../../../sim/base/math.ts'
import { estimateRun, type RunInputs } from '../../../sim/run/estimate.ts'

const inputs: RunInputs = {
  trainingFlops: 6.5e24,
  gpus: 4096,
  peakFlopsPerS: 989.5e12,
  mfu: 0.31,
  interruptionsPer1000GpuDays: 0.56,
  checkpointStallS: 6,
  restartS: 900,
  leastIntervalS: 600,
  computingW: 685,
  waitingW: 87,
  pueRatio: 1.1,
  gCo2ePerKwh: 36.7,
  embodiedAcceleratorKg: 164,
  embodiedServerKg: 700,
  lifeY: 5,
  wueLPerKwh: 0.2,
  gridWaterLPerKwh: 1.5,
  pricePerGpuHour: 0.6725,
}

describe('one run from its FLOPs to its bill', () => {
  it('agrees with arithmetic on paper where nothing fails', () => {
    const { totals } = estimateRun({ ...inputs, interruptionsPer1000GpuDays: 0 })
    expect(totals.gpuHours).toBeCloseTo(6.5e24 / (989.5e12 * 0.31 * 3600), 3)
    expect(totals.wallClockDays).toBeCloseTo(totals.gpuHours / 4096 / 24, 9)
    expect(totals.energyMwh).toBeCloseTo((totals.gpuHours * 685 * 1.1) / 1e6, 6)
    expect(totals.cost).toBeCloseTo(totals.gpuHours * 0.6725, 3)
    const embodied = (totals.gpuHours * 864) / (5 * 8760) / 1000
    expect(totals.carbonT).toBeCloseTo((totals.energyMwh * 36.7) / 1000 + embodied, 6)
    expect(totals.waterM3).toBeCloseTo(totals.energyMwh * (0.2 / 1.1 + 1.5), 6)
  })

  it('has breakdowns that add up', () => {
    const { totals, hours, carbon, water, energy } = estimateRun(inputs)
    expect(sum(Object.values(hours)) / totals.gpuHours).toBeCloseTo(1, 12)
    expect(sum(Object.values(carbon)) / totals.carbonT).toBeCloseTo(1, 12)
    expect(sum(Object.values(water)) / totals.waterM3).toBeCloseTo(1, 12)
    expect((energy.computingMwh + energy.waitingMwh + energy.facilityMwh) / totals.energyMwh).toBeCloseTo(
      1,
      12,
    )
  })

  it('never takes fewer gross hours than net', () => {
    const { totals } = estimateRun(inputs)
    expect(totals.gpuHours).toBeGreaterThan(totals.netGpuHours)
  })
})
