import * as z from 'zod'
import type { EstimateAnswer, SbatchAnswer } from '../sim/index.ts'

const number = z.number()
const text = z.string()
const range = z.strictObject({ p10: number, p50: number, p90: number })
const parts = z.record(z.string(), number)
const link = z.nullable(text)

const layout = z.strictObject({
  tp: number,
  pp: number,
  vpp: number,
  dp: number,
  cp: number,
  ep: number,
  microBatch: number,
  globalBatch: number,
  zero: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  recompute: z.enum(['none', 'selective', 'full']),
  sequenceParallel: z.boolean(),
})

/** The answer of an estimate, for the API's contract; the type below holds it to the code's own. */
export const estimateAnswerSchema = z.strictObject({
  model: z.strictObject({ id: text, name: text, parameters: number, activeParameters: number }),
  system: z.strictObject({ id: text, name: text, accelerator: text, gpus: number, nodes: number }),
  compute: z.strictObject({
    tokens: number,
    seqLen: number,
    flopsPerToken: number,
    trainingFlops: number,
    attentionConvention: z.literal('causal'),
    flopsPerTokenFullAttention: number,
    trainingFlopsFullAttention: number,
  }),
  layout,
  step: z.strictObject({
    stepTimeS: number,
    tokensPerS: number,
    tokensPerSPerGpu: number,
    modelTflopsPerGpu: number,
    mfu: number,
    mfuRange: z.nullable(range),
    hfu: number,
    steps: number,
    breakdownS: parts,
  }),
  memory: z.strictObject({ peakBytes: number, capacityBytes: number, breakdownBytes: parts }),
  goodput: z.strictObject({
    fraction: number,
    interruptions: number,
    interruptionsRange: range,
    causes: z.array(z.strictObject({ cause: text, share: number, expected: number, source: text })),
    meanTimeBetweenInterruptionsH: z.nullable(number),
    checkpointIntervalS: z.nullable(number),
    checkpointStallS: number,
    restartS: number,
    queueLimitH: z.nullable(number),
    links: number,
  }),
  totals: z.strictObject({
    wallClockDays: range,
    calendarDays: range,
    gpuHours: range,
    netGpuHours: range,
    energyMwh: range,
    carbonT: range,
    waterM3: range,
    cost: z.strictObject({ p10: number, p50: number, p90: number, currency: text, basis: text, date: text }),
  }),
  gpuHoursBreakdown: parts,
  energyBreakdownMwh: parts,
  carbonBreakdownT: parts,
  waterBreakdownM3: parts,
  costBreakdown: parts,
  costViews: z.array(
    z.strictObject({
      id: text,
      name: text,
      amount: number,
      currency: text,
      unitPrice: number,
      unit: text,
      date: text,
      source: text,
      url: link,
    }),
  ),
  carbonViews: z.array(
    z.strictObject({
      method: text,
      year: number,
      gCo2ePerKwh: number,
      operationalT: number,
      source: text,
      url: link,
    }),
  ),
  comparisons: z.array(
    z.strictObject({
      figure: text,
      published: number,
      ours: number,
      unit: text,
      onTheirBasis: number,
      fromTheirInputs: z.nullable(number),
      explanation: text,
      source: text,
      url: link,
    }),
  ),
  uncertainty: z.strictObject({
    samples: number,
    seed: number,
    standardErrorOfP50: parts,
    tornado: z.record(
      z.string(),
      z.array(
        z.strictObject({
          id: text,
          name: text,
          unit: text,
          inputLow: number,
          inputHigh: number,
          atLow: number,
          atHigh: number,
        }),
      ),
    ),
    sobol: z.strictObject({
      gpuHours: z.array(z.strictObject({ id: text, name: text, first: number, total: number })),
    }),
    dots: z.record(z.string(), z.array(number)),
    correlations: z.array(z.strictObject({ one: text, other: text, correlation: number })),
  }),
  assumptions: z.array(
    z.strictObject({
      id: text,
      name: text,
      value: z.union([number, text]),
      low: z.nullable(number),
      high: z.nullable(number),
      unit: text,
      source: text,
      url: link,
      basis: z.enum(['sourced', 'given', 'judgement', 'derived']),
    }),
  ),
  formulas: z.array(
    z.strictObject({
      id: text,
      title: text,
      expression: text,
      substituted: text,
      result: number,
      unit: text,
      symbols: z.array(z.strictObject({ symbol: text, label: text, value: number, unit: text })),
      note: z.nullable(text),
    }),
  ),
  notIncluded: z.array(text),
  version: text,
})

/** The answer of a Slurm script. */
export const sbatchAnswerSchema = z.strictObject({
  script: text,
  framework: z.enum(['megatron', 'torchtitan', 'nemo']),
  jobName: text,
  nodes: number,
  tasks: number,
  gpusPerNode: number,
  timeLimit: text,
  signalS: number,
  jobs: z.strictObject({ p50: number, p90: number }),
  stepTimeS: number,
  saveInterval: number,
  layout,
  recipes: z.array(
    z.strictObject({
      framework: z.enum(['megatron', 'torchtitan', 'nemo']),
      text: z.nullable(text),
      because: text,
    }),
  ),
  notes: z.array(text),
})

type Described = z.infer<typeof estimateAnswerSchema>
type Holds<Wider, Narrower extends Wider> = [Wider, Narrower]

/** Compiles only while the schema and the code's answer say the same. */
export type ContractHolds = Holds<EstimateAnswer, Described>
export type ScriptContractHolds = Holds<SbatchAnswer, z.infer<typeof sbatchAnswerSchema>>
