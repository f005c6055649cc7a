import type { Random } from '../../base/random.ts'
import { SECONDS_PER_DAY } from '../../base/units.ts'
import { type CapacityChange, type Extra, type Machine } from '../engine/machine.ts'

/** What a job that is stopped keeps of its work, and what it costs to go on. */
export type Restart = {
  /** A job saves its work so often; Infinity for jobs that never do. */
  readonly checkpointS: number
  /** Added to what is left of a job each time it starts again: detection, start-up, loading. */
  readonly restartS: number
}

export type FailureModel = Restart & {
  readonly seed: number
  /** Failures of one node in 1,000 days. */
  readonly ratePer1000NodeDays: number
  /** A failed node is away for so long. */
  readonly repairS: number
  /** A job that is hit more often than this is given up. */
  readonly mostRestarts: number
}

/** A stretch of running that was cut short; where the job goes on after it, the last one is in the schedule. */
export type BrokenRun = Readonly<ReturnType<typeof breakOff>>

export type FailureLog = { readonly broken: BrokenRun[]; readonly givenUp: Set<number>; failures: number }

/** Stops a running job; whoever stops it says what becomes of it. */
export function breakOff(machine: Machine, job: number, checkpointS: number) {
  const startS = machine.startS[job] ?? 0
  const ranS = machine.nowS - startS
  const savedS = checkpointS === Infinity ? 0 : Math.floor(ranS / checkpointS) * checkpointS
  machine.kill(job)
  for (const extra of machine.extras) extra.ended?.(job)
  return {
    job,
    startS,
    endS: machine.nowS,
    /** Since the last checkpoint: work to be done again. */
    lostS: ranS - savedS,
  }
}

/** A job that was stopped goes back to its place with what is left of it, asking for its whole limit again. */
export function goBack(machine: Machine, { job, startS, endS, lostS }: BrokenRun, restartS: number): void {
  const leftS = (machine.runS[job] ?? 0) - (endS - startS - lostS) + restartS
  machine.runS[job] = Math.min(leftS, machine.limitS[job] ?? 0)
  machine.joining.push(job)
}

/**
 * Node failures, one after another at exponential distances, each of a node drawn evenly: the jobs that run on it are
 * cut short, keeps what it saved at its last checkpoint and goes back to its place in the queue with what is left,
 * asking for its whole limit again. A node that runs nothing is only away.
 *
 * Independent failures at a constant rate, the usual first-order model; left out are failures of a switch or a
 * cabinet that hit many jobs at once, and nodes that fail again and again.
 */
export function failing(
  machine: Machine,
  random: Random,
  model: FailureModel,
): Extra & { readonly log: FailureLog } {
  const log: FailureLog = { broken: [], givenUp: new Set(), failures: 0 }
  const meanS = (SECONDS_PER_DAY * 1000) / (model.ratePer1000NodeDays * machine.room.nodesInAll)
  const running = new Set<number>()
  const restarts = new Map<number, number>()
  const repairs: number[] = []
  let failS = Infinity
  const draw = (): void => {
    failS = machine.nowS + Math.max(1, Math.round(-Math.log(1 - random()) * meanS))
  }
  const strike = (job: number): void => {
    const run = breakOff(machine, job, model.checkpointS)
    const times = (restarts.get(job) ?? 0) + 1
    restarts.set(job, times)
    if (times > model.mostRestarts) {
      log.givenUp.add(job)
      machine.giveUp(job)
      return
    }
    log.broken.push(run)
    goBack(machine, run, model.restartS)
  }
  /** One node fails; whether it was there to be lost. */
  const fail = (): boolean => {
    log.failures += 1
    const hit = machine.room.strike(random(), running)
    draw()
    if (hit === null) return false
    for (const job of hit) strike(job)
    if (model.repairS > 0) {
      machine.room.repair(model.repairS)
      repairs.push(machine.nowS + model.repairS)
    }
    return true
  }
  return {
    log,
    nextS: () => Math.min(failS, repairs[0] ?? Infinity),
    happen() {
      let change: CapacityChange = 'none'
      while ((repairs[0] ?? Infinity) <= machine.nowS) {
        repairs.shift()
        machine.room.boundary?.()
        change = 'freed'
      }
      while (failS <= machine.nowS) if (fail()) change = 'lost'
      return change
    },
    started(job) {
      running.add(job)
      if (failS === Infinity) draw()
    },
    ended: (job) => void running.delete(job),
  }
}
