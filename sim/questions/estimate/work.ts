import type { Answered } from '../../base/answered.ts'
import {
  distinctProblems,
  spend,
  type Obstacle,
  type Outcome,
  type Problem,
  type Read,
} from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { betweenInterruptionsH, estimateRun, type RunInputs } from '../../run/estimate.ts'
import { trainingFlopsPerToken } from '../../workload/flops.ts'
import { chooseRunLayout, impossibleRun, type ChosenLayout } from './layout/choose-layout.ts'
import { footprint } from './assumptions/footprint.ts'
import { power } from './assumptions/power.ts'
import { priceOf } from './assumptions/price.ts'
import { assumedMfu, predictStep, type PredictedStep } from './layout/predicted-step.ts'
import { peakOf } from '../../step/kernel.ts'
import { ranged } from './assumptions/assumed.ts'
import { queueLimitOf, reliability, reliabilityCorrelations } from './assumptions/reliability.ts'
import {
  bandsOf,
  drawAll,
  hasUncertain,
  samplingQuestionOf,
  type Bands,
  type Draw,
} from './assumptions/sampling.ts'
import type { Scenario } from './input.ts'

/** One scenario with every input assumed, before anything uncertain is drawn. */
export type Believed = Readonly<ReturnType<typeof believe>>

/** The same with a layout. */
export type Planned = Believed & { readonly chosen: ChosenLayout; readonly predicted: PredictedStep }

/** Everything computed for one scenario, before it is put into the words of the answer. */
export type Worked = Planned & { readonly draw: Draw; readonly bands: Bands }

/** Of reading and planning one scenario, beside the search of its layout. */
const planUs = 1500

/** Layout and inputs with what is believed of each. */
export function plan(scenario: Scenario): Outcome<Planned> {
  const planned = planEndless(scenario)
  if (!planned.feasible) {
    const [first, ...others] = planned.obstacles
    // Of several the changes hold together.
    if (first === undefined || others.length > 0) return planned
    return { feasible: false, obstacles: [withEnd(scenario, first)] }
  }
  if (isEnding(planned.value)) return planned
  return { feasible: false, obstacles: [neverEnds(planned.value, endingCount(scenario))] }
}

/**
 * What is named as the nearest has to be possible by the batch that it has itself, else what is then named is where that
 * is; and to let the run end too, else so many accelerators are that do.
 */
function withEnd(scenario: Scenario, obstacle: Obstacle): Obstacle {
  const { field, value } = obstacle.nearest ?? {}
  if (field !== 'gpus' && field !== 'seqLen') return obstacle
  const planned = planEndless({ ...scenario, [field]: Number(value) })
  if (!planned.feasible) {
    const other = planned.obstacles[0]?.nearest ?? null
    const can = other !== null && planEndless({ ...scenario, [other.field]: other.value }).feasible
    return { ...obstacle, nearest: can ? other : null }
  }
  if (isEnding(planned.value)) return obstacle
  return { ...obstacle, nearest: neverEnds(planned.value, endingCount(scenario)).nearest }
}

/** The same for a run that may never end. */
function planEndless(scenario: Scenario): Outcome<Planned> {
  spend(planUs)
  const peak = peakOf(scenario.accelerator, scenario.precision)
  if (peak === null || scenario.gpus > scenario.system.accelerators)
    return { feasible: false, obstacles: impossibleRun(scenario) }
  const chosen = chooseRunLayout(scenario)
  if (!chosen.feasible) return chosen
  const stepTokens = chosen.value.layout.globalBatch * scenario.seqLen
  if (scenario.tokens < stepTokens)
    return { feasible: false, obstacles: [lessThanStep(scenario, stepTokens)] }
  const predicted = predictStep(scenario, chosen.value.layout)
  const believed = believe(scenario, peak, predicted)
  return { feasible: true, value: { ...believed, chosen: chosen.value, predicted } }
}

/** An optimizer step is whole or not at all. */
function lessThanStep({ tokens, seqLen }: Scenario, stepTokens: number): Obstacle {
  const said = (count: number) => count.toLocaleString('en')
  return {
    kind: 'tokens',
    reason: `${said(tokens)} tokens are less than one step of the global batch: ${said(stepTokens)} tokens (${said(stepTokens / seqLen)} × ${said(seqLen)})`,
    nearest: {
      field: 'tokens',
      value: stepTokens,
      sentence: `Train on at least ${said(stepTokens)} tokens, or give a smaller global batch`,
    },
  }
}

