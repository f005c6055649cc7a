import { HOURS_PER_YEAR, W_PER_KW } from '../base/units.ts'
import { annuity } from './cashflow.ts'

export const capitalParts = ['compute', 'network', 'storage', 'facility'] as const
export type CapitalPart = (typeof capitalParts)[number]

/** Power of one accelerator with all parts of its node and fabric, and what the facility adds and pays. */
export type Electricity = {
  readonly computingW: number
  readonly idleW: number
  readonly pueRatio: number
  readonly pricePerKwh: number
}

/** A machine in a steady year, in one currency and one price level. */
export type Ownership = {
  readonly accelerators: number
  readonly capital: readonly { readonly part: CapitalPart; readonly amount: number; readonly lifeY: number }[]
  readonly ratePerY: number
  readonly maintenancePerY: number
  readonly staffPerY: number
  /** Null where the electricity is inside another figure, as in a whole-programme budget. */
  readonly electricity: Electricity | null
  /** Allocated ÷ installed accelerator-hours. */
  readonly utilisationFraction: number
  /** Useful ÷ allocated accelerator-hours. */
  readonly goodputFraction: number
}

export type CostParts = { readonly [K in CapitalPart | 'maintenance' | 'staff' | 'electricity']: number }

export type HourCost = Readonly<ReturnType<typeof hourCost>>

/**
 * Levelised cost of an accelerator-hour of a machine in a steady state: capital by annuity, each part over its own
 * life, with maintenance, staff and electricity, over the allocated hours. A useful hour costs 1/goodput times that.
 *
 * LCGH = [Σ I · CRF(r, n) + O_m + O_s + 8760 · G · p · PUE · (u · P + (1 − u) · P_idle)] / (8760 · G · u)
 *
 * Leaves out taxes, residual value and ramp-up; `programme` has the last two.
 *
 * Source: Short, Packey and Holt 1995 (NREL/TP-462-5173), levelised cost, with an accelerator-hour for a kWh.
 */
export function hourCost(machine: Ownership) {
  const { accelerators, utilisationFraction, goodputFraction } = machine
  const yearly = yearlyParts(machine)
  const allocatedHoursPerY = HOURS_PER_YEAR * accelerators * utilisationFraction
  const yearlyTotal = totalOf(yearly)
  const parts = mapParts(yearly, (amount) => amount / allocatedHoursPerY)
  const perAllocatedHour = yearlyTotal / allocatedHoursPerY
  return {
    perAllocatedHour,
    perUsefulHour: perAllocatedHour / goodputFraction,
    /** Of one allocated hour; they add up to it. */
    parts,
    yearly,
    yearlyTotal,
    allocatedHoursPerY,
  }
}

function yearlyParts(machine: Ownership): CostParts {
  const { capital, ratePerY, maintenancePerY, staffPerY } = machine
  const of = (part: CapitalPart) =>
    capital
      .filter((one) => one.part === part)
      .reduce((total, { amount, lifeY }) => total + annuity(amount, ratePerY, lifeY), 0)
  return {
    compute: of('compute'),
    network: of('network'),
    storage: of('storage'),
    facility: of('facility'),
    maintenance: maintenancePerY,
    staff: staffPerY,
    electricity: electricityPerY(machine),
  }
}

function electricityPerY({ electricity, accelerators, utilisationFraction }: Ownership): number {
  if (electricity === null) return 0
  return yearlyEnergyKwh(electricity, accelerators, utilisationFraction) * electricity.pricePerKwh
}

/**
 * Facility energy of a year: idle accelerators draw too.
 *
 * Ours: an accelerator either computes or idles, each at its mean power.
 */
export function yearlyEnergyKwh(
  { computingW, idleW, pueRatio }: Omit<Electricity, 'pricePerKwh'>,
  accelerators: number,
  utilisationFraction: number,
): number {
  const meanW = utilisationFraction * computingW + (1 - utilisationFraction) * idleW
  return (accelerators * HOURS_PER_YEAR * meanW * pueRatio) / W_PER_KW
}

/** All parts together. Ours: the definition of a total. */
export function totalOf(parts: CostParts): number {
  return (
    parts.compute +
    parts.network +
    parts.storage +
    parts.facility +
    parts.maintenance +
    parts.staff +
    parts.electricity
  )
}

export function mapParts(parts: CostParts, change: (amount: number) => number): CostParts {
  return {
    compute: change(parts.compute),
    network: change(parts.network),
    storage: change(parts.storage),
    facility: change(parts.facility),
    maintenance: change(parts.maintenance),
    staff: change(parts.staff),
    electricity: change(parts.electricity),
  }
}

export const noCost: CostParts = {
  compute: 0,
  network: 0,
  storage: 0,
  facility: 0,
  maintenance: 0,
  staff: 0,
  electricity: 0,
}
