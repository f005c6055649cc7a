import { SECONDS_PER_HOUR } from '../../base/units.ts'
import type { JobTable } from '../engine/job.ts'
import type { Schedule } from '../engine/simulate.ts'
import { stretchesOf, type Stretches } from '../stretches.ts'
import type { Period, PeriodStatement } from './account.ts'
import { chargedGpus, Ledger, type AccountPlan } from './ledger.ts'

/** How far back 'recent' goes: a week, Slurm's default half-life of usage. */
export const recentPastS = 7 * 86_400

type AsOf = { readonly plan: AccountPlan; readonly atS: number }

/** Every budgeted project's account of a finished schedule as it stands at `atS`. */
export function statements(jobs: JobTable, schedule: Schedule, { plan, atS }: AsOf) {
  const stretches = stretchesOf(schedule)
  const own = ofProjects(jobs, stretches)
  const usedBy = recentUse(jobs, stretches, { plan, atS })
  return ledgerAt(jobs, stretches, { plan, atS })
    .statements(atS)
    .map(({ project, periods }) => ({
      project,
      periods,
      /** Of the period that `atS` falls into; null outside all of them. */
      forecast: forecastOf(periods, atS, (fromS) => usedBy(own.get(project) ?? [], fromS)),
    }))
}

/** The accounts with all that has started and ended by an instant; ends come before starts in one second. */
export function ledgerAt(jobs: JobTable, { job, startS, endS }: Stretches, { plan, atS }: AsOf): Ledger {
  const ledger = new Ledger(jobs, plan)
  // What runs for no time uses nothing.
  const ran = Int32Array.from(job.keys()).filter(
    (i) => (endS[i] ?? 0) > (startS[i] ?? 0) && (startS[i] ?? 0) <= atS,
  )
  const ends = ran.toSorted((a, b) => (endS[a] ?? 0) - (endS[b] ?? 0))
  let ended = 0
  const endUntil = (toS: number): void => {
    while (ended < ends.length && (endS[ends[ended] ?? 0] ?? 0) <= toS) {
      const i = ends[ended] ?? 0
      ledger.end(job[i] ?? 0, endS[i] ?? 0)
      ended += 1
    }
  }
  // The low queue has more left; of those that start in one second it comes last.
  const isLow = (i: number) => Number(ledger.isOfLowQueue(job[i] ?? 0))
  for (const i of ran.toSorted((a, b) => (startS[a] ?? 0) - (startS[b] ?? 0) || isLow(a) - isLow(b))) {
    endUntil(startS[i] ?? 0)
    ledger.start(job[i] ?? 0, startS[i] ?? 0)
  }
  endUntil(atS)
  return ledger
}

function ofProjects({ projects, projectOf }: JobTable, { job }: Stretches) {
  const own = projects.map((project): [string, number[]] => [project, []])
  job.forEach((one, i) => own[projectOf[one] ?? -1]?.[1].push(i))
  return new Map(own)
}

/** GPU-hours of a project from an instant until `atS`. */
function recentUse(jobs: JobTable, { job, startS, endS }: Stretches, { plan, atS }: AsOf) {
  return (own: readonly number[], fromS: number) => {
    let gpuS = 0
    for (const i of own) {
      const ranS = Math.min(endS[i] ?? 0, atS) - Math.max(startS[i] ?? 0, fromS)
      if (ranS > 0) gpuS += ranS * chargedGpus(jobs, job[i] ?? 0, plan)
    }
    return gpuS / SECONDS_PER_HOUR
  }
}

function forecastOf(periods: readonly PeriodStatement[], atS: number, usedSince: (fromS: number) => number) {
  const period = periods.find(({ startS, endS }) => startS <= atS && atS < endS)
  if (period === undefined) return null
  const leftGpuH = period.budgetGpuH - period.forfeitedGpuH - period.usedGpuH
  const fromS = Math.max(period.startS, atS - recentPastS)
  return {
    usedGpuH: period.usedGpuH,
    leftGpuH,
    /** When the budget is used up at the mean rate since the period began; null when it lasts to the end. */
    linearS: exhaustionS({ ...period, leftGpuH, atS }, period.usedGpuH, atS - period.startS),
    /** The same at the rate of the recent past. */
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
