import { HOURS_PER_YEAR } from '../base/units.ts'
import { spend } from '../base/outcome.ts'
import { discountFactor, priceLevel, type Discounting } from './cashflow.ts'
import { bookValue, marketValue } from './depreciation.ts'
import { noCost, totalOf, yearlyEnergyKwh, type CapitalPart, type CostParts } from './ownership.ts'

/** A capital sum spent at the beginning of a year (0 is now), with its life and what follows it. Within a year its life begins late. */
export type Phase = {
  readonly name: string
  readonly part: CapitalPart
  readonly amount: number
  readonly startY: number
  /** Whole years where a refresh follows; a last life may end within a year. */
  readonly lifeY: number
  /** Accelerators that it brings; 0 for everything but compute. */
  readonly accelerators: number
  /**
   * At the end of its life: nothing; the same capacity from fewer, faster accelerators; or the same money for more
   * capacity. An accelerator keeps its price and power, and gains in performance.
   */
  readonly refresh: 'none' | 'same-capacity' | 'same-money'
  /** What is left of it at the horizon: nothing, its book value, or its value on a market of falling prices. */
  readonly residual: 'none' | 'straight-line' | 'market'
}

/** A programme over many years, in one currency. Amounts are in prices of today; `discounting` says what follows. */
export type Programme = {
  readonly horizonY: number
  readonly discounting: Discounting
  readonly phases: readonly Phase[]
  readonly maintenancePerY: number
  readonly staffPerY: number
  readonly power: { readonly computingW: number; readonly idleW: number; readonly pueRatio: number } | null
  /** Price of a kWh in year 1, 2, … in prices of today; the last one holds on. */
  readonly pricePerKwhByYear: readonly number[]
  /** Allocated ÷ installed hours in year 1, 2, …; the last one holds on. */
  readonly utilisationByYear: readonly number[]
  readonly goodputFraction: number
  /** Gain of performance per accelerator and year at a fixed price, e.g. 0.3. */
  readonly performanceGainPerY: number
  /** Taking everything down at the horizon, in prices of today. */
  readonly decommissioning?: number
}

/** One year of a programme (accelerators: the mean over the year); year 0 is the beginning and holds capital alone. Costs are in the money of that year. */
export type ProgrammeYear = {
  readonly year: number
  readonly parts: CostParts
  /** At the horizon: what is left, as a negative cost, and what taking it down costs; zero before. */
  readonly residual: number
  readonly total: number
  readonly accelerators: number
  readonly allocatedHours: number
  readonly usefulHours: number
  /** Allocated hours counted in accelerators of the first generation: what a demand is served with. */
  readonly firstGenerationHours: number
  /** Useful hours counted in accelerators of the first generation. */
  readonly equivalentHours: number
  readonly energyKwh: number
  readonly discountFactor: number
}

export type ProgrammeAnswer = Readonly<ReturnType<typeof programme>>

/** Of a year by its purchases and what else costs money. */
const yearUs = 1

type Purchase = {
  readonly phase: Phase
  readonly startY: number
  readonly amount: number
  readonly accelerators: number
  /** Performance of one of its accelerators, in accelerators of the first generation. */
  readonly performance: number
}

/**
 * Cash flow of a programme: capital at the beginning of its year, operation at the end of each year. For one phase
 * whose life is the horizon the levelised cost is that of the annuity.
 *
 * Levelised cost = Σ C_t/(1 + r)^t ÷ Σ H_t/(1 + r)^t with a real rate; with a nominal one hours are discounted at the
 * real rate that it implies, so that the cost of an hour is in prices of today either way. Hours are those of accelerators
 * of the first generation: an hour of a faster refresh counts as the hours of the first that it replaces.
 *
 * Source: Short, Packey and Holt 1995 (NREL/TP-462-5173), levelised cost of uneven years.
 */
export function programme(plan: Programme) {
  const purchases = plan.phases.flatMap((phase) => purchasesOf(phase, plan))
  spend(yearUs * (plan.horizonY + 1) * (5 + purchases.length))
  const years = Array.from({ length: plan.horizonY + 1 }, (_, year) => yearOf(plan, purchases, year))
  let presentCost = 0
  let presentResidual = 0
  let allocated = 0
  let useful = 0
  for (const one of years) {
    presentCost += one.total * one.discountFactor
    presentResidual += one.residual * one.discountFactor
    const weight = one.discountFactor * priceLevel(plan.discounting, one.year)
    allocated += one.firstGenerationHours * weight
    useful += one.equivalentHours * weight
  }
  return {
    years,
    presentCost,
    presentParts: presentParts(years),
    presentResidual,
    /** In accelerators of the first generation, as both levelised costs are. */
    discountedAllocatedHours: allocated,
    levelisedPerAllocatedHour: presentCost / allocated,
    levelisedPerUsefulHour: presentCost / useful,
  }
}

