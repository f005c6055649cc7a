import type { PointAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { tradeoffWords as words, type Answer } from '../words/tradeoffs.ts'
import { highestCap } from './state.ts'

/** The cap of a point in watts; null where none holds it back. */
export function capOf({ powerCapW }: PointAnswer): number | null {
  return powerCapW !== null && powerCapW < highestCap.value ? powerCapW : null
}

/** A point in words, for the headline and the chart alike. A cap that changes nothing is not named. */
export function pointWords(point: PointAnswer): Answer {
  const cap = capOf(point)
  return {
    gpus: count(point.gpus),
    system: point.system,
    cap: cap === null ? '' : words.cap(count(cap)),
    time: short(point.time),
    cost: `${point.currency}\u00a0${short(point.cost)}`,
    energy: short(point.energy),
    carbon: short(point.carbon),
  }
}
