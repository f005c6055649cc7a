import type { Machine } from '../machine.ts'
import type { Between } from '../profile.ts'
import type { Policy } from './policy.ts'
import { Promises } from './promises.ts'

/**
 * Rule 12: every job is promised a start when it is submitted, and promises only ever move earlier (Mu'alem and
 * Feitelson 2001). The profile holds the running jobs and all promises, so a start changes nothing in it.
 */
export function conservative(machine: Machine): Policy {
  const { queue, available } = machine
  const promises = new Promises(machine.nodes.length)
  const search: Between = { fromS: 0, beforeS: Infinity }

  const promise = (job: number, startS: number) => {
    if (startS > machine.nowS) {
      promises.set(job, startS)
      return
    }
    promises.drop(job)
    machine.startReserved(job)
  }

  /** Each promise in queue order is taken back and given again at the earliest instant from now on. */
  const compress = () => {
    search.fromS = machine.nowS
    for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1)) {
      const job = queue.jobAt(place)
      const oldS = promises.of(job)
      if (oldS <= machine.nowS) continue
      const limitS = machine.limitS[job] ?? 0
      search.beforeS = oldS
      const newS = available.earliest(job, limitS, search)
      if (newS === oldS) continue
      available.give(job, Math.max(oldS, newS + limitS), oldS + limitS)
      available.take(job, newS, Math.min(oldS, newS + limitS))
      promise(job, newS)
    }
    search.beforeS = Infinity
  }

  const placeArrivals = (firstPlace: number) => {
    search.fromS = machine.nowS
    for (let place = queue.nextWaiting(firstPlace); place >= 0; place = queue.nextWaiting(place + 1)) {
      const job = queue.jobAt(place)
      if (promises.of(job) > -Infinity) continue
      const limitS = machine.limitS[job] ?? 0
      const startS = available.earliest(job, limitS, search)
      available.take(job, startS, startS + limitS)
      promise(job, startS)
    }
  }

  return {
    pass({ early, firstPlace }) {
      if (early) compress()
      if (firstPlace < Infinity) placeArrivals(firstPlace)
      while (promises.nextS() <= machine.nowS) machine.startReserved(promises.take())
    },
    nextS: () => promises.nextS(),
  }
}
