/** The only conversion factors of the product. Everything else multiplies by one of these names. */

export const SECONDS_PER_HOUR = 3600
export const HOURS_PER_DAY = 24
export const SECONDS_PER_DAY = SECONDS_PER_HOUR * HOURS_PER_DAY
/** A year of 365 days, as in the economics of a GPU-hour (8,760 h). */
export const HOURS_PER_YEAR = 8760

export const W_PER_KW = 1e3
export const KWH_PER_MWH = 1e3
export const WH_PER_MWH = 1e6
export const G_PER_KG = 1e3
export const KG_PER_T = 1e3
export const L_PER_M3 = 1e3
export const TERA = 1e12
export const GIGA = 1e9
export const MEGA = 1e6

export function energyMwh(powerW: number, hours: number): number {
  return (powerW * hours) / WH_PER_MWH
}
