import type { Workload } from '../../../sim/queue/engine/job.ts'
import { hasNoStart, type Schedule } from '../../../sim/queue/engine/simulate.ts'
import { total, type StepSeries } from '../../../sim/queue/series.ts'

/** Nodes in use over time; a job without a start counts for nothing. */
export function busyNodes({ jobs }: Workload, { startS, endS }: Schedule): StepSeries {
  return total({ from: startS, until: endS, amount: (job) => jobs.nodes[job] ?? 0 })
}

/** Nodes in use by the jobs of one project. */
export function busyNodesOf(project: number, { jobs }: Workload, { startS, endS }: Schedule): StepSeries {
  const amount = (job: number) => (jobs.projectOf[job] === project ? (jobs.nodes[job] ?? 0) : 0)
  return total({ from: startS, until: endS, amount })
}

/** Jobs that wait for a start that comes. */
export function queueLength({ jobs }: Workload, { startS, status }: Schedule): StepSeries {
  return total({ from: jobs.submitS, until: startS, amount: (job) => (hasNoStart(status[job]) ? 0 : 1) })
}
