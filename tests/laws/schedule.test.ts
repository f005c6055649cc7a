import { describe, expect, it } from 'vitest'
import { simulate, rejected, type Schedule } from '../../sim/queue/engine/simulate.ts'
import { limitS } from '../../sim/queue/engine/job.ts'
import type { Workload as Submitted } from '../../sim/queue/engine/job.ts'
import { synthesize } from '../../sim/queue/synthetic/generate.ts'
import { submitted } from '../conformance/engine.ts'
import { policies, type Policy } from '../conformance/oracle.ts'
import { randomWorkload } from '../conformance/random.ts'

const shape = { jobs: 120, windows: 6, priorities: 1, spanS: 500, longestS: 60 }
const seeds = Array.from({ length: 25 }, (_, i) => 1000 + i)

const run = (workload: Submitted, policy: Policy) => simulate(workload, { policy, onProgress: null })

type Seen = {
  readonly job: number
  readonly submitS: number
  readonly nodes: number
  readonly startS: number
  readonly endS: number
  readonly plannedEndS: number
}

/** The jobs that ran, in queue order where no job has a priority. */
function seen({ jobs }: Submitted, { startS, endS, status }: Schedule): readonly Seen[] {
  return [...jobs.submitS.keys()]
    .filter((job) => status[job] !== rejected)
    .map((job) => ({
      job,
      submitS: jobs.submitS[job] ?? 0,
      nodes: jobs.nodes[job] ?? 0,
      startS: startS[job] ?? 0,
      endS: endS[job] ?? 0,
      plannedEndS: (startS[job] ?? 0) + limitS(jobs.requestedS[job] ?? 0, jobs.actualS[job] ?? 0),
    }))
    .sort((a, b) => a.submitS - b.submitS || a.job - b.job)
}

function closedAt({ nodes, windows }: Submitted, atS: number): number {
  const open = windows.filter(({ startS, endS }) => startS <= atS && atS < endS)
  return Math.min(
    nodes,
    open.reduce((sum, window) => sum + (window.nodes ?? nodes), 0),
  )
}

describe.each(policies)('under %s', (policy) => {
  const runs = seeds.map((seed) => {
    const workload = submitted(randomWorkload(seed, shape))
    const schedule = run(workload, policy)
    return { workload, schedule, jobs: seen(workload, schedule) }
  })

  it('no job starts before its submission, and none is lost', () => {
    for (const { workload, jobs } of runs) {
      const possible = [...workload.jobs.nodes].filter((nodes) => nodes >= 1 && nodes <= workload.nodes)
      expect(jobs).toHaveLength(possible.length)
      for (const { startS, submitS } of jobs) expect(startS).toBeGreaterThanOrEqual(submitS)
    }
  })

  it('there are never more nodes in use than the machine has beside its windows', () => {
    for (const { workload, jobs } of runs)
      for (const { startS } of jobs) {
        const inUse = jobs.filter((other) => other.startS <= startS && startS < other.endS)
        const nodes = inUse.reduce((sum, other) => sum + other.nodes, 0)
        expect(nodes + closedAt(workload, startS)).toBeLessThanOrEqual(workload.nodes)
      }
  })

  it('node-seconds in are node-seconds out', () => {
    for (const { workload, jobs } of runs)
      for (const { job, startS, endS, plannedEndS } of jobs)
        expect(endS - startS).toBe(Math.min(workload.jobs.actualS[job] ?? 0, plannedEndS - startS))
  })

  it('the same workload gives the same bytes', () => {
    for (const { workload, schedule } of runs) expect(run(workload, policy)).toEqual(schedule)
  })

  it('a clock that begins elsewhere, or counts in other units, changes nothing else', () => {
    for (const { workload, schedule } of runs) {
      const move = (s: number) => s * 1000 + 1e9
      const long = (values: Float64Array) => values.map((s) => s * 1000)
      const { jobs, windows, nodes, kinds } = workload
      // A limit that is unknown would count one second, whatever the unit.
      const known = jobs.requestedS.map((s, i) => limitS(s, jobs.actualS[i] ?? 0))
      const moved = {
        nodes,
        kinds,
        jobs: {
          ...jobs,
          submitS: jobs.submitS.map(move),
          requestedS: long(known),
          actualS: long(jobs.actualS),
        },
        windows: windows.map((one) => ({ ...one, startS: move(one.startS), endS: move(one.endS) })),
      }
      const found = run(moved, policy)
      schedule.startS.forEach((startS, i) => {
        if (schedule.status[i] !== rejected) expect(found.startS[i]).toBe(move(startS))
      })
    }
  })
})

