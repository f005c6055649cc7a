import { median } from '../../base/math.ts'
import { logFormats, type LogFormat, type Reading } from './logs.ts'

/** What a log says of the run's steady part. */
export type SteadyLog = {
  readonly trainer: string
  readonly framework: string
  readonly stepTimeS: number | null
  readonly tokensPerSPerGpu: number | null
  readonly globalBatch: number | null
  readonly globalBatchTokens: number | null
  readonly peakBytes: number | null
  /** Readings that count, and those left out: warm-up, and steps with an evaluation or a checkpoint. */
  readonly readings: number
  readonly leftOut: number
}

/** Readings kept of a format; of a longer log every second one, every fourth, and so on. */
const mostReadings = 20_000

/** Reads a log line by line in bounded memory. */
export class LogReader {
  readonly #kept = logFormats.map((format) => ({
    format,
    readings: new Array<Reading>(),
    every: 1,
    seen: 0,
  }))

  add(line: string): void {
    // Colours of a terminal stand between the words.
    const plain = line.replaceAll(escapes, '')
    for (const kept of this.#kept) {
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
    return best.readings.length === 0 ? null : steadyOf(best.format, best.readings)
  }
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** Readings further from the median than this many deviations are no step of the steady part. */
const farDeviations = 4
/** Deviation of a normal distribution over its median absolute deviation. */
const deviationOfMad = 1.4826
/** What steady steps differ by at least; a log rounds. */
const leastDeviation = 0.005

/** The first reading has compilation and allocation in it; what is far from the median has something else. */
function steadyOf({ trainer, framework }: LogFormat, all: readonly Reading[]): SteadyLog {
  const warm = all.length > 2 ? all.slice(1) : all
  const paces = warm.map(paceOf)
  const middle = median(paces)
  const mad = median(paces.map((pace) => Math.abs(pace - middle)))
  const far = farDeviations * Math.max(deviationOfMad * mad, leastDeviation * middle)
  const kept = warm.filter((_, at) => Math.abs((paces[at] ?? 0) - middle) <= far)
  const middleOf = (field: keyof Reading) => {
    const said = kept.flatMap((one) => one[field] ?? [])
    return said.length === 0 ? null : median(said)
  }
  const peaks = all.flatMap(({ peakBytes }) => peakBytes ?? [])
  return {
    trainer,
    framework,
    stepTimeS: middleOf('stepTimeS'),
    tokensPerSPerGpu: middleOf('tokensPerSPerGpu'),
    globalBatch: middleOf('globalBatch'),
    globalBatchTokens: middleOf('globalBatchTokens'),
    peakBytes: peaks.length === 0 ? null : peaks.reduce((most, one) => Math.max(most, one)),
    readings: kept.length,
    leftOut: all.length - kept.length,
  }
}

function paceOf({ stepTimeS, tokensPerSPerGpu }: Reading): number {
  return stepTimeS ?? 1 / (tokensPerSPerGpu ?? 1)
}
