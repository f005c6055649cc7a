import type { EstimateFigures } from '../../sim/index.ts'
import { count, short } from '../format.ts'
import { late } from '../late.ts'
import { say } from '../language.ts'
import { words } from '../words.ts'

/** A machine's name without what it adds in brackets. */
export const inShort = (name: string) => name.replace(/ \([^()]*\)$/, '')

/** The answer in one sentence. */
export function headline({ model, compute, system, totals }: EstimateFigures): string {
  const cost = late.value?.costIn(totals.cost) ?? totals.cost
  return words.headline({
    model: model.name,
    tokens: short(compute.tokens),
    from: short(totals.wallClockDays.p10),
    to: short(totals.wallClockDays.p90),
    gpus: count(system.gpus),
    system: inShort(system.name),
    hoursFrom: short(totals.gpuHours.p10),
    hoursTo: short(totals.gpuHours.p90),
    currency: cost.currency,
    cost: short(cost.p50),
    basis: totals.cost.basis === 'given' ? words.priceGiven : say(totals.cost.basis),
  })
}
