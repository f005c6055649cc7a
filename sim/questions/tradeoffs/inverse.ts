import { dayWords } from '../../base/calendar.ts'
import type { Obstacle, Outcome } from '../../base/outcome.ts'
import { stream } from '../../base/random.ts'
import { crossing } from '../../base/solve.ts'
import { HOURS_PER_DAY } from '../../base/units.ts'
import { estimateRun, type RunInputs } from '../../run/estimate.ts'
import { quantile } from '../../base/math.ts'
import { drawBesiroglu, interval95 } from '../../workload/scaling-laws/bootstrap.ts'
import { outsideFit } from '../../workload/scaling-laws/domain.ts'
import {
  allocation,
  besiroglu2024,
  computeOptimal,
  excessCompute,
  trainingFlopsPerParameterToken,
} from '../../workload/scaling-laws/parametric.ts'
import type { Scenario } from '../estimate/input.ts'
import { rangeOf } from '../estimate/figures.ts'
import { percent } from './sentence.ts'
import { plan, workOut, type Planned } from '../estimate/work.ts'
import type { LargestModel, LatestStart, SmallestCluster } from './answer.ts'
import type { Find } from './plan.ts'
import { ratiosOf } from './medians.ts'
import { cappedPlan } from './power-cap.ts'

/** What a question starts from. */
export type Start = { readonly scenario: Scenario; readonly capW: number | null }

/** The plan of a run, under its cap. */
export function planOf({ scenario, capW }: Start): Outcome<Planned> {
  const planned = plan(scenario)
  return planned.feasible ? cappedPlan(planned.value, capW) : planned
}

const daysOf = (inputs: RunInputs) => estimateRun(inputs).calendarDays

/**
 * The fewest whole nodes that are in time by the calendar in so large a share of the futures: node by node upwards, since a layout has to divide them and
 * the utilisation may step. Those that come close by the quick count are drawn as the estimate draws them.
 */
export function smallestCluster(
  { scenario, capW }: Start,
  { timeDays, confidence }: Deadline,
): SmallestCluster {
  const { system } = scenario
  const node = Math.min(system.acceleratorsPerNode, system.accelerators)
  const most = Math.floor(system.accelerators / node)
  const at = (nodes: number) =>
    planOf({ scenario: { ...scenario, gpus: nodes * node, layout: 'auto' }, capW })
  // How much longer than the plan the last drawn number takes; its neighbours are alike, and few of them are drawn.
  let ratio = leastQuantile
  for (let nodes = fewestNodes(at, { timeDays, node, most }); nodes <= most; nodes += 1) {
    const planned = at(nodes)
    if (!planned.feasible || daysOf(planned.value.inputs) * ratio > timeDays) continue
    const { ascending } = workOut(planned.value).bands.calendarDays
    const reachesDays = quantile(ascending, confidence)
    ratio = (reachesDays / daysOf(planned.value.inputs)) * neighbourly
    if (reachesDays > timeDays) continue
    const found = { timeDays, gpus: nodes * node, nodes, reachesDays }
    const probability = shareUpTo(ascending, timeDays)
    return { ...found, confidence, probability, exactGpus: exactly(planned.value, found), obstacle: null }
  }
  const obstacle = tooSlow(scenario, timeDays, confidence)
  const none = { gpus: null, nodes: null, reachesDays: null, probability: null, exactGpus: null }
  return { timeDays, confidence, ...none, obstacle }
}

export type Deadline = { readonly timeDays: number; readonly confidence: number }

/** No share of the futures that may be asked for ends in less than this of the plan; what is below is not drawn. */
const leastQuantile = 0.5
/** Neighbouring numbers of nodes differ in that by less, a judgement. */
const neighbourly = 0.95

function shareUpTo(ascending: Float64Array, most: number): number {
  const above = ascending.findIndex((one) => one > most)
  return (above === -1 ? ascending.length : above) / ascending.length
}

type Bound = { readonly timeDays: number; readonly node: number; readonly most: number }

/** Accelerators are used better in no number of nodes than in the best doubling of one, within this: a judgement. */
const betterBetweenDoublings = 1.1

/** Below this not even the best use of the accelerators is in time. */
function fewestNodes(at: (nodes: number) => Outcome<Planned>, { timeDays, node, most }: Bound): number {
  const doublings = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, power) => 2 ** power)
  const hours = [...doublings, most].flatMap((nodes) => {
    const planned = at(nodes)
    return planned.feasible ? [estimateRun(planned.value.inputs).netGpuHours] : []
  })
  const least = Math.min(...hours) / betterBetweenDoublings
  return Math.max(1, Math.min(most, Math.floor(least / (timeDays * HOURS_PER_DAY) / node)))
}

