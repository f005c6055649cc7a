import { spend } from '../../base/outcome.ts'
import { stream, type Random } from '../../base/random.ts'
import type { Workload } from '../engine/job.ts'
import { pickedJobs } from '../picked-jobs.ts'
import { hasNoStart, simulate, type Beyond } from '../engine/simulate.ts'
import type { RunTimes } from './run-times.ts'
import { askedOf, leastHistory, runTimesOf } from './run-times-test.ts'
import type { Snapshot } from './snapshot.ts'

export type Forecast = ReturnType<typeof forecast>[number]

export type ForecastOptions = {
  readonly draws: number
  readonly seed: number
  /** What is known of run times; null for those of the jobs that have ended in the replay. */
  readonly runTimes: RunTimes | null
}

/**
 * When each waiting job will start, from what the scheduler knows at an instant: the running jobs, the queue and the
 * windows are replayed onwards under the same policy with run times drawn as `RunTimes` says, and budgets that
 * are enforced with what has been used of them so far and their deposits to come.
 *
 * Later submissions are left out, so under policies that let them overtake (priorities, easy) starts may still be
 * later than this; so are failures. A changing priority is held as it is now.
 */
export function forecast(now: Snapshot, { draws, seed, runTimes }: ForecastOptions) {
  const asked = [...now.waiting, ...now.keptBack]
  const rest = restOf(now)
  const history = runTimes ?? endedRunTimes(now)
  const planned = rest.starts(null)
  const random = stream(seed, 'run times')
  const starts = asked.map(() => new Float64Array(draws))
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = rest.starts({ history, random })
    asked.forEach((_, i) => {
      const list = starts[i]
      if (list !== undefined) list[draw] = drawn[i] ?? 0
    })
  }
  return asked.map((job, i) => {
    const promisedS = now.policy.promisedS(job)
    const sorted = (starts[i] ?? new Float64Array(0)).sort()
    const at = (fraction: number) =>
      sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? planned[i] ?? 0
    const plannedS = promisedS > -Infinity ? promisedS : (planned[i] ?? 0)
    return {
      job,
      /**
       * When it starts if every job runs to its limit and nobody else comes: the promise, where the policy makes one.
       * Infinity where the budget of its project never covers it; so may the quantiles be.
       */
      plannedS,
      /** Over run times drawn from the history; the planned start where none are drawn. */
      p10S: at(0.1),
      p50S: at(0.5),
      p90S: at(0.9),
      /** The starts that were drawn, ascending. */
      drawnS: sorted,
    }
  })
}

/** Of a job whose run time is drawn, beside its replay. */
const drawUs = 0.6

function endedRunTimes({ workload, machine, engine, atS }: Snapshot): RunTimes {
  const ended = [...engine.arrivedJobs()].filter(
    (job) => machine.hasEnded(job) && (machine.endS[job] ?? Infinity) <= atS,
  )
  return runTimesOf(workload.jobs, ended)
}

/** What is left of a replay as a workload of its own: running jobs first, then the queue in its order. */
function restOf(now: Snapshot) {
  const { machine, atS } = now
  const kept = [...now.running, ...now.waiting, ...now.keptBack]
  const first = now.running.length
  const ran = (i: number, job: number) => (i < first ? atS - (machine.startS[job] ?? 0) : 0)
  const limits = Float64Array.from(kept, (job, i) => (machine.limitS[job] ?? 0) - ran(i, job))
  const workload = workloadOf(now, kept, limits)
  const beyond = beyondOf(now, kept)
  return {
    /** Starts of the waiting jobs and those kept back, all run times at their limits or drawn. */
    starts(draw: { readonly history: RunTimes; readonly random: Random } | null): readonly number[] {
      spend(drawUs * kept.length)
      const actualS =
        draw === null
          ? limits
          : Float64Array.from(kept, (job, i) => {
              const ranS = ran(i, job)
              if (draw.history.size < leastHistory) return (machine.limitS[job] ?? 0) - ranS
              return draw.history.drawRunS(askedOf(now.workload.jobs, job), ranS, draw.random) - ranS
            })
      const replayed = { ...workload, jobs: { ...workload.jobs, actualS } }
      const { startS, status } = simulate(replayed, { policy: now.policyName }, beyond)
      return Array.from(startS.subarray(first), (s, i) => (hasNoStart(status[first + i]) ? Infinity : s))
    },
  }
}

/** Those that run stay first, then the places in the queue as they are now; who has none comes last. */
function priorityNow({ machine, running }: Snapshot, kept: readonly number[]): Float64Array {
  const last = machine.places.room
  return Float64Array.from(kept, (job, i) => {
    if (i < running.length) return 1
    const place = machine.places.of[job] ?? -1
    return place < 0 ? -last : -place
  })
}

function workloadOf(now: Snapshot, kept: readonly number[], limits: Float64Array): Workload {
  const { workload, atS } = now
  const table = {
    ...pickedJobs(workload.jobs, kept),
    submitS: new Float64Array(kept.length).fill(atS),
    requestedS: limits,
    actualS: limits,
    priority: priorityNow(now, kept),
  }
  const { conditions } = table
  const dependencies = conditions === null ? null : dependenciesOf(now, kept)
  const jobs = { ...table, conditions: conditions === null ? null : { ...conditions, dependencies } }
  return { ...workload, jobs, running: now.running.length }
}

/** What still keeps the jobs that are left out of the queue. Who follows a job that never ends waits for itself. */
function dependenciesOf({ workload, machine }: Snapshot, kept: readonly number[]) {
  const positions = new Map(kept.map((job, i) => [job, i]))
  return (
    workload.jobs.conditions?.dependencies?.flatMap(({ job, on, kind }) => {
      const position = positions.get(job)
      if (position === undefined || machine.hasEnded(on)) return []
      return [{ job: position, on: positions.get(on) ?? position, kind }]
    }) ?? null
  )
}

/** The same options for the jobs that are left; followers keep their predecessor where that is left too. */
function beyondOf({ beyond, holds, running }: Snapshot, kept: readonly number[]): Beyond {
  const { second, after, budgets } = beyond
  const positions = new Map(kept.map((job, i) => [job, i]))
  return {
    ...beyond,
    multifactor: null,
    failures: null,
    second:
      second === null
        ? null
        : { capacity: second.capacity, needs: Float64Array.from(kept, (job) => second.needs[job] ?? 0) },
    after: after === null ? null : Int32Array.from(kept, (job) => positions.get(after[job] ?? -1) ?? -1),
    budgets:
      budgets === null || holds === null
        ? null
        : { plan: budgets.plan, before: holds.ledger, authorised: running.length },
  }
}
