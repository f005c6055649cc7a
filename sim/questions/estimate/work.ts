import type { Outcome } from '../../base/outcome.ts'
import type { RunInputs } from '../../run/estimate.ts'
import type { Question } from '../../uncertainty/monte-carlo.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import type { Assumed } from './assumptions/assumed.ts'
import { chooseRunLayout, impossibleRun, type ChosenLayout } from './layout/choose-layout.ts'
import { goodputOf, leastGoodput, neverEnds } from './ending.ts'
import { footprint } from './assumptions/footprint.ts'
import { power } from './assumptions/power.ts'
import { priceOf, type ChosenPrice } from './assumptions/price.ts'
import { assumedMfu, predictStep, type PredictedStep } from './layout/predicted-step.ts'
import { peakFlopsPerS } from './layout/published-mfu.ts'
import { ranged } from './assumptions/ranges.ts'
import {
  queueLimitOf,
  reliability,
  reliabilityCorrelations,
  type JobTimeLimit,
} from './assumptions/reliability.ts'
import { bandsOf, drawAll, samplingQuestionOf, type Bands, type Draw } from './assumptions/sampling.ts'
import type { Scenario } from './input.ts'

/** One scenario with every input assumed, before anything uncertain is drawn. */
export type Believed = {
  readonly scenario: Scenario
  readonly price: ChosenPrice
  readonly queueLimit: JobTimeLimit
  readonly assumed: readonly Assumed[]
  /** Every input at its p50. */
  readonly inputs: RunInputs
  readonly question: Question
}

/** The same with a layout. */
export type Planned = Believed & { readonly chosen: ChosenLayout; readonly predicted: PredictedStep }

/** Everything computed for one scenario, before it is put into the words of the answer. */
export type Worked = Planned & {
  readonly draw: Draw
  readonly bands: Bands
}

/** Layout and inputs with what is believed of each. */
export function plan(scenario: Scenario): Outcome<Planned> {
  const peak = peakFlopsPerS(scenario.accelerator, scenario.precision)
  if (peak === null || scenario.gpus > scenario.system.accelerators)
    return { feasible: false, obstacles: impossibleRun(scenario) }
  const chosen = chooseRunLayout(scenario)
  if (!chosen.feasible) return chosen
  const predicted = predictStep(scenario, chosen.value.layout)
  const believed = believe(scenario, peak, predicted)
  if (goodputOf(believed.inputs) < leastGoodput)
    return { feasible: false, obstacles: [neverEnds(believed, endingCount(scenario))] }
  return { feasible: true, value: { ...believed, chosen: chosen.value, predicted } }
}

/** The most accelerators with which the run ends, by powers of two, which layouts divide; null where none does. */
function endingCount(scenario: Scenario): number | null {
  for (let gpus = 2 ** Math.floor(Math.log2(scenario.gpus - 1)); gpus >= 1; gpus /= 2)
    if (plan({ ...scenario, gpus }).feasible) return gpus
  return null
}

/** Every input of the run with what is believed of it; without a predicted step, by the nearest published run. */
export function believe(scenario: Scenario, peak: number, predicted: PredictedStep | null): Believed {
  const price = priceOf(scenario)
  const assumed = [
    assumedMfu(scenario, predicted),
    ...reliability(scenario, predicted?.spreadLeft),
    ...power(scenario),
    ...footprint(scenario),
    price.assumed,
  ].map((one) => ranged(one, scenario.ranges))
  const queueLimit = queueLimitOf(scenario)
  const inputs = runInputs({ scenario, queueLimit, assumed }, peak)
  const question = samplingQuestionOf(inputs, assumed, scenario.correlations ?? reliabilityCorrelations)
  return { scenario, price, queueLimit, assumed, inputs, question }
}

/** The plan with its draw; `draw` may come from many threads. */
export function workOut(planned: Planned, draw: Draw = drawAll(planned.question, planned.scenario)): Worked {
  return { ...planned, draw, bands: bandsOf(draw) }
}

/** The run worked through: layout, inputs with their ranges, totals and their bands. */
export function work(scenario: Scenario): Outcome<Worked> {
  const planned = plan(scenario)
  return planned.feasible ? { feasible: true, value: workOut(planned.value) } : planned
}

function valueIn(assumed: readonly Assumed[], id: string): number {
  const found = assumed.find((one) => one.id === id)
  if (found === undefined) throw new Error(`the assumption ${id} is missing`)
  return found.value
}

function runInputs(
  { scenario, queueLimit, assumed }: Pick<Believed, 'scenario' | 'queueLimit' | 'assumed'>,
  peak: number,
): RunInputs {
  const of = (id: keyof RunInputs) => valueIn(assumed, id)
  const flops = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  return {
    trainingFlops: flops.causal * scenario.tokens,
    gpus: scenario.gpus,
    peakFlopsPerS: peak,
    mfu: of('mfu'),
    interruptionsPer1000GpuDays: of('interruptionsPer1000GpuDays'),
    checkpointIntervalS: of('checkpointIntervalS'),
    checkpointStallS: of('checkpointStallS'),
    checkpointSaveS: of('checkpointSaveS'),
    detectionS: of('detectionS'),
    restartS: of('restartS'),
    slowNodesOverhead: of('slowNodesOverhead'),
    unsettledOverhead: of('unsettledOverhead'),
    queueLimitH: queueLimit.limitH ?? Infinity,
    linkStartS: of('linkStartS'),
    queueWaitS: of('queueWaitS'),
    maintenanceFraction: of('maintenanceFraction'),
    computingW: of('computingW'),
    waitingW: of('waitingW'),
    pueRatio: of('pueRatio'),
    gCo2ePerKwh: of('gCo2ePerKwh'),
    embodiedAcceleratorKg: of('embodiedAcceleratorKg'),
    embodiedServerKg: of('embodiedServerKg'),
    lifeY: of('lifeY'),
    wueLPerKwh: of('wueLPerKwh'),
    gridWaterLPerKwh: of('gridWaterLPerKwh'),
    pricePerGpuHour: of('pricePerGpuHour'),
  }
}
