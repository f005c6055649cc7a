import { own } from '../../../base/nearest.ts'
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../../base/units.ts'
import type { Tres } from '../slurm/tres.ts'
import type { JobPhase } from './phase.ts'
import type { SiteLine } from './site.ts'

type Timed = { readonly queue: string; readonly nodes: number; readonly tres: Tres } & Readonly<
  Record<'startS' | 'endS' | 'elapsedS' | 'suspendedS' | 'limitS', number>
>

/** Slurm plans a job without any limit as one of a year (src/slurmctld/job_mgr.c of Slurm 24.05, INFINITE). */
const yearS = 365 * SECONDS_PER_DAY

/** The limit of its queue where it has none of its own; an end that has come says more than UNLIMITED. */
export function limitOf(
  { limitS, queue }: Timed,
  phase: JobPhase,
  { site: { longestS }, notes, line }: SiteLine,
): number {
  if (limitS > 0 && limitS < Infinity) return limitS
  const ofQueueS = own(longestS, queue) ?? Infinity
  if (ofQueueS < Infinity) {
    notes.repaired.add('no time limit of its own: the longest of its queue is taken', line)
    return ofQueueS
  }
  if (limitS === 0 || phase === 'ended') return 0
  notes.noticed.add('no time limit at all (UNLIMITED): planned as a year, as Slurm does', line)
  return yearS
}

const outlived =
  'still runs an hour after its limit: is it left over in the accounting (sacctmgr show runawayjobs)?'

/** The run time for a replay; null, and counted, when there is none. */
export function runTimeS(job: Timed, phase: JobPhase, { notes, line }: SiteLine): number | null {
  const drop = (reason: string): null => {
    notes.dropped.add(reason, line)
    return null
  }
  if (phase === 'waiting') {
    if (job.limitS <= 0)
      return drop('waiting, with no limit to plan by; give the longest of its queue in limits')
    notes.repaired.add('still waiting: its limit is taken as its run time', line)
    return job.limitS
  }
  const elapsedS = Number.isNaN(job.elapsedS) ? job.endS - job.startS - job.suspendedS : job.elapsedS
  if (phase === 'running' && job.limitS >= yearS && elapsedS >= 0) return elapsedS
  if (phase === 'running' && job.limitS > 0) {
    notes.repaired.add('still running: its limit is taken as its run time', line)
    if (elapsedS > job.limitS + SECONDS_PER_HOUR) notes.noticed.add(outlived, line)
    return Math.max(job.limitS, elapsedS > 0 ? elapsedS : 0)
  }
  if (Number.isNaN(elapsedS)) return drop('no run time')
  return elapsedS < 0 ? drop('ends before it starts') : elapsedS
}

/** More than any node draws: what a counter says above it is a fault of the counter. */
const mostWPerNode = 100_000

export function powerOf({ tres, nodes }: Timed, runS: number, { notes, line }: SiteLine): number {
  if (Number.isNaN(tres.energyJ)) {
    notes.repaired.add('no energy was measured: the power of the machine is taken', line)
    return Number.NaN
  }
  if (!(tres.energyJ > 0) || runS <= 0) return Number.NaN
  const powerW = tres.energyJ / runS / nodes
  if (powerW <= mostWPerNode) return powerW
  notes.noticed.add(
    'an energy of more than 100 kW a node: not believed, the power of the machine is taken',
    line,
  )
  return Number.NaN
}
