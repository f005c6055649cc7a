import type { ReplayAnswer } from '../../../sim/index.ts'
import { count, table, wrapped } from '../writing/table.ts'
import { hours } from './schedule-questions.ts'

/** The instant of a forecast, and how far to trust what is said of it. */
export function trustLines(answer: ReplayAnswer): readonly string[] {
  return [...nowLines(answer), ...recordedLines(answer), ...forecastLines(answer), ...runTimeLines(answer)]
}

function nowLines({ now }: ReplayAnswer): readonly string[] {
  if (now === null) return []
  const { atS, date, running, waiting, ended, later } = now
  const left = later === 0 ? '' : `; ${count(later)} that are submitted later are left out`
  return [
    '',
    ...wrapped(
      `as of ${count(atS)} s${date === null ? '' : ` (${date})`}: ${count(running)} jobs run, ${count(waiting)} wait, ${count(ended)} have ended${left}`,
    ),
  ]
}

const causeWords: Readonly<Record<string, string>> = {
  condition: 'held, with a begin time, or after another job',
  overtaken: 'overtaken by a job submitted later and no smaller, as priorities do',
  'recorded earlier': 'started earlier than this machine and policy allow',
  'recorded later': 'started later though there was room: failures, nodes away, limits of users',
}

function recordedLines({ againstRecorded }: ReplayAnswer): readonly string[] {
  if (againstRecorded === null) return []
  const percent = (fraction: number) => `${(fraction * 100).toFixed(0)} %`
  const row = (name: string, one: Row) => [
    name,
    count(one.jobs),
    hours(one.medianErrorS),
    hours(one.biasS),
    percent(one.within1minFraction),
    percent(one.within10minFraction),
    percent(one.within60minFraction),
    hours(one.meanWaitRecordedS),
    hours(one.meanWaitReplayedS),
  ]
  return [
    '',
    'replayed beside recorded starts of this log',
    ...table([
      ['', 'jobs', 'median error', 'bias', '1 min', '10 min', '60 min', 'wait recorded', 'replayed'],
      row('all', againstRecorded),
      ...againstRecorded.bySize.map((one) =>
        row(`${String(one.fromNodes)} to ${String(one.toNodes)} nodes`, one),
      ),
      ...againstRecorded.byPartition
        .slice(0, listed)
        .map((one) => row(one.partition === '' ? 'no partition' : one.partition, one)),
    ]),
    ...wrapped(published),
    ...againstRecorded.explained.flatMap(({ cause, jobs }) =>
      wrapped(`more than 10 min off, ${count(jobs)} jobs: ${causeWords[cause] ?? cause}`),
    ),
  ]
}

/** Source: Brown, Gibb, Belikov and Nash, Concurrency and Computation 2024, doi 10.1002/cpe.8112. */
const published =
  'forecasts of EPCC, for comparison: 65 % within 1 min and 75 % within 10 on ARCHER2, 76 and 90 % on Cirrus'
const listed = 10

type Row = Omit<NonNullable<ReplayAnswer['againstRecorded']>, 'bySize' | 'byPartition' | 'explained'>

function forecastLines({ forecast, now, againstRecorded }: ReplayAnswer): readonly string[] {
  if (forecast === null)
    return now === null && againstRecorded === null
      ? []
      : wrapped('starts: too few jobs have waited in this log to say how far a forecast is to be trusted')
  const { jobs, instants, coverage80, medianErrorS, medianLimitErrorS } = forecast
  return wrapped(
    `starts of ${count(jobs)} jobs that waited at ${count(instants)} instants of the last third of the log, forecast from what was known before: ${(coverage80 * 100).toFixed(0)} % inside their intervals of 80 %; median error ${hours(medianErrorS)}, by limits ${hours(medianLimitErrorS)}; odds of a start within a day, Brier score ${forecast.brierWithinDay.toFixed(3)}, by limits ${forecast.brierOfLimits.toFixed(3)}`,
  )
}

function runTimeLines({ runTimes }: ReplayAnswer): readonly string[] {
  if (runTimes === null) return []
  const { jobs, coverage80, meanErrorS, meanLimitErrorS } = runTimes
  return wrapped(
    `run times of ${count(jobs)} jobs of the last third of the log: ${(coverage80 * 100).toFixed(0)} % inside their intervals of 80 %; mean error ${hours(meanErrorS)}, that of the limits ${hours(meanLimitErrorS)}`,
  )
}
