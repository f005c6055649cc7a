import * as z from 'zod/mini'
import { promisesAnswer } from './promises/answer.ts'
import { fields, layout, number, range, text, type Frozen, type Range } from '../asking/answers.ts'

export type { Range }

export const assumption = z.strictObject({
  /** Symbol of the formula it enters, e.g. `mfu`; also its key. */
  id: text,
  name: text,
  value: z.union([number, text]),
  /** p10 and p90 of the input where it is uncertain. */
  low: z.nullable(number),
  high: z.nullable(number),
  unit: text,
  /** Who said so, where and when, in words. */
  source: text,
  url: z.nullable(text),
  /** Of the source: its licence, or that it states none; absent where there is no source. */
  licence: z.optional(text),
  /** Measured or published by somebody; given by the user; judged by us (and said to be). */
  basis: z.enum(['sourced', 'given', 'judgement', 'derived']),
})
export type Assumption = Frozen<z.infer<typeof assumption>>

/** One way of putting money on the run. */
export const costView = z.strictObject({
  id: text,
  /** 'public tariff', 'market rent', 'electricity alone' … */
  name: text,
  amount: number,
  currency: text,
  unitPrice: number,
  ...fields(text, 'unit date source'),
  url: z.nullable(text),
})
export type CostView = Frozen<z.infer<typeof costView>>

export const carbonView = z.strictObject({
  method: text,
  ...fields(number, 'year gCo2ePerKwh operationalT'),
  source: text,
  url: z.nullable(text),
})
export type CarbonView = Frozen<z.infer<typeof carbonView>>

/** What the electricity emits when the run begins on the first of each month; its shape is that of one year. */
const startMonths = z.strictObject({
  year: number,
  /** Calendar days of the run, the median. */
  runDays: number,
  /** January first. Over a whole year the tonnes are the operational part of the headline. */
  months: z.array(z.strictObject({ month: text, gCo2ePerKwh: number, operationalT: number })),
  note: text,
  source: text,
  url: z.nullable(text),
})

/** Heat that somebody uses, and what it saves them; beside the carbon, never taken off it. */
const heatAnswer = z.strictObject({
  ...fields(number, 'heatMwh avoidedT gCo2ePerKwhHeat'),
  source: text,
  url: z.nullable(text),
})

/** A published figure beside ours, and why they differ. */
export const comparison = z.strictObject({
  figure: text,
  published: number,
  ours: number,
  unit: text,
  /** Ours put on the published figure's own basis. */
  onTheirBasis: number,
  /** The published figure worked out by our formula from its own inputs, where they are known. */
  fromTheirInputs: z.nullable(number),
  explanation: text,
  source: text,
  url: z.nullable(text),
})
export type Comparison = Frozen<z.infer<typeof comparison>>

/** One step of the headline chain with the numbers put in. */
export const explainedFormula = z.strictObject({
  id: text,
  title: text,
  /** As written, a mathjs expression over symbols. */
  expression: text,
  /** The same with each symbol replaced by its value and unit. */
  substituted: text,
  result: number,
  unit: text,
  symbols: z.array(z.strictObject({ symbol: text, label: text, value: number, unit: text })),
  note: z.nullable(text),
})
export type ExplainedFormula = Frozen<z.infer<typeof explainedFormula>>

/** One bar of a tornado. */
export const swing = z.strictObject({
  ...fields(text, 'id name unit'),
  inputLow: number,
  inputHigh: number,
  /** The total with the input at either. */
  atLow: number,
  atHigh: number,
})
export type Swing = Frozen<z.infer<typeof swing>>

