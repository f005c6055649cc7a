import type { JobTable, Workload as Submitted } from '../../sim/queue/engine/job.ts'
import { rejected, simulate, timeout } from '../../sim/queue/engine/simulate.ts'
import type { Fate, Policy, Workload } from './oracle.ts'

/** A workload in the shape that the product's engine takes. */
export function submitted({ cluster, windows = [], jobs }: Workload): Submitted {
  return {
    nodes: cluster.nodes,
    kinds: null,
    windows: windows.map(({ start, end, nodes }) => ({ startS: start, endS: end, nodes })),
    jobs: tableOf(jobs),
  }
}

function tableOf(jobs: Workload['jobs']): JobTable {
  const column = (value: (job: Workload['jobs'][number]) => number) => Float64Array.from(jobs, value)
  return {
    count: jobs.length,
    submitS: column(({ submit }) => submit),
    nodes: column(({ nodes }) => nodes),
    requestedS: column(({ requested_s }) => requested_s),
    actualS: column(({ actual_s }) => actual_s),
    priority: jobs.some(({ priority }) => priority !== undefined)
      ? column(({ priority }) => priority ?? 0)
      : null,
    projectOf: new Int32Array(jobs.length),
    projects: [''],
    users: null,
    queues: null,
    powerWPerNode: null,
    perNode: null,
    conditions: null,
    ids: jobs.map(({ id }) => id),
  }
}

/** What the product's engine makes of a workload, in the words of the oracle. */
export function engineFates(workload: Workload, policy: Policy): readonly Fate[] {
  const { startS, endS, status } = simulate(submitted(workload), { policy, onProgress: null })
  return workload.jobs.map((_, i) => {
    if (status[i] === rejected) return { start: null, end: null, status: 'rejected' }
    const ended = status[i] === timeout ? 'timeout' : 'completed'
    return { start: startS[i] ?? null, end: endS[i] ?? null, status: ended }
  })
}
