import { energyMwh } from '../base/units.ts'

export type PowerUse = {
  /** Accelerator-hours computing: useful steps and work that is lost later. */
  readonly computingGpuHours: number
  /** Accelerator-hours standing: checkpoint stalls and restarts. */
  readonly waitingGpuHours: number
  /** Power of one accelerator with its share of node and network. */
  readonly computingW: number
  readonly waitingW: number
  readonly pueRatio: number
}

export type Energy = {
  readonly computingMwh: number
  readonly waitingMwh: number
  /** Cooling and power conversion: IT energy × (PUE − 1). */
  readonly facilityMwh: number
  readonly itMwh: number
  readonly totalMwh: number
}

/** Energy of a run by power state; facility = IT × PUE. */
export function energy(use: PowerUse): Energy {
  const computingMwh = energyMwh(use.computingW, use.computingGpuHours)
  const waitingMwh = energyMwh(use.waitingW, use.waitingGpuHours)
  const itMwh = computingMwh + waitingMwh
  const facilityMwh = itMwh * (use.pueRatio - 1)
  return { computingMwh, waitingMwh, facilityMwh, itMwh, totalMwh: itMwh + facilityMwh }
}
