import { facilityBuild, operationShare } from '../../../catalogue/economics.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { beliefOf } from '../futures/draw.ts'
import type { InvestPlan, Fill } from '../plan.ts'
import { allParts, covered, usualLifeY, type CapitalItem } from '../reading/capital.ts'
import type { ScopeAnswer } from './answer.ts'
import { sum } from '../../../base/math.ts'
import { discountFactor, priceLevel } from '../../../investment/cashflow.ts'
import { bookValue } from '../../../investment/depreciation.ts'
import { yearlyEnergyKwh } from '../../../investment/ownership.ts'
import type { Phase, Programme } from '../../../investment/programme.ts'
import { meanRunning, runningBy, steadyYear } from '../steady.ts'

type Lacking = {
  readonly plan: Programme
  readonly capital: readonly CapitalItem[]
  readonly computingW: number
  readonly country: string
  /** The programme's currency for one USD; null without a rate. */
  readonly perUsd: number | null
}

/** What no figure of a programme and no scope of one pays for; electricity is always inside or counted. */
function missingParts(capital: readonly CapitalItem[], plan: Programme): readonly string[] {
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
function missingOperationPerY(plan: Programme, factor = 1): number {
  const share = Math.min(mostShare, operationShare.middle * factor)
  const { accelerators, shareOf } = meanRunning(plan.phases, plan.horizonY)
  const { utilisation, pricePerKwh } = steadyYear(plan)
  const machine = plan.phases.filter(({ part }) => part !== 'facility')
  const perY = sum(machine.map((one) => (one.amount / one.lifeY) * shareOf(one)))
  const kwh = plan.power === null ? 0 : yearlyEnergyKwh(plan.power, accelerators, utilisation)
  const paid = plan.maintenancePerY + plan.staffPerY + kwh * pricePerKwh
  return Math.max(0, (perY * share) / (1 - share) - paid)
}

/** What each way's amounts cover. A price of an hour holds all that its owner pays; no way counts taxes. */
export function scopesOf(plan: InvestPlan): readonly ScopeAnswer[] {
  return plan.ways.map(({ id, name }) => ({
    id,
    name,
    parts: Object.fromEntries([
      ...allParts.map((part) => [part, id === 'own' ? ofOwn(plan, part) : 'inside'] as const),
      ['tax', 'not counted'] as const,
    ]),
    filled: id === 'own' ? filledOf(plan) : [],
  }))
}

function ofOwn({ fill }: InvestPlan, part: string): 'inside' | 'filled' | 'missing' {
  if (!fill.missing.includes(part)) return 'inside'
  return fill.unfilled.length > 0 ? 'missing' : 'filled'
}

function filledOf(plan: InvestPlan): ScopeAnswer['filled'] {
  const { fill, programme, currency } = plan
  if (fill.unfilled.length > 0) return []
  const building = beliefOf('facility', plan)
  const share = beliefOf('operationShare', plan)
  const { facility, missing } = fill
  const operation = missing.filter((part) => part === 'maintenance' || part === 'staff')
  const built =
    facility === null
      ? []
      : [
          {
            part: 'facility',
            amount: {
              p10: facility * building.p10,
              p50: facility * building.p50,
              p90: facility * building.p90,
            },
            unit: currency,
            source: facilityBuild.citations.map(cited).join(' · '),
          },
        ]
  const perY = (factor: number) => missingOperationPerY(programme, factor)
  const running =
    operation.length === 0
      ? []
      : [
          {
            part: operation.join(' and '),
            amount: { p10: perY(share.p10), p50: perY(share.p50), p90: perY(share.p90) },
            unit: `${currency} a year`,
            source: operationShare.citations.map(cited).join(' · '),
          },
        ]
  return [...built, ...running]
}

/** 'facility and staff'. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${String(parts.at(-1))}`
}

/** Whether two ways are comparable at all: the same scope, by their figures or filled. */
export function comparable({ fill }: InvestPlan, ...ids: readonly string[]): boolean {
  return !ids.includes('own') || fill.unfilled.length === 0
}

/** Why the own machine is compared with nothing. */
export function refusals({ fill, ways, currency }: InvestPlan): readonly string[] {
  if (fill.unfilled.length === 0 || ways.length < 2) return []
  const rate =
    fill.unfilled.includes('facility') && currency !== 'USD'
      ? `, or a dated rate from USD to ${currency} by which a building of a known market is priced`
      : ''
  return [
    `Own is compared with nothing: its figures lack ${listed(fill.missing)}, and the price of an hour holds all of that. Give them (capital with a part, maintenancePerY, staff)${rate}.`,
  ]
}

/** A sentence about two ways that claims no more than the scope of both holds. */
export function withinScope({ fill }: InvestPlan, ids: readonly string[], sentence: string): string {
  if (!ids.includes('own') || fill.missing.length === 0) return sentence
  return `With ${listed(fill.missing)} of Own filled from cited ranges, ${sentence}`
}

/** The same after a sentence that says what is missing. */
export function filledBefore(plan: InvestPlan, sentence: string): string {
  const filled = withinScope(plan, ['own'], '')
  if (filled === '' || !sentence.startsWith(filled)) return sentence
  return `With these filled in from cited ranges, ${sentence.slice(filled.length)}`
}
