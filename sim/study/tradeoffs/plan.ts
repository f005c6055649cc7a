import type { LossLaw } from '../../workload/scaling-laws/parametric.ts'
import type { Money } from '../../base/quantity.ts'
import type { Scenario } from '../scenario.ts'
import type { Axes } from './points.ts'
import type { Measure } from './variables.ts'

export type Limit = { readonly measure: Measure; readonly most: number; readonly currency: string | null }

/** Questions backwards; null where not asked. */
export type Find = {
  readonly smallestCluster: { readonly timeDays: number } | null
  readonly largestModel: {
    readonly budget: Money
    readonly law: LossLaw
    readonly tokensPerParameter: number | null
  } | null
  readonly cheapestSite: { readonly systems: readonly string[] | null } | null
  readonly latestStart: { readonly finishDay: number } | null
}

export type TradeoffsPlan = {
  readonly axes: Axes
  /** The first model on the first machine, with its largest number of accelerators: what the questions start from. */
  readonly first: Scenario
  readonly price: 'tariff' | 'market'
  readonly objectives: readonly string[]
  readonly limits: readonly Limit[]
  readonly find: Find
}
