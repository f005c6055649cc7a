import { namesIn } from '../../../base/csv.ts'
import {
  emptyRun,
  fillRun,
  grossGpuHours,
  type RunInputs,
  type RunParts,
  type RunRecord,
  type RunTotals,
} from '../../../run/estimate.ts'
import {
  bandOf,
  type Band,
  blocksOf,
  type Correlation,
  type Question,
  sampleBlocks,
} from '../../../uncertainty/monte-carlo.ts'
import { beliefIn, type Assumed } from './assumed.ts'

/** Inputs that a range may be given for: all that are assumed of a run. */
export const uncertainIds = namesIn(
  'mfu interruptionsPer1000GpuDays checkpointIntervalS checkpointStallS checkpointSaveS detectionS restartS slowNodesOverhead unsettledOverhead linkStartS queueWaitS maintenanceFraction computingW waitingW pueRatio gCo2ePerKwh embodiedAcceleratorKg embodiedServerKg lifeY wueLPerKwh gridWaterLPerKwh pricePerGpuHour',
)
export type UncertainId = (typeof uncertainIds)[number]

/** Whether there is a value of each. */
export function hasUncertain(
  values: Readonly<Record<string, number>>,
): values is Readonly<Record<UncertainId, number>> {
  return uncertainIds.every((id) => Object.hasOwn(values, id))
}

/** The totals that are sampled, in the order of the columns of a draw. */
export const sampledTotals = namesIn(
  'netGpuHours gpuHours wallClockDays calendarDays energyMwh carbonT waterM3 cost interruptions',
) satisfies readonly (keyof RunTotals)[]

export type SampledTotal = (typeof sampledTotals)[number]

/** What is lost between net and gross hours: the columns of a draw after the totals. */
export const sampledLosses = namesIn(
  'checkpointsH lostWorkH restartsH queueChainH slowPhasesH',
) satisfies readonly (keyof RunParts)[]

const columns = [...sampledTotals, ...sampledLosses]

/** The samples of every total and loss, column by column. */
export type Draw = Float64Array<ArrayBuffer>

export type Bands = { readonly [K in SampledTotal]: Band & { readonly ascending: Float64Array } }

/** The run as a question with uncertain inputs: the certain ones stay as they are. */
export function samplingQuestionOf(
  inputs: RunInputs,
  assumed: readonly Assumed[],
  correlations: readonly Correlation[],
): Question {
  const uncertain = assumed.flatMap((one) => {
    const distribution = beliefIn(one)
    return distribution !== null && isInput(one.id, inputs) ? [{ id: one.id, distribution }] : []
  })
  const inputsWith = changed(inputs, uncertain)
  return {
    inputs: uncertain,
    correlations,
    outputs: columns.length,
    evaluate: (x, y) => {
      fillRun(inputsWith(x), run)
      readColumns(run, y)
    },
  }
}

/**
 * The logarithm of the gross hours alone, over the inputs that move them: a few samples far out would decide the variance
 * of the hours themselves.
 */
export function hoursQuestionOf(inputs: RunInputs, uncertain: Question['inputs']): Question {
  const inputsWith = changed(inputs, uncertain)
  const evaluate = (x: Float64Array, y: Float64Array) => {
    const into = y
    into[0] = Math.log(grossGpuHours(inputsWith(x), run))
  }
  return { inputs: uncertain, correlations: [], outputs: 1, evaluate }
}

/** One record of inputs and one of totals for all questions: what is compiled for one holds for the next. */
let shared: Writable<RunInputs> | null = null
const run = emptyRun()

