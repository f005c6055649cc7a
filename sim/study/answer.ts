import type { Layout } from '../workload/layout.ts'

/** A figure with its range: p50 is the central estimate, 80 % of outcomes lie between p10 and p90. */
export type Range = { readonly p10: number; readonly p50: number; readonly p90: number }

export type Assumption = {
  /** Symbol of the formula it enters, e.g. `mfu`; also its key. */
  readonly id: string
  readonly name: string
  readonly value: number | string
  /** p10 and p90 of the input where it is uncertain. */
  readonly low: number | null
  readonly high: number | null
  readonly unit: string
  /** Who said so, where and when, in words. */
  readonly source: string
  readonly url: string | null
  /** Measured or published by somebody; given by the user; judged by us (and said to be). */
  readonly basis: 'sourced' | 'given' | 'judgement' | 'derived'
}

/** One way of putting money on the run. */
export type CostView = {
  readonly id: string
  /** 'public tariff', 'market rent', 'electricity alone' … */
  readonly name: string
  readonly amount: number
  readonly currency: string
  readonly unitPrice: number
  readonly unit: string
  readonly date: string
  readonly source: string
  readonly url: string | null
}

export type CarbonView = {
  readonly method: string
  readonly year: number
  readonly gCo2ePerKwh: number
  readonly operationalT: number
  readonly source: string
  readonly url: string | null
}

/** A published figure beside ours, and why they differ. */
export type Comparison = {
  readonly figure: string
  readonly published: number
  readonly ours: number
  readonly unit: string
  /** Ours put on the published figure's own basis. */
  readonly onTheirBasis: number
  readonly explanation: string
  readonly source: string
  readonly url: string | null
}

/** One step of the headline chain with the numbers put in. */
export type ExplainedFormula = {
  readonly id: string
  readonly title: string
  /** As written, a mathjs expression over symbols. */
  readonly expression: string
  /** The same with each symbol replaced by its value and unit. */
  readonly substituted: string
  readonly result: number
  readonly unit: string
  readonly symbols: readonly {
    readonly symbol: string
    readonly label: string
    readonly value: number
    readonly unit: string
  }[]
  readonly note: string | null
}

export type EstimateAnswer = {
  readonly model: {
    readonly id: string
    readonly name: string
    readonly parameters: number
    readonly activeParameters: number
  }
  readonly system: {
    readonly id: string
    readonly name: string
    readonly accelerator: string
    readonly gpus: number
    readonly nodes: number
  }
  readonly compute: {
    readonly tokens: number
    readonly seqLen: number
    readonly flopsPerToken: number
    readonly trainingFlops: number
    /** 'causal': the convention of flopsPerToken, trainingFlops and mfu. */
    readonly attentionConvention: 'causal'
    readonly flopsPerTokenFullAttention: number
    readonly trainingFlopsFullAttention: number
  }
  readonly layout: Layout
  readonly step: {
    readonly stepTimeS: number
    readonly tokensPerS: number
    readonly tokensPerSPerGpu: number
    readonly modelTflopsPerGpu: number
    readonly mfu: number
    readonly hfu: number
    readonly steps: number
    /** Adds up to stepTimeS. */
    readonly breakdownS: { readonly [part: string]: number }
  }
  readonly memory: {
    readonly peakBytes: number
    readonly capacityBytes: number
    /** Adds up to peakBytes. */
    readonly breakdownBytes: { readonly [part: string]: number }
  }
  readonly goodput: {
    readonly fraction: number
    readonly interruptions: number
    readonly meanTimeBetweenInterruptionsH: number
    readonly checkpointIntervalS: number
    readonly checkpointStallS: number
    readonly restartS: number
  }
  readonly totals: {
    readonly wallClockDays: Range
    /** Gross: all allocated hours. */
    readonly gpuHours: Range
    /** Net: hours at the step's throughput, nothing lost. */
    readonly netGpuHours: Range
    readonly energyMwh: Range
    readonly carbonT: Range
    readonly waterM3: Range
    readonly cost: Range & { readonly currency: string; readonly basis: string; readonly date: string }
  }
  /** Adds up to totals.gpuHours.p50. */
  readonly gpuHoursBreakdown: { readonly [part: string]: number }
  /** MWh by power state and PUE overhead; adds up to totals.energyMwh.p50. */
  readonly energyBreakdownMwh: { readonly [part: string]: number }
  /** Adds up to totals.carbonT.p50. */
  readonly carbonBreakdownT: { readonly [part: string]: number }
  /** Adds up to totals.waterM3.p50. */
  readonly waterBreakdownM3: { readonly [part: string]: number }
  /** Adds up to totals.cost.p50. */
  readonly costBreakdown: { readonly [part: string]: number }
  readonly costViews: readonly CostView[]
  readonly carbonViews: readonly CarbonView[]
  readonly comparisons: readonly Comparison[]
  readonly assumptions: readonly Assumption[]
  readonly formulas: readonly ExplainedFormula[]
  readonly notIncluded: readonly string[]
  /** Version of the model code and data that gave this answer. */
  readonly version: string
}
