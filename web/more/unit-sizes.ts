import { GIGA, HOURS_PER_DAY, KWH_PER_MWH } from '../../sim/base/units.ts'

/** The size of each unit in the usual one of its kind, the first; of memory in bytes. Definitions. */
export const units = {
  time: { d: 1, h: HOURS_PER_DAY },
  work: { 'GPU-h': 1, 'node-h': 1, EFLOP: 1 },
  energy: { MWh: 1, kWh: KWH_PER_MWH, GWh: 1 / KWH_PER_MWH, GJ: 3.6 },
  memory: { GB: GIGA, GiB: 1024 ** 3 },
} as const

/** Whether a word of a link names a unit, or may name a currency. */
export function isUnit(word: string): boolean {
  return /^([A-Z]{3})?$/.test(word) || Object.values(units).some((all) => Object.hasOwn(all, word))
}