describe('first come, first served', () => {
  it('never lets a job overtake', () => {
    for (const seed of seeds) {
      const workload = submitted(randomWorkload(seed, shape))
      const jobs = seen(workload, run(workload, 'fcfs'))
      jobs.forEach(({ startS }, i) => {
        expect(startS).toBeGreaterThanOrEqual(jobs[i - 1]?.startS ?? 0)
      })
    }
  })
})

describe('easy backfilling', () => {
  it('never starts the head of the queue later than it was promised when it became the head', () => {
    for (const seed of seeds) {
      const workload = submitted(randomWorkload(seed, shape))
      const jobs = seen(workload, run(workload, 'easy'))
      jobs.forEach((head, i) => {
        const before = jobs.slice(0, i)
        const sinceS = Math.max(head.submitS, ...before.map(({ startS }) => startS))
        // Those behind it that started in the same pass were not to disturb it, so they are left out; those ahead of it
        // that ended at once were still in the way when the promise was made.
        const running = jobs.filter((other) =>
          before.includes(other)
            ? other.endS > sinceS || other.startS === sinceS
            : other !== head && other.endS > sinceS && other.startS < sinceS,
        )
        expect(head.startS).toBeLessThanOrEqual(earliestFit(workload, { head, running, sinceS }))
      })
    }
  })
})

type Question = { readonly head: Seen; readonly running: readonly Seen[]; readonly sinceS: number }

/** Second by second. */
function earliestFit(workload: Submitted, { head, running, sinceS }: Question): number {
  const lengthS = head.plannedEndS - head.startS
  let freeForS = 0
  for (let atS = sinceS; ; atS += 1) {
    const taken = running.reduce((sum, { plannedEndS, nodes }) => sum + (plannedEndS > atS ? nodes : 0), 0)
    const isFree = taken + closedAt(workload, atS) + head.nodes <= workload.nodes
    freeForS = isFree ? freeForS + 1 : 0
    if (freeForS === lengthS) return atS + 1 - lengthS
  }
}

describe('conservative backfilling', () => {
  it('never starts a job later than it was promised at its submission', () => {
    for (const seed of seeds.slice(0, 8)) {
      const workload = submitted(randomWorkload(seed, { ...shape, jobs: 60 }))
      const { endS, startS, status } = run(workload, 'conservative')
      for (const { job, submitS } of seen(workload, {
        startS,
        endS,
        status,
        hash: '',
        failures: null,
        broken: [],
        preemption: null,
        heldOnce: null,
        placed: null,
      }))
        expect(startS[job]).toBeLessThanOrEqual(promiseOf(workload, endS, { job, submitS }))
    }
  })
})

/**
 * Where the job would start if from its submission on nobody came and nobody ended early: those still there run to
 * their limit, those behind it are left out.
 */
function promiseOf(
  workload: Submitted,
  endS: Float64Array,
  at: { readonly job: number; readonly submitS: number },
) {
  const { jobs } = workload
  const isAhead = (job: number) => {
    const submitS = jobs.submitS[job] ?? 0
    return submitS < at.submitS || (submitS === at.submitS && job <= at.job)
  }
  const nodes = jobs.nodes.map((wanted, job) => (isAhead(job) ? wanted : 0))
  const actualS = jobs.actualS.map((runS, job) =>
    (endS[job] ?? 0) > at.submitS || job === at.job ? limitS(jobs.requestedS[job] ?? 0, runS) : runS,
  )
  const requestedS = jobs.requestedS.map((s, job) => limitS(s, jobs.actualS[job] ?? 0))
  return (
    run({ ...workload, jobs: { ...jobs, nodes, actualS, requestedS } }, 'conservative').startS[at.job] ?? -1
  )
}

describe.each(['easy', 'conservative'] as const)('overestimation under %s', (policy) => {
  it("shortens waits when everybody doubles exact limits, as Mu'alem and Feitelson found", () => {
    const meanWaitS = (factor: number): number => {
      const waits = [1, 2, 3, 4, 5, 6].map((seed) => {
        const jobs = synthesize({ seed, jobs: 5000, nodes: 128, kind: 'all', load: 0.7, limits: 'exact' })
        const doubled = { ...jobs, requestedS: jobs.requestedS.map((s) => s * factor) }
        const { startS } = run({ nodes: 128, kinds: null, jobs: doubled, windows: [] }, policy)
        return startS.reduce((sum, s, job) => sum + s - (jobs.submitS[job] ?? 0), 0) / jobs.count
      })
      return waits.reduce((sum, wait) => sum + wait, 0) / waits.length
    }
    expect(meanWaitS(2)).toBeLessThan(0.98 * meanWaitS(1))
  })
})
