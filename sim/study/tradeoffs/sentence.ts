import type { PointAnswer, TradeoffsAnswer } from './answer.ts'
import type { TradeoffsPlan } from './plan.ts'

export type Told = {
  readonly plan: TradeoffsPlan
  readonly points: readonly PointAnswer[]
  readonly counts: TradeoffsAnswer['counts']
  readonly best: TradeoffsAnswer['best']
  readonly currency: string | null
}

/** The answer in words: how many ways there are, and the best by each objective. */
export function sentenceOf({ plan, points, counts, best, currency }: Told): string {
  const said = (value: number) => value.toLocaleString('en')
  const limits = plan.limits.length === 0 ? '' : ' within the limits'
  if (counts.within === 0)
    return `None of ${said(counts.points)} ways of running ${plan.first.model.name} keeps ${plan.limits.map(({ measure }) => measure).join(' and ')} within the limits.`
  const winners = best.flatMap(({ objective, index }) => {
    const point = index === null ? undefined : points[index]
    return point === undefined ? [] : [`least ${objective}: ${pointWords(point, currency)}`]
  })
  return `${said(counts.within)} of ${said(counts.points)} ways are possible${limits} and ${said(counts.front)} are beaten by none. ${capital(winners.join('; '))}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function pointWords(point: PointAnswer, currency: string | null): string {
  const three = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 })
  const cap = point.powerCapW === null ? '' : ` at ${String(point.powerCapW)} W`
  return `${point.gpus.toLocaleString('en')} ${point.accelerator} of ${point.system}${cap}, ${three(point.time)} days, ${currency ?? point.currency} ${three(point.cost / 1e6)} M`
}
