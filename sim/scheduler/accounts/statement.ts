import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { JobTable } from '../job.ts'
import { rejected, type Schedule } from '../simulate.ts'
import { Ledger, type AccountPlan, type Period, type PeriodStatement } from './ledger.ts'

export type ProjectStatement = {
  readonly project: string
  readonly periods: readonly PeriodStatement[]
  /** Of the period that `atS` falls into; null outside all of them. */
  readonly forecast: Forecast | null
}

export type Forecast = {
  readonly usedGpuH: number
  readonly leftGpuH: number
  /** When the budget is used up at the mean rate since the period began; null when it lasts to the end. */
  readonly linearS: number | null
  /** The same at the rate of the recent past. */
  readonly recentS: number | null
}

/** How far back 'recent' goes: a week, Slurm's default half-life of usage. */
export const recentPastS = 7 * 86_400

/**
 * Every budgeted project's account of a finished schedule as it stands at `atS`. Ends come before starts in one
 * second, as in the engine.
 */
export function statements(
  jobs: JobTable,
  schedule: Schedule,
  { plan, atS }: { readonly plan: AccountPlan; readonly atS: number },
): readonly ProjectStatement[] {
  const ledger = new Ledger(jobs, plan)
  const { startS, endS, status } = schedule
  const ran = Int32Array.from(jobs.submitS.keys()).filter((job) => {
    // A job that runs for no time uses nothing.
    const isLong = (endS[job] ?? 0) > (startS[job] ?? 0)
    return isLong && status[job] !== rejected && (startS[job] ?? 0) <= atS
  })
  const ends = ran.toSorted((a, b) => (endS[a] ?? 0) - (endS[b] ?? 0))
  let ended = 0
  const endUntil = (toS: number): void => {
    while (ended < ends.length && (endS[ends[ended] ?? 0] ?? 0) <= toS) {
      const job = ends[ended] ?? 0
      ledger.end(job, endS[job] ?? 0)
      ended += 1
    }
  }
  for (const job of ran.toSorted((a, b) => (startS[a] ?? 0) - (startS[b] ?? 0))) {
    endUntil(startS[job] ?? 0)
    ledger.start(job, startS[job] ?? 0)
  }
  endUntil(atS)
  return ledger.statements(atS).map(({ project, periods }) => ({
    project,
    periods,
    forecast: forecastOf(periods, atS, recentUse(jobs, schedule, { project, atS, plan })),
  }))
}

type Recent = { readonly project: string; readonly atS: number; readonly plan: AccountPlan }

/** GPU-hours of a project in [fromS, atS). */
function recentUse(
  jobs: JobTable,
  { startS, endS, status }: Schedule,
  { project, atS, plan }: Recent,
): (fromS: number) => number {
  const index = jobs.projects.indexOf(project)
  return (fromS) => {
    let nodeS = 0
    for (let job = 0; job < jobs.count; job += 1) {
      if (jobs.projectOf[job] !== index || status[job] === rejected) continue
      const ranS = Math.min(endS[job] ?? 0, atS) - Math.max(startS[job] ?? 0, fromS)
      if (ranS > 0) nodeS += ranS * (jobs.nodes[job] ?? 0)
    }
    return (nodeS * plan.gpusPerNode) / SECONDS_PER_HOUR
  }
}

function forecastOf(
  periods: readonly PeriodStatement[],
  atS: number,
  usedSince: (fromS: number) => number,
): Forecast | null {
  const period = periods.find(({ startS, endS }) => startS <= atS && atS < endS)
  if (period === undefined) return null
  const leftGpuH = period.budgetGpuH - period.forfeitedGpuH - period.usedGpuH
  const fromS = Math.max(period.startS, atS - recentPastS)
  return {
    usedGpuH: period.usedGpuH,
    leftGpuH,
    linearS: exhaustionS({ ...period, leftGpuH, atS }, period.usedGpuH, atS - period.startS),
    recentS: exhaustionS({ ...period, leftGpuH, atS }, usedSince(fromS), atS - fromS),
  }
}

/** When what is left is used up at usedGpuH per overS; null when not before the period ends. */
function exhaustionS(
  { leftGpuH, atS, endS }: Period & { readonly leftGpuH: number; readonly atS: number },
  usedGpuH: number,
  overS: number,
): number | null {
  if (leftGpuH <= 0) return atS
  if (usedGpuH <= 0 || overS <= 0) return null
  const whenS = Math.ceil(atS + (leftGpuH * overS) / usedGpuH)
  return whenS < endS ? whenS : null
}