export const estimateAnswer = z.strictObject({
  model: z.strictObject({ id: text, name: text, parameters: number, activeParameters: number }),
  system: z.strictObject({ id: text, name: text, accelerator: text, gpus: number, nodes: number }),
  compute: z.strictObject({
    ...fields(number, 'tokens seqLen flopsPerToken trainingFlops'),
    /** 'causal': the convention of flopsPerToken, trainingFlops and mfu. */
    attentionConvention: z.literal('causal'),
    flopsPerTokenFullAttention: number,
    trainingFlopsFullAttention: number,
  }),
  layout: layout,
  step: z.strictObject({
    ...fields(number, 'stepTimeS tokensPerS tokensPerSPerGpu modelTflopsPerGpu mfu'),
    /** Null where it is certain. */
    mfuRange: z.nullable(range),
    hfu: number,
    steps: number,
    /** Adds up to stepTimeS. */
    breakdownS: z.record(text, number),
  }),
  memory: z.strictObject({
    peakBytes: number,
    capacityBytes: number,
    /** At least 0.9: that is what fitting means. */
    fitsProbability: number,
    /** Adds up to peakBytes. */
    breakdownBytes: z.record(text, number),
  }),
  goodput: z.strictObject({
    /** Net hours ÷ gross hours, of their medians. */
    fraction: number,
    /** Expected over the run. */
    interruptions: number,
    interruptionsRange: range,
    /** By cause, in the proportions of a fleet that published them. */
    causes: z.array(z.strictObject({ cause: text, share: number, expected: number, source: text })),
    /** Null where nothing interrupts. */
    meanTimeBetweenInterruptionsH: z.nullable(number),
    /** Null where no checkpoint is needed. */
    checkpointIntervalS: z.nullable(number),
    checkpointStallS: number,
    /** Detection and restart. */
    restartS: number,
    /** Null without a limit. */
    queueLimitH: z.nullable(number),
    /** Jobs of the chain that the limit makes of the run. */
    links: number,
  }),
  totals: z.strictObject({
    /** Time that the accelerators are held: gross GPU-hours ÷ accelerators. */
    wallClockDays: range,
    /** From first to last step: with the waits between the jobs of a chain and the maintenance of the machine. */
    calendarDays: range,
    /** Gross: all allocated hours. */
    gpuHours: range,
    /** Net: hours at the step's throughput, nothing lost. */
    ...fields(range, 'netGpuHours energyMwh carbonT waterM3'),
    cost: z.extend(range, { currency: text, basis: text, date: text }),
  }),
  /** Adds up to totals.gpuHours.p50. */
  gpuHoursBreakdown: z.record(text, number),
  /** MWh by power state and PUE overhead; adds up to totals.energyMwh.p50. */
  energyBreakdownMwh: z.record(text, number),
  /** Adds up to totals.carbonT.p50. */
  carbonBreakdownT: z.record(text, number),
  /** Adds up to totals.waterM3.p50. */
  waterBreakdownM3: z.record(text, number),
  /** Adds up to totals.cost.p50. */
  costBreakdown: z.record(text, number),
  costViews: z.array(costView),
  carbonViews: z.array(carbonView),
  /** Null where no open monthly figures are known for the grid: the annual mean then stands for every month. */
  carbonByMonth: z.nullable(startMonths),
  /** Null where no heat is said to be used. */
  heat: z.nullable(heatAnswer),
  comparisons: z.array(comparison),
  uncertainty: z.strictObject({
    samples: number,
    seed: number,
    /** Of each total, in its unit. */
    standardErrorOfP50: z.record(text, number),
    /** Bars of each total, the widest first: one input at its p10 and p90, every other at its p50. */
    tornado: z.record(text, z.array(swing)),
    /** Shares of the variance of the logarithm of the gross hours, as if no inputs moved together; within about 0.05. */
    sobol: z.strictObject({
      gpuHours: z.array(z.strictObject({ id: text, name: text, first: number, total: number })),
    }),
    /** Fifty values of each total, one for each two percent of the samples, ascending. */
    dots: z.record(text, z.array(number)),
    correlations: z.array(z.strictObject({ one: text, other: text, correlation: number })),
  }),
  assumptions: z.array(assumption),
  /** What of the input can hardly be meant, and what would mend it. */
  hardlyMeant: z.array(
    z.strictObject({
      id: text,
      sentence: text,
      /** The field, `ranges.ID` for a range; null takes what was said out of it, and the usual value holds. */
      fix: z.strictObject({ field: text, value: z.nullable(text) }),
    }),
  ),
  formulas: z.array(explainedFormula),
  /** What deadline and budget were promised with which odds; null where none was asked. */
  promises: z.nullable(promisesAnswer),
  /** Of the run, its totals and the version: equal wherever the same scenario is answered alike. */
  fingerprint: text,
  notIncluded: z.array(text),
  /** Version of the model code and data that gave this answer. */
  version: text,
})
export type EstimateAnswer = Frozen<z.infer<typeof estimateAnswer>>

type Reasons =
  | 'promises'
  | 'fingerprint'
  | 'uncertainty'
  | 'costViews'
  | 'carbonViews'
  | 'carbonByMonth'
  | 'heat'
  | 'comparisons'
  | 'assumptions'
  | 'hardlyMeant'
  | 'formulas'

/** The figures of an answer without the reasons for them: what a slider moves. */
export type EstimateFigures = Omit<EstimateAnswer, Reasons | 'goodput'> & {
  readonly goodput: Omit<EstimateAnswer['goodput'], 'causes'>
  /** Fifty equally likely outcomes in calendar days, ascending. */
  readonly outcomes: readonly number[]
}
