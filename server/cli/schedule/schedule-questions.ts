import type { ReplayAnswer } from '../../../sim/index.ts'
import { count, figure, table, wrapped } from '../writing/table.ts'

const secondsPerHour = 3600

/** Seconds below an hour, else hours. */
export function hours(seconds: number | null): string {
  if (seconds === null) return '-'
  return Math.abs(seconds) < secondsPerHour ? `${figure(seconds)} s` : `${figure(seconds / secondsPerHour)} h`
}

const listed = 20

/** What was asked beside the replay: who waits and why, the planned run, the other scenario. */
export function questionLines(answer: ReplayAnswer): readonly string[] {
  return [...waitingLines(answer), ...planLines(answer), ...differenceLines(answer)]
}

function waitingLines({ waiting }: ReplayAnswer): readonly string[] {
  if (waiting === null) return []
  return [
    '',
    `${count(waiting.length)} jobs wait`,
    ...waiting
      .slice(0, listed)
      .flatMap(({ id, nodes, plannedStart, plannedStartDate, start, startDate, because, ...odds }) => [
        `${id} (${count(nodes)} nodes): ${startOf(start, startDate)}, by limits ${plannedStart === null ? 'never' : `${count(plannedStart)} s${dated(plannedStartDate)}`}`,
        ...wrapped(because.sentence, '  '),
        ...byLines(odds).map((line) => `  ${line}`),
      ]),
  ]
}

type Waiting = NonNullable<ReplayAnswer['waiting']>[number]

function dated(date: string | null): string {
  return date === null ? '' : ` (${date})`
}

/** A start that never comes in some of the futures is said so. */
function startOf({ p10, p50, p90 }: Waiting['start'], date: Waiting['startDate']): string {
  const at = (s: number | null) => (s === null ? 'never' : count(s))
  return p50 === null
    ? `never starts${p10 === null ? '' : `, or at ${at(p10)} s`}`
    : `start at ${at(p50)} s (${at(p10)} to ${at(p90)})${date.p50 === null ? '' : `, ${date.p50}`}`
}

type Plan = NonNullable<ReplayAnswer['plan']>

type Spread = { readonly p10: number; readonly p50: number; readonly p90: number }

/** Sizes and limits with which a job would start at once. */
function startsNowLines({ startsNow }: Plan): readonly string[] {
  const told = startsNow.map(({ nodes, limitS }) => `${count(nodes)} nodes for up to ${hours(limitS)}`)
  return wrapped(told.length === 0 ? 'no size of it would start now' : `would start now: ${told.join('; ')}`)
}

function planLines({ plan, now }: ReplayAnswer): readonly string[] {
  if (plan === null) return []
  const spread = ({ p10, p50, p90 }: Spread) => [hours(p10), hours(p50), hours(p90)]
  const dates = (name: string, { p10, p50, p90 }: typeof plan.firstStartDate) =>
    p50 === null ? [] : [[name, p10 ?? '-', p50, p90 ?? '-']]
  return [
    '',
    `the run: ${count(plan.links)} links`,
    ...beyondLines(plan),
    ...(now === null ? [] : startsNowLines(plan)),
    ...byLines(plan),
    ...table([
      ['', 'p10', 'p50', 'p90'],
      ['first start', ...spread(plan.firstStartS)],
      ...dates('', plan.firstStartDate),
      ['last end', ...spread(plan.lastEndS)],
      ...dates('', plan.lastEndDate),
      ['waiting in all', ...spread(plan.waitS)],
      ...(plan.delay === null ? [] : [['delay of all others', ...spread(plan.delay.meanDelayS)]]),
      ...plan.delayByProject
        .filter(({ meanDelayS }) => meanDelayS.p10 !== 0 || meanDelayS.p90 !== 0)
        .slice(0, listed)
        .map(({ project, meanDelayS }) => [`delay of project ${project || '-'}`, ...spread(meanDelayS)]),
      ...plan.delayBySize.map(({ fromNodes, toNodes, meanDelayS }) => [
        `delay of jobs of ${String(fromNodes)} to ${String(toNodes)} nodes`,
        ...spread(meanDelayS),
      ]),
    ]),
  ]
}

/** A run that outlasts the log meets nobody there: its starts are too early, and what it does to others is not told. */
function beyondLines({ links, linksBeyond, knownUntilS, knownUntilDate, delay }: Plan): readonly string[] {
  if (linksBeyond === 0) return []
  const last = `${count(knownUntilS)} s${knownUntilDate === null ? '' : ` (${knownUntilDate})`}`
  const nobody = delay === null ? ', nobody is there to be delayed' : ''
  return wrapped(
    `the last other job is submitted at ${last}: ${count(Math.round(linksBeyond))} of ${count(links)} links start after it and meet nobody new${nobody}`,
  )
}

function byLines({
  startByProbability,
  endByProbability,
}: Pick<Plan, 'startByProbability' | 'endByProbability'>): readonly string[] {
  const line = (what: string, probability: number | null) =>
    probability === null ? [] : [`${what} by the date asked for: ${(probability * 100).toFixed(0)} %`]
  return [...line('starts', startByProbability), ...line('ends', endByProbability)]
}

function differenceLines({ differences }: ReplayAnswer): readonly string[] {
  if (differences === null) return []
  return [
    '',
    ...table([
      ['', 'this', 'other', 'difference', '95 % interval'],
      ...told(differences).map(({ name, meanA, meanB, difference, low, high, isClear }) => [
        name,
        figure(meanA),
        figure(meanB),
        figure(difference),
        `${figure(low)} to ${figure(high)}${isClear ? '' : ', may be chance'}`,
      ]),
    ]),
  ]
}

/** Projects are many: only the clearest differences among them are told. */
function told(differences: NonNullable<ReplayAnswer['differences']>) {
  const isOfProject = (name: string) => name.includes(' of project ')
  const clear = differences
    .filter(({ name, isClear }) => isOfProject(name) && isClear)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  return [...differences.filter(({ name }) => !isOfProject(name)), ...clear.slice(0, listed)]
}
