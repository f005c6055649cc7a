import { own } from '../../base/nearest.ts'
import { spend } from '../../base/outcome.ts'
import type { JobTable } from '../engine/job.ts'
import { JobHeap } from '../engine/heap.ts'
import { type Extra, type Machine } from '../engine/machine.ts'
import type { MakeRoom } from '../policies/reserving.ts'
import { breakOff, goBack, type BrokenRun, type Restart } from './failures.ts'
import { byLabel, type Tiers } from './multifactor.ts'

/** Of a running job that is looked at to make room, and of one that is tried without. */
const [runningUs, lentUs] = [0.1, 0.5]

/** Whether a job that is stopped goes back to the queue or is gone; a job that is `off` is not stopped. */
export type PreemptMode = 'requeue' | 'cancel' | 'off'

/** Who may stop whom, and what becomes of those who are stopped. */
export type Preemption = Restart & {
  /** By tiers a job may stop those of a lower tier; by QOS those of the QOS that its own is `over`. */
  readonly by: 'tier' | 'qos'
  readonly over: Readonly<Record<string, readonly string[]>>
  readonly mode: PreemptMode
  /** Of queues by tiers, else of QOS; those that are not named have `mode`. */
  readonly modes: Readonly<Record<string, PreemptMode>>
  /** A job that has run for less is not stopped. */
  readonly exemptS: number
}

export type PreemptionLog = {
  readonly broken: BrokenRun[]
  /** Stopped for good; all that they ran for is lost. */
  readonly cancelled: BrokenRun[]
}

type Rules = { readonly model: Preemption; readonly tierOf: Tiers; readonly rankOf: Tiers }
type Stopping = Extra & { readonly log: PreemptionLog; readonly makeRoom: MakeRoom }

/**
 * A waiting job that does not fit at its turn stops running ones: of those it may stop, the lowest rank first, then the
 * fewest nodes, the latest start and the last in the list, one by one until it fits for its whole limit. In the same
 * order those are spared without which it still fits. Where all of them are not enough, none is stopped.
 * Source: https://slurm.schedmd.com/preempt.html; left out are suspension, gang scheduling and times of grace.
 */
export function preempting(machine: Machine, jobs: JobTable, { model, tierOf, rankOf }: Rules): Stopping {
  const { room, startS, nodes, limitS } = machine
  const log: PreemptionLog = { broken: [], cancelled: [] }
  const running = new Set<number>()
  const exempt = new JobHeap()
  const qos = jobs.qos ?? jobs.queues
  const modeOf = byLabel(
    model.by === 'tier' ? jobs.queues : qos,
    (name) => own(model.modes, name) ?? model.mode,
  )
  const overOf = byLabel(qos, (name): readonly string[] => own(model.over, name) ?? [])
  const nameOf = byLabel(qos, (name) => name)
  const mayStop = (job: number, other: number): boolean =>
    machine.nowS - (startS[other] ?? 0) >= model.exemptS &&
    (model.by === 'tier' ? tierOf(job) > tierOf(other) : overOf(job).includes(nameOf(other)))
  const toBeStopped = (a: number, b: number): number =>
    rankOf(a) - rankOf(b) || (nodes[a] ?? 0) - (nodes[b] ?? 0) || (startS[b] ?? 0) - (startS[a] ?? 0) || b - a
  const lend = (other: number, isFree: boolean): void => {
    const untilS = (startS[other] ?? 0) + (limitS[other] ?? 0)
    if (isFree) room.give(other, machine.nowS, untilS)
    else room.takeAgain(other, machine.nowS, untilS)
  }
  const isExempt = (job: number, untilS: number) =>
    running.has(job) && (startS[job] ?? 0) + model.exemptS === untilS
  return {
    log,
    nextS() {
      while (exempt.size > 0 && !isExempt(exempt.firstJob(), exempt.firstS())) exempt.pop()
      return machine.queue.size === 0 ? Infinity : exempt.firstS()
    },
    happen() {
      if (exempt.firstS() > machine.nowS) return 'none'
      while (exempt.firstS() <= machine.nowS) exempt.pop()
      return 'freed'
    },
    started(job) {
      if (modeOf(job) === 'off') return
      running.add(job)
      if (model.exemptS > 0) exempt.push(machine.nowS + model.exemptS, job)
    },
    ended: (job) => void running.delete(job),
    makeRoom(job, untilS) {
      spend(runningUs * running.size)
      const found = [...running].filter((other) => mayStop(job, other)).sort(toBeStopped)
      const most = found.reduce((sum, other) => sum + (nodes[other] ?? 0), room.idleNodes())
      if (machine.view.counts !== null && most < (nodes[job] ?? 0)) return false
      const fits = () => room.fits(job, untilS)
      const stopped = fewest(found, { lend, fits })
      for (const other of stopped) stop(machine, other, { model, log, isGone: modeOf(other) === 'cancel' })
      return stopped.length > 0 && fits()
    },
  }
}

type Trial = { readonly lend: (other: number, isFree: boolean) => void; readonly fits: () => boolean }

/** Those of a list that have to go until something fits; nobody where all are not enough. All hold what they held. */
function fewest(list: readonly number[], { lend, fits }: Trial): readonly number[] {
  let count = 0
  let isEnough = false
  while (count < list.length && !isEnough) {
    spend(lentUs)
    lend(list[count] ?? 0, true)
    count += 1
    isEnough = fits()
  }
  const lent = list.slice(0, count).filter((other) => {
    if (!isEnough) return true
    lend(other, false)
    if (fits()) return false
    lend(other, true)
    return true
  })
  for (const other of lent) lend(other, false)
  return isEnough ? lent : []
}

type Stop = { readonly model: Preemption; readonly log: PreemptionLog; readonly isGone: boolean }

function stop(machine: Machine, job: number, { model, log, isGone }: Stop): void {
  const run = breakOff(machine, job, isGone ? Infinity : model.checkpointS)
  const list = isGone ? log.cancelled : log.broken
  list.push(run)
  if (isGone) machine.giveUp(job)
  else goBack(machine, run, model.restartS)
}
