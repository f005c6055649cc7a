import * as z from 'zod/mini'
import { accept, type Read } from '../../base/outcome.ts'
import { SECONDS_PER_HOUR } from '../../base/units.ts'
import { findGrid } from '../../catalogue/find.ts'
import { published } from '../../evidence/published.ts'
import { usualSamples } from '../../uncertainty/monte-carlo.ts'
import { optional, refused, required, span, telling, wordsOf } from '../asking/field.ts'
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

/** One block; more than this many would not fit the memory of a browser or a server's request. */
const sampleLimits = [200, 10_000_000] as const
const hourS = SECONDS_PER_HOUR

/**
 * The fields of one training run, each written once: what it holds in words, how the command line and a sweep ask for
 * it, what a person may say, and what the model reads in it; null is chosen by the model. The API, the command line,
 * sweeps and the page are made from this table, in its order.
 */
export const estimateFields = {
  model: required(
    'model',
    telling("a model's catalogue id such as apertus-70b, or a Hugging Face config.json", '<id|config.json>'),
    { said: z.union([word, z.record(word, z.unknown())]), read: readModel },
  ),
  tokens: required('tokens', telling('training tokens, e.g. 15T', '<count>', span('count', 'log')), {
    said: quantity,
    read: bounded(1, 1e18),
  }),
  system: required(
    'system',
    telling(
      "a system's catalogue id such as alps, or a system file with name, acceleratorId, nodes and acceleratorsPerNode",
      '<id|file.json>',
    ),
    { said: z.union([word, systemFields]), read: readMachine },
  ),
  gpus: required('gpus', telling('accelerators of the run, e.g. 4096', '<count>', span('whole', 'log')), {
    said: quantity,
    read: whole(1, 1e7),
  }),
  layout: optional(
    'layout',
    telling(
      "'auto', or a layout such as tp=4,pp=8,vpp=5,dp=128,cp=1,ep=1,mbs=1,gbs=4096,zero=1,recompute=selective",
      '<layout>',
    ),
    { said: z.union([word, layoutFields]), read: readLayoutWish, usual: 'auto' },
  ),
  mfu: optional(
    'mfu',
    telling(
      'model FLOPs utilisation above 0 and below 1, causal attention; skips the performance model',
      '<fraction>',
      span('count', 'linear'),
    ),
    { said: quantity, read: readMfu, usual: null },
  ),
  seqLen: optional(
    'seqLen',
    telling(
      'tokens in a sequence, e.g. 8192 or 8K; 4096 when missing, or the positions of the model where it has fewer',
      '<tokens>',
      span('whole', 'log'),
    ),
    { said: quantity, read: readSeqLen, usual: null },
  ),
  globalBatchTokens: optional(
    'globalBatchTokens',
    telling(
      'tokens in a step, e.g. 16.8M; taken to the nearest batch that the accelerators divide',
      '<tokens>',
      span('count', 'log'),
    ),
    { said: quantity, read: bounded(1, 1e12), usual: null },
  ),
  precision: optional('precision', telling('bf16 or fp8: the precision of the matrix products', '<name>'), {
    said: word,
    read: readPrecision,
    usual: 'bf16',
  }),
  framework: optional(
    'framework',
    telling(
      "the training software, e.g. 'megatron', 'nemo', 'torchtitan', 'maxtext'; where sbatch writes for it, an auto layout keeps to what it can do, and a note says what it cannot train; missing: any",
      '<name>',
    ),
    { said: word, read: readFramework, usual: null },
  ),
  year: optional('year', telling('the year whose habits the software has, e.g. 2025', '<year>'), {
    said: quantity,
    read: whole(2017, 2100),
    usual: null,
  }),
  profile: optional(
    'profile',
    telling(
      'the file that petaplan pilot wrote: measured steps of this software and machine correct the prediction',
      '<profile.json>',
    ),
    { said: z.record(word, z.unknown()), read: readProfile, usual: null },
  ),
  grid: optional('grid', telling('the grid by country code, e.g. CH or CHE', '<country>'), {
    said: word,
    read: readGrid,
    usual: null,
  }),
  powerPrice: optional(
    'powerPrice',
    telling('electricity price per kWh, e.g. EUR 0.15', '<money>', span('money', 'linear')),
    { said: word, read: price('kWh'), usual: null },
  ),
  gpuHourPrice: optional(
    'gpuHourPrice',
    telling('price of an accelerator-hour, e.g. CHF 0.67', '<money>', span('money', 'linear')),
    { said: word, read: price('hour'), usual: null },
  ),
  currency: optional(
    'currency',
    telling(
      'the currency that the hours are told in, e.g. CHF; one of another price needs exchange',
      '<code>',
    ),
    { said: word, read: readCurrency, usual: null },
  ),
  exchange: optional(
    'exchange',
    telling('a list of { from, to, rate, date, source }: without one no currency is converted'),
    { said: rates, read: accept, usual: [] },
  ),
  failureRate: optional(
    'failureRate',
    telling('interruptions per 1,000 accelerator-days, e.g. 0.5', '<rate>', span('count', 'linear')),
    { said: quantity, read: bounded(0, 1000), usual: null },
  ),
  checkpointTime: optional(
    'checkpointTime',
    telling('how long training stands still for a checkpoint, e.g. 6s', '<duration>', span('time', 'linear')),
    { said: quantity, read: timeBetween([0, 4 * hourS]), usual: null },
  ),
  checkpointInterval: optional(
    'checkpointInterval',
    telling(
      "stepping between two checkpoints, e.g. 25min; Daly's optimum when it is missing",
      '<duration>',
      span('time', 'linear'),
    ),
    { said: quantity, read: timeBetween([1, 720 * hourS]), usual: null },
  ),
  restartTime: optional(
    'restartTime',
    telling(
      'from noticing an interruption to the first step after it, e.g. 10min',
      '<duration>',
      span('time', 'linear'),
    ),
    { said: quantity, read: timeBetween([0, 48 * hourS]), usual: null },
  ),
  queueLimit: optional(
    'queueLimit',
    telling(
      "time limit of one job, e.g. 12h, or 'none'; a longer run is a chain of jobs",
      '<duration|none>',
      span('time', 'linear'),
    ),
    { said: quantity, read: readQueueLimit, usual: null },
  ),
  samples: optional(
    'samples',
    telling(
      'samples of the Monte Carlo behind p10, p50 and p90, e.g. 2000',
      '<count>',
      span('whole', 'linear'),
    ),
    { said: quantity, read: whole(...sampleLimits), usual: usualSamples },
  ),
  seed: optional(
    'seed',
    telling(
      'seed of the Monte Carlo, a whole number; the same seed gives the same answer',
      '<number>',
      span('whole', 'linear'),
    ),
    { said: quantity, read: whole(0, Number.MAX_SAFE_INTEGER), usual: 1 },
  ),
  ranges: optional(
    'ranges',
    telling(
      'ranges of inputs by the id of their assumption: a number, \'low to high\' for p10 to p90, or a distribution, e.g. {"mfu":"0.28 to 0.36"}',
    ),
    { said: z.record(word, z.unknown()), read: readRanges, usual: {} },
  ),
  correlations: optional(
    'correlations',
    telling('pairs of inputs that move together and how much, e.g. [["restartS","detectionS",0.5]]'),
    { said: few(z.tuple([word, word, z.number()]), 231), read: readCorrelations, usual: null },
  ),
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
