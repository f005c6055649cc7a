import type { Obstacle, Outcome } from '../../../base/outcome.ts'
import { GIGA } from '../../../base/units.ts'
import { hardwareOf, machineOf } from '../../../step/hardware.ts'
import { memoryHabitsOf } from '../../../step/memory-habits.ts'
import { accelerators, microBatches, type Layout } from '../../../workload/layout.ts'
import { memoryOf, type Memory } from '../../../workload/memory.ts'
import { shapesOf } from '../../../workload/shapes.ts'
import type { Assumption, EstimateAnswer } from '../answer.ts'
import { batchSequences } from './batch.ts'
import { runLike } from './published-mfu.ts'
import { layoutText } from '../reading/layout-text.ts'
import { bestLayout } from '../../layouts/best-layout.ts'
import { planningPractice } from './predicted-step.ts'
import type { LayoutWish } from '../reading/read-layout.ts'
import type { Scenario } from '../input.ts'

export type ChosenLayout = {
  readonly layout: Layout
  readonly memory: EstimateAnswer['memory']
  readonly assumptions: readonly Assumption[]
}

type Fitted = Outcome<{ readonly layout: Layout; readonly because: string }>

/** The layout that was given, else the published one of the same run where it fits, else the search's. */
export function chooseLayout(scenario: Scenario): Outcome<ChosenLayout> {
  const batch = batchSequences(scenario)
  const fitted =
    scenario.layout === 'auto'
      ? automatic(scenario, batch.sequences)
      : given(scenario, scenario.layout, batch.sequences)
  if (!fitted.feasible) return fitted
  const { layout, because } = fitted.value
  const memory = memoryFor(scenario, layout)
  const assumptions = [
    stated('globalBatch', 'Global batch', [
      layout.globalBatch,
      'sequences',
      scenario.layout === 'auto' ? batch.because : because,
    ]),
    stated('layout', 'Layout', [layoutText(layout), '', because]),
  ]
  return {
    feasible: true,
    value: { layout, memory: { ...memory, capacityBytes: scenario.accelerator.memoryBytes }, assumptions },
  }
}

type Said = readonly [value: number | string, unit: string, source: string]

function stated(id: string, name: string, [value, unit, source]: Said): Assumption {
  return { id, name, value, low: null, high: null, unit, source, url: null, basis: 'derived' }
}

function memoryFor({ model, accelerator, system, seqLen, precision }: Scenario, layout: Layout): Memory {
  const hardware = hardwareOf(accelerator, machineOf(system))
  const habits = memoryHabitsOf(planningPractice({ accelerator }), hardware, precision, true)
  const terms = { shapes: shapesOf(model.architecture), seqLen, optimizer: model.optimizer, habits }
  return memoryOf(terms, layout)
}

function automatic(scenario: Scenario, wantedBatch: number): Fitted {
  const published = publishedLayout(scenario, wantedBatch)
  if (published !== null) return published
  const searched = bestLayout({ ...scenario, wantedBatch })
  if (!searched.feasible) return searched
  const because =
    'of all layouts that divide and fit, the fastest by a pessimistic reading (petaplan layouts)'
  return { feasible: true, value: { layout: searched.value.best.layout, because } }
}

/** The layout of the nearest published run, when it is the same model on the same part and it divides and fits here. */
function publishedLayout(scenario: Scenario, globalBatch: number): Fitted | null {
  const { run } = runLike(scenario)
  const { tp, pp, microBatch } = run.layout
  if (run.modelId !== scenario.model.id || run.acceleratorId !== scenario.accelerator.id) return null
  if (tp === undefined || pp === undefined || scenario.precision !== run.precision) return null
  const dp = scenario.gpus / (tp * pp)
  const perRank = dp * (microBatch ?? 1)
  const batch = perRank * Math.max(1, Math.round(globalBatch / perRank))
  const wish = { ...openWish, ...run.layout, dp: null, cp: null, globalBatch: batch }
  const filled = fill(scenario, wish)
  const fits = obstaclesOf(scenario, filled).length === 0 && filled.tp <= scenario.system.acceleratorsPerNode
  if (!fits || memoryFor(scenario, filled).peakBytes > scenario.accelerator.memoryBytes) return null
  return { feasible: true, value: { layout: filled, because: `as published for ${run.name}` } }
}

