import causes from '../../data/causes.json' with { type: 'json' }
import template from '../../data/reports/schedule.txt?raw'
import type { ImportReport, ReplayAnswer } from '../../../sim/index.ts'
import { count, figure, short } from '../writing/table.ts'
import { reportBy } from '../writing/template.ts'

const secondsPerHour = 3600
/** So many jobs that wait, projects and clear differences are told; so many partitions. */
const [listed, listedPartitions] = [20, 10]

const report = reportBy(template, {
  /** Seconds below an hour, else hours. */
  hours: (seconds) =>
    Math.abs(seconds) < secondsPerHour ? `${figure(seconds)} s` : `${figure(seconds / secondsPerHour)} h`,
  ofSeconds: (seconds) => short(seconds / secondsPerHour),
  share: (fraction) => `${(fraction * 100).toFixed(1)} %`,
  whole: (fraction) => `${(fraction * 100).toFixed(0)} %`,
  megawatts: (watts) => figure(watts / 1e6),
  tonnes: (kg) => short(kg / 1e3),
})

export function scheduleReport(answer: ReplayAnswer): string {
  const { metrics, waitsBySize, againstRecorded, forecast, now, waiting, differences } = answer
  const { gpu_seconds = null, gpu_utilisation = null, fragmentation = null } = metrics
  return report({
    ...answer,
    metrics: {
      ...metrics,
      /** Of a machine that lists its kinds of nodes. */
      kinds: gpu_seconds === null ? null : { gpu_seconds, gpu_utilisation, fragmentation },
    },
    waitsBySize: waitsBySize.map((one) => ({ ...one, size: { low: one.fromNodes, high: one.toNodes } })),
    budgets: budgetsOf(answer),
    againstRecorded: againstRecorded && recordedOf(againstRecorded),
    isForecastOpen: forecast === null && (now !== null || againstRecorded !== null),
    waiting: waiting && {
      many: waiting.length,
      first: waiting.slice(0, listed).map((one) => ({ ...one, begins: beginsOf(one) })),
    },
    plan: planOf(answer),
    differences: differences && { lines: clearOf(differences) },
    readings: readingsOf(answer.report),
  })
}

/** GPU-hours of each project against its budget, and when it is used up. */
function budgetsOf({ budgets }: ReplayAnswer) {
  if (budgets === null) return null
  const { rules, atS, projects } = budgets
  const lines = projects.flatMap(({ project, periods, forecast }) =>
    periods.map((one) => ({
      ...one,
      project: project || '-',
      goneGpuH: one.expiredGpuH + one.forfeitedGpuH,
      usedUp: one.startS <= atS && atS < one.endS ? usedUp(forecast) : '-',
    })),
  )
  return { ...budgets, rules: rules && { ...rules, isDraft: rules.standing !== 'in force' }, lines }
}

type Forecast = NonNullable<ReplayAnswer['budgets']>['projects'][number]['forecast']

/** At the mean rate since the period began, and at that of the last week where it is another. */
function usedUp(forecast: Forecast): string {
  if (forecast === null) return '-'
  const at = (s: number | null) => (s === null ? 'lasts' : `${count(s)} s`)
  const [linear, recent] = [at(forecast.linearS), at(forecast.recentS)]
  return linear === recent ? linear : `${linear} (${recent})`
}

const causeWords = new Map(Object.entries(causes))

/** Replayed beside recorded starts. Source of others: Brown, Gibb, Belikov and Nash 2024, doi 10.1002/cpe.8112. */
function recordedOf(recorded: NonNullable<ReplayAnswer['againstRecorded']>) {
  const { bySize, byPartition, explained } = recorded
  const sizes = bySize.map((one) => ({
    ...one,
    name: `${String(one.fromNodes)} to ${String(one.toNodes)} nodes`,
  }))
  const partitions = byPartition
    .slice(0, listedPartitions)
    .map((one) => ({ ...one, name: one.partition || 'no partition' }))
  return {
    lines: [{ ...recorded, name: 'all' }, ...sizes, ...partitions],
    explained: explained.map((one) => ({ ...one, said: causeWords.get(one.cause) ?? one.cause })),
  }
}

/** A start that never comes in some of the futures is said so. */
function beginsOf({ start, startDate }: NonNullable<ReplayAnswer['waiting']>[number]): string {
  const { p10, p50, p90 } = start
  const at = (s: number | null) => (s === null ? 'never' : count(s))
  return p50 === null
    ? `never starts${p10 === null ? '' : `, or at ${at(p10)} s`}`
    : `start at ${at(p50)} s (${at(p10)} to ${at(p90)})${startDate.p50 === null ? '' : `, ${startDate.p50}`}`
}

/** The run, and whom it delays. One that outlasts the log meets nobody there. */
function planOf({ plan, clock }: ReplayAnswer) {
  if (plan === null) return null
  const { delay, delayByProject, delayBySize, firstStartDate, lastEndDate } = plan
  // Of a table of dates, whose seconds count from 1970, the dates say all.
  const instants = (name: string, span: typeof plan.firstStartS, dates: typeof firstStartDate) =>
    clock?.second0.startsWith('1970-') === true
      ? [{ name, span: dates }]
      : [{ name, span }, ...(dates.p50 === null ? [] : [{ name: '', span: dates }])]
  const delays = delayByProject.filter(({ meanDelayS }) => meanDelayS.p10 !== 0 || meanDelayS.p90 !== 0)
  const spans = [
    ...instants('first start', plan.firstStartS, firstStartDate),
    ...instants('last end', plan.lastEndS, lastEndDate),
    { name: 'waiting in all', span: plan.waitS },
    ...(delay === null ? [] : [{ name: 'delay of all others', span: delay.meanDelayS }]),
    ...delays
      .slice(0, listed)
      .map(({ project, meanDelayS: span }) => ({ name: `delay of project ${project || '-'}`, span })),
    ...delayBySize.map(({ fromNodes, toNodes, meanDelayS: span }) => ({
      name: `delay of jobs of ${String(fromNodes)} to ${String(toNodes)} nodes`,
      span,
    })),
  ]
  return { ...plan, rounded: Math.round(plan.linksBeyond), spans }
}

/** Projects are many: only the clearest differences among them are told. */
function clearOf(differences: NonNullable<ReplayAnswer['differences']>) {
  const isOfProject = (name: string) => name.includes(' of project ')
  const clear = differences
    .filter(({ name, isClear }) => isOfProject(name) && isClear)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  return [...differences.filter(({ name }) => !isOfProject(name)), ...clear.slice(0, listed)]
}

function readingsOf({ dropped, repaired, noticed }: ImportReport) {
  return Object.entries({ dropped, repaired, noticed }).flatMap(([what, tallies]) =>
    tallies.map((one) => ({ ...one, what, firstLines: one.firstLines.slice(0, 3) })),
  )
}
