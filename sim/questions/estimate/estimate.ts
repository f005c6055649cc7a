import { blocksOf, sampleBlocks } from '../../uncertainty/monte-carlo.ts'
import type { EstimateAnswer } from './answer.ts'
import type { Answered } from '../../base/answered.ts'
import { compose } from './compose.ts'
import { readEstimate } from './input.ts'
import { joinDraws, type Draw } from './assumptions/sampling.ts'
import { planRead } from './work-read.ts'
import { workOut, type Planned } from './work.ts'

/** Time, GPU-hours, energy, carbon, water and cost of one training run; or what is wrong with it; or why it cannot be. */
export function answerEstimate(raw: unknown): Answered<EstimateAnswer> {
  const planned = planEstimate(raw)
  return planned.status === 'answer' ? { status: 'answer', value: compose(workOut(planned.value)) } : planned
}

/** An estimate before its Monte Carlo, for those who share the samples out over threads. */
export function planEstimate(raw: unknown): Answered<Planned> {
  return planRead(readEstimate(raw))
}

/** Blocks of samples that a planned estimate asks for. */
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
export function answerPlanned(planned: Planned, draws: readonly Draw[]): EstimateAnswer {
  return compose(workOut(planned, joinDraws(draws)))
}
