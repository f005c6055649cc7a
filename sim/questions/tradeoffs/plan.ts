import type { LossLaw } from '../../workload/scaling-laws/parametric.ts'
import type { Money } from '../../base/quantity.ts'
import type { Scenario } from '../estimate/input.ts'
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
  readonly latestStart: { readonly finishDay: number; readonly firstDay: number | null } | null
}

export type TradeoffsPlan = {
  readonly axes: Axes
  /** What the questions start from: the first of every list, and the largest number of accelerators. */
  readonly first: Scenario
  readonly firstCapW: number | null
  readonly price: 'tariff' | 'market'
  readonly objectives: readonly string[]
  readonly limits: readonly Limit[]
  /** Share of the futures that a limit on time, cost, energy, carbon or water has to hold in. */
  readonly confidence: number
  readonly find: Find
}
