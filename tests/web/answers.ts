import { accelerators } from '../../sim/catalogue/accelerators.ts'
import { grids } from '../../sim/catalogue/grids.ts'
import { models } from '../../sim/catalogue/models.ts'
import { systems } from '../../sim/catalogue/systems.ts'
import type { Grid } from '../../sim/catalogue/types.ts'
import hints from '../../sim/data/questions/invest.json' with { type: 'json' }
import * as sim from '../../sim/index.ts'
import { logs, run as loggedRun } from '../sim/questions/pilot/logs.ts'

/** What the simulation said, and the question that it answered. */
export type Said = { readonly text: string; readonly view: string }

const ready = { model: 'apertus-70b', tokens: '15T', system: 'alps', gpus: 4096 }
const small = { model: 'smollm3-3b', tokens: '1T', system: 'alps', gpus: 128 }
const llama = {
  model_type: 'llama',
  num_hidden_layers: 32,
  hidden_size: 4096,
  intermediate_size: 14336,
  num_attention_heads: 32,
  vocab_size: 32000,
}
const machine = {
  name: 'Here',
  acceleratorId: 'h100-sxm-80',
  nodes: 64,
  acceleratorsPerNode: 8,
  country: 'CHE',
}

const wrongRuns: readonly object[] = [
  { model: 'apertus', tokens: 'many', system: 'alp', gpus: 'x', grid: 'QQ', gpuHourPrice: 'CHF', mfu: 3 },
  { ...ready, gpus: 20_000 },
  { ...ready, gpus: 7 },
  { ...ready, gpus: 16 },
  {
    ...ready,
    precision: 'fp4',
    seqLen: -1,
    globalBatchTokens: '1k',
    queueLimit: 'soon',
    checkpointTime: 'x',
  },
  { ...ready, precision: 'fp8', system: 'lumi-g' },
  { ...ready, seqLen: '0.5', failureRate: -3, framework: 'x', year: 12, seed: 1.5, samples: 0 },
  { ...ready, layout: 'tp=3,pp=7,zz=1,zero=9,mbs=x' },
  { ...ready, layout: 'tp=8,pp=1,dp=512,cp=1,ep=1,mbs=1,gbs=1024,zero=0,recompute=none' },
  { ...ready, layout: 'tp=3,pp=7,vpp=5,dp=9,cp=5,ep=3,mbs=1,gbs=1000,zero=3,recompute=none' },
  { ...ready, failureRate: 1000, restartTime: '12h' },
  { ...ready, deadline: '1d', budget: 'EUR 5', confidence: 3 },
  { ...ready, deadline: 'x', budget: 'x', start: 'x', strange: 1, sytem: 2 },
  {
    ...ready,
    ranges: { mfu: '2 to 1', zz: 1, pueRatio: 'a', restartS: { kind: 'x' } },
    correlations: [['a', 'b', 3]],
  },
  { ...ready, model: { ...llama, num_attention_heads: 31, vocab_size: 0 } },
  { ...ready, model: { model_type: 'bert', hidden_size: 'x' } },
  { ...ready, model: { model_type: 'lama' } },
  { ...ready, model: {} },
  { ...ready, model: { _name_or_path: 'x', tokenizer_class: 'A' } },
  { ...ready, system: { ...machine, acceleratorId: 'h10', nodes: 1.5, country: 'x', pueRatio: 0.5, zz: 1 } },
  { ...ready, system: {} },
  [],
]

/** The first grid of each way to know its price, and those whose water nobody knows. */
function ownBasis({ priceBasis }: Grid, at: number): boolean {
  return grids.findIndex((grid) => grid.priceBasis === priceBasis) === at
}

const sparsely = (_: unknown, at: number): boolean => at % 12 === 0

function* runs(): Generator<object> {
  for (const { input } of sim.presets) yield input
  for (const { id } of systems.filter(sparsely)) yield { ...small, system: id, gpus: 64 }
  for (const { id } of models.filter(sparsely)) yield { ...ready, model: id, tokens: '1T' }
  for (const { id } of grids.filter(ownBasis)) yield { ...small, grid: id }
  for (const { id } of accelerators.filter(sparsely))
    yield { ...small, system: { ...machine, acceleratorId: id } }
  yield { ...ready, model: llama, system: machine, gpus: 256 }
  yield {
    ...ready,
    mfu: 0.3,
    precision: 'bf16',
    globalBatchTokens: '8M',
    queueLimit: 'none',
    checkpointTime: '6s',
    checkpointInterval: '25min',
    restartTime: '10min',
    failureRate: 0.5,
    gpuHourPrice: 'CHF 0.67',
    powerPrice: 'EUR 0.15',
    grid: 'KR',
  }
  yield { ...ready, layout: 'tp=4,pp=8,vpp=5,dp=128,cp=1,ep=1,mbs=1,gbs=4096,zero=1,recompute=selective' }
  yield { ...ready, ranges: { mfu: '0.28 to 0.36' } }
  yield* wrongRuns
}

