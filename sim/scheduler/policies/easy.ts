import { Envelope } from '../envelope.ts'
import type { Machine } from '../machine.ts'
import type { Between, Reserved } from '../profile.ts'
import { startHeads } from './fcfs.ts'
import type { Policy } from './policy.ts'

/**
 * Rule 11: as first come, first served, and jobs behind a head that does not fit start where they leave alone what
 * is reserved for it (Lifka 1995).
 *
 * While nothing is freed, the passing of time alone lets nobody start: the time until the next event is one segment
 * of the profile, so a later start only reaches further into what follows. What was found in the last pass then
 * holds, and only jobs that have arrived since are looked at.
 */
export function easy(machine: Machine): Policy {
  const { queue, available } = machine
  const free = new Envelope()
  const freeSecond = new Envelope()
  const reserved: Reserved = { amount: 0, fromS: 0, untilS: 0 }
  const reservedSecond: Reserved = { amount: 0, fromS: 0, untilS: 0 }
  const search: Between = { fromS: 0, beforeS: Infinity }
  /** The place of the head whose reservation is known; -1 when none is. */
  let head = -1
  /** Whether `free` still holds: nothing has been taken since. */
  let outlined = false

  const reserve = (job: number) => {
    const limitS = machine.limitS[job] ?? 0
    search.fromS = machine.nowS
    const startS = available.earliest(job, limitS, search)
    for (const each of [reserved, reservedSecond]) {
      each.fromS = startS
      each.untilS = startS + limitS
    }
    reserved.amount = available.needOf(job)
    reservedSecond.amount = available.needOfSecond(job)
  }

  const outline = () => {
    outlined = true
    available.nodes.outline(free, reserved)
    if (available.second !== null) available.second.outline(freeSecond, reservedSecond)
  }

  const scan = (from: number) => {
    let place = from
    while (queue.leastNodes() <= available.nodes.now()) {
      if (!outlined) outline()
      place = queue.next(place, free, machine.nowS)
      if (place < 0) return
      const job = queue.jobAt(place)
      const untilS = machine.nowS + (machine.limitS[job] ?? 0)
      if (available.second === null || available.needOfSecond(job) <= freeSecond.freeUntil(untilS)) {
        machine.start(job)
        outlined = false
      }
      place += 1
    }
  }

  return {
    pass({ freed, firstPlace }) {
      if (!freed && head >= 0 && head < firstPlace) {
        scan(firstPlace)
        return
      }
      head = -1
      if (queue.leastNodes() > available.nodes.now()) return
      head = startHeads(machine)
      if (head < 0 || queue.leastNodes() > available.nodes.now()) {
        head = -1
        return
      }
      reserve(queue.jobAt(head))
      outlined = false
      scan(head + 1)
    },
    nextS: () => Infinity,
  }
}
