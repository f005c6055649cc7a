import type { PointAnswer, TradeoffsAnswer } from './answer.ts'
import type { TradeoffsPlan } from './input.ts'
import { unitsOf, type Measure } from './variables.ts'

type Told = {
  readonly plan: TradeoffsPlan
  readonly points: readonly PointAnswer[]
  readonly counts: TradeoffsAnswer['counts']
  readonly best: TradeoffsAnswer['best']
  readonly currency: string | null
}

/** The answer in words: how many ways there are, and the best by each objective. */
export function sentenceOf({ plan, points, counts, best, currency }: Told): string {
  const said = (value: number) => value.toLocaleString('en')
  const limits =
    plan.limits.length === 0 ? '' : ` within the limits in ${percent(plan.confidence)} of futures`
  if (counts.within === 0)
    return `None of ${said(counts.points)} ways of running ${plan.first.model.name} keeps ${plan.limits.map(({ measure }) => measure).join(' and ')} within the limits in ${percent(plan.confidence)} of futures.${nearestWords(plan, points, currency)}`
  const winners = best.flatMap(({ objective, index }) => {
    const point = index === null ? undefined : points[index]
    return point === undefined ? [] : [`least ${objective}: ${pointWords(point, currency)}`]
  })
  const least = winners.join('; ')
  const ways = least.charAt(0).toUpperCase() + least.slice(1)
  return `${said(counts.within)} of ${said(counts.points)} ways are possible${limits} and ${said(counts.front)} are beaten by none. ${ways}.`
}

/** A share as people say it: `80 %`. */
export function percent(share: number): string {
  return `${String(Math.round(share * 1000) / 10)} %`
}

/** For each limit, the least that some way keeps with the other limits; where no way does, what the nearest needs of several. */
function nearestWords({ limits }: TradeoffsPlan, points: Told['points'], currency: string | null): string {
  const need = (point: PointAnswer, measure: Measure) => point.needs[measure] ?? point[measure]
  const upTo = (measure: Measure, most: number) =>
    `${measure} up to ${roundedUp(most)} ${measure === 'cost' ? (currency ?? '') : unitsOf[measure].shown}`
  const ways = limits.flatMap(({ measure }) => {
    const possible = points.filter(({ breaks }) => breaks.every((broken) => broken === measure))
    return possible.length === 0
      ? []
      : [upTo(measure, Math.min(...possible.map((one) => need(one, measure))))]
  })
  if (ways.length > 0) return ` Nearest: allow ${ways.join(', or ')}.`
  const most = (point: PointAnswer) =>
    Math.max(...limits.map((limit) => need(point, limit.measure) / limit.most))
  const [near] = [...points].sort((one, other) => most(one) - most(other))
  const together = limits.flatMap(({ measure }) =>
    near?.breaks.includes(measure) === true ? [upTo(measure, need(near, measure))] : [],
  )
  return together.length === 0 ? '' : ` Nearest: allow ${together.join(', and ')}.`
}

/** To four digits, never below: the limit that is told has to be one that is kept. */
function roundedUp(value: number): string {
  const step = 10 ** (Math.floor(Math.log10(value)) - 3)
  return (Math.ceil(value / step) * step).toLocaleString('en', { maximumSignificantDigits: 4 })
}

function pointWords(point: PointAnswer, currency: string | null): string {
  const three = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 3 })
  const cap = point.powerCapW === null ? '' : ` at ${String(point.powerCapW)} W`
  return `${point.gpus.toLocaleString('en')} ${point.accelerator} of ${point.system}${cap}, ${three(point.time)} days of the calendar, ${currency ?? point.currency} ${three(point.cost / 1e6)} M`
}
