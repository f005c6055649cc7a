import { dayWords } from '../../base/calendar.ts'
import { quantile } from '../../base/math.ts'
import type { Obstacle, Outcome } from '../../base/outcome.ts'
import { stream } from '../../base/random.ts'
import { crossing } from '../../base/solve.ts'
import { estimateRun, type RunInputs } from '../../run/estimate.ts'
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
import {
  drawnDays,
  nodesOf,
  shareUpTo,
  smallestInTime,
  type Deadline,
} from '../estimate/promises/smallest.ts'
import { plan, workOut, type Planned } from '../estimate/work.ts'
import type { LargestModel, LatestStart, SmallestCluster } from './answer.ts'
import type { LatestAsked, ModelAsked } from './read-limits.ts'
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

/** The fewest whole nodes that are in time by the calendar in so large a share of the futures. */
export function smallestCluster(
  { scenario, capW }: Start,
  { timeDays, confidence }: Deadline,
): SmallestCluster {
  const machine = nodesOf(scenario, (run) => planOf({ scenario: run, capW }))
  const found = smallestInTime(machine, { timeDays, confidence })
  if (found !== null) {
    const { planned, gpus, nodes, reachesDays, probability } = found
    const exactGpus = exactly(planned, { timeDays, gpus, reachesDays })
    return { timeDays, confidence, gpus, nodes, reachesDays, probability, exactGpus, obstacle: null }
  }
  const obstacle = tooSlow(scenario, { timeDays, confidence }, machine)
  const none = { gpus: null, nodes: null, reachesDays: null, probability: null, exactGpus: null }
  return { timeDays, confidence, ...none, obstacle }
}

type Reached = { readonly timeDays: number; readonly gpus: number; readonly reachesDays: number }

/** The number, not whole, that takes the time exactly: at the utilisation and the skew of the answer. */
function exactly({ inputs }: Planned, { timeDays, gpus, reachesDays }: Reached): number | null {
  const ratio = reachesDays / daysOf(inputs)
  return crossing((count) => daysOf({ ...inputs, gpus: count }) * ratio - timeDays, [gpus / 1e3, gpus * 2])
}

function tooSlow(
  { system, model }: Scenario,
  deadline: Deadline,
  { at, most, node }: ReturnType<typeof nodesOf>,
): Obstacle {
  const { timeDays, confidence } = deadline
  const whole = at(most * node)
  const days = whole === null ? 0 : Math.ceil(quantile(drawnDays(whole), confidence))
  const gpus = (most * node).toLocaleString('en')
  const sentence = `Allow ${String(days)} days: ${gpus} accelerators keep them`
  return {
    kind: 'accelerators',
    reason: `no number of accelerators of ${system.name} trains ${model.name} in ${String(timeDays)} days of the calendar in ${percent(confidence)} of futures`,
    nearest:
      whole === null ? null : { field: 'find.smallestCluster.time', value: `${String(days)}d`, sentence },
  }
}

const draws = 1000

/**
 * The compute-optimal model that a budget trains: money → hours → FLOPs, which the law splits. The utilisation, price
 * and number of accelerators are those of the scenario; FLOPs are counted 6 N D.
 */
export function largestModel(start: Start, asked: ModelAsked): LargestModel | Obstacle {
  const { scenario } = start
  const prepared = planOf(start)
  if (!prepared.feasible) return firstOf(prepared.obstacles)
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

function firstOf([first]: readonly Obstacle[]): Obstacle {
  if (first === undefined) throw new Error('an infeasible run has an obstacle')
  return first
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

/**
 * The last day to begin on, for a run to end by a day: by the middle and by the careful end of its calendar time, waits
 * in the queue and maintenance included. Where a first day is known, what begins then is in time with which odds, and
 * latest starts before it are said to be past.
 */
export function latestStart(start: Start, { finishDay, firstDay }: LatestAsked): LatestStart | Obstacle {
  const prepared = planOf(start)
  if (!prepared.feasible) return firstOf(prepared.obstacles)
  const worked = workOut(prepared.value)
  const timeDays = rangeOf(worked, 'calendarDays')
  const { ascending } = worked.bands.calendarDays
  const isPast = (day: number) => firstDay !== null && Math.floor(day) < firstDay
  return {
    finish: dayWords(finishDay),
    startP50: dayWords(finishDay - timeDays.p50),
    startP90: dayWords(finishDay - timeDays.p90),
    isPastP50: isPast(finishDay - timeDays.p50),
    isPastP90: isPast(finishDay - timeDays.p90),
    fromFirstDay:
      firstDay === null
        ? null
        : { day: dayWords(firstDay), probability: shareUpTo(ascending, finishDay - firstDay) },
    timeDays,
  }
}
