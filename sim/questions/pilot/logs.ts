import { namesIn } from '../../base/csv.ts'
import { readTable } from '../../catalogue/loader/table.ts'
import labelsText from '../../data/trainers/logs.csv?raw'
import { own } from '../../base/nearest.ts'

/** One reading of a trainer's log: what it says of the steps since the reading before. */
export type LogReading = {
  readonly stepTimeS: number | null
  readonly tokensPerSPerGpu: number | null
  /** Of all accelerators. */
  readonly samplesPerS: number | null
  readonly globalBatch: number | null
  readonly globalBatchTokens: number | null
  readonly peakBytes: number | null
  /** Steps of the loop that this is one of, where a log may have several: a progress bar of training or of evaluation. */
  readonly steps: number | null
}

/** How one trainer writes what it measured, line by line. */
export type LogFormat = {
  readonly trainer: string
  /** The name by which `predict` knows its habits. */
  readonly framework: string
  /** Null for a line that tells of no step. */
  readonly read: (line: string) => LogReading | null
  /** What a line says of the whole run that its steps do not. */
  readonly beside?: (line: string) => LogReading
  /** One line sums up all steps. */
  readonly isSummary?: true
}

const fields = namesIn('stepTimeS tokensPerSPerGpu samplesPerS globalBatch globalBatchTokens peakBytes')

const table = { name: 'trainers/logs.csv', text: labelsText, key: ['trainer', 'says', 'label'] }
/** The words before each figure, quotes and colours taken out, in files of metrics too. */
const labels = readTable(table, (row) => ({
  ...row.texts('trainer framework label source'),
  says: row.oneOf('says', ['step', 'run']),
  field: row.oneOf('field', fields),
  factor: row.count('factor'),
}))
type Label = (typeof labels)[number]

const suffixes: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, G: 1e9, T: 1e12 }
const figure = /^\s*(?:[=:]\s*)?([0-9]+(?:,[0-9]{3})*(?:[.,][0-9]+)?(?:e[+-]?[0-9]+)?)\s*([KMBGT](?![a-z]))?/i

/**
 * The largest number after a label that is no end of another word: reports of several ranks may share a line. Thousands
 * may be separated, or a suffix stand for them as in 1.5M.
 */
function after(line: string, label: string): number | null {
  let most: number | null = null
  for (let at = line.indexOf(label); at >= 0; at = line.indexOf(label, at + label.length)) {
    const [, digits = '', suffix = ''] = figure.exec(line.slice(at + label.length)) ?? []
    const value =
      Number(digits.replaceAll(/,(?=[0-9]{3}(?![0-9]))/g, '').replace(',', '.')) *
      (own(suffixes, suffix.toUpperCase()) ?? 1)
    const isWord = !/[a-z]/i.test(line.charAt(at - 1))
    if (isWord && Number.isFinite(value) && value > (most ?? 0)) most = value
  }
  return most
}

function readingOf(line: string, told: readonly Label[]): LogReading {
  const said = (field: Label['field']) => {
    for (const one of told) {
      const value = one.field === field ? after(line, one.label) : null
      if (value !== null) return value * one.factor
    }
    return null
  }
  return {
    stepTimeS: said('stepTimeS'),
    tokensPerSPerGpu: said('tokensPerSPerGpu'),
    samplesPerS: said('samplesPerS'),
    globalBatch: said('globalBatch'),
    globalBatchTokens: said('globalBatchTokens'),
    peakBytes: said('peakBytes'),
    steps: null,
  }
}

/** Samples of a step where the samples of all steps are told: steps are counted from 0. */
function batchSoFar(line: string): number | null {
  const step = /global_step *[=:]\s*([0-9.]+)/.exec(line)?.[1] ?? Number.NaN
  const batch = (after(line, 'consumed_samples') ?? Number.NaN) / (Number(step) + 1)
  return Number.isFinite(batch) && Math.abs(batch - Math.round(batch)) < 1e-6 ? Math.round(batch) : null
}

