import { type Exchange } from '../../catalogue/currencies.ts'
import type { Accelerator, Grid, System } from '../../catalogue/types.ts'
import type { PlanStage } from '../../catalogue/uncertain.ts'
import type { Way } from '../../investment/compare.ts'
import type { Programme } from '../../investment/programme.ts'
import type { Assumed } from '../estimate/assumptions/assumed.ts'
import type { GivenRanges } from './futures/draw.ts'
import type { Payer, TaxRates } from './payers/payers.ts'
import type { CapitalItem } from './reading/capital.ts'
import type { PortfolioPlan } from './reading/portfolio.ts'
import type { RunInYear, RunPlan } from './reading/run.ts'
import type { ServingPlan } from './serving.ts'
import type { SovereigntyPlan } from './sovereignty/fields.ts'

export type NamedWay = {
  readonly id: 'own' | 'reserve' | 'rent' | 'share'
  readonly name: string
  readonly way: Way
  readonly basis: 'given' | 'sourced'
  readonly source: string
}

/** Hours on somebody's machine: what they cost, and with which chance they are awarded; null where nobody knows. */
export type Grant = {
  readonly perHour: number
  readonly awardedFraction: number | null
  readonly host: string
}

/** What the own machine's figures lack beside a full tariff, and what stands in for it where both are compared. */
export type Fill = {
  readonly missing: readonly string[]
  /** Missing and nothing cited stands in: no comparison. */
  readonly unfilled: readonly string[]
  /** Capital of a building, where one is missing and can be priced. */
  readonly facility: number | null
  /** Whether maintenance or staff is missing. */
  readonly operation: boolean
}

/** A programme with every question answered; what is null was not asked for or is not known. */
export type InvestPlan = {
  readonly name: string
  readonly story: string
  readonly currency: string
  readonly grid: Grid
  readonly system: System | null
  readonly accelerator: Accelerator
  readonly accelerators: number
  readonly capital: readonly CapitalItem[]
  readonly payers: readonly Payer[]
  readonly taxes: TaxRates
  readonly programme: Programme
  readonly fill: Fill
  readonly stage: PlanStage
  readonly ranges: GivenRanges
  /** What an hour is worth that stays undone; null where nobody said. */
  readonly unmetPerHour: number | null
  readonly discountName: string
  /** Power of the machine; also where the electricity is paid by another figure. */
  readonly sitePower: { readonly computingW: number; readonly idleW: number; readonly pueRatio: number }
  readonly demandHoursByYear: readonly number[]
  readonly ways: readonly NamedWay[]
  /** Offers that could not be compared, and why. */
  readonly notCompared: readonly string[]
  readonly exchanges: readonly Exchange[]
  readonly run: RunPlan
  /** Null where the run's own question is not asked. */
  readonly runs: readonly RunInYear[] | null
  readonly grant: Grant
  readonly portfolio: PortfolioPlan | null
  readonly serving: ServingPlan | null
  readonly sovereignty: SovereigntyPlan | null
  readonly seed: number
  readonly samples: number
  readonly assumed: readonly Assumed[]
}
