import { facilityBuild, operationShare } from '../../../catalogue/economics.ts'
import { cited } from '../../estimate/assumptions/cited.ts'
import { beliefOf } from '../futures/draw.ts'
import type { InvestPlan } from '../plan.ts'
import { allParts } from '../reading/capital.ts'
import type { ScopeAnswer } from './answer.ts'
import { missingOperationPerY } from './fill.ts'

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
