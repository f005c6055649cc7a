import type { Obstacle } from '../../base/outcome.ts'
import type { Range } from '../estimate/answer.ts'

/** One way of doing the run. */
export type PointAnswer = {
  readonly index: number
  readonly model: string
  readonly system: string
  readonly accelerator: string
  readonly gpus: number
  readonly precision: string
  readonly powerCapW: number | null
  readonly tokens: number
  readonly parameters: number
  readonly time: number
  readonly cost: number
  readonly currency: string
  readonly energy: number
  readonly carbon: number
  readonly water: number
  readonly hours: number
  readonly power: number
  readonly flops: number
  readonly mfu: number
  readonly loss: number
  /** In the order of the answer's objectives. */
  readonly objectives: readonly number[]
  readonly within: boolean
  /** The limits that it breaks. */
  readonly breaks: readonly string[]
  readonly front: boolean
}

export type FrontRanges = {
  readonly index: number
  readonly time: Range
  readonly cost: Range
  readonly energy: Range
  readonly carbon: Range
}

export type SmallestCluster = {
  readonly timeDays: number
  readonly gpus: number | null
  readonly nodes: number | null
  /** What that number takes. */
  readonly reachesDays: number | null
  /** The number, not whole, that takes the time exactly, at the utilisation of the answer. */
  readonly exactGpus: number | null
  readonly obstacle: Obstacle | null
}

export type LargestModel = {
  readonly budget: number
  readonly currency: string
  readonly law: string
  readonly trainingFlops: number
  readonly parameters: number
  readonly tokens: number
  readonly tokensPerParameter: number
  readonly loss: number
  /** 95 % of the fit's own uncertainty; null for a law without it. */
  readonly parametersInterval: { readonly low: number; readonly high: number } | null
  /** Compute ÷ the least compute for the same loss; 1 at the optimum. */
  readonly excessComputeFactor: number
  readonly gpus: number
  readonly timeDays: number
  readonly warnings: readonly string[]
}

export type CheapestSite = {
  readonly currency: string
  readonly sites: readonly {
    readonly system: string
    readonly name: string
    readonly gpus: number
    readonly cost: Range
    readonly timeDays: number
    readonly carbonT: number
    readonly basis: string
  }[]
  readonly cannot: readonly { readonly system: string; readonly reason: string }[]
  /** The same run's electricity on other grids, at industrial prices. */
  readonly grids: readonly {
    readonly id: string
    readonly name: string
    readonly electricityEur: number
    readonly carbonT: number
  }[]
}

export type LatestStart = {
  readonly finish: string
  /** In half of the futures a start on this day is in time. */
  readonly startP50: string
  /** In nine of ten. */
  readonly startP90: string
  readonly timeDays: Range
}

export type TradeoffsAnswer = {
  readonly sentence: string
  readonly axes: readonly { readonly name: string; readonly values: readonly (string | number | null)[] }[]
  readonly objectives: readonly {
    readonly text: string
    readonly unit: string
    readonly numberConverts: boolean
  }[]
  readonly limits: readonly { readonly measure: string; readonly most: number; readonly unit: string }[]
  readonly currency: string | null
  readonly priceBasis: string
  readonly counts: {
    readonly points: number
    readonly infeasible: number
    readonly within: number
    readonly front: number
  }
  readonly points: readonly PointAnswer[]
  /** Indices of the front within the limits, ascending by the first objective. */
  readonly front: readonly number[]
  /** The least of each objective within the limits. */
  readonly best: readonly { readonly objective: string; readonly index: number | null }[]
  readonly ranges: readonly FrontRanges[]
  readonly infeasible: readonly {
    readonly reason: string
    readonly points: number
    readonly example: string
  }[]
  readonly find: {
    readonly smallestCluster: SmallestCluster | null
    readonly largestModel: LargestModel | null
    readonly cheapestSite: CheapestSite | null
    readonly latestStart: LatestStart | null
  }
  readonly notes: readonly string[]
  readonly version: string
}
