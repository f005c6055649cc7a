import { sum } from '../../../base/math.ts'
import { facilityBuild, operationShare } from '../../../catalogue/economics.ts'
import { discountFactor, priceLevel } from '../../../investment/cashflow.ts'
import { bookValue } from '../../../investment/depreciation.ts'
import { yearlyEnergyKwh } from '../../../investment/ownership.ts'
import type { Phase, Programme } from '../../../investment/programme.ts'
import { allParts, covered, usualLifeY, type CapitalItem } from '../reading/capital.ts'
import type { Fill } from '../plan.ts'
import { meanRunning, runningBy, steadyYear } from '../steady.ts'

export type Lacking = {
  readonly plan: Programme
  readonly capital: readonly CapitalItem[]
  readonly computingW: number
  readonly country: string
  /** The programme's currency for one USD; null without a rate. */
  readonly perUsd: number | null
}

/** What no figure of a programme and no scope of one pays for; electricity is always inside or counted. */
export function missingParts(capital: readonly CapitalItem[], plan: Programme): readonly string[] {
  const inside = new Set<string>(capital.flatMap(({ scope, part }) => [...covered[scope], part]))
  if (plan.maintenancePerY > 0) inside.add('maintenance')
  if (plan.staffPerY > 0) inside.add('staff')
  inside.add('electricity')
  if (capital.some(({ scope }) => scope === 'chip')) inside.delete('compute')
  return allParts.filter((part) => !inside.has(part))
}

export function fillOf(lacking: Lacking): Fill {
  const missing = missingParts(lacking.capital, lacking.plan)
  const facility = missing.includes('facility') ? facilityCapital(lacking) : null
  const fillable = new Set(['maintenance', 'staff', ...(facility === null ? [] : ['facility'])])
  return {
    missing,
    unfilled: missing.filter((part) => !fillable.has(part)),
    facility,
    operation: missing.includes('maintenance') || missing.includes('staff'),
  }
}

/** A building for the IT power of the most accelerators that run together, at the market's price of construction; null where either is not known. */
function facilityCapital({ plan, capital, computingW, country, perUsd }: Lacking): number | null {
  const usdPerW = facilityBuild.usdPerWByCountry.get(country)
  if (usdPerW === undefined || perUsd === null) return null
  const most = Math.max(...runningBy(capital, plan.horizonY).map(({ accelerators }) => accelerators))
  return most * computingW * usdPerW * perUsd
}

/**
 * The programme with what it lacks: a building over its own life, its book value left at the horizon, and operation such
 * that it is the published share of all cost. `factor` moves that share: 1 is the centre of the band. Where a part can
 * not be filled, none is: the figures then stand as they were given, over the scope that is printed.
 */
export function filledProgramme(
  plan: Programme,
  { facility, operation, unfilled }: Fill,
  factor = 1,
): Programme {
  if (unfilled.length > 0) return plan
  const building: readonly Phase[] = facility === null ? [] : [buildingOf(facility, plan)]
  const extra = operation ? missingOperationPerY(plan, factor) : 0
  return { ...plan, phases: [...plan.phases, ...building], staffPerY: plan.staffPerY + extra }
}

/** A building that no machine stands in to the horizon is paid for while one does. */
function buildingOf(whole: number, { phases, horizonY, discounting }: Programme): Phase {
  const usedUp = (years: number) =>
    1 -
    bookValue(years, usualLifeY.facility) *
      discountFactor(discounting, years) *
      priceLevel(discounting, years)
  const amount = (whole * usedUp(meanRunning(phases, horizonY).runningY)) / usedUp(horizonY)
  return {
    name: 'facility, filled',
    part: 'facility',
    amount,
    startY: 0,
    lifeY: usualLifeY.facility,
    accelerators: 0,
    refresh: 'none',
    residual: 'straight-line',
  }
}

const mostShare = 0.9

/** Operation of the mean year at a share of all cost over each machine's life, less what the programme pays already. */
export function missingOperationPerY(plan: Programme, factor = 1): number {
  const share = Math.min(mostShare, operationShare.middle * factor)
  const { accelerators, shareOf } = meanRunning(plan.phases, plan.horizonY)
  const { utilisation, pricePerKwh } = steadyYear(plan)
  const machine = plan.phases.filter(({ part }) => part !== 'facility')
  const perY = sum(machine.map((one) => (one.amount / one.lifeY) * shareOf(one)))
  const kwh = plan.power === null ? 0 : yearlyEnergyKwh(plan.power, accelerators, utilisation)
  const paid = plan.maintenancePerY + plan.staffPerY + kwh * pricePerKwh
  return Math.max(0, (perY * share) / (1 - share) - paid)
}
