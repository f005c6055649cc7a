import * as z from 'zod/mini'
import { accept, type Read } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { findGrid } from '../../catalogue/find.ts'
import { published } from '../../evidence/published.ts'
import { usualSamples } from '../../uncertainty/monte-carlo.ts'
import { refused, wordsOf, fieldsOf } from '../asking/field.ts'
import { readBy } from '../asking/problems.ts'
import { bounded, few, price, quantity, rates, whole, word } from '../asking/readers.ts'
import { readProfile } from '../pilot/learn.ts'
import { readCorrelations, readRanges } from './reading/read-ranges.ts'
import {
  paidIn,
  readCurrency,
  readFramework,
  readGrid,
  readMfu,
  readPrecision,
  readQueueLimit,
  readSeqLen,
  timeBetween,
} from './reading/read-choices.ts'
import { readLayoutWish } from './reading/read-layout.ts'
import { readModel } from './reading/read-model.ts'
import { readMachine } from './reading/read-system.ts'
import { layoutFields, systemFields } from './reading/shapes.ts'
import told from '../../data/questions/estimate.json' with { type: 'json' }

const { required, optional } = fieldsOf(told)

/** One block; more than this many would not fit the memory of a browser or a server's request. */
const sampleLimits = [200, 10_000_000] as const
const hourS = SECONDS_PER_HOUR

/**
 * The fields of one training run, each written once: what it holds in words, how the command line and a sweep ask for
 * it, what a person may say, and what the model reads in it; null is chosen by the model. The API, the command line,
 * sweeps and the page are made from this table, in its order.
 */
export const estimateFields = {
  model: required('model', { said: z.union([word, z.record(word, z.unknown())]), read: readModel }),
  tokens: required('tokens', { said: quantity, read: bounded(1, 1e18) }),
  system: required('system', { said: z.union([word, systemFields]), read: readMachine }),
  gpus: required('gpus', { said: quantity, read: whole(1, 1e7) }),
  layout: optional('layout', { said: z.union([word, layoutFields]), read: readLayoutWish, usual: 'auto' }),
  mfu: optional('mfu', { said: quantity, read: readMfu, usual: null }),
  seqLen: optional('seqLen', { said: quantity, read: readSeqLen, usual: null }),
  globalBatchTokens: optional('globalBatchTokens', { said: quantity, read: bounded(1, 1e12), usual: null }),
  precision: optional('precision', { said: word, read: readPrecision, usual: 'bf16' }),
  framework: optional('framework', { said: word, read: readFramework, usual: null }),
  year: optional('year', { said: quantity, read: whole(2017, 2100), usual: null }),
  profile: optional('profile', { said: z.record(word, z.unknown()), read: readProfile, usual: null }),
  grid: optional('grid', { said: word, read: readGrid, usual: null }),
  powerPrice: optional('powerPrice', { said: word, read: price('kWh'), usual: null }),
  gpuHourPrice: optional('gpuHourPrice', { said: word, read: price('hour'), usual: null }),
  currency: optional('currency', { said: word, read: readCurrency, usual: null }),
  exchange: optional('exchange', { said: rates, read: accept, usual: [] }),
  failureRate: optional('failureRate', { said: quantity, read: bounded(0, 1000), usual: null }),
  checkpointTime: optional('checkpointTime', {
    said: quantity,
    read: timeBetween([0, 4 * hourS]),
    usual: null,
  }),
  checkpointInterval: optional('checkpointInterval', {
    said: quantity,
    read: timeBetween([1, 720 * hourS]),
    usual: null,
  }),
  restartTime: optional('restartTime', { said: quantity, read: timeBetween([0, 48 * hourS]), usual: null }),
  queueLimit: optional('queueLimit', { said: quantity, read: readQueueLimit, usual: null }),
  samples: optional('samples', { said: quantity, read: whole(...sampleLimits), usual: usualSamples }),
  seed: optional('seed', { said: quantity, read: whole(0, Number.MAX_SAFE_INTEGER), usual: 1 }),
  ranges: optional('ranges', { said: z.record(word, z.unknown()), read: readRanges, usual: {} }),
  correlations: optional('correlations', {
    said: few(z.tuple([word, word, z.number()]), 231),
    read: readCorrelations,
    usual: null,
  }),
}

const fieldsOfRun = z.strictObject(estimateFields)
type Run = z.output<typeof fieldsOfRun>

/** What a person may say about one training run, and what the model reads in it, in one step. */
export const estimateInput = z.pipe(
  fieldsOfRun,
  z.transform((run: Run, context) => scenarioOf(run, context)),
)

/** The body of `POST /api/v1/estimate`, the options of `petaplan estimate` in camel case, the state of the page. */
export type EstimateInput = z.input<typeof estimateInput>

/** One training run with every question asked of the person answered. */
export type Scenario = Readonly<z.output<typeof estimateInput>>

export const estimateWords = wordsOf(fieldsOfRun)

/** Reads what a person said of one training run, or says everything that is wrong with it. */
export function readEstimate(raw: unknown): Read<Scenario> {
  return readBy(estimateInput, estimateWords, raw)
}

const asked = { model: true, tokens: true, system: true, gpus: true } as const
/** What a run is in everything that nobody has said. */
const usualRun = z.parse(z.omit(fieldsOfRun, asked), {})

/** A run of which at least the four have been read, completed; other questions about a run end here too. */
export function scenarioOf(read: Pick<Run, keyof typeof asked> & Partial<Run>, context: z.core.ParsePayload) {
  const run: Run = { ...usualRun, ...read }
  const { system: machine, checkpointTime, checkpointInterval, restartTime, queueLimit, ...said } = run
  const usual = said.model.usualSeqLen
  const seqLen = said.seqLen ?? usual.tokens
  if ((said.globalBatchTokens ?? Infinity) < seqLen) {
    const message = `${String(said.globalBatchTokens)} is less than one sequence of ${String(seqLen)} tokens`
    return refused([{ field: 'globalBatchTokens', message }], context)
  }
  const grid = said.grid ?? findGrid(machine.system.country)
  if (grid === null) {
    const message = `is missing and the system's country is not known; give ${estimateWords['grid'] ?? ''}`
    return refused([{ field: 'grid', message }], context)
  }
  const paid = paidIn(said, machine.system.tariffId)
  if (!paid.ok) return refused(paid.problems, context)
  return {
    ...said,
    ...machine,
    seqLen,
    /** Who chose it. */
    seqLenBecause: said.seqLen === null ? usual.because : 'given by you',
    grid,
    /** The currency that hours are told in and its rate; null where they stay in that of their price. */
    paid: paid.value,
    checkpointTimeS: checkpointTime,
    checkpointIntervalS: checkpointInterval,
    restartTimeS: restartTime,
    queueLimitS: queueLimit,
    published,
  }
}
