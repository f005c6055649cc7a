import type { PointAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { tradeoffWords as words, type Answer } from '../words/tradeoffs.ts'
import { highestCap } from './state.ts'

/** A point in words, for the headline and the chart alike. A cap that changes nothing is not named. */
export function pointWords(point: PointAnswer): Answer {
  const isCapped = point.powerCapW !== null && point.powerCapW < highestCap.value
  return {
    gpus: count(point.gpus),
    system: point.system,
    cap: isCapped ? words.cap(count(point.powerCapW)) : '',
    time: short(point.time),
    cost: `${point.currency}\u00a0${short(point.cost)}`,
    energy: short(point.energy),
    carbon: short(point.carbon),
  }
}
