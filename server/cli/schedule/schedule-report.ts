import type { ImportReport, ReplayAnswer } from '../../../sim/index.ts'
import { questionLines, hours } from './schedule-questions.ts'
import { trustLines } from './schedule-trust.ts'
import { count, figure, short, table, wrapped } from '../writing/table.ts'

const secondsPerHour = 3600

export function scheduleReport(answer: ReplayAnswer): string {
  const { metrics } = answer
  const lines = [
    `${count(metrics.jobs)} jobs on ${count(answer.nodes)} nodes under ${answer.policy}, schedule ${answer.hash}`,
    ...clockLines(answer),
    '',
    ...table([
      ['mean wait', hours(metrics.mean_wait_s)],
      ['longest wait', hours(metrics.max_wait_s)],
      ['mean response', hours(metrics.mean_response_s)],
      [
        'mean bounded slowdown',
        metrics.mean_bounded_slowdown === null ? '-' : figure(metrics.mean_bounded_slowdown),
      ],
      ['makespan', hours(metrics.makespan_s)],
      ['node-hours', short(metrics.node_seconds / secondsPerHour)],
      ['utilisation', metrics.utilisation === null ? '-' : `${(metrics.utilisation * 100).toFixed(1)} %`],
      ...gpuRows(answer.metrics),
      ['killed at the limit', count(metrics.timeouts)],
      ['rejected: beyond the machine or its queue', count(metrics.rejected)],
    ]),
    '',
    ...table([
      ['nodes', 'jobs', 'mean wait', 'median', '90 %', 'slowdown'],
      ...answer.waitsBySize.map((one) => [
        one.fromNodes === one.toNodes
          ? String(one.fromNodes)
          : `${String(one.fromNodes)} to ${String(one.toNodes)}`,
        count(one.jobs),
        hours(one.meanWaitS),
        hours(one.p50WaitS),
        hours(one.p90WaitS),
        figure(one.meanBoundedSlowdown),
      ]),
    ]),
    ...energyLines(answer),
    ...failureLines(answer),
    ...preemptionLines(answer),
    ...budgetLines(answer),
    ...trustLines(answer),
    ...questionLines(answer),
    ...readingLines(answer.report),
  ]
  return lines.join('\n')
}

function clockLines({ clock }: ReplayAnswer): readonly string[] {
  if (clock === null) return []
  const zone = clock.zone ?? "the log's own clocks, whose zone is not given"
  return [`second 0 is ${clock.second0} (${zone})`]
}

/** Of a machine that lists its kinds of nodes. */
function gpuRows({ gpu_seconds, gpu_utilisation, fragmentation }: ReplayAnswer['metrics']) {
  if (gpu_seconds === undefined) return []
  const percent = (fraction: number | null | undefined) =>
    typeof fraction === 'number' ? `${(fraction * 100).toFixed(1)} %` : '-'
  return [
    ['GPU-hours', short(gpu_seconds / secondsPerHour)],
    ['GPUs in use', percent(gpu_utilisation)],
    ['free GPUs on nodes in part in use', percent(fragmentation)],
  ]
}

function energyLines({ energy }: ReplayAnswer): readonly string[] {
  if (energy === null) return []
  const { all, idle, peakW } = energy
  return [
    '',
    `${short(all.energyMwh)} MWh, of which ${short(idle.energyMwh)} MWh in idle nodes; peak ${figure(peakW / 1e6)} MW; ` +
      `${short(all.carbonKgCo2e / 1e3)} t CO2e`,
  ]
}

function failureLines({ failures }: ReplayAnswer): readonly string[] {
  if (failures === null) return []
  const lost = short(failures.lostNodeSeconds / secondsPerHour)
  return [
    '',
    `${count(failures.failures)} node failures: ${count(failures.restarts)} restarts, ${lost} node-hours of work lost, ` +
      `${count(failures.givenUp)} jobs given up`,
  ]
}

function preemptionLines({ preemption }: ReplayAnswer): readonly string[] {
  if (preemption === null) return []
  const { jobs, restarts, cancelled, lostNodeSeconds, lostGpuHours } = preemption
  const gpuHours = lostGpuHours === null ? '' : ` (${short(lostGpuHours)} GPU-hours)`
  return [
    '',
    `${count(jobs)} jobs stopped by others: ${count(restarts)} restarts, ${count(cancelled)} cancelled, ` +
      `${short(lostNodeSeconds / secondsPerHour)} node-hours${gpuHours} of work lost`,
  ]
}

function readingLines({ dropped, repaired, noticed }: ImportReport): readonly string[] {
  const lines = Object.entries({ dropped, repaired, noticed }).flatMap(([what, tallies]) =>
    tallies.map(
      ({ reason, count: times, firstLines }) =>
        `${what} ${count(times)}: ${reason}${firstLines.length === 0 ? '' : ` (first in ${firstLines.slice(0, 3).join(', ')})`}`,
    ),
  )
  return lines.length === 0 ? [] : ['', ...lines]
}

/** GPU-hours of each project against its budget, and when it is used up. */
function budgetLines({ budgets }: ReplayAnswer): readonly string[] {
  if (budgets === null) return []
  const { rules, enforced, atS, heldBack, neverStarted, projects, projectsWithoutJobs } = budgets
  const standing = rules === null ? '' : `, ${rules.title}${rules.standing === 'in force' ? '' : ' (draft)'}`
  const holds = enforced
    ? `; jobs held back: ${count(heldBack)}, to the end: ${count(neverStarted)}`
    : '; no job is held back'
  return [
    '',
    ...wrapped(`GPU-hours at ${count(atS)} s${standing}${holds}`),
    ...table([
      ['project', 'from s', 'to s', 'budget', 'used', 'expired', 'beyond', 'used up at'],
      ...projects.flatMap(({ project, periods, forecast }) =>
        periods.map((one) => [
          project || '-',
          count(one.startS),
          count(one.endS),
          short(one.budgetGpuH),
          short(one.usedGpuH),
          short(one.expiredGpuH + one.forfeitedGpuH),
          short(one.overdrawnGpuH),
          one.startS <= atS && atS < one.endS ? usedUp(forecast) : '-',
        ]),
      ),
    ]),
    ...(projectsWithoutJobs.length === 0
      ? []
      : wrapped(`no job is of the project ${projectsWithoutJobs.join(', ')}`)),
  ]
}

type Forecast = NonNullable<ReplayAnswer['budgets']>['projects'][number]['forecast']

/** At the mean rate since the period began, and at that of the last week where it is another. */
function usedUp(forecast: Forecast): string {
  if (forecast === null) return '-'
  const at = (s: number | null) => (s === null ? 'lasts' : `${count(s)} s`)
  const [linear, recent] = [at(forecast.linearS), at(forecast.recentS)]
  return linear === recent ? linear : `${linear} (${recent})`
}
