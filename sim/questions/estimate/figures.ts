import type { Answered } from '../../base/answered.ts'
import type { Read } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR, TERA } from '../../base/units.ts'
import { linksOf } from '../../goodput/goodput.ts'
import { dots } from '../../uncertainty/monte-carlo.ts'
import { countParameters, hardwareFlopsPerToken, trainingFlopsPerToken } from '../../workload/flops.ts'
import type { EstimateAnswer, EstimateFigures, Range } from './answer.ts'
import { type Middle, middleOf } from './middle.ts'
import type { SampledTotal } from './assumptions/sampling.ts'
import { version } from '../../base/version.ts'
import type { Scenario } from './input.ts'
import { type Worked, workRead } from './work.ts'

/** The figures of the answer, in the shapes in which they are shown. */
export function figuresOf(
  worked: Worked,
  middle: Middle = middleOf(worked),
): Omit<EstimateFigures, 'outcomes'> {
  const { scenario, inputs } = worked
  const flops = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  return {
    ...subjects(worked),
    compute: {
      tokens: scenario.tokens,
      seqLen: scenario.seqLen,
      flopsPerToken: flops.causal,
      trainingFlops: inputs.trainingFlops,
      attentionConvention: 'causal',
      flopsPerTokenFullAttention: flops.full,
      trainingFlopsFullAttention: flops.full * scenario.tokens,
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
    notIncluded: notIncluded(worked),
    version,
  }
}

/** Equally likely outcomes on the calendar. */
const outcomeCount = 50

function notIncluded({ scenario, inputs }: Worked): readonly string[] {
  return [
    'Waiting for the first job to start',
    'Experiments before the final run, evaluation and post-training',
    'Data preparation, storage beyond the system price, staff of the project',
    ...(inputs.gridWaterLPerKwh === 0 ? [withoutGridWater(scenario.grid.name)] : []),
  ]
}

/** Source of the figure beside it: Olmo 3 (arXiv 2605.01158), 15,887 kL for 12.3 GWh; the ratio is derived. */
function withoutGridWater(grid: string): string {
  return `Water of the electricity: no factor is known for the grid of ${grid}, and the water is that of cooling on site alone (Olmo 3 published 15,887 m3 for 12.3 GWh, 1.29 L/kWh with the electricity's; give ranges.gridWaterLPerKwh to count it)`
}

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
    mfuRange: believedMfu(worked),
    hfu: inputs.mfu * (hardware / flopsPerToken),
    steps: scenario.tokens / batchTokens,
    breakdownS: stepBreakdown(worked, stepTimeS),
  }
}

function believedMfu({ assumed }: Worked): Range | null {
  const mfu = assumed.find(({ id }) => id === 'mfu')
  return mfu?.range === undefined || mfu.range === null
    ? null
    : { p10: mfu.range[0], p50: mfu.value, p90: mfu.range[1] }
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

function goodputOf({ inputs, queueLimit, bands }: Worked, middle: Middle): EstimateFigures['goodput'] {
  const clockS = (middle.totals.gpuHours / inputs.gpus) * SECONDS_PER_HOUR
  const { hazards } = middle.run
  return {
    fraction: middle.totals.netGpuHours / middle.totals.gpuHours,
    interruptions: middle.totals.interruptions,
    interruptionsRange: range(bands.interruptions),
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

/** The figures of one training run without the reasons for them: what a slider needs within a frame. */
export function workFigures(scenario: Read<Scenario>): Answered<EstimateFigures> {
  const worked = workRead(scenario)
  if (worked.status !== 'answer') return worked
  const outcomes = dots(worked.value.bands.calendarDays.ascending, outcomeCount)
  return { status: 'answer', value: { ...figuresOf(worked.value), outcomes } }
}
