import {
  answerFigures,
  catalogueChoices,
  knobs,
  presets,
  sweepGpus,
  usualCounts,
  version,
  type Answered,
  type EstimateAnswer,
  type Sweep,
} from '../../sim/index.ts'
import { offer } from './remote.ts'
import type { Said } from '../state/said.ts'

/** Counts the runs asked for, so that a sweep of an older one can stop. */
let newest = 0

const pause = () => new Promise((resolve) => setTimeout(resolve))

/** The run on other numbers of accelerators, one at a time: a newer run is answered in between, and ends the sweep. */
async function sweep(
  input: Said,
  [perNode, most]: readonly [number, number],
  chosen: number,
): Promise<Answered<Sweep> | null> {
  const run = newest
  const swept: Sweep[] = []
  for (const gpus of [...new Set([...usualCounts(perNode, most), chosen])].sort((a, b) => a - b)) {
    await pause()
    if (run !== newest) return null
    const one = sweepGpus(input, [gpus])
    if (one.status !== 'answer') return one
    swept.push(one.value)
  }
  const value = {
    points: swept.flatMap(({ points }) => points),
    infeasible: swept.flatMap(({ infeasible }) => infeasible),
  }
  return { status: 'answer', value }
}

const more = () => import('./more-questions.ts')

/** What the page may ask of the simulation, which runs beside it in a worker. */
const simulation = {
  start: () => ({ choices: catalogueChoices(), knobs, presets, version }),
  figures: (input: Said) => {
    newest += 1
    return answerFigures(input)
  },
  /** Whether a run can be read, without leaving off the newest. */
  check: (input: Said) => answerFigures(input),
  sweep,
  /** The whole answer: arrives with the reasons, which are loaded when somebody first asks for them. */
  estimate: async (input: Said) => (await import('./reasons.ts')).answerEstimate(input),
  layouts: async (input: Said, top: number) => {
    const { model, system, gpus, seqLen, globalBatchTokens, precision } = input
    const asked = { model, system, gpus, seqLen, globalBatchTokens, precision, top }
    return (await import('./layouts.ts')).answerLayouts(asked)
  },
  recheck: async (answer: EstimateAnswer, formulaId: string) =>
    (await import('./reasons.ts')).recheckFormula(answer, formulaId),
  tradeoffs: async (input: unknown) => (await more()).answerTradeoffs(input),
  investCases: async () => (await more()).investCases,
  invest: async (input: unknown) => (await more()).answerInvest(input),
}

export type Simulation = typeof simulation

offer(simulation)