/** A phase and its renewals before the horizon. */
export function purchasesOf(phase: Phase, { horizonY, performanceGainPerY }: Programme): readonly Purchase[] {
  const purchases: Purchase[] = []
  for (let startY = phase.startY; startY < horizonY; startY += phase.lifeY) {
    const gain = (1 + performanceGainPerY) ** (startY - phase.startY)
    const share = phase.refresh === 'same-capacity' && phase.part === 'compute' ? 1 / gain : 1
    purchases.push({
      phase,
      startY,
      amount: phase.amount * share,
      accelerators: phase.accelerators * share,
      performance: gain,
    })
    if (phase.refresh === 'none') break
  }
  return purchases
}

function yearOf(plan: Programme, purchases: readonly Purchase[], year: number): ProgrammeYear {
  const { discounting, horizonY } = plan
  const level = priceLevel(discounting, year)
  const capital = { ...noCost }
  for (const { phase, amount, startY } of purchases)
    if (Math.floor(startY) === year) capital[phase.part] += amount * level
  const running = runningOf(plan, purchases, year)
  const parts = {
    ...capital,
    maintenance: running.maintenance * level,
    staff: running.staff * level,
    electricity: running.electricity * level,
  }
  const residual = year === horizonY ? ((plan.decommissioning ?? 0) - residualOf(purchases, plan)) * level : 0
  return {
    year,
    parts,
    residual,
    total: totalOf(parts) + residual,
    ...running.hours,
    discountFactor: discountFactor(discounting, year),
  }
}

/** What runs from the end of year − 1 to the end of `year`. */
function runningOf(plan: Programme, purchases: readonly Purchase[], year: number) {
  let accelerators = 0
  let equivalent = 0
  let manned = 0
  for (const { phase, startY, accelerators: count, performance } of purchases) {
    const share = aliveShare(startY, startY + phase.lifeY, year)
    accelerators += count * share
    equivalent += count * performance * share
    if (count > 0) manned = Math.max(manned, share)
  }
  const utilisation = year === 0 ? 0 : inYear(plan.utilisationByYear, year)
  const allocatedHours = HOURS_PER_YEAR * accelerators * utilisation
  const energyKwh = plan.power === null ? 0 : yearlyEnergyKwh(plan.power, accelerators, utilisation)
  const firstGenerationHours = HOURS_PER_YEAR * equivalent * utilisation
  const hours = {
    accelerators,
    allocatedHours,
    usefulHours: allocatedHours * plan.goodputFraction,
    firstGenerationHours,
    equivalentHours: firstGenerationHours * plan.goodputFraction,
    energyKwh,
  }
  return {
    maintenance: plan.maintenancePerY * manned,
    staff: plan.staffPerY * manned,
    electricity: year === 0 ? 0 : energyKwh * inYear(plan.pricePerKwhByYear, year),
    hours,
  }
}

/** The part of the year before the end of `year` that lies in a life. Ours: what runs a part of a year costs that part. */
export function aliveShare(fromY: number, toY: number, year: number): number {
  return Math.max(0, Math.min(toY, year) - Math.max(fromY, year - 1))
}

/** The value of year 1, 2, … in a list whose last value holds on; 0 where the list is empty. Ours: a reading of lists. */
export function inYear(byYear: readonly number[], year: number): number {
  return byYear[Math.min(year, byYear.length) - 1] ?? 0
}

/**
 * What would be left of a phase at the horizon, of which its programme counts nothing, in prices of today. Ours: by the
 * straight line.
 */
export function writtenOff(phase: Phase, plan: Programme): number {
  if (phase.residual !== 'none') return 0
  const last = purchasesOf(phase, plan).at(-1)
  return last === undefined ? 0 : last.amount * bookValue(plan.horizonY - last.startY, phase.lifeY)
}

/** Value of everything still alive at the horizon, in prices of today. */
function residualOf(purchases: readonly Purchase[], { horizonY, performanceGainPerY }: Programme): number {
  const gainPerY = Math.log10(1 + performanceGainPerY)
  let total = 0
  for (const { phase, startY, amount } of purchases) {
    const ageY = horizonY - startY
    if (phase.residual === 'straight-line') total += amount * bookValue(ageY, phase.lifeY)
    else if (phase.residual === 'market')
      total += amount * marketValue(ageY, { lifeY: phase.lifeY, gainPerY })
  }
  return total
}

function presentParts(years: readonly ProgrammeYear[]): CostParts {
  const total = { ...noCost }
  const keys = ['compute', 'network', 'storage', 'facility', 'maintenance', 'staff', 'electricity'] as const
  for (const { parts, discountFactor: factor } of years)
    for (const key of keys) total[key] += parts[key] * factor
  return total
}
