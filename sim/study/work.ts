import type { Obstacle, Outcome } from '../base/outcome.ts'
import { estimateRun, type RunEstimate, type RunInputs, type RunTotals } from '../run/estimate.ts'
import { swings, type InputRange, type Swing } from '../uncertainty/one-at-a-time.ts'
import { trainingFlopsPerToken } from '../workload/flops.ts'
import type { Assumed } from './assumed.ts'
import { chooseLayout, type ChosenLayout } from './choose-layout.ts'
import { footprint } from './footprint.ts'
import { power } from './power.ts'
import { priceOf, type ChosenPrice } from './price.ts'
import { assumedMfu, peakFlopsPerS } from './published-mfu.ts'
import { reliability } from './reliability.ts'
import type { Scenario } from './scenario.ts'

/** What a scenario's run is computed from: its layout, its price, and every input with its range. */
export type Prepared = {
  readonly scenario: Scenario
  readonly chosen: ChosenLayout
  readonly price: ChosenPrice
  readonly assumed: readonly Assumed[]
  readonly inputs: RunInputs
}

/** Everything computed for one scenario, before it is put into the words of the answer. */
export type Worked = Prepared & {
  readonly run: RunEstimate
  readonly swings: readonly Swing<keyof RunTotals>[]
}

const outputs = [
  'netGpuHours',
  'gpuHours',
  'wallClockDays',
  'energyMwh',
  'carbonT',
  'waterM3',
  'cost',
] as const satisfies readonly (keyof RunTotals)[]

/** The run worked through: layout, inputs with their ranges, totals and how each input swings them. */
export function work(scenario: Scenario): Outcome<Worked> {
  const prepared = prepare(scenario)
  if (!prepared.feasible) return prepared
  const { inputs, assumed } = prepared.value
  const found = swings(
    { centre: inputs, ranges: rangesOf(assumed), evaluate: (varied) => estimateRun(varied).totals },
    outputs,
  )
  return { feasible: true, value: { ...prepared.value, run: estimateRun(inputs), swings: found } }
}

/** The inputs alone, for whoever computes many runs: an `estimateRun` of them gives the totals. */
export function prepare(scenario: Scenario): Outcome<Prepared> {
  const peak = peakFlopsPerS(scenario.accelerator, scenario.precision)
  const obstacles = [...tooMany(scenario), ...(peak === null ? [noPrecision(scenario)] : [])]
  if (obstacles.length > 0 || peak === null) return { feasible: false, obstacles }
  const chosen = chooseLayout(scenario)
  if (!chosen.feasible) return chosen
  const price = priceOf(scenario)
  const assumed = [
    assumedMfu(scenario),
    ...reliability,
    ...power(scenario),
    ...footprint(scenario),
    price.assumed,
  ]
  const inputs = runInputs(scenario, peak, assumed)
  return { feasible: true, value: { scenario, chosen: chosen.value, price, assumed, inputs } }
}

function tooMany({ gpus, system }: Scenario): readonly Obstacle[] {
  if (gpus <= system.accelerators) return []
  const has = system.accelerators
  return [
    {
      kind: 'accelerators',
      reason: `${system.name} has ${has.toLocaleString('en')} accelerators; the run asks for ${gpus.toLocaleString('en')}`,
      nearest: { field: 'gpus', value: has, sentence: `Use ${has.toLocaleString('en')} accelerators` },
    },
  ]
}

function noPrecision({ accelerator, precision }: Scenario): Obstacle {
  return {
    kind: 'precision',
    reason: `${accelerator.name} has no published ${precision} rate for matrix products`,
    nearest: { field: 'precision', value: 'bf16', sentence: 'Use bf16' },
  }
}

function valueIn(assumed: readonly Assumed[], id: string): number {
  const found = assumed.find((one) => one.id === id)
  if (found === undefined) throw new Error(`the assumption ${id} is missing`)
  return found.value
}

function runInputs(scenario: Scenario, peak: number, assumed: readonly Assumed[]): RunInputs {
  const of = (id: keyof RunInputs) => valueIn(assumed, id)
  const flops = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  return {
    trainingFlops: flops.causal * scenario.tokens,
    gpus: scenario.gpus,
    peakFlopsPerS: peak,
    mfu: of('mfu'),
    interruptionsPer1000GpuDays: of('interruptionsPer1000GpuDays'),
    checkpointStallS: of('checkpointStallS'),
    restartS: of('restartS'),
    leastIntervalS: of('leastIntervalS'),
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

function rangesOf(assumed: readonly Assumed[]): { readonly [K in keyof RunInputs]?: InputRange } {
  return Object.fromEntries(assumed.flatMap(({ id, range }) => (range === null ? [] : [[id, range]])))
}
