import { blocksOf, sampleBlocks } from '../../uncertainty/monte-carlo.ts'
import type { EstimateAnswer } from './answer.ts'
import type { Answered } from '../../base/answered.ts'
import { distinctProblems } from '../../base/outcome.ts'
import { compose } from './compose.ts'
import { promisesOf } from './promises/promises.ts'
import { readAsked, type Wished } from './promises/input.ts'
import { drawAll, joinDraws, type Draw } from './assumptions/sampling.ts'
import { ableInstead } from '../sbatch/trainers/within-trainer.ts'
import { planRead, workOut, type Planned } from './work.ts'

/** Time, GPU-hours, energy, carbon, water and cost of one training run; or what is wrong with it; or why it cannot be. */
export function answerEstimate(raw: unknown): Answered<EstimateAnswer> {
  const planned = planEstimate(raw)
  if (planned.status !== 'answer') return planned
  return {
    status: 'answer',
    value: answerPlanned(planned.value, [drawAll(planned.value.question, planned.value.scenario)]),
  }
}

/** A run before its draw, and what is to be promised of it. */
export type PlannedEstimate = Planned & { readonly wished: Wished }

/** An estimate before its Monte Carlo, for those who share the samples out over threads. */
export function planEstimate(raw: unknown): Answered<PlannedEstimate> {
  const asked = readAsked(raw)
  if (!asked.ok) return { status: 'refused', problems: distinctProblems(asked.problems) }
  const planned = planRead({ ok: true, value: asked.value.scenario })
  if (planned.status === 'infeasible') {
    const obstacles = planned.obstacles.map((one) => ableInstead(asked.value.scenario, one))
    return { status: 'infeasible', obstacles }
  }
  if (planned.status === 'refused') return planned
  return { status: 'answer', value: { ...planned.value, wished: asked.value.wished } }
}

export function blocksOfPlan({ scenario }: Planned): number {
  return blocksOf(scenario.samples)
}

/** The samples of some of its blocks: the same whoever draws them. */
export function drawBlocks(
  { question, scenario }: Planned,
  [fromBlock, toBlock]: readonly [number, number],
): Draw {
  return sampleBlocks(question, { seed: scenario.seed, samples: scenario.samples, fromBlock, toBlock })
}

/** The answer from draws that cover all blocks, in their order. */
export function answerPlanned(planned: PlannedEstimate, draws: readonly Draw[]): EstimateAnswer {
  const worked = workOut(planned, joinDraws(draws))
  return { ...compose(worked, planned.wished.heat), promises: promisesOf(worked, planned.wished) }
}
