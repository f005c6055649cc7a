import type { Assumption, Range } from '../estimate/answer.ts'

/** What a year of a programme costs and gives, in the money of that year. */
export type CashYear = {
  readonly year: number
  readonly parts: { readonly [part: string]: number }
  readonly residual: number
  readonly total: number
  readonly accelerators: number
  readonly allocatedHours: number
  readonly usefulHours: number
  /** Useful hours in accelerators of the first generation. */
  readonly equivalentHours: number
  readonly energyMwh: number
}

export type OptionAnswer = {
  readonly id: string
  readonly name: string
  readonly basis: 'given' | 'sourced'
  readonly source: string
  readonly presentCost: Range
  /** Present cost ÷ discounted hours served, at the centre. */
  readonly perServedHour: number
  readonly toppedUpHours: number
  readonly unmetHours: number
  readonly yearlyCost: readonly number[]
}

export type Difference = {
  readonly a: string
  readonly b: string
  /** Cost of b − cost of a over the same futures. */
  readonly difference: Range
  /** Share of futures in which b is cheaper. */
  readonly cheaperFraction: number
  readonly sentence: string
}

export type BreakEvenAnswer = {
  /** Null where no rent is known in this currency. */
  readonly rentPerHour: number | null
  /** Null where renting is cheaper at any use, or no rent is known. */
  readonly utilisation: number | null
  readonly curve: readonly { readonly utilisation: number; readonly ownPerHour: number }[]
}

export type SiteAnswer = {
  readonly meanMw: number
  readonly peakMw: number
  readonly energyMwhPerY: number
  readonly countries: readonly {
    readonly id: string
    readonly name: string
    readonly isSite: boolean
    readonly carbonTPerY: { readonly low: number; readonly high: number }
    readonly electricityEurPerY: number | null
    readonly priceBasis: string | null
  }[]
}

export type BuysAnswer = {
  readonly run: string
  readonly feasible: boolean
  readonly reason: string | null
  readonly runHours: Range | null
  readonly multiplier: number
  readonly multiplierSource: string
  readonly years: readonly {
    readonly year: number
    readonly allocatedHours: number
    /** Whole projects of that kind, experiments included, if all hours went to them. */
    readonly projects: number
    readonly projectsAtShare: number
    readonly researchers: number
  }[]
  readonly byMultiplier: readonly {
    readonly name: string
    readonly multiplier: number
    readonly projectsPerY: number
  }[]
  readonly inferenceTokensPerDay: number | null
  readonly notes: readonly string[]
}

export type ShockAnswer = {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly source: string
  readonly perAllocatedHour: number
  readonly changeFraction: number
}

export type TrendAnswer = {
  readonly id: string
  readonly name: string
  readonly gainPerY: number
  readonly source: string
  /** What an hour bought in the last year would cost per first-generation hour, if the machine were bought then. */
  readonly perEquivalentHourAtHorizon: number
  readonly valueLeftFraction: number
}

export type PortfolioAnswerView = {
  readonly projects: readonly {
    readonly id: string
    readonly name: string
    readonly gpuHours: number
    readonly start: string | null
    readonly end: string | null
    readonly due: string | null
    readonly verdict: 'fits' | 'slips' | 'unfinished'
    readonly slipQuarters: number | null
    readonly missingHours: number
    readonly cost: number
    readonly heldBackBy: string | null
    readonly hoursByQuarter: readonly number[]
    /** For a project that ends late or not at all: what ending on its date would take. */
    readonly pullForward: {
      readonly target: string
      readonly endIfFirst: string | null
      readonly delays: readonly string[]
      readonly rentHours: number | null
      readonly extraCost: number | null
    } | null
  }[]
  readonly quarters: readonly {
    readonly quarter: string
    readonly usedHours: number
    readonly capacityHours: number
    readonly spent: number
    readonly available: number | null
  }[]
}

type ScoreView = { readonly low: number; readonly high: number; readonly middle: number | null }

export type SovereigntyAnswer = {
  readonly sentence: string
  readonly facts: { readonly [fact: string]: string }
  readonly profile: readonly {
    readonly dimension: string
    readonly low: number
    readonly high: number
    readonly middle: number | null
    readonly meaning: string
    readonly evidence: string
    readonly because: string
    readonly source: string
  }[]
  readonly gate: {
    readonly level: number | null
    readonly weakest: readonly string[]
    readonly unknown: readonly string[]
  }
  readonly scores: readonly {
    readonly id: string
    readonly name: string
    readonly editorial: string | null
    readonly weights: { readonly [dimension: string]: number }
    readonly score: ScoreView
    readonly sensitivity: readonly {
      readonly dimension: string
      readonly from: number
      readonly to: number
      readonly score: ScoreView
    }[]
    readonly moved: {
      readonly after: ScoreView
      readonly byChange: readonly { readonly dimension: string; readonly points: number | null }[]
    } | null
  }[]
  readonly gateAfter: SovereigntyAnswer['gate'] | null
  readonly notes: readonly string[]
}

export type InvestAnswer = {
  readonly sentence: string
  readonly name: string
  readonly story: string
  readonly currency: string
  readonly prices: string
  readonly horizonY: number
  readonly machine: {
    readonly accelerator: string
    readonly accelerators: number
    readonly country: string
    readonly capital: readonly {
      readonly name: string
      readonly part: string
      readonly scope: string
      readonly amount: number
      readonly perAccelerator: number
      readonly startY: number
      readonly lifeY: number
    }[]
  }
  readonly hourCost: {
    /** By the annuity, each figure over its own life, in a steady year. */
    readonly perAllocatedHour: Range
    readonly perUsefulHour: Range
    /** Add up to perAllocatedHour.p50. */
    readonly parts: { readonly [part: string]: number }
    readonly yearlyTotal: number
    /** Over the horizon, by discounted cash flow. */
    readonly levelisedPerAllocatedHour: number
    readonly levelisedPerUsefulHour: number
  }
  readonly depreciationView: {
    readonly perHourFirstYear: number
    readonly perHourLastYear: number
    readonly note: string
    readonly source: string
  }
  readonly cashFlow: readonly CashYear[]
  readonly presentCost: Range
  readonly options: readonly OptionAnswer[]
  readonly differences: readonly Difference[]
  readonly notCompared: readonly string[]
  readonly exchanges: readonly {
    readonly from: string
    readonly to: string
    readonly rate: number
    readonly date: string
    readonly source: string
  }[]
  readonly breakEven: BreakEvenAnswer
  readonly trends: readonly TrendAnswer[]
  readonly shocks: readonly ShockAnswer[]
  readonly buys: BuysAnswer
  readonly site: SiteAnswer
  readonly portfolio: PortfolioAnswerView | null
  readonly sovereignty: SovereigntyAnswer | null
  readonly futures: { readonly seed: number; readonly samples: number }
  readonly assumptions: readonly Assumption[]
  readonly notIncluded: readonly string[]
  readonly version: string
}
