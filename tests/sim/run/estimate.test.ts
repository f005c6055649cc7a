import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum } from '../../../sim/base/math.ts'
import { estimateRun, runWithShares, type RunInputs } from '../../../sim/run/estimate.ts'

const inputs: RunInputs = {
  trainingFlops: 6.5e24,
  gpus: 4096,
  peakFlopsPerS: 989.5e12,
  mfu: 0.31,
  interruptionsPer1000GpuDays: 0.56,
  checkpointIntervalS: 900,
  checkpointStallS: 6,
  checkpointSaveS: 50,
  detectionS: 300,
  restartS: 600,
  slowNodesOverhead: 0.01,
  unsettledOverhead: 0.05,
  queueLimitH: 12,
  linkStartS: 400,
  queueWaitS: 900,
  maintenanceFraction: 0.04,
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

/** Nothing fails, nothing is slow, nothing waits. */
const calm: RunInputs = {
  ...inputs,
  interruptionsPer1000GpuDays: 0,
  checkpointIntervalS: Infinity,
  slowNodesOverhead: 0,
  unsettledOverhead: 0,
  queueLimitH: Infinity,
  maintenanceFraction: 0,
}

describe('one run from its FLOPs to its bill', () => {
  it('agrees with arithmetic on paper where nothing fails', () => {
    const run = estimateRun(calm)
    expect(run.gpuHours).toBeCloseTo(6.5e24 / (989.5e12 * 0.31 * 3600), 3)
    expect(run.wallClockDays).toBeCloseTo(run.gpuHours / 4096 / 24, 9)
    expect(run.calendarDays).toBeCloseTo(run.wallClockDays, 9)
    expect(run.energyMwh).toBeCloseTo((run.gpuHours * 685 * 1.1) / 1e6, 6)
    expect(run.cost).toBeCloseTo(run.gpuHours * 0.6725, 3)
    const embodied = (run.gpuHours * 864) / (5 * 8760) / 1000
    expect(run.carbonT).toBeCloseTo((run.energyMwh * 36.7) / 1000 + embodied, 6)
    expect(run.waterM3).toBeCloseTo(run.energyMwh * (0.2 / 1.1 + 1.5), 6)
    expect(run.interruptions).toBe(0)
  })

  it('takes the calendar of its chain: a wait before each link but the first, and the closed share', () => {
    const run = estimateRun({
      ...calm,
      queueLimitH: 12,
      linkStartS: 0,
      checkpointStallS: 0,
      checkpointSaveS: 0,
    })
    const links = Math.ceil((run.wallClockDays * 24) / 12)
    expect(run.calendarDays).toBeCloseTo(run.wallClockDays + ((links - 1) * 900) / 86400, 9)
    const closed = estimateRun({ ...calm, maintenanceFraction: 0.05 })
    expect(closed.calendarDays).toBeCloseTo(closed.wallClockDays / 0.95, 9)
    expect(closed.cost).toBe(estimateRun(calm).cost)
  })

  it('has interruptions at the rate of the job, and more of them on very large ones', () => {
    const run = estimateRun(inputs)
    expect(run.interruptions).toBeCloseTo((run.wallClockDays * 4096 * 0.56) / 1000, 6)
    const huge = estimateRun({ ...inputs, gpus: 98304 })
    expect(huge.interruptions / ((huge.wallClockDays * 98304 * 0.56) / 1000)).toBeGreaterThan(2.7)
  })

  it('has parts that add up', () => {
    const run = estimateRun(inputs)
    const hours = [
      run.netGpuHours,
      run.checkpointsH,
      run.lostWorkH,
      run.restartsH,
      run.queueChainH,
      run.slowPhasesH,
    ]
    expect(sum(hours) / run.gpuHours).toBeCloseTo(1, 12)
    expect(sum([run.operationalT, run.acceleratorsT, run.serversT]) / run.carbonT).toBeCloseTo(1, 12)
    expect((run.siteM3 + run.gridM3) / run.waterM3).toBeCloseTo(1, 12)
    expect(((run.computingMwh + run.waitingMwh) * 1.1) / run.energyMwh).toBeCloseTo(1, 12)
  })

  it('has slow phases of exactly their overhead on top of the net hours', () => {
    const run = estimateRun(inputs)
    expect(run.slowPhasesH / run.netGpuHours).toBeCloseTo(1.01 * 1.05 - 1, 9)
  })

  it('is the same run when its own shares are given back', () => {
    const run = estimateRun(inputs)
    expect(runWithShares(inputs, run.shares)).toEqual(run)
  })

  const hazards = [
    'interruptionsPer1000GpuDays',
    'detectionS',
    'restartS',
    'checkpointSaveS',
    'slowNodesOverhead',
    'unsettledOverhead',
    'linkStartS',
  ] as const

  it('never takes fewer gross hours than net, and more of a hazard never lowers them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...hazards),
        fc.double({ min: 1, max: 4, noNaN: true }),
        (hazard, factor) => {
          const worse = estimateRun({ ...inputs, [hazard]: inputs[hazard] * factor })
          expect(worse.gpuHours).toBeGreaterThanOrEqual(estimateRun(inputs).gpuHours * (1 - 1e-12))
          expect(worse.gpuHours).toBeGreaterThan(worse.netGpuHours)
        },
      ),
    )
  })
})
