import type { PointAnswer } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { tradeoffWords as words, type Answer } from '../words/tradeoffs.ts'
import { tradeoffs } from './state.ts'

/** A point in words, for the headline and the chart alike. A cap that changes nothing is not named. */
export function pointWords(point: PointAnswer): Answer {
  const most = Math.max(...(tradeoffs.value?.points ?? []).map(({ powerCapW }) => powerCapW ?? 0))
  const isCapped = point.powerCapW !== null && point.powerCapW < most
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
