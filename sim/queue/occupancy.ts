import type { Workload } from './engine/job.ts'
import { accumulate, type StepSeries } from './series.ts'
import { hasNoStart, type Schedule } from './engine/simulate.ts'

/** What changes when a job begins and when it ends: `from` and `until` its instants, `amount` how much between. */
type Span = {
  readonly from: Float64Array
  readonly until: Float64Array
  readonly amount: (job: number) => number
}

/** The total of all jobs' amounts over time. A job for which the amount is 0 counts for nothing. */
export function total({ from, until, amount }: Span): StepSeries {
  let used = 0
  const jobs = new Uint32Array(from.length)
  for (let job = 0; job < from.length; job += 1) {
    if (until[job] === from[job] || amount(job) === 0) continue
    jobs[used] = job
    used += 1
  }
  const times = new Float64Array(used * 2)
  const changes = new Float64Array(used * 2)
  for (let i = 0; i < used; i += 1) {
    const job = jobs[i] ?? 0
    times[2 * i] = from[job] ?? 0
    times[2 * i + 1] = until[job] ?? 0
    changes[2 * i] = amount(job)
    changes[2 * i + 1] = -amount(job)
  }
  return accumulate(times, changes)
}

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
