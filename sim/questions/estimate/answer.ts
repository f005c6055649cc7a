import type { Layout } from '../../workload/layout.ts'

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
  /** The published figure worked out by our formula from its own inputs, where they are known. */
  readonly fromTheirInputs: number | null
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

/** One bar of a tornado. */
export type Swing = {
  readonly id: string
  readonly name: string
  readonly unit: string
  /** p10 and p90 of the input. */
  readonly inputLow: number
  readonly inputHigh: number
  /** The total with the input at either. */
  readonly atLow: number
  readonly atHigh: number
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
    /** Null where it is certain. */
    readonly mfuRange: Range | null
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
    /** Net hours ÷ gross hours, of their medians. */
    readonly fraction: number
    /** Expected over the run. */
    readonly interruptions: number
    readonly interruptionsRange: Range
    /** By cause, in the proportions of a fleet that published them. */
    readonly causes: readonly {
      readonly cause: string
      readonly share: number
      readonly expected: number
      readonly source: string
    }[]
    /** Null where nothing interrupts. */
    readonly meanTimeBetweenInterruptionsH: number | null
    /** Null where no checkpoint is needed. */
    readonly checkpointIntervalS: number | null
    readonly checkpointStallS: number
    /** Detection and restart. */
    readonly restartS: number
    /** Null without a limit. */
    readonly queueLimitH: number | null
    /** Jobs of the chain that the limit makes of the run. */
    readonly links: number
  }
  readonly totals: {
    /** Time that the accelerators are held: gross GPU-hours ÷ accelerators. */
    readonly wallClockDays: Range
    /** From first to last step: with the waits between the jobs of a chain and the maintenance of the machine. */
    readonly calendarDays: Range
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
  readonly uncertainty: {
    readonly samples: number
    readonly seed: number
    /** Of each total, in its unit. */
    readonly standardErrorOfP50: { readonly [total: string]: number }
    /** Bars of each total, the widest first: one input at its p10 and p90, every other at its p50. */
    readonly tornado: { readonly [total: string]: readonly Swing[] }
    /** Shares of the variance of the logarithm of the gross hours, as if no inputs moved together; within about 0.05. */
    readonly sobol: {
      readonly gpuHours: readonly {
        readonly id: string
        readonly name: string
        readonly first: number
        readonly total: number
      }[]
    }
    /** Fifty values of each total, one for each two percent of the samples, ascending. */
    readonly dots: { readonly [total: string]: readonly number[] }
    readonly correlations: readonly {
      readonly one: string
      readonly other: string
      readonly correlation: number
    }[]
  }
  readonly assumptions: readonly Assumption[]
  readonly formulas: readonly ExplainedFormula[]
  readonly notIncluded: readonly string[]
  /** Version of the model code and data that gave this answer. */
  readonly version: string
}

type Reasons = 'uncertainty' | 'costViews' | 'carbonViews' | 'comparisons' | 'assumptions' | 'formulas'

/** The figures of an answer without the reasons for them: what a slider moves. */
export type EstimateFigures = Omit<EstimateAnswer, Reasons | 'goodput'> & {
  readonly goodput: Omit<EstimateAnswer['goodput'], 'causes'>
  /** Fifty equally likely outcomes in calendar days, ascending. */
  readonly outcomes: readonly number[]
}
