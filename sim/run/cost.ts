import { KWH_PER_MWH } from '../base/units.ts'

/** Money by a price per accelerator-hour: allocated hours × price. Ours: the definition of a price of the hour. */
export function hoursCost(gpuHours: number, pricePerGpuHour: number): number {
  return gpuHours * pricePerGpuHour
}

/** Money for electricity alone: facility energy × price. Ours: the definition of a price of energy. */
export function electricityCost(facilityMwh: number, pricePerKwh: number): number {
  return facilityMwh * KWH_PER_MWH * pricePerKwh
}