/** The inputs with other values of the uncertain ones: one record, filled again at each call. */
function changed(inputs: RunInputs, uncertain: Question['inputs']): (x: Float64Array) => RunInputs {
  shared ??= { ...inputs }
  const scratch = shared
  const all = Float64Array.from(inputIds, (id) => inputs[id])
  const places = Int32Array.from(uncertain, ({ id }) => inputIds.findIndex((one) => one === id))
  return (x) => {
    for (let i = 0; i < places.length; i += 1) all[places[i] ?? 0] = x[i] ?? Number.NaN
    setInputs(scratch, all)
    return scratch
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Inputs of a run by their places in a list: names looked up for every sample would take most of a draw. */
const inputIds = [
  ...namesIn('trainingFlops gpus peakFlopsPerS queueLimitH'),
  ...uncertainIds,
] satisfies readonly (keyof RunInputs)[]

function setInputs(into: Writable<RunInputs>, all: Float64Array): void {
  into.trainingFlops = all[0] ?? 0
  into.gpus = all[1] ?? 0
  into.peakFlopsPerS = all[2] ?? 0
  into.queueLimitH = all[3] ?? 0
  into.mfu = all[4] ?? 0
  into.interruptionsPer1000GpuDays = all[5] ?? 0
  into.checkpointIntervalS = all[6] ?? 0
  into.checkpointStallS = all[7] ?? 0
  into.checkpointSaveS = all[8] ?? 0
  into.detectionS = all[9] ?? 0
  into.restartS = all[10] ?? 0
  into.slowNodesOverhead = all[11] ?? 0
  into.unsettledOverhead = all[12] ?? 0
  into.linkStartS = all[13] ?? 0
  into.queueWaitS = all[14] ?? 0
  into.maintenanceFraction = all[15] ?? 0
  into.computingW = all[16] ?? 0
  into.waitingW = all[17] ?? 0
  into.pueRatio = all[18] ?? 0
  into.gCo2ePerKwh = all[19] ?? 0
  into.embodiedAcceleratorKg = all[20] ?? 0
  into.embodiedServerKg = all[21] ?? 0
  into.lifeY = all[22] ?? 0
  into.wueLPerKwh = all[23] ?? 0
  into.gridWaterLPerKwh = all[24] ?? 0
  into.pricePerGpuHour = all[25] ?? 0
}

function readColumns(run: Readonly<RunRecord>, y: Float64Array): void {
  const into = y
  into[0] = run.netGpuHours
  into[1] = run.gpuHours
  into[2] = run.wallClockDays
  into[3] = run.calendarDays
  into[4] = run.energyMwh
  into[5] = run.carbonT
  into[6] = run.waterM3
  into[7] = run.cost
  into[8] = run.interruptions
  into[9] = run.checkpointsH
  into[10] = run.lostWorkH
  into[11] = run.restartsH
  into[12] = run.queueChainH
  into[13] = run.slowPhasesH
}

function isInput(id: string, inputs: RunInputs): id is keyof RunInputs {
  return Object.hasOwn(inputs, id)
}

export type Sampling = { readonly seed: number; readonly samples: number }

/** The whole draw in this thread. */
export function drawAll(question: Question, { seed, samples }: Sampling): Draw {
  return sampleBlocks(question, { seed, samples, fromBlock: 0, toBlock: blocksOf(samples) })
}

/** Draws of successive blocks as one, column by column. */
export function joinDraws(draws: readonly Draw[]): Draw {
  const whole = new Float64Array(draws.reduce((length, draw) => length + draw.length, 0))
  let at = 0
  for (let column = 0; column < columns.length; column += 1) {
    for (const draw of draws) {
      const count = draw.length / columns.length
      whole.set(draw.subarray(column * count, (column + 1) * count), at)
      at += count
    }
  }
  return whole
}

/** One column of a draw, in the order it was drawn. */
export function columnOf(draw: Draw, column: (typeof columns)[number]): Float64Array {
  const count = draw.length / columns.length
  const index = columns.indexOf(column)
  return draw.subarray(index * count, (index + 1) * count)
}

export function bandsOf(draw: Draw): Bands {
  const band = (total: SampledTotal) => bandOf(columnOf(draw, total))
  return {
    netGpuHours: band('netGpuHours'),
    gpuHours: band('gpuHours'),
    wallClockDays: band('wallClockDays'),
    calendarDays: band('calendarDays'),
    energyMwh: band('energyMwh'),
    carbonT: band('carbonT'),
    waterM3: band('waterM3'),
    cost: band('cost'),
    interruptions: band('interruptions'),
  }
}
