import type { Obstacle } from '../../base/outcome.ts'
import { emptyRun, fillRun, type RunInputs } from '../../run/estimate.ts'
import { countParameters, trainingFlopsPerToken } from '../../workload/flops.ts'
import { besiroglu2024, loss } from '../../workload/scaling-laws/parametric.ts'
import type { Scenario } from '../estimate/input.ts'
import { plan, type Planned } from '../estimate/work.ts'
import { ableInstead } from '../sbatch/trainers/within-trainer.ts'
import { mostExact, ratiosAlong, type Ratios } from './medians.ts'
import { cappedRun } from './power-cap.ts'
import { measures, type Measure } from './variables.ts'

/** The axes of a trade-off. Scenarios differ in model and machine; the rest is crossed with each of them. */
export type Axes = {
  readonly scenarios: readonly Scenario[]
  readonly precisions: readonly Scenario['precision'][]
  /** Accelerators for a scenario's machine. */
  readonly gpusOf: (scenario: Scenario) => readonly number[]
  /** Null: no cap. */
  readonly powerCapsW: readonly (number | null)[]
  readonly tokens: readonly number[]
}

export type Point = {
  readonly scenario: Scenario
  readonly powerCapW: number | null
  readonly prepared: Planned
  readonly inputs: RunInputs
  /** Each the median over the futures, as an estimate's p50. */
  readonly numbers: Readonly<Record<Measure, number>>
  readonly ratios: Ratios
}

/** Points that cannot be: why, how many share it, and where it was first met. */
export type Fallen = { readonly obstacle: Obstacle; readonly points: number; readonly example: string }

export type EvaluatedPoint = { readonly points: readonly Point[]; readonly fallen: readonly Fallen[] }

export function countOf(axes: Axes): number {
  const { scenarios, precisions, gpusOf, powerCapsW, tokens } = axes
  const perScenario = precisions.length * powerCapsW.length * tokens.length
  return scenarios.reduce((total, scenario) => total + gpusOf(scenario).length * perScenario, 0)
}

/**
 * Every point of the axes. Layout, utilisation and prices are worked out once for each model, machine, precision and
 * number of accelerators; along power caps only the totals change, and along tokens too where there are many points: they
 * then share the layout and the relative ranges of the middle one.
 */
export function evaluate(axes: Axes): EvaluatedPoint {
  const points: Point[] = []
  const fallen: Fallen[] = []
  const fall: Sink['fall'] = (obstacles, count, example) => {
    const [obstacle] = obstacles
    if (obstacle === undefined) throw new Error('what cannot be has a reason')
    fallen.push({ obstacle, points: count, example })
  }
  const share = axes.scenarios.length * axes.precisions.length
  const together = countOf(axes) <= mostExact ? axes.tokens.map((count) => [count]) : [axes.tokens]
  for (const scenario of axes.scenarios)
    for (const precision of axes.precisions)
      for (const tokens of together)
        alongCounts({ ...scenario, precision }, { axes: { ...axes, tokens }, share }, { points, fall })
  return { points, fallen: gathered(fallen) }
}

type Along = { readonly axes: Axes; readonly share: number }

function alongCounts(scenario: Scenario, { axes, share }: Along, sink: Sink): void {
  const middle = axes.tokens[Math.floor(axes.tokens.length / 2)] ?? 0
  const each = axes.powerCapsW.length * axes.tokens.length
  const runs = axes.gpusOf(scenario).flatMap((gpus) => {
    const here = { ...scenario, gpus, tokens: middle }
    const planned = plan({ ...here, layout: 'auto' })
    if (planned.feasible) return [planned.value]
    sink.fall(
      planned.obstacles.map((one) => ableInstead(here, one)),
      each,
      `${String(gpus)} accelerators of ${scenario.system.name}`,
    )
    return []
  })
  const ratios = runs.length === 0 ? [] : ratiosAlong(runs, share)
  runs.forEach((run, index) => {
    const ratio = ratios[index]
    if (ratio !== undefined) alongCapsAndTokens({ run, ratio }, axes, sink)
  })
}

export function gathered(fallen: readonly Fallen[]): readonly Fallen[] {
  const byReason = new Map<string, Fallen>()
  for (const one of fallen) {
    const known = byReason.get(one.obstacle.reason)
    byReason.set(
      one.obstacle.reason,
      known === undefined ? one : { ...known, points: known.points + one.points },
    )
  }
  return [...byReason.values()]
}

type Base = { readonly run: Planned; readonly ratio: Ratios }

type Sink = {
  readonly points: Point[]
  readonly fall: (obstacles: readonly Obstacle[], count: number, example: string) => void
}

function alongCapsAndTokens({ run, ratio }: Base, { powerCapsW, tokens }: Axes, sink: Sink): void {
  const { scenario } = run
  const fixed = fixedOf(scenario)
  for (const capW of powerCapsW) {
    const capped = cappedRun(run, capW)
    if (!capped.feasible) {
      sink.fall(capped.obstacles, tokens.length, scenario.system.name)
      continue
    }
    for (const count of tokens) {
      const own = { ...capped.value, trainingFlops: fixed.flopsPerToken * count }
      sink.points.push({
        scenario: { ...scenario, tokens: count },
        powerCapW: capW,
        prepared: run,
        inputs: own,
        numbers: numbersOf(own, { ...fixed, tokens: count, ratio }),
        ratios: ratio,
      })
    }
  }
}

type Fixed = { readonly flopsPerToken: number; readonly parameters: number }

function fixedOf({ model, seqLen }: Scenario): Fixed {
  return {
    flopsPerToken: trainingFlopsPerToken(model.architecture, seqLen).causal,
    parameters: countParameters(model.architecture).active,
  }
}

type Counted = Fixed & { readonly tokens: number; readonly ratio: Ratios }

/** Filled anew for every point; nothing of it is kept. */
const record = emptyRun()

function numbersOf(inputs: RunInputs, { ratio, parameters, tokens }: Counted): Point['numbers'] {
  fillRun(inputs, record)
  return {
    time: record.calendarDays * ratio.time,
    cost: record.cost * ratio.cost,
    energy: record.energyMwh * ratio.energy,
    carbon: record.carbonT * ratio.carbon,
    water: record.waterM3 * ratio.water,
    hours: record.gpuHours * ratio.hours,
    power: (inputs.gpus * inputs.computingW * inputs.pueRatio) / wPerMw,
    gpus: inputs.gpus,
    tokens,
    parameters,
    flops: inputs.trainingFlops,
    mfu: inputs.mfu,
    loss: loss(besiroglu2024, parameters, tokens),
  }
}

const wPerMw = 1e6

/** A point's numbers in the order of the variables, for formulas. */
export function rowOf({ numbers }: Point): readonly number[] {
  return measures.map((measure) => numbers[measure])
}
