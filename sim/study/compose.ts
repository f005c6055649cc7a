import { SECONDS_PER_HOUR, TERA } from '../base/units.ts'
import { linksOf } from '../goodput/calendar.ts'
import { hardwareFlopsPerToken, trainingFlopsPerToken } from '../workload/flops.ts'
import { countParameters } from '../workload/parameters.ts'
import type { Assumption, EstimateAnswer, Range } from './answer.ts'
import { inWords } from './assumed.ts'
import { causesOf } from './causes.ts'
import { comparisons } from './comparisons.ts'
import { doubtOf } from './doubt.ts'
import { explain } from './explain.ts'
import { carbonViews } from './footprint.ts'
import { middleOf, type Middle } from './middle.ts'
import { costViews } from './price.ts'
import type { SampledTotal } from './sampling.ts'
import { version } from './version.ts'
import type { Worked } from './work.ts'

/** Puts what was worked out for a scenario into the words and shapes of the answer. */
export function compose(worked: Worked): EstimateAnswer {
  const { scenario, inputs, price } = worked
  const middle = middleOf(worked)
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
    goodput: goodputOf(worked, middle),
    totals: totals(worked),
    gpuHoursBreakdown: middle.hours,
    energyBreakdownMwh: middle.energyMwh,
    carbonBreakdownT: middle.carbonT,
    waterBreakdownM3: middle.waterM3,
    costBreakdown: middle.cost,
    costViews: costViews({ scenario, price, middle }),
    carbonViews: carbonViews(scenario.grid, middle.totals.energyMwh),
    comparisons: comparisons(scenario, { inputs, middle, trainingFlopsFullAttention: full }),
    uncertainty: doubtOf(worked),
    assumptions: [...worked.chosen.assumptions, ...worked.assumed.map(inWords), limitInWords(worked)],
    formulas: explain(inputs, middle, {
      flopsPerToken: flops.causal,
      tokens: scenario.tokens,
      currency: price.currency,
    }),
    notIncluded,
    version,
  }
}

const notIncluded: readonly string[] = [
  'Waiting for the first job to start',
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
  return {
    stepTimeS,
    tokensPerS: tokensPerSPerGpu * scenario.gpus,
    tokensPerSPerGpu,
    modelTflopsPerGpu: (tokensPerSPerGpu * flopsPerToken) / TERA,
    mfu: inputs.mfu,
    hfu: inputs.mfu * (hardware / flopsPerToken),
    steps: scenario.tokens / batchTokens,
    breakdownS: stepBreakdown(worked, stepTimeS),
  }
}

/** The parts of the predicted step; with an MFU that was given, what that step needs at peak and all the rest. */
function stepBreakdown(
  { scenario, inputs, predicted }: Worked,
  stepTimeS: number,
): EstimateAnswer['step']['breakdownS'] {
  if (scenario.mfu !== null) {
    const atPeakS = stepTimeS * inputs.mfu
    return { modelFlopsAtPeak: atPeakS, lostToEverythingElse: stepTimeS - atPeakS }
  }
  const { stepS, ...parts } = predicted.times
  const scale = stepTimeS / stepS
  return Object.fromEntries(
    Object.entries(parts).map(([name, seconds]) => [name.replace(/S$/, ''), seconds * scale]),
  )
}

function goodputOf({ inputs, queueLimit, bands }: Worked, middle: Middle): EstimateAnswer['goodput'] {
  const clockS = (middle.totals.gpuHours / inputs.gpus) * SECONDS_PER_HOUR
  const { hazards } = middle.run
  return {
    fraction: middle.totals.netGpuHours / middle.totals.gpuHours,
    interruptions: middle.totals.interruptions,
    interruptionsRange: range(bands.interruptions),
    causes: causesOf(middle.totals.interruptions),
    meanTimeBetweenInterruptionsH: finite(hazards.meanTimeBetweenInterruptionsS / SECONDS_PER_HOUR),
    checkpointIntervalS: finite(inputs.checkpointIntervalS),
    checkpointStallS: inputs.checkpointStallS,
    restartS: hazards.restartS,
    queueLimitH: queueLimit.limitH,
    links: linksOf(clockS, hazards.linkS),
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function limitInWords({ queueLimit }: Worked): Assumption {
  return {
    id: 'queueLimitH',
    name: 'Time limit of one job',
    value: queueLimit.limitH ?? 'none',
    low: null,
    high: null,
    unit: queueLimit.limitH === null ? '' : 'h',
    source: queueLimit.because,
    url: null,
    basis: queueLimit.because.endsWith('given by you') ? 'given' : 'sourced',
  }
}

function range({ p10, p50, p90 }: Range): Range {
  return { p10, p50, p90 }
}

/** The range of one total over all uncertain inputs. */
export function rangeOf({ bands }: Worked, total: SampledTotal): Range {
  return range(bands[total])
}

function totals(worked: Worked): EstimateAnswer['totals'] {
  const { currency, basis, date } = worked.price
  return {
    wallClockDays: rangeOf(worked, 'wallClockDays'),
    calendarDays: rangeOf(worked, 'calendarDays'),
    gpuHours: rangeOf(worked, 'gpuHours'),
    netGpuHours: rangeOf(worked, 'netGpuHours'),
    energyMwh: rangeOf(worked, 'energyMwh'),
    carbonT: rangeOf(worked, 'carbonT'),
    waterM3: rangeOf(worked, 'waterM3'),
    cost: { ...rangeOf(worked, 'cost'), currency, basis, date },
  }
}
