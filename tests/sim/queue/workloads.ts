import fc from 'fast-check'
import type { JobTable, Window, Workload } from '../../../sim/queue/engine/job.ts'
import type { Beyond } from '../../../sim/queue/engine/simulate.ts'
import { slurmPeriods } from '../../../sim/queue/extras/multifactor.ts'

export type PlainJob = {
  readonly submitS: number
  readonly nodes: number
  readonly requestedS: number
  readonly actualS: number
  readonly priority?: number
  readonly project?: string
  readonly user?: string
  readonly queue?: string
  readonly powerW?: number
}

function labels(names: readonly string[]) {
  const distinct = [...new Set(names)]
  return { of: Int32Array.from(names, (name) => distinct.indexOf(name)), names: distinct }
}

/** A table from a list; job i has the id `i`. */
export function tableOf(jobs: readonly PlainJob[]): JobTable {
  const column = (value: (job: PlainJob) => number) => Float64Array.from(jobs, value)
  const projects = labels(jobs.map(({ project }) => project ?? ''))
  return {
    count: jobs.length,
    submitS: column(({ submitS }) => submitS),
    nodes: column(({ nodes }) => nodes),
    requestedS: column(({ requestedS }) => requestedS),
    actualS: column(({ actualS }) => actualS),
    priority: jobs.some(({ priority }) => priority !== undefined) ? column((job) => job.priority ?? 0) : null,
    projectOf: projects.of,
    projects: projects.names,
    users: jobs.some(({ user }) => user !== undefined) ? labels(jobs.map(({ user }) => user ?? '')) : null,
    queues: jobs.some(({ queue }) => queue !== undefined)
      ? labels(jobs.map(({ queue }) => queue ?? ''))
      : null,
    powerWPerNode: jobs.some(({ powerW }) => powerW !== undefined)
      ? column((job) => job.powerW ?? NaN)
      : null,
    perNode: null,
    conditions: null,
    ids: jobs.map((_, i) => String(i)),
  }
}

export function workloadOf(
  nodes: number,
  jobs: readonly PlainJob[],
  windows: readonly Window[] = [],
): Workload {
  return { nodes, kinds: null, jobs: tableOf(jobs), windows }
}

/** Workloads in which instants often coincide; `windows` of them at most. */
export function anyWorkload(most: {
  readonly jobs: number
  readonly windows: number
}): fc.Arbitrary<Workload> {
  return fc.integer({ min: 1, max: 20 }).chain((nodes) => {
    const job = fc.record({
      submitS: fc.integer({ min: 0, max: 60 }),
      nodes: fc.integer({ min: 0, max: nodes + 1 }),
      requestedS: fc.integer({ min: 0, max: 40 }),
      actualS: fc.integer({ min: 0, max: 45 }),
      priority: fc.integer({ min: 0, max: 2 }),
    })
    const window = fc.record({
      startS: fc.integer({ min: 0, max: 90 }),
      endS: fc.integer({ min: 0, max: 120 }),
      nodes: fc.option(fc.integer({ min: 0, max: nodes })),
    })
    const jobs = fc.array(job, { minLength: 1, maxLength: most.jobs })
    const windows = fc.array(window, { maxLength: most.windows })
    return fc.tuple(jobs, windows).map(([list, away]) => workloadOf(nodes, list, away))
  })
}

/** What keeps something in mind from one instant to the next. */
export const remembering: Readonly<Record<string, (jobs: number) => Partial<Beyond>>> = {
  'ages and shares': () => ({
    multifactor: {
      weights: { age: 1000, fairShare: 500, size: 10, qos: 0 },
      ...slurmPeriods,
      shares: {},
      parents: {},
      users: {},
      qos: {},
    },
  }),
  'nodes that fail': () => ({
    failures: { seed: 7, ratePer1000NodeDays: 2e6, repairS: 9, checkpointS: 5, restartS: 2, mostRestarts: 3 },
  }),
  'jobs that follow others': (jobs) => ({
    after: Int32Array.from({ length: jobs }, (_, job) => (job % 3 === 2 ? job - 1 : -1)),
  }),
}
