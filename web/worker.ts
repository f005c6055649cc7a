import { expose } from 'comlink'
import {
  answerEstimate,
  catalogueChoices,
  knobs,
  presets,
  recheckFormula,
  sweepGpus,
  usualCounts,
  version,
  type EstimateAnswer,
  type EstimateInput,
} from '../sim/index.ts'

const more = () => import('./more-questions.ts')

/** What the page may ask of the simulation, which runs beside it in a worker. */
const simulation = {
  start: () => ({ choices: catalogueChoices(), knobs, presets, version }),
  estimate: (input: EstimateInput) => answerEstimate(input),
  sweep: (input: EstimateInput, [perNode, most]: readonly [number, number], chosen: number) =>
    sweepGpus(input, [...usualCounts(perNode, most), chosen]),
  tradeoffs: async (input: unknown) => (await more()).answerTradeoffs(input),
  investCases: async () => (await more()).investCases,
  invest: async (input: unknown) => (await more()).answerInvest(input),
  recheck: (answer: EstimateAnswer, formulaId: string) => recheckFormula(answer, formulaId),
}

export type Simulation = typeof simulation

expose(simulation)
