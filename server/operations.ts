import llamaOnH100 from './data/llama-on-h100.json' with { type: 'json' }
import fourJobs from './data/four-jobs.json' with { type: 'json' }
import type { core } from 'zod'
import {
  annex,
  answerCatalogue,
  answerEstimate,
  answerInvest,
  answerLayouts,
  answerPilot,
  answerPredict,
  answerSbatch,
  evidence,
  questions,
  type Answered,
} from '../sim/index.ts'
import { answerScheduleWithin, answerTradeoffsWithin, httpLimits } from './limits.ts'
import { answerSweepWithin, mostPointsOverHttp } from './sweep/limits.ts'

/** One question that the product answers, for the HTTP routes and the command line alike. */
export type Operation = {
  readonly method: 'get' | 'post'
  /** Below /api/v1, as Express writes it. */
  readonly path: string
  readonly summary: string
  readonly description: string
  /** Schema of the body of a POST; null for a GET. */
  readonly schema: core.$ZodType | null
  /** Schema of the answer, and its name in the contract; null where the answer is a list of plain objects. */
  readonly answerSchema: { readonly name: string; readonly schema: core.$ZodType } | null
  /** A request that runs. */
  readonly example: unknown
  readonly parameters: readonly { readonly name: string; readonly description: string }[]
  readonly name: string
  /** Answers a POST's body, or a GET's path parameters; tells how far it has come where that takes long. */
  readonly answer: (input: unknown, onProgress: OnProgress) => Answered<unknown>
}

type OnProgress = (done: number, of: number) => void

const apertusOnAlps = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096, mfu: 0.31 }

const kindParameter = { name: 'kind', description: 'models, accelerators, systems, grids, prices or sources' }
const idParameter = { name: 'id', description: 'id of one record, e.g. alps' }

function catalogue(path: string, parameters: Operation['parameters']): Operation {
  return {
    name: ['catalogue', ...parameters.map(({ name }) => name)].join('-'),
    method: 'get',
    path,
    summary: 'What is known, each figure with its source',
    description: 'The catalogue of models, accelerators, systems, grids and prices.',
    schema: null,
    answerSchema: null,
    example: null,
    parameters,
    answer: (input) => answerCatalogue(parameter(input, 'kind'), parameter(input, 'id')),
  }
}

function parameter(input: unknown, name: string): string | null {
  if (typeof input !== 'object' || input === null) return null
  const value: unknown = Object.entries(input).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : null
}

const said = (limit: number) => limit.toLocaleString('en')

