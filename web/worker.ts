import {
  answerFields,
  catalogueChoices,
  knobs,
  presets,
  recheckFormula,
  sweepFields,
  usualCounts,
  version,
  type EstimateAnswer,
  type EstimateFields,
} from '../sim/index.ts'
import { offer } from './remote.ts'

/** What the page may ask of the simulation, which runs beside it in a worker. */
const simulation = {
  start: () => ({ choices: catalogueChoices(), knobs, presets, version }),
  estimate: (input: EstimateFields) => answerFields(input),
  sweep: (input: EstimateFields, [perNode, most]: readonly [number, number], chosen: number) =>
    sweepFields(input, [...usualCounts(perNode, most), chosen]),
  recheck: (answer: EstimateAnswer, formulaId: string) => recheckFormula(answer, formulaId),
}

export type Simulation = typeof simulation

offer(simulation)
