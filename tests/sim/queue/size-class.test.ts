import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasNoStart, simulate, type Schedule } from '../../../sim/queue/engine/simulate.ts'
import { waitsByKind, type Waits } from '../../../sim/queue/size-class.ts'
import { anyWorkload } from './workloads.ts'
import type { Workload } from '../../../sim/queue/engine/job.ts'

/** Of the jobs that started and are of a kind, the long way. */
function plainly(
  { jobs }: Workload,
  schedule: Schedule,
  isOfKind: (job: number) => boolean,
): Pick<Waits, 'jobs' | 'nodeSeconds' | 'p10WaitS' | 'p50WaitS' | 'p90WaitS' | 'maxWaitS'> {
  const of = [...jobs.nodes.keys()].filter((job) => !hasNoStart(schedule.status[job]) && isOfKind(job))
  const start = (job: number) => schedule.startS[job] ?? 0
  const waits = of.map((job) => start(job) - (jobs.submitS[job] ?? 0)).sort((a, b) => a - b)
  const quantile = (percent: number) => waits[Math.ceil((percent * of.length) / 100) - 1] ?? NaN
  const used = of.map((job) => (jobs.nodes[job] ?? 0) * ((schedule.endS[job] ?? 0) - start(job)))
  return {
    jobs: of.length,
    nodeSeconds: used.reduce((a, b) => a + b, 0),
    p10WaitS: quantile(10),
    p50WaitS: quantile(50),
    p90WaitS: quantile(90),
    maxWaitS: quantile(100),
  }
}

describe('waits by kind', () => {
  it('are those of a plain count, by size and by project', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 40, windows: 2 }),
        fc.constantFrom('fcfs', 'easy', 'conservative'),
        (workload, policy) => {
          const { jobs } = workload
          const schedule = simulate(workload, { policy, onProgress: null })
          const { bySize, byProject } = waitsByKind(workload, schedule)
          for (const one of bySize) {
            const within = (job: number) => {
              const nodes = jobs.nodes[job] ?? 0
              return nodes >= one.fromNodes && nodes <= one.toNodes
            }
            expect(one).toMatchObject(plainly(workload, schedule, within))
          }
          for (const { project, ...one } of byProject)
            expect(one).toMatchObject(
              plainly(workload, schedule, (job) => jobs.projects[jobs.projectOf[job] ?? 0] === project),
            )
          const started = [...schedule.status].filter((status) => !hasNoStart(status)).length
          for (const list of [bySize, byProject])
            expect(list.reduce((sum, one) => sum + one.jobs, 0)).toBe(started)
        },
      ),
      { numRuns: 200 },
    )
  })
})
