import {
  G_PER_KG,
  HOURS_PER_DAY,
  HOURS_PER_YEAR,
  KG_PER_T,
  KWH_PER_MWH,
  L_PER_M3,
  SECONDS_PER_HOUR,
} from '../base/units.ts'
import { sum } from '../base/math.ts'

type Work = {
  readonly trainingFlops: number
  readonly accelerators: number
  /** Dense peak of one accelerator in the precision of the matrix products. */
  readonly peakFlopsPerS: number
  /** Model FLOPs utilisation, 0 to 1, in the FLOP convention of `trainingFlops`. */
  readonly mfu: number
}

/**
 * Accelerator-hours at full throughput, nothing lost: FLOPs ÷ (peak × MFU).
 *
 * Source: Chowdhery et al. 2022 (PaLM, arXiv 2204.02311), appendix B, which defines MFU; solved for the time.
 */
export function netGpuHours({ trainingFlops, peakFlopsPerS, mfu }: Omit<Work, 'accelerators'>): number {
  return trainingFlops / (peakFlopsPerS * mfu) / SECONDS_PER_HOUR
}

/** Days that `accelerators` need for so many accelerator-hours. Ours: all accelerators are held for the same time. */
export function days(gpuHours: number, accelerators: number): number {
  return gpuHours / accelerators / HOURS_PER_DAY
}

/** Money by a price per accelerator-hour: allocated hours × price. Ours: the definition of a price of the hour. */
export function hoursCost(gpuHours: number, pricePerGpuHour: number): number {
  return gpuHours * pricePerGpuHour
}

/** Money for electricity alone: facility energy × price. Ours: the definition of a price of energy. */
export function electricityCost(facilityMwh: number, pricePerKwh: number): number {
  return facilityMwh * KWH_PER_MWH * pricePerKwh
}

/**
 * Operational carbon: facility energy × grid intensity.
 *
 * Source: Patterson et al. 2021 (arXiv 2104.10350), section 2: energy × PUE × intensity; the energy here has the PUE
 * in it.
 */
export function operationalT(facilityMwh: number, gCo2ePerKwh: number): number {
  return (facilityMwh * KWH_PER_MWH * gCo2ePerKwh) / G_PER_KG / KG_PER_T
}

/**
 * Embodied carbon of the hours used: each accelerator-hour carries its share of what making the part emitted.
 *
 * @param kgCo2e  cradle to gate, of one accelerator or its share of the server
 * @param lifeY   years over which it is spread; idle hours are spread too
 *
 * Source: Gupta et al. 2022 (ACT, ISCA): embodied carbon × time used ÷ lifetime.
 */
export function embodiedT(gpuHours: number, kgCo2e: number, lifeY: number): number {
  return (gpuHours * kgCo2e) / (lifeY * HOURS_PER_YEAR) / KG_PER_T
}

/**
 * Water of cooling on site: IT energy × WUE.
 *
 * Source: Li et al. 2023 (arXiv 2304.03271), on-site water.
 */
export function siteWaterM3(itMwh: number, wueLPerKwh: number): number {
  return (itMwh * KWH_PER_MWH * wueLPerKwh) / L_PER_M3
}

/**
 * Water of generating the electricity: facility energy × the grid's water.
 *
 * Source: Li et al. 2023 (arXiv 2304.03271), off-site water.
 */
export function gridWaterM3(facilityMwh: number, gridLPerKwh: number): number {
  return (facilityMwh * KWH_PER_MWH * gridLPerKwh) / L_PER_M3
}

export const daysOfYear = HOURS_PER_YEAR / HOURS_PER_DAY
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/**
 * Mean of what holds in each month over the days of a run that begins on the first of one of them (0 is January).
 * Over whole years it is the mean of the year.
 *
 * Ours: each day counts alike; a run draws the same power all along.
 */
export function meanOverMonths(values: readonly number[], firstMonth: number, days: number): number {
  const years = Math.floor(days / daysOfYear)
  let total = years * sum(monthDays.map((length, month) => length * (values[month] ?? 0)))
  let left = days - years * daysOfYear
  for (let month = firstMonth; left > 0; month = (month + 1) % monthDays.length) {
    const here = Math.min(left, monthDays[month] ?? left)
    total += here * (values[month] ?? 0)
    left -= here
  }
  return total / days
}
