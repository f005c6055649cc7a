import {
  answerFigures,
  catalogueChoices,
  gpuCounts,
  knobs,
  presets,
  version,
  type Answered,
  type EstimateAnswer,
  type CountSweep,
} from '../../sim/index.ts'
import { pause } from './pause.ts'
import { offer } from './remote.ts'
import type { Said } from '../state/said.ts'

/** Counts the runs asked for, so that a sweep of an older one can stop. */
let newest = 0

/** As long as a sweep works before it lets newer questions in. */
const restAfterMs = 8

const readyModels = new Set(catalogueChoices().models.map(({ id }) => id))

/** What is read by parts that follow the first answer, as are files of a person's own. */
const readLater = ['profile', 'framework', 'ranges', 'correlations']

/** The input, once what reads it is there: the ready models are from the beginning. */
async function withModel(input: Said): Promise<Said> {
  const { model, layout = 'auto' } = input
  const isPlain = layout === 'auto' && readLater.every((name) => input[name] === undefined)
  const isReady = typeof model === 'string' && readyModels.has(model) && isPlain
  if (!isReady) await import('./rest-of-models.ts')
  return input
}

/** Draws that show within a frame or two what a chart is like. */
const coarseSamples = 400
export type Span = readonly [perNode: number, most: number]
type Sweep = CountSweep & { readonly isCoarse: boolean }
/** The last sweep with few draws and with all: another number of accelerators changes neither. */
const lastSweeps = new Map<boolean, { readonly key: string; readonly value: Sweep }>()

/** The run on other numbers of accelerators, one at a time: a newer run is answered in between, and ends the sweep. */
async function sweep(input: Said, [perNode, most]: Span, isCoarse: boolean): Promise<Answered<Sweep> | null> {
  const run = newest
  const key = JSON.stringify([{ ...input, gpus: perNode, layout: 'auto' }, perNode, most])
  const known = [false, isCoarse].map((which) => lastSweeps.get(which)).find((one) => one?.key === key)
  if (known !== undefined) return { status: 'answer', value: known.value }
  const asked = await withModel(isCoarse ? { ...input, samples: coarseSamples } : input)
  const counts: CountSweep[] = []
  let restedMs = -Infinity
  const sizes = gpuCounts.usualCounts(perNode, most)
  // Few draws are done before it is time to rest, and are read once.
  for (const some of isCoarse ? [sizes] : sizes.map((gpus) => [gpus])) {
    if (performance.now() - restedMs > restAfterMs) {
      await pause()
      restedMs = performance.now()
    }
    if (run !== newest) return null
    const one = gpuCounts.sweepGpus(asked, some)
    if (one.status !== 'answer') return one
    counts.push(one.value)
  }
  const value = {
    points: counts.flatMap(({ points }) => points),
    infeasible: counts.flatMap(({ infeasible }) => infeasible),
    isCoarse,
  }
  lastSweeps.set(isCoarse, { key, value })
  return { status: 'answer', value }
}

/** Larger questions may ask of any model. */
const whole = () => import('./rest-of-models.ts')
const why = async () => (await import('./reasons.ts')).reasons
const more = () => whole().then(() => import('./more-questions.ts'))
const handed = () => whole().then(() => import('./hand-over.ts'))
const piloting = () => whole().then(() => import('./pilot.ts'))
const learning = () => whole().then(() => import('./lessons.ts'))

/** What the page may ask of the simulation, which runs beside it in a worker. */
const simulation = {
  start: () => ({ choices: catalogueChoices(), knobs, presets, version }),
  /** The choices again, with every model of the catalogue. */
  wholeCatalogue: async () => {
    await import('./rest-of-models.ts')
    return catalogueChoices()
  },
  /** The figures of a run; its chart is begun meanwhile, and there by the time it is asked for. */
  figures: async (input: Said, span: Span) => {
    newest += 1
    const answer = answerFigures(await withModel(input))
    if (answer.status === 'answer') void sweep(input, span, true)
    return answer
  },
  /** Whether a run can be read, without leaving off the newest. */
  check: async (input: Said) => answerFigures(await withModel(input)),
  sweep,
  /** The whole answer: arrives with the reasons, which are loaded when somebody first asks for them. */
  estimate: async (input: Said) => (await import('./reasons.ts')).answerEstimate(await withModel(input)),
  /** Every sample of a run. */
  samples: async (input: Said) => (await why()).samplesOf(await withModel(input)),
  /** By how much a run differs from another that meets the same futures. */
  difference: async (first: Said, second: Said) => {
    const both = [await withModel(first), await withModel(second)] as const
    return (await why()).differenceOf(...both)
  },
  layouts: async (input: Said, top: number) => {
    const { model, system, gpus, seqLen, globalBatchTokens, precision } = await withModel(input)
    const asked = { model, system, gpus, seqLen, globalBatchTokens, precision, top }
    return (await import('./layouts.ts')).answerLayouts(asked)
  },
  recheck: async (answer: EstimateAnswer, formulaId: string) =>
    (await why()).recheckFormula(answer, formulaId),
  tradeoffs: async (input: unknown) => (await more()).answerTradeoffs(input),
  investCases: async () => (await more()).investCases,
  invest: async (input: unknown) => (await more()).answerInvest(input),
  sbatch: async (input: unknown) => (await handed()).answerSbatch(input),
  /** What a training log says of the run that it is of. */
  pilot: async (log: Blob, run: Said) => (await piloting()).learnedFrom(log, run),
  annex: async (input: unknown) => (await handed()).filled(input),
  lessons: async () => (await learning()).lessons.lessons,
  lesson: async (id: string, settings: Readonly<Record<string, string>>) =>
    (await learning()).lessons.answerLesson(id, settings),
}

export type Simulation = typeof simulation

offer(simulation)
