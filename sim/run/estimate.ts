import { HOURS_PER_YEAR } from '../base/units.ts'
import { goodput, type Goodput } from '../goodput/goodput.ts'
import { hoursCost } from './cost.ts'
import { days, netGpuHours } from './duration.ts'
import { energy, type Energy } from './energy.ts'
import { embodiedT, gridWaterM3, operationalT, siteWaterM3 } from './footprint.ts'

/** Everything one training run's totals depend on, as plain numbers. */
export type RunInputs = {
  readonly trainingFlops: number
  readonly gpus: number
  readonly peakFlopsPerS: number
  readonly mfu: number
  readonly interruptionsPer1000GpuDays: number
  readonly checkpointStallS: number
  readonly restartS: number
  readonly leastIntervalS: number
  readonly computingW: number
  readonly waitingW: number
  readonly pueRatio: number
  readonly gCo2ePerKwh: number
  readonly embodiedAcceleratorKg: number
  readonly embodiedServerKg: number
  readonly lifeY: number
  readonly wueLPerKwh: number
  readonly gridWaterLPerKwh: number
  readonly pricePerGpuHour: number
}

export type RunTotals = {
  readonly netGpuHours: number
  readonly gpuHours: number
  readonly wallClockDays: number
  readonly energyMwh: number
  readonly carbonT: number
  readonly waterM3: number
  readonly cost: number
}

export type RunEstimate = {
  readonly totals: RunTotals
  readonly goodput: Goodput
  readonly energy: Energy
  /** GPU-hours; they add up to totals.gpuHours. */
  readonly hours: {
    readonly training: number
    readonly checkpoints: number
    readonly lostWork: number
    readonly restarts: number
  }
  /** Tonnes; they add up to totals.carbonT. */
  readonly carbon: { readonly operational: number; readonly accelerators: number; readonly servers: number }
  /** Cubic metres; they add up to totals.waterM3. */
  readonly water: { readonly site: number; readonly grid: number }
}

/** One training run from its FLOPs to its bill. */
export function estimateRun(inputs: RunInputs): RunEstimate {
  const net = netGpuHours(inputs)
  const useful = goodput({
    ...inputs,
    accelerators: inputs.gpus,
    ratePer1000AcceleratorDays: inputs.interruptionsPer1000GpuDays,
  })
  const gross = net / useful.fraction
  const hours = {
    training: net,
    checkpoints: gross * useful.checkpointFraction,
    lostWork: gross * useful.lostWorkFraction,
    restarts: gross * useful.restartFraction,
  }
  const used = energy({
    ...inputs,
    computingGpuHours: hours.training + hours.lostWork,
    waitingGpuHours: hours.checkpoints + hours.restarts,
  })
  const carbon = {
    operational: operationalT(used.totalMwh, inputs.gCo2ePerKwh),
    accelerators: embodiedT(gross, inputs.embodiedAcceleratorKg, inputs.lifeY),
    servers: embodiedT(gross, inputs.embodiedServerKg, inputs.lifeY),
  }
  const water = {
    site: siteWaterM3(used.itMwh, inputs.wueLPerKwh),
    grid: gridWaterM3(used.totalMwh, inputs.gridWaterLPerKwh),
  }
  const totals = {
    netGpuHours: net,
    gpuHours: gross,
    wallClockDays: days(gross, inputs.gpus),
    energyMwh: used.totalMwh,
    carbonT: carbon.operational + carbon.accelerators + carbon.servers,
    waterM3: water.site + water.grid,
    cost: hoursCost(gross, inputs.pricePerGpuHour),
  }
  return { totals, goodput: useful, energy: used, hours, carbon, water }
}

/** Service life in hours, as the embodied formula wants it. */
export function lifeHours(lifeY: number): number {
  return lifeY * HOURS_PER_YEAR
}