/** The most accelerators with which the run ends, by powers of two, which layouts divide; null where none does. */
function endingCount(scenario: Scenario): number | null {
  for (let gpus = 2 ** Math.floor(Math.log2(scenario.gpus - 1)); gpus >= 1; gpus /= 2) {
    const planned = planEndless({ ...scenario, gpus })
    if (planned.feasible && isEnding(planned.value)) return gpus
  }
  return null
}

/** Every input of the run with what is believed of it; without a predicted step, by the nearest published run. */
export function believe(scenario: Scenario, peak: number, predicted: PredictedStep | null) {
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
  return {
    scenario,
    price,
    queueLimit,
    assumed,
    /** Every input at its p50. */
    inputs,
    question,
  }
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

function runInputs(
  { scenario, queueLimit, assumed }: Pick<Believed, 'scenario' | 'queueLimit' | 'assumed'>,
  peak: number,
): RunInputs {
  const values = Object.fromEntries(assumed.map(({ id, value }) => [id, value]))
  if (!hasUncertain(values)) throw new Error('an assumption is missing')
  const flops = trainingFlopsPerToken(scenario.model.architecture, scenario.seqLen)
  return {
    trainingFlops: flops.causal * scenario.tokens,
    gpus: scenario.gpus,
    peakFlopsPerS: peak,
    queueLimitH: queueLimit.limitH ?? Infinity,
    ...values,
  }
}

/** What was read, planned; or what is wrong with it; or why it cannot be. */
export function planRead(scenario: Read<Scenario>): Answered<Planned> {
  if (!scenario.ok) return { status: 'refused', problems: distinctProblems(scenario.problems) }
  const planned = plan(scenario.value)
  if (planned.feasible) return { status: 'answer', value: planned.value }
  // A layout that was given and contradicts itself is bad input; one that the planner cannot find is an answer.
  const given = scenario.value.layout !== 'auto'
  const contradictions = given ? planned.obstacles.filter(({ kind }) => kind === 'layout') : []
  if (contradictions.length === 0) return { status: 'infeasible', obstacles: planned.obstacles }
  return { status: 'refused', problems: contradictions.map((one) => refusalOf('layout', one)) }
}

/** The same, with its samples drawn. */
export function workRead(scenario: Read<Scenario>): Answered<Worked> {
  const planned = planRead(scenario)
  return planned.status === 'answer' ? { status: 'answer', value: workOut(planned.value) } : planned
}

/** What is wrong with a field, such as a layout, and what would be right. */
export function refusalOf(field: string, { reason, nearest }: Obstacle): Problem {
  return { field, message: nearest === null ? reason : `${reason}; use ${String(nearest.value)}` }
}

/** Below this share of the time the closed form is no estimate any more, and nobody would go on; a judgement. */
const leastGoodput = 0.05

function isEnding({ inputs }: Believed): boolean {
  const { netGpuHours, gpuHours } = estimateRun(inputs)
  return netGpuHours / gpuHours >= leastGoodput
}

/** Why a run whose restarts take as long as its quiet times never ends, and with how many accelerators it would. */
function neverEnds({ inputs }: { readonly inputs: RunInputs }, gpus: number | null): Obstacle {
  const everyS = betweenInterruptionsH(inputs) * SECONDS_PER_HOUR
  const restartS = inputs.detectionS + inputs.restartS
  const said = (seconds: number) => `${seconds.toLocaleString('en', { maximumSignificantDigits: 3 })} s`
  const count = (gpus ?? 0).toLocaleString('en')
  return {
    kind: 'accelerators',
    reason: `${inputs.gpus.toLocaleString('en')} accelerators are interrupted every ${said(everyS)} and a restart takes ${said(restartS)}: the run never ends`,
    nearest:
      gpus === null
        ? null
        : {
            field: 'gpus',
            value: gpus,
            sentence: `Use ${count} accelerators, or training that goes on without the failed ones (--restart-time)`,
          },
  }
}
