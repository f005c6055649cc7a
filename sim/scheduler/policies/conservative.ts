import { JobHeap } from '../heap.ts'
import type { Machine } from '../machine.ts'
import type { Between } from '../profile.ts'
import type { Policy } from './policy.ts'

/**
 * Rule 12: every job is promised a start when it is submitted, and promises only ever move earlier (Mu'alem and
 * Feitelson 2001). The profile holds the running jobs and all promises, so a start changes nothing in it.
 */
export function conservative(machine: Machine): Policy {
  const { queue, available } = machine
  /** Promised start of a waiting job; -Infinity before and after. */
  const promisedS = new Float64Array(machine.nodes.length).fill(-Infinity)
  const promises = new JobHeap()
  const search: Between = { fromS: 0, beforeS: Infinity }

  const promise = (job: number, startS: number) => {
    if (startS === machine.nowS) {
      promisedS[job] = -Infinity
      machine.startReserved(job)
    } else {
      promisedS[job] = startS
      promises.push(startS, job)
    }
  }

  /** Each promise in queue order is taken back and given again at the earliest instant from now on. */
  const compress = () => {
    search.fromS = machine.nowS
    for (let place = queue.nextWaiting(0); place >= 0; place = queue.nextWaiting(place + 1)) {
      const job = queue.jobAt(place)
      const oldS = promisedS[job] ?? 0
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
      if ((promisedS[job] ?? 0) > -Infinity) continue
      const limitS = machine.limitS[job] ?? 0
      const startS = available.earliest(job, limitS, search)
      available.take(job, startS, startS + limitS)
      promise(job, startS)
    }
  }

  const nextS = () => {
    while (promises.size > 0 && promisedS[promises.firstJob()] !== promises.firstS()) promises.pop()
    return promises.firstS()
  }

  return {
    pass({ early, firstPlace }) {
      if (early) compress()
      if (firstPlace < Infinity) placeArrivals(firstPlace)
      while (nextS() <= machine.nowS) {
        const job = promises.pop()
        promisedS[job] = -Infinity
        machine.startReserved(job)
      }
    },
    nextS,
  }
}
