import type { Workload } from '../engine/job.ts'
import { prepare, type Beyond, type Prepared } from '../engine/simulate.ts'
import type { PolicyName } from '../engine/policies.ts'

/** A replay as of an instant: all that happens up to and at it has happened. */
export type Snapshot = Prepared & {
  readonly workload: Workload
  readonly policyName: PolicyName
  readonly beyond: Beyond
  readonly atS: number
  /** In queue order. */
  readonly waiting: readonly number[]
  /** Submitted, and kept out of the queue by a limit, by a job that they follow or by their project's budget. */
  readonly keptBack: readonly number[]
  readonly running: readonly number[]
}

/** Replays a workload up to an instant. */
export function snapshot(
  workload: Workload,
  { policy: policyName, beyond }: { readonly policy: PolicyName; readonly beyond: Beyond },
  atS: number,
): Snapshot {
  const prepared = prepare(workload, policyName, beyond)
  const { machine, engine } = prepared
  engine.run(atS, null)
  machine.moveTo(atS)
  prepared.holds?.ledger.advance(atS)
  const waiting: number[] = []
  for (let place = machine.queue.nextWaiting(0); place >= 0; place = machine.queue.nextWaiting(place + 1))
    waiting.push(machine.queue.jobAt(place))
  const inQueue = new Set(waiting)
  const keptBack: number[] = []
  const running: number[] = []
  for (const job of engine.arrivedJobs()) {
    if (machine.runs(job)) running.push(job)
    else if (!machine.hasEnded(job) && !inQueue.has(job) && !machine.refused.has(job)) keptBack.push(job)
  }
  return { ...prepared, workload, policyName, beyond, atS, waiting, keptBack, running }
}
