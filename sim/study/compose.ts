import { TERA } from '../base/units.ts'
import type { RunTotals } from '../run/estimate.ts'
import { combine } from '../uncertainty/one-at-a-time.ts'
import { hardwareFlopsPerToken, trainingFlopsPerToken } from '../workload/flops.ts'
import { countParameters } from '../workload/parameters.ts'
import type { EstimateAnswer, Range } from './answer.ts'
import { inWords } from './assumed.ts'
import { comparisons } from './comparisons.ts'
import { explain } from './explain.ts'
import { carbonViews } from './footprint.ts'
import { costViews } from './price.ts'
import { version } from './version.ts'
import type { Worked } from './work.ts'

/** Puts what was worked out for a scenario into the words and shapes of the answer. */
export function compose(worked: Worked): EstimateAnswer {
  const { scenario, run, inputs, price } = worked
  const flops = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  const full = flops.full * scenario.tokens
  return {
    ...subjects(worked),
    compute: {
      tokens: scenario.tokens,
      seqLen: scenario.seqLen,
      flopsPerToken: flops.causal,
      trainingFlops: inputs.trainingFlops,
      attentionConvention: 'causal',
      flopsPerTokenFullAttention: flops.full,
      trainingFlopsFullAttention: full,
    },
    layout: worked.chosen.layout,
    step: step(worked, flops.causal),
    memory: worked.chosen.memory,
    goodput: goodputOf(worked),
    totals: totals(worked),
    ...breakdowns(worked),
    costViews: costViews(worked),
    carbonViews: carbonViews(scenario.grid, run.energy.totalMwh),
    comparisons: comparisons(scenario, { inputs, run, trainingFlopsFullAttention: full }),
    assumptions: [...worked.chosen.assumptions, ...worked.assumed.map(inWords)],
    formulas: explain(inputs, run, {
      flopsPerToken: flops.causal,
      tokens: scenario.tokens,
      currency: price.currency,
    }),
    notIncluded,
    version,
  }
}

const notIncluded: readonly string[] = [
  'Waiting in the queue, maintenance windows and stops decided by people',
  'Slow phases at the start of a run and slow nodes',
  'Experiments before the final run, evaluation and post-training',
  'Data preparation, storage beyond the system price, staff of the project',
]

function subjects({ scenario }: Worked): Pick<EstimateAnswer, 'model' | 'system'> {
  const { model, system, accelerator, gpus } = scenario
  const count = countParameters(model.architecture)
  return {
    model: { id: model.id, name: model.name, parameters: count.total, activeParameters: count.active },
    system: {
      id: system.id,
      name: system.name,
      accelerator: accelerator.id,
      gpus,
      nodes: Math.ceil(gpus / system.acceleratorsPerNode),
    },
  }
}

function step(worked: Worked, flopsPerToken: number): EstimateAnswer['step'] {
  const { scenario, inputs, chosen } = worked
  const batchTokens = chosen.layout.globalBatch * scenario.seqLen
  const tokensPerSPerGpu = (inputs.peakFlopsPerS * inputs.mfu) / flopsPerToken
  const stepTimeS = batchTokens / (tokensPerSPerGpu * scenario.gpus)
  const hardware = hardwareFlopsPerToken(
    scenario.model.architecture,
    scenario.seqLen,
    chosen.layout.recompute,
  )
  const atPeakS = stepTimeS * inputs.mfu
  return {
    stepTimeS,
    tokensPerS: tokensPerSPerGpu * scenario.gpus,
    tokensPerSPerGpu,
    modelTflopsPerGpu: (tokensPerSPerGpu * flopsPerToken) / TERA,
    mfu: inputs.mfu,
    hfu: inputs.mfu * (hardware / flopsPerToken),
    steps: scenario.tokens / batchTokens,
    breakdownS: { modelFlopsAtPeak: atPeakS, lostToEverythingElse: stepTimeS - atPeakS },
  }
}

function goodputOf({ run, inputs }: Worked): EstimateAnswer['goodput'] {
  const clockH = run.totals.gpuHours / inputs.gpus
  return {
    fraction: run.goodput.fraction,
    interruptions: clockH / run.goodput.meanTimeBetweenInterruptionsH,
    meanTimeBetweenInterruptionsH: run.goodput.meanTimeBetweenInterruptionsH,
    checkpointIntervalS: run.goodput.checkpointIntervalS,
    checkpointStallS: inputs.checkpointStallS,
    restartS: inputs.restartS,
  }
}

/** The range of one total over all uncertain inputs. */
export function rangeOf({ run, swings }: Worked, total: keyof RunTotals): Range {
  return combine(run.totals[total], total, swings)
}

function totals(worked: Worked): EstimateAnswer['totals'] {
  const { currency, basis, date } = worked.price
  return {
    wallClockDays: rangeOf(worked, 'wallClockDays'),
    gpuHours: rangeOf(worked, 'gpuHours'),
    netGpuHours: rangeOf(worked, 'netGpuHours'),
    energyMwh: rangeOf(worked, 'energyMwh'),
    carbonT: rangeOf(worked, 'carbonT'),
    waterM3: rangeOf(worked, 'waterM3'),
    cost: { ...rangeOf(worked, 'cost'), currency, basis, date },
  }
}

type Breakdowns = Pick<
  EstimateAnswer,
  'gpuHoursBreakdown' | 'energyBreakdownMwh' | 'carbonBreakdownT' | 'waterBreakdownM3' | 'costBreakdown'
>

function breakdowns({ run, inputs }: Worked): Breakdowns {
  const price = inputs.pricePerGpuHour
  return {
    gpuHoursBreakdown: run.hours,
    energyBreakdownMwh: {
      computing: run.energy.computingMwh,
      waiting: run.energy.waitingMwh,
      facility: run.energy.facilityMwh,
    },
    carbonBreakdownT: run.carbon,
    waterBreakdownM3: run.water,
    costBreakdown: {
      training: run.hours.training * price,
      checkpoints: run.hours.checkpoints * price,
      lostWork: run.hours.lostWork * price,
      restarts: run.hours.restarts * price,
    },
  }
}
