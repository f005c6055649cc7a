import * as z from 'zod/mini'
import { readDay } from '../../base/calendar.ts'
import { accept, distinctProblems, readAll, refuse, type Read } from '../../base/outcome.ts'
import { refused, wordsOf, fieldsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { bounded, few, quantity, word } from '../asking/readers.ts'
import { estimateFields, scenarioOf, type Scenario } from '../estimate/input.ts'
import { usualCounts } from '../estimate/layout/by-count.ts'
import { confidenceLimits } from '../estimate/promises/input.ts'
import { readAcceleratorName } from '../estimate/reading/read-accelerator.ts'
import { readPrecision } from '../estimate/reading/read-choices.ts'
import { readModel } from '../estimate/reading/read-model.ts'
import { readMachine } from '../estimate/reading/read-system.ts'
import { systemFields } from '../estimate/reading/shapes.ts'
import { counts, each, isOneCurrency, mostPoints, priced, readCounts, some, swapped } from './read-axes.ts'
import { find, findOf, limits, limitsOf } from './read-limits.ts'
import { countOf, type Axes } from './points.ts'
import told from '../../data/questions/tradeoffs.json' with { type: 'json' }

const { required, optional } = fieldsOf(told)

const { mfu, framework, year, profile, seqLen, globalBatchTokens, grid, powerPrice, gpuHourPrice } =
  estimateFields
const { failureRate, checkpointTime, checkpointInterval, restartTime, queueLimit } = estimateFields
const { samples, seed, ranges } = estimateFields

const words = z.union([word, few(word)])

/** One run over many ways of doing it. A list is an axis. */
const fields = z.strictObject({
  model: required('model', {
    said: z.union([word, z.record(word, z.unknown()), few(word)]),
    read: each(readModel),
  }),
  tokens: required('tokens', { said: some, read: each(bounded(1, 1e18)) }),
  system: required('system', { said: z.union([word, systemFields, few(word)]), read: each(readMachine) }),
  gpus: optional('gpus', {
    said: counts,
    read: readCounts,
    usual: ({ system }: Scenario) => usualCounts(system.acceleratorsPerNode, system.accelerators),
  }),
  accelerator: optional('accelerator', {
    said: words,
    read: each((name: string, field) => readAcceleratorName(field, name)),
    usual: [],
  }),
  precision: optional('precision', { said: words, read: each(readPrecision), usual: ['bf16'] }),
  powerCapW: optional('powerCapW', { said: some, read: each(bounded(1, 1e5)), usual: [null] }),
  ...{ mfu, framework, year, profile, seqLen, globalBatchTokens, grid, powerPrice, gpuHourPrice },
  price: optional('price', {
    said: z.enum(['tariff', 'market']),
    read: accept<'tariff' | 'market'>,
    usual: null,
  }),
  ...{ failureRate, checkpointTime, checkpointInterval, restartTime, queueLimit, samples, seed, ranges },
  objectives: optional('objectives', { said: few(word), read: readObjectives, usual: ['time', 'cost'] }),
  limits,
  confidence: optional('confidence', { said: quantity, read: bounded(...confidenceLimits), usual: 0.5 }),
  start: optional('start', {
    said: word,
    read: (said: string, field: string) => readDay(field, said),
    usual: null,
  }),
  find,
})
type Fields = z.output<typeof fields>

/** What a person asks over many ways of doing a run, and what the model reads in it, in one step. */
export const tradeoffsInput = z.pipe(
  fields,
  z.transform((said: Fields, context) => planOf(said, context)),
)

export type TradeoffsPlan = Readonly<z.output<typeof tradeoffsInput>>

const fieldWords = wordsOf(fields)

/** Reads the axes, objectives, limits and questions, or says everything that is wrong with them. */
export function readTradeoffs(raw: unknown): Read<TradeoffsPlan> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return refuse('input', 'has to be an object with the fields of a run; a list is an axis')
  const read = readBy(tradeoffsInput, fieldWords, raw)
  return read.ok ? read : { ok: false, problems: distinctProblems(read.problems) }
}

/** Of a scenario before its axes are put in. */
const unasked = { tokens: 1e12, gpus: 1, layout: 'auto' } as const

function planOf(said: Fields, context: z.core.ParsePayload) {
  const { model: models, system: systems, tokens, gpus, accelerator, precision, powerCapW, ...more } = said
  const { price: asked, objectives, confidence, start, limits: limiting, find: finding, ...run } = more
  const pairs = models.length * systems.length
  if (pairs > mostPoints) {
    const most = mostPoints.toLocaleString('en')
    const message = `and system make ${pairs.toLocaleString('en')} pairs; at most ${most} are computed`
    return refused([{ field: 'model', message }], context)
  }
  const times = [limiting.time, finding.smallestCluster?.time, finding.latestStart?.finish.said]
  if (start !== null && !times.some((time) => typeof time === 'string')) {
    const message = 'counts only where a time is a day; give one as a day, e.g. 2027-06-30'
    return refused([{ field: 'start', message }], context)
  }
  const inDays = readAll({ limits: limitsOf(limiting, start), find: findOf(finding, start) })
  const scenarios = models.flatMap((model) =>
    systems.map((system) => scenarioOf({ ...run, ...unasked, model, system }, context)),
  )
  if (!inDays.ok) return refused(inDays.problems, context)
  if (context.issues.length > 0) return z.NEVER
  const price = asked ?? (isOneCurrency(scenarios) ? 'tariff' : 'market')
  const machines = scenarios.flatMap((one) => swapped(one, accelerator)).map((one) => priced(one, price))
  const axes: Axes = {
    scenarios: machines,
    precisions: precision,
    gpusOf: gpus,
    powerCapsW: powerCapW,
    tokens,
  }
  const count = countOf(axes)
  if (count > mostPoints) {
    const most = mostPoints.toLocaleString('en')
    const message = `the axes make ${count.toLocaleString('en')} points; at most ${most} are computed`
    return refused([{ field: 'gpus', message }], context)
  }
  const first = firstOf(axes)
  return { axes, first, firstCapW: powerCapW[0] ?? null, price, objectives, confidence, ...inDays.value }
}

/** What the questions start from: the first of every list, and the largest number of accelerators. */
function firstOf({ scenarios: [scenario], precisions: [precision], tokens, gpusOf }: Axes): Scenario {
  if (scenario === undefined || precision === undefined) throw new Error('a list that was read is not empty')
  return { ...scenario, precision, gpus: Math.max(...gpusOf(scenario)), tokens: tokens[0] ?? scenario.tokens }
}

function readObjectives(said: readonly string[], field: string): Read<readonly string[]> {
  if (said.length >= 1 && said.length <= 5) return accept(said)
  return refuse(field, `has ${String(said.length)} entries; give one to five`)
}