const openWish: LayoutWish = {
  tp: null,
  pp: null,
  vpp: null,
  dp: null,
  cp: null,
  ep: null,
  microBatch: null,
  globalBatch: null,
  zero: null,
  recompute: null,
  sequenceParallel: null,
}

function given(scenario: Scenario, wish: LayoutWish, globalBatch: number): Fitted {
  const layout = fill(scenario, { ...wish, globalBatch: wish.globalBatch ?? globalBatch })
  const obstacles = obstaclesOf(scenario, layout)
  if (obstacles.length > 0) return { feasible: false, obstacles }
  const memory = memoryFor(scenario, layout)
  if (memory.peakBytes <= scenario.accelerator.memoryBytes) {
    return { feasible: true, value: { layout, because: 'given by you; what was left open is the least' } }
  }
  const automatically = automatic(scenario, layout.globalBatch)
  const instead = automatically.feasible ? layoutText(automatically.value.layout) : null
  return { feasible: false, obstacles: [tooFull(scenario, memory.peakBytes, instead)] }
}

/** What a layout leaves open is the least: one of each, and data parallelism over the rest. */
function fill({ gpus }: Scenario, wish: LayoutWish): Layout {
  const tp = wish.tp ?? 1
  const pp = wish.pp ?? 1
  const cp = wish.cp ?? 1
  return {
    tp,
    pp,
    vpp: wish.vpp ?? 1,
    dp: wish.dp ?? gpus / (tp * pp * cp),
    cp,
    ep: wish.ep ?? 1,
    microBatch: wish.microBatch ?? 1,
    globalBatch: wish.globalBatch ?? 1,
    zero: wish.zero ?? 1,
    recompute: wish.recompute ?? 'none',
    sequenceParallel: wish.sequenceParallel ?? tp > 1,
  }
}

/** Why a layout does not divide the run. */
function obstaclesOf({ gpus, model }: Scenario, layout: Layout): readonly Obstacle[] {
  const found = accelerators(layout)
  const { tp, pp, cp, dp, ep, vpp } = layout
  const checks: readonly (readonly [boolean, string])[] = [
    [
      found === gpus && Number.isInteger(dp),
      `tp × pp × cp × dp = ${String(found)} does not equal gpus = ${String(gpus)}`,
    ],
    [
      model.architecture.attention.heads % tp === 0,
      `tp = ${String(tp)} does not divide ${String(model.architecture.attention.heads)} attention heads`,
    ],
    [
      pp * vpp <= model.architecture.layers,
      `pp × vpp = ${String(pp * vpp)} is more than ${String(model.architecture.layers)} layers`,
    ],
    [(dp * cp) % ep === 0, `ep = ${String(ep)} does not divide dp × cp = ${String(dp * cp)}`],
    [
      Number.isInteger(microBatches(layout)),
      `gbs = ${String(layout.globalBatch)} is not a multiple of dp × mbs = ${String(dp * layout.microBatch)}`,
    ],
  ]
  return checks
    .filter(([holds]) => !holds)
    .map(([, reason]) => ({
      kind: 'layout',
      reason,
      nearest: { field: 'layout', value: 'auto', sentence: 'Let the planner choose the layout' },
    }))
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGA).toFixed(1)} GB`
}

function tooFull({ accelerator }: Scenario, peakBytes: number, instead: string | null): Obstacle {
  return {
    kind: 'memory',
    reason: `the layout needs ${gigabytes(peakBytes)} per accelerator; ${accelerator.name} has ${gigabytes(accelerator.memoryBytes)}`,
    nearest: instead === null ? null : { field: 'layout', value: instead, sentence: `Use ${instead}` },
  }
}