export const operations: readonly Operation[] = [
  {
    name: 'estimate',
    method: 'post',
    path: '/estimate',
    summary: 'One training run: time, GPU-hours, energy, carbon, water and cost',
    description:
      'Each total as p10, p50 and p90, with breakdowns that add up, formulas and assumptions with their sources.',
    schema: questions.estimate,
    answerSchema: { name: 'EstimateAnswer', schema: questions.estimateAnswer },
    example: apertusOnAlps,
    parameters: [],
    answer: answerEstimate,
  },
  {
    name: 'sbatch',
    method: 'post',
    path: '/sbatch',
    summary: "A Slurm script, chained under the queue's time limit, and the trainer's flags",
    description:
      'For the given or the chosen layout: the batch script, the flags of Megatron-LM, and the settings of TorchTitan and NeMo where they can express it.',
    schema: questions.sbatch,
    answerSchema: { name: 'SbatchAnswer', schema: questions.sbatchAnswer },
    example: apertusOnAlps,
    parameters: [],
    answer: answerSbatch,
  },
  {
    name: 'annex',
    method: 'post',
    path: '/annex',
    summary: "A proposal's annex by a funder's form",
    description:
      'Fields filled, to confirm or open; milestones and periods that add up to the request; scaling with efficiency; storage; which call fits.',
    schema: questions.annex,
    answerSchema: { name: 'AnnexAnswer', schema: questions.annexAnswer },
    example: { ...apertusOnAlps, form: 'cscs', start: '2027-03-01' },
    parameters: [],
    answer: annex.answerAnnex,
  },
  {
    name: 'layouts',
    method: 'post',
    path: '/layouts',
    summary: 'Every parallel layout of a run, ranked',
    description:
      'All layouts that divide the accelerators at one global batch: what fell and why, the fastest by a pessimistic quantile, and the front over step time, memory and accelerators.',
    schema: questions.layouts,
    answerSchema: { name: 'LayoutsAnswer', schema: questions.layoutsAnswer },
    example: { model: 'apertus-70b', system: 'alps', gpus: 4096, globalBatchTokens: '16.8M', top: 5 },
    parameters: [],
    answer: answerLayouts,
  },
  {
    name: 'tradeoffs',
    method: 'post',
    path: '/tradeoffs',
    summary:
      'One run over many ways of doing it: the Pareto front, the best within limits, questions backwards',
    description: `A list is an axis. Objectives may be formulas; limits shade; find asks for the smallest cluster, the largest model, the cheapest site, the latest start. Without mfu at most ${said(httpLimits.searches)} counts of accelerators, by models, systems, parts and precisions.`,
    schema: questions.tradeoffs,
    answerSchema: { name: 'TradeoffsAnswer', schema: questions.tradeoffsAnswer },
    example: {
      model: 'apertus-70b',
      tokens: '15T',
      system: 'alps',
      gpus: { from: 512, to: 8192, steps: 9 },
      powerCapW: [500, 600, 685],
      objectives: ['time', 'cost', 'carbon'],
      limits: { time: '90d', cost: 'CHF 5M' },
    },
    parameters: [],
    answer: answerTradeoffsWithin,
  },
  {
    name: 'invest',
    method: 'post',
    path: '/invest',
    summary: 'Own, reserve, rent or share over many years; the cost of an accelerator-hour; what it buys',
    description:
      'A programme or a ready case: cash flow, levelised cost, options over the same futures, portfolio, sovereignty.',
    schema: questions.invest,
    answerSchema: { name: 'InvestAnswer', schema: questions.investAnswer },
    example: { case: 'alps', utilisation: 0.85 },
    parameters: [],
    answer: answerInvest,
  },
  {
    name: 'predict',
    method: 'post',
    path: '/predict',
    summary: 'Step time of training runs',
    description: 'Each question on its own: a wrong one gets its problem, the rest is answered.',
    schema: questions.predict,
    answerSchema: { name: 'PredictAnswers', schema: questions.predictAnswer },
    example: { lines: [llamaOnH100] },
    parameters: [],
    answer: (input) => answerPredict(input),
  },
  {
    name: 'pilot',
    method: 'post',
    path: '/pilot',
    summary: 'What measured steps, or the log of a small run, say of other steps: a profile',
    description:
      'Lines of predict with what was measured, or the text of a log with what it does not say. The answer goes back as profile in the bodies of estimate, layouts, predict and sbatch.',
    schema: questions.pilot,
    answerSchema: { name: 'PilotAnswer', schema: questions.pilotAnswer },
    example: { lines: [{ ...llamaOnH100, measured: { tokensPerSPerGpu: 7000 } }] },
    parameters: [],
    answer: answerPilot,
  },
  {
    name: 'evidence',
    method: 'get',
    path: '/evidence',
    summary: 'The accuracy ledger: predicted against published throughput',
    description: 'By source, with every row; rows without a prediction are listed with their reason.',
    schema: null,
    answerSchema: { name: 'Ledger', schema: questions.evidenceAnswer },
    example: null,
    parameters: [],
    answer: evidence.answerEvidence,
  },
  {
    name: 'schedule',
    method: 'post',
    path: '/schedule',
    summary: 'Replays a workload under a scheduling policy',
    description:
      'The machine’s queue, to the second: waits, utilisation, energy; and on request why jobs wait and when they will ' +
      'start, when a planned run would start and end, and how another scenario differs. With Accept: text/event-stream ' +
      'the answer comes as events: progress {done, of}, then answer or problem. Closing the connection cancels it. ' +
      `What is replayed comes to at most ${said(httpLimits.replayedJobs)} jobs where it is more than once and ${said(httpLimits.failures)} failures.`,
    schema: questions.queue,
    answerSchema: { name: 'ScheduleAnswer', schema: questions.queueAnswer },
    example: fourJobs,
    parameters: [],
    answer: answerScheduleWithin,
  },
  {
    name: 'sweep',
    method: 'post',
    path: '/sweep',
    summary: 'Many estimates: every combination of the axes, or a list',
    description:
      `At most ${said(mostPointsOverHttp)} points; jobs and the command line take more. Axes count in the order of the fields of ` +
      'an estimate, the last fastest. A span { from, to, steps } has equal ratios for gpus, tokens, seqLen and ' +
      'globalBatchTokens, equal distances else; scale says otherwise. A point that is refused or cannot be gets ok: ' +
      'false and the rest is answered. With Accept: text/event-stream as schedule.',
    schema: questions.sweep,
    answerSchema: { name: 'SweepAnswer', schema: questions.sweepAnswer },
    example: {
      base: { model: 'apertus-70b', system: 'alps' },
      axes: { tokens: ['5T', '15T'], gpus: { from: 1024, to: 8192, steps: 4 }, precision: ['bf16'] },
    },
    parameters: [],
    answer: answerSweepWithin,
  },
  catalogue('/catalogue', []),
  catalogue('/catalogue/:kind', [kindParameter]),
  catalogue('/catalogue/:kind/:id', [kindParameter, idParameter]),
]