type Reached = { readonly timeDays: number; readonly gpus: number; readonly reachesDays: number }

/** The number, not whole, that takes the time exactly: at the utilisation and the skew of the answer. */
function exactly({ inputs }: Planned, { timeDays, gpus, reachesDays }: Reached): number | null {
  const ratio = reachesDays / daysOf(inputs)
  return crossing((count) => daysOf({ ...inputs, gpus: count }) * ratio - timeDays, [gpus / 1e3, gpus * 2])
}

function tooSlow({ system, model }: Scenario, timeDays: number, confidence: number): Obstacle {
  return {
    kind: 'accelerators',
    reason: `no number of accelerators of ${system.name} trains ${model.name} in ${String(timeDays)} days of the calendar in ${percent(confidence)} of futures`,
    nearest: null,
  }
}

const draws = 1000

/**
 * The compute-optimal model that a budget trains: money → hours → FLOPs, which the law splits. The utilisation, price
 * and number of accelerators are those of the scenario; FLOPs are counted 6 N D.
 */
export function largestModel(
  start: Start,
  asked: NonNullable<Find['largestModel']>,
): LargestModel | Obstacle {
  const { scenario } = start
  const prepared = planOf(start)
  if (!prepared.feasible) {
    const [obstacle] = prepared.obstacles
    if (obstacle === undefined) throw new Error('an infeasible run has an obstacle')
    return obstacle
  }
  const { inputs } = prepared.value
  const { budget, law, tokensPerParameter } = asked
  const ratios = ratiosOf(prepared.value)
  const perFlop = (estimateRun({ ...inputs, trainingFlops: 1e24 }).cost * ratios.cost) / 1e24
  const trainingFlops = budget.amount / perFlop
  const split =
    tokensPerParameter === null
      ? computeOptimal(law, trainingFlops)
      : atRatio(law, trainingFlops, tokensPerParameter)
  const { parameters, tokens } = split
  return {
    budget: budget.amount,
    currency: budget.currency,
    law: law.name,
    trainingFlops,
    parameters,
    tokens,
    tokensPerParameter: split.tokensPerParameter,
    loss: split.loss,
    parametersInterval:
      law.id === besiroglu2024.id && tokensPerParameter === null ? intervalOf(trainingFlops) : null,
    excessComputeFactor: excessCompute(law, parameters, tokens).penaltyFactor,
    gpus: inputs.gpus,
    timeDays: daysOf({ ...inputs, trainingFlops }) * ratios.time,
    warnings: [
      ...outsideFit(law.domain, split).map(
        ({ quantity, beyondFactor }) =>
          `${quantity} lie ${beyondFactor.toPrecision(2)} times outside the runs that the law was fitted on (${law.domain.source})`,
      ),
      law.note,
      `the utilisation, ${inputs.mfu.toPrecision(2)}, is that of ${scenario.model.name} here; attention is left out of 6 N D`,
    ],
  }
}

function atRatio(law: typeof besiroglu2024, trainingFlops: number, ratio: number) {
  const parameters = Math.sqrt(trainingFlops / (trainingFlopsPerParameterToken * ratio))
  return allocation(law, parameters, ratio * parameters)
}

function intervalOf(trainingFlops: number): { readonly low: number; readonly high: number } {
  const random = stream(1, 'largest model')
  const laws = Array.from({ length: draws }, () => drawBesiroglu(random))
  const { low, high } = interval95((law) => computeOptimal(law, trainingFlops).parameters, laws)
  return { low, high }
}

/** The last day to begin on, for a run to end by a day: by the middle and by the careful end of its
 * calendar time, waits in the queue and maintenance included. */
export function latestStart(start: Start, finishDay: number): LatestStart | Obstacle {
  const prepared = planOf(start)
  if (!prepared.feasible) {
    const [obstacle] = prepared.obstacles
    if (obstacle === undefined) throw new Error('an infeasible run has an obstacle')
    return obstacle
  }
  const timeDays = rangeOf(workOut(prepared.value), 'calendarDays')
  return {
    finish: dayWords(finishDay),
    startP50: dayWords(finishDay - timeDays.p50),
    startP90: dayWords(finishDay - timeDays.p90),
    timeDays,
  }
}