/** One formula of each kind that cannot be read, and one of units that do not go together. */
const wrongFormulas = [
  'cost + +',
  'cost cost',
  'foo * cost',
  'sqrt + cost',
  'zz(cost)',
  'max(cost',
  'sqrt(cost, time)',
  '1 < cost < 3',
  '1e999 * cost',
  `${'('.repeat(60)}cost`,
  'x'.repeat(3000),
  'cost § 2',
  ...[`"a"`, '[1]', '{', '1:2', '1;2', 'a=1', '1?2:3', '3!', '5%', '1&2', '.a', '#'],
  'cost + time',
  'tokens == cost',
  'mfu + carbon',
] as const

const wrongInvests: readonly object[] = [
  {},
  { case: 'alp' },
  { case: 'alps', currency: 'XX', capital: [], utilisationFraction: 3, horizonY: 99, demand: -1 },
  { case: 'alps', currency: 'KRW' },
  { case: 'alps', run: { model: 'x', tokens: 'y' }, options: { rent: { perHour: '0' } }, zz: 1 },
  { case: 'alps', sovereignty: { country: 'ZZ', amount: 'x', strategies: ['x'], weights: { energy: 1 } } },
  { case: 'alps', taxes: { vatRecoveredFraction: 0.5 }, demandHoursPerY: 0 },
  // Each field in a wrong shape, and what is within one: the hint of each is told.
  ...Object.keys(hints).map((name) => ({ case: 'alps', [name]: { zz: [] } })),
  ...Object.keys(hints).map((name) => ({ case: 'alps', [name]: true })),
  { case: 'alps', options: { rent: { perHour: [] } }, payers: [1, { name: -1 }], discount: { kind: 'x' } },
  { case: 'jupiter', discount: { kind: 'real', ratePerY: '' } },
  { case: 'jupiter', sovereignty: 'DE', runs: true, serving: { tokensPerDay: '1B' } },
]

function* answers(): Generator<readonly [view: string, answer: () => unknown]> {
  for (const run of runs()) yield ['plan', () => sim.answerEstimate({ samples: 200, ...run })]
  const { model, system, gpus } = small
  for (const run of [
    { model, system, gpus },
    { model, system, gpus: 7 },
    { model, system, gpus, top: 0 },
  ])
    yield ['layouts', () => sim.answerLayouts(run)]
  for (const { id } of sim.investCases)
    yield ['invest', () => sim.answerInvest({ case: id, samples: 100, sovereignty: 'CH', runs: true })]
  for (const input of wrongInvests) yield ['invest', () => sim.answerInvest({ samples: 100, ...input })]
  const limits = { time: '90d', cost: 'CHF 5M', power: 5, carbon: 300 }
  const find = { largestModel: { budget: 'CHF 5M' }, latestStart: { finish: '2028-01-01' } }
  for (const more of [{ limits, find }, { limits: { cost: 'EUR 1', time: 'x', zz: 1 } }, { gpus: 7 }])
    yield ['tradeoffs', () => sim.answerTradeoffs({ ...small, powerCapW: [400, 800], gpus: [64], ...more })]
  for (const formula of wrongFormulas)
    yield ['tradeoffs', () => sim.answerTradeoffs({ ...small, gpus: [64], objectives: ['time', formula] })]
  for (const { id } of systems.filter(sparsely))
    yield ['sbatch', () => refusal(sim.answerSbatch({ ...small, system: id, gpus: 64 }))]
  for (const { id } of models.filter(sparsely))
    yield ['sbatch', () => refusal(sim.answerSbatch({ ...ready, model: id, gpus: 1024, tokens: '1T' }))]
  for (const run of wrongRuns) yield ['sbatch', () => refusal(sim.answerSbatch({ account: 'a;', ...run }))]
  for (const form of ['eurohpc-ai-factory', 'cscs', 'nairr', 'archer2', 'incite'])
    yield ['annex', () => sim.annex.answerAnnex({ ...small, form, start: '2027-01-31' })]
  yield ['annex', () => sim.annex.answerAnnex({ ...ready, form: 'x', start: 'x' })]
  for (const log of [...Object.values(logs), 'hello', ''])
    yield ['pilot', () => sim.answerPilot({ log, run: loggedRun })]
  for (const lesson of sim.lessons.lessons) {
    yield ['lessons', () => lesson]
    for (const control of lesson.controls)
      for (const value of lesson.id === 'queue' ? [] : control.values.slice(-1))
        yield ['lessons', () => sim.lessons.answerLesson(lesson.id, { [control.id]: String(value) })]
  }
  yield ['invest', () => sim.investCases]
  yield ['choices', () => [sim.knobs, sim.presets]]
}

/** What the page shows of a script that cannot be. */
function refusal(answered: sim.Answered<unknown>): unknown {
  return answered.status === 'answer' ? null : answered
}

/** Names under which an answer holds no words for a person in any language. */
const wordless =
  'id|kind|url|field|block|input|symbol|expression|substituted|hash|script|date|rows|values|config|citations|calls'.split(
    '|',
  )

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) if (!wordless.includes(name)) yield* textsIn(inner)
}

/** Every text of the answers to the questions of the page, over what is ready and over what is wrong. */
export function saidByAnswers(): readonly Said[] {
  const said = new Map<string, string>()
  for (const [view, answer] of answers())
    for (const text of textsIn(answer())) if (!said.has(text)) said.set(text, view)
  return [...said].map(([text, view]) => ({ text, view }))
}