/** What a line of steps has in it, where its labels are common words. */
const marks: Readonly<Record<string, RegExp>> = {
  torchtitan: /^(?!.*tps_per_gpu).*(?<!validate )\bstep:\s*\d|(?<!validation_metrics\/)throughput\(tps\)/,
  MaxText: /completed step:|perf\//,
}

function formatOf(trainer: string): LogFormat {
  const told = labels.filter((one) => one.trainer === trainer)
  const ofSteps = told.filter(({ says }) => says === 'step')
  const ofRun = told.filter(({ says }) => says === 'run')
  const mark = own(marks, trainer)
  return {
    trainer,
    framework: told[0]?.framework ?? trainer,
    read: (line) => {
      if (mark?.test(line) === false) return null
      const reading = readingOf(line, ofSteps)
      if ((reading.stepTimeS ?? reading.tokensPerSPerGpu ?? reading.samplesPerS) === null) return null
      return { ...reading, globalBatch: reading.globalBatch ?? batchSoFar(line) }
    },
    beside: (line) => readingOf(line, ofRun),
  }
}

/**
 * `12%|█▏ | 12/100 [00:30<03:40, 2.50s/it]` behind ranks, hosts and times, which hold digits, and behind no words: bars of
 * loading, mapping and evaluation have them.
 */
const bar = /^\d+%\|[^|]*\|\s*\d+\/(\d+) \[[0-9:]+<[^,]*,\s*([0-9.]+)(s\/it|it\/s)/
const longestPrefix = 200

function readProgressBar(line: string): LogReading | null {
  const at = line.slice(0, longestPrefix).lastIndexOf('%|')
  if (at < 0) return null
  const words = line.slice(0, at).trim().split(/\s+/)
  const percent = words.pop() ?? ''
  if (words.some((word) => !/\d|^\[.*\]:?$/.test(word))) return null
  const found = bar.exec(percent + line.slice(at))
  const shown = Number(found?.[2])
  if (found === null || shown === 0) return null
  return { ...readingOf('', []), stepTimeS: found[3] === 's/it' ? shown : 1 / shown, steps: Number(found[1]) }
}

/** Fewer steps per second are told with more than 2 % of rounding. */
const fewestPerS = 0.025

/** The steps per second of a run's summary, the start in them. */
function readSummary(line: string): LogReading | null {
  const perS = after(line, 'train_steps_per_second')
  const samplesPerS = after(line, 'train_samples_per_second')
  if (perS === null || perS < fewestPerS) return null
  // Rounded to three digits after the point, both of them.
  const globalBatch = samplesPerS === null || perS < 0.1 ? null : Math.round(samplesPerS / perS)
  return { ...readingOf('', []), stepTimeS: 1 / perS, globalBatch }
}

const words = ['%|', 'train_steps_per_second', ...labels.map(({ label }) => label)]
/** What any line that is read has in it: one look for all labels is a tenth of a look for each. */
export const anyLabel = new RegExp(
  `${words.map((word) => word.replaceAll(/\W/g, String.raw`\$&`)).join('|')}`,
)

const ofTransformers = { trainer: 'Hugging Face Trainer', framework: 'accelerate' }

/**
 * The trainers whose logs are read: by `sim/data/trainers/logs.csv`, and the progress bar and `speed_metrics` of
 * trainer_utils.py of Transformers.
 */
export const logFormats: readonly LogFormat[] = [
  ...[...new Set(labels.map(({ trainer }) => trainer))].map(formatOf),
  { ...ofTransformers, read: readProgressBar },
  { ...ofTransformers, read: readSummary, isSummary: true },
]

const paces = new Set(
  labels.flatMap(({ field, label }) => (/^(step|tokens)/.test(field ?? '') ? [label] : [])),
)
const mostColumns = 500

/** Columns of a table of metrics by its first line, `run - ` before a name left out; null for any other text. */
export function columnsOf(line: string): readonly string[] | null {
  const names = line.split(/[,;\t]/, mostColumns).map((name) => name.replace(/^.* - /, '').trim())
  const told = names.filter((name) => paces.has(name))
  // Of several runs nobody says which is meant.
  return told.length === 0 || new Set(told).size < told.length ? null : names
}
