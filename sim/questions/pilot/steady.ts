import { median } from '../../base/math.ts'
import { anyLabel, columnsOf, logFormats, type LogFormat, type LogReading } from './logs.ts'

/** What a log says of the run's steady part. */
export type SteadyLog = Omit<LogReading, 'steps'> & {
  readonly trainer: string
  readonly framework: string
  /** Readings of the steady part. */
  readonly readings: number
  /** Enough readings, or few that agree. */
  readonly isSettled: boolean
  /** Its first and its last third are each steady, at other paces: two runs, or one that was changed. */
  readonly isOfTwo: boolean
  /**
   * Readings that do not count: before the first steady one; slower, with an evaluation, a checkpoint or a stop in them;
   * faster or of another batch size.
   */
  readonly leftOut: { readonly warmUp: number; readonly slow: number; readonly other: number }
}

/** Readings kept of a format; of a longer log every second one, every fourth, and so on. */
const mostReadings = 20_000

type Kept = {
  readonly format: LogFormat
  readings: LogReading[]
  beside: Partial<LogReading>
  every: number
  seen: number
}

/** Reads a log line by line in bounded memory. */
export class LogReader {
  readonly #kept = logFormats.map((format): Kept => ({ format, readings: [], beside: {}, every: 1, seen: 0 }))

  /** Names of the columns of a table; null in any other text, undefined before its first line. */
  #columns: readonly string[] | null | undefined

  add(line: string): void {
    const bare = line.replaceAll(marks, '').replace(perGpu, 'tps_per_gpu: $1')
    if (this.#columns === undefined && bare.trim() !== '') this.#columns = columnsOf(bare)
    const plain = this.#columns ? namedCells(bare, this.#columns) : bare
    if (!anyLabel.test(plain)) return
    for (const kept of this.#kept) {
      keepBeside(kept, plain)
      const reading = kept.format.read(plain)
      if (reading === null) continue
      if (kept.seen % kept.every === 0) kept.readings.push(reading)
      kept.seen += 1
      if (kept.readings.length < mostReadings) continue
      kept.readings = kept.readings.filter((_, at) => at % 2 === 0)
      kept.every *= 2
    }
  }

  /** The steady part of the trainer that wrote most; null for a log that is of none. */
  steady(): SteadyLog | null {
    const best = this.#kept.reduce((most, one) => (one.readings.length > most.readings.length ? one : most))
    return best.readings.length === 0 ? null : steadyOf(best)
  }
}

/** The largest peak and the last batch count. */
function keepBeside(into: Kept, line: string): void {
  const { peakBytes, globalBatch } = into.format.beside?.(line) ?? {}
  if (typeof globalBatch === 'number') into.beside = { ...into.beside, globalBatch }
  if (typeof peakBytes === 'number')
    into.beside = { ...into.beside, peakBytes: Math.max(peakBytes, into.beside.peakBytes ?? 0) }
}

/** Colours of a terminal stand between the words, quotes around names. */
const marks = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]|['"]`, 'g')

/** NeMo Automodel's own speed, in brackets behind that of all: `tps 1234.56(154.32/gpu)`. */
const perGpu = /\btps [0-9.]{1,20}\(([0-9.]{1,20})\/gpu\)/

function namedCells(row: string, columns: readonly string[]): string {
  const cells = row.split(/[,;\t]/)
  return columns.map((name, at) => `${name}: ${cells[at] ?? ''}`).join(' | ')
}

/** Readings further from the median than this many deviations are no step of the steady part. */
const farDeviations = 4
/** Deviation of a normal distribution over its median absolute deviation. */
const deviationOfMad = 1.4826
/** What steady steps differ by at least; a log rounds. */
const leastDeviation = 0.005
/** Fewer readings than this have to agree within a share of the median, or warm-up may be all that they saw. */
const [enough, agreeing] = [5, 0.1]

/** The value that most readings have. */
function commonest(values: readonly (number | null)[]): number | null {
  const counts = new Map<number | null, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((most, one) => (one[1] >= most[1] ? one : most))[0]
}

/** The first reading has compilation and allocation in it; what is far from the median has something else. */
function steadyOf({ format, readings, beside }: Kept): SteadyLog {
  // The bar of the training is there before that of the first evaluation.
  const [first] = readings
  const all = readings.filter(({ steps }) => steps === null || steps === first?.steps)
  const batch = commonest(all.map(({ globalBatch }) => globalBatch))
  const warm = (all.length > 2 ? all.slice(1) : all).filter(({ globalBatch }) => globalBatch === batch)
  const paces = warm.map(paceOf)
  const middle = median(paces)
  const mad = madOf(paces)
  const far = farDeviations * Math.max(deviationOfMad * mad, leastDeviation * middle)
  const isSteady = (one: LogReading) => one.globalBatch === batch && Math.abs(paceOf(one) - middle) <= far
  const kept = warm.filter(isSteady)
  const middleOf = (field: keyof LogReading) => {
    const said = kept.flatMap((one) => one[field] ?? [])
    return said.length === 0 ? (beside[field] ?? null) : median(said)
  }
  const steadyAt = all.findIndex((one, at) => at > 0 && isSteady(one))
  const start = all.length > 2 ? Math.max(1, steadyAt) : 0
  const later = all.slice(start).filter((one) => !isSteady(one))
  const slow = later.filter((one) => one.globalBatch === batch && paceOf(one) > middle).length
  return {
    trainer: format.trainer,
    framework: format.framework,
    stepTimeS: middleOf('stepTimeS'),
    tokensPerSPerGpu: middleOf('tokensPerSPerGpu'),
    samplesPerS: middleOf('samplesPerS'),
    globalBatch: middleOf('globalBatch'),
    globalBatchTokens: middleOf('globalBatchTokens'),
    peakBytes: beside.peakBytes ?? null,
    readings: kept.length,
    isSettled:
      format.isSummary === true || kept.length >= enough || (kept.length > 1 && mad <= agreeing * middle),
    isOfTwo: isOfTwo(paces),
    leftOut: { warmUp: start, slow, other: later.length - slow },
  }
}

function madOf(paces: readonly number[]): number {
  const middle = median(paces)
  return median(paces.map((pace) => Math.abs(pace - middle)))
}

function isOfTwo(paces: readonly number[]): boolean {
  const third = Math.floor(paces.length / 3)
  if (third < enough) return false
  const [first, last] = [paces.slice(0, third), paces.slice(-third)] as const
  const areSteady = [first, last].every(
    (part) => madOf(part) <= leastDeviation * farDeviations * median(part),
  )
  return areSteady && Math.abs(median(first) / median(last) - 1) > agreeing
}

function paceOf({ stepTimeS, tokensPerSPerGpu, samplesPerS }: LogReading): number {
  return stepTimeS ?? 1 / (tokensPerSPerGpu ?? samplesPerS ?? 1)
}
