import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Workload } from '../../../sim/queue/engine/job.ts'
import { metricsOf } from '../../../sim/queue/metrics.ts'
import { busyNodes } from './occupancy.ts'
import { integral } from '../../../sim/queue/series.ts'
import { plainRules, prepare, rejected, simulate, type Schedule } from '../../../sim/queue/engine/simulate.ts'
import { anyWorkload, workloadOf } from './workloads.ts'

const policies = ['fcfs', 'easy', 'conservative', 'conservative_rebuild'] as const
const runs = { numRuns: 150 }
const plain = (policy: (typeof policies)[number]) => ({ policy, onProgress: null })

/** Nodes away through windows at an instant. */
function away({ nodes, windows }: Workload, atS: number): number {
  const sum = windows.reduce(
    (total, window) => (window.startS <= atS && atS < window.endS ? total + (window.nodes ?? nodes) : total),
    0,
  )
  return Math.min(nodes, sum)
}

function started({ jobs }: Workload, { status }: Schedule): readonly number[] {
  return Array.from({ length: jobs.count }, (_, job) => job).filter((job) => status[job] !== rejected)
}

describe.each(policies)('under %s', (policy) => {
  it('never more nodes are in use than the machine has beside its windows', () => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 40, windows: 3 }), (workload) => {
        const schedule = simulate(workload, plain(policy))
        const busy = busyNodes(workload, schedule)
        busy.timesS.forEach((atS, i) => {
          expect((busy.values[i] ?? 0) + away(workload, atS)).toBeLessThanOrEqual(workload.nodes)
        })
        for (const { startS } of workload.windows)
          expect(integral(busy, startS, startS + 1) + away(workload, startS)).toBeLessThanOrEqual(
            workload.nodes,
          )
      }),
      runs,
    )
  })

  it('node-seconds that go in come out', () => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 40, windows: 3 }), (workload) => {
        const schedule = simulate(workload, plain(policy))
        const used = integral(busyNodes(workload, schedule), -1, 1e6)
        expect(used).toBe(metricsOf(workload, schedule).nodeSeconds)
      }),
      runs,
    )
  })

  it('the same workload gives the same bytes, and a moved clock the same schedule', () => {
    fc.assert(
      fc.property(
        anyWorkload({ jobs: 40, windows: 3 }),
        fc.integer({ min: -1e9, max: 4e9 }),
        (workload, byS) => {
          const first = simulate(workload, plain(policy))
          expect(simulate(workload, plain(policy))).toEqual(first)
          const moved: Workload = {
            ...workload,
            jobs: { ...workload.jobs, submitS: workload.jobs.submitS.map((submitS) => submitS + byS) },
            windows: workload.windows.map((one) => ({
              ...one,
              startS: one.startS + byS,
              endS: one.endS + byS,
            })),
          }
          const second = simulate(moved, plain(policy))
          for (const job of started(workload, first))
            expect((second.startS[job] ?? 0) - byS).toBe(first.startS[job])
        },
      ),
      runs,
    )
  })
})

/** Every instant with work of a replay, told as it is passed. */
function steps(workload: Workload, policy: (typeof policies)[number], look: (atS: number) => void): void {
  const { machine, engine } = prepare(workload, policy, plainRules)
  for (let atS = 0; atS < 4000; atS += 1) {
    engine.run(atS, null)
    if (machine.nowS === atS) look(atS)
  }
}

describe('easy', () => {
  it("starts the head no later than the instant that running jobs' limits and windows leave it", () => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 25, windows: 2 }), (workload) => {
        const level = { ...workload, jobs: { ...workload.jobs, priority: null } }
        const { machine, engine } = prepare(level, 'easy', plainRules)
        const latestS = new Map<number, number>()
        for (let atS = 0; atS < 4000; atS += 1) {
          engine.run(atS, null)
          const place = machine.queue.nextWaiting(0)
          if (place < 0 || machine.nowS !== atS) continue
          const head = machine.queue.jobAt(place)
          const search = { fromS: atS, beforeS: Infinity }
          const planned = machine.room.earliest(head, machine.limitS[head] ?? 0, search)
          latestS.set(head, Math.min(planned, latestS.get(head) ?? Infinity))
        }
        for (const [head, planned] of latestS) expect(machine.startS[head]).toBeLessThanOrEqual(planned)
      }),
      { numRuns: 60 },
    )
  })
})

describe('conservative', () => {
  it('never moves a promise later, and keeps it', () => {
    fc.assert(
      fc.property(anyWorkload({ jobs: 25, windows: 2 }), (workload) => {
        const { machine, engine, policy } = prepare(workload, 'conservative', plainRules)
        const promised = new Map<number, number>()
        for (let atS = 0; atS < 4000; atS += 1) {
          engine.run(atS, null)
          for (let job = 0; job < workload.jobs.count; job += 1) {
            const now = policy.promisedS(job)
            if (now === -Infinity) continue
            expect(now).toBeLessThanOrEqual(promised.get(job) ?? Infinity)
            promised.set(job, now)
          }
        }
        for (const [job, latest] of promised) expect(machine.startS[job]).toBeLessThanOrEqual(latest)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a replay', () => {
  it('passes no instant without work', () => {
    const workload = workloadOf(1, [
      { submitS: 5, nodes: 1, requestedS: 10, actualS: 7 },
      { submitS: 1000, nodes: 1, requestedS: 10, actualS: 10 },
    ])
    const seen: number[] = []
    steps(workload, 'easy', (atS) => seen.push(atS))
    expect(seen).toEqual([5, 12, 1000, 1010])
  })
})
