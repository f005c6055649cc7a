import { accept, readAll, refuse, type Read } from '../../../base/outcome.ts'
import { readBounded, readDurationS, readWhole } from '../../../base/quantity.ts'
import { HOURS_PER_YEAR, SECONDS_PER_HOUR } from '../../../base/units.ts'
import { readCorrelations, readRanges } from '../assumptions/ranges.ts'
import type { Scenario } from '../scenario.ts'
import type { PartialEstimateFields } from '../schema.ts'

/** What a person said of interruptions, queue and ranges. */
export type ReliabilityParts = Pick<
  Scenario,
  | 'failureRate'
  | 'checkpointTimeS'
  | 'checkpointIntervalS'
  | 'restartTimeS'
  | 'queueLimitS'
  | 'samples'
  | 'seed'
  | 'ranges'
  | 'correlations'
>

export const usualSamples = 2000
const usualSeed = 1
/** One block; more than this many would not fit the memory of a browser or a server's request. */
const sampleLimits = [200, 10_000_000] as const
const hourS = SECONDS_PER_HOUR

export function readReliability(fields: PartialEstimateFields): Read<ReliabilityParts> {
  return readAll<ReliabilityParts>({
    failureRate: given(fields.failureRate, (raw) => readBounded('failureRate', raw, [0, 1000])),
    checkpointTimeS: given(fields.checkpointTime, timeBetween('checkpointTime', [0, 4 * hourS])),
    checkpointIntervalS: given(
      fields.checkpointInterval,
      timeBetween('checkpointInterval', [1, 720 * hourS]),
    ),
    restartTimeS: given(fields.restartTime, timeBetween('restartTime', [0, 48 * hourS])),
    queueLimitS: given(fields.queueLimit, readQueueLimit),
    samples: given(fields.samples, (raw) => readWhole('samples', raw, sampleLimits), usualSamples),
    seed: given(fields.seed, (raw) => readWhole('seed', raw, [0, Number.MAX_SAFE_INTEGER]), usualSeed),
    ranges: given(fields.ranges, readRanges, {}),
    correlations: given(fields.correlations, readCorrelations),
  })
}

/** What was said, read; what was not said, null or its usual value. */
export function given<Raw, T>(raw: Raw | undefined, read: (raw: Raw) => Read<T>): Read<T | null>
export function given<Raw, T>(raw: Raw | undefined, read: (raw: Raw) => Read<T>, usual: T): Read<T>
export function given<Raw, T>(
  raw: Raw | undefined,
  read: (raw: Raw) => Read<T>,
  usual: T | null = null,
): Read<T | null> {
  return raw === undefined ? accept(usual) : read(raw)
}

function timeBetween(field: string, [leastS, mostS]: readonly [number, number]) {
  return (raw: string | number): Read<number> => {
    const timeS = typeof raw === 'number' ? accept(raw) : readTimeS(field, raw)
    if (!timeS.ok) return timeS
    return timeS.value >= leastS && timeS.value <= mostS
      ? timeS
      : refuse(field, `${String(raw)} is outside ${inWords(leastS)} to ${inWords(mostS)}`)
  }
}

/** A duration; a bare number is seconds. */
export function readTimeS(field: string, raw: string): Read<number> {
  const seconds = Number(raw)
  return raw.trim() !== '' && Number.isFinite(seconds) ? accept(seconds) : readDurationS(field, raw)
}

function inWords(timeS: number): string {
  return timeS >= hourS ? `${String(timeS / hourS)}h` : `${String(timeS)}s`
}

function readQueueLimit(raw: string | number): Read<number | 'none'> {
  if (typeof raw === 'string' && raw.trim().toLowerCase() === 'none') return accept('none')
  return timeBetween('queueLimit', [hourS, HOURS_PER_YEAR * hourS])(raw)
}
