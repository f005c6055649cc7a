import { clamp, median, quantile } from '../base/math.ts'
import eventsText from '../data/economics/demand-events.csv?raw'
import procurementText from '../data/economics/procurements.csv?raw'
import riskText from '../data/economics/exchange-risk.csv?raw'
import futuresText from '../data/economics/futures.csv?raw'
import { citationOf, readTable, type Row } from './loader/table.ts'
import type { Citation } from './types.ts'

/** How far a plan of money has come: before a tender, with contracts, or with a machine that runs. */
export const stages = ['outline', 'signed', 'running'] as const
export type PlanStage = (typeof stages)[number]

/** An input of a programme that differs among its futures; half of them lie above `p50`. */
export type FutureInput = (typeof generalInputs)[number]

/** What general evidence says of each input, before procurements of this kind. */
export const generalInputs = readTable(
  { name: 'economics/futures.csv', text: futuresText, key: ['id', 'stage'] },
  (row) => ({
    id: row.text('id'),
    /** Null where it does not matter. */
    stage: row.oneOf('stage', stages),
    name: row.text('name'),
    ...row.counts('p10 p50 p90'),
    /** How much of it is the heat of the market for accelerators, 0 to 1: two inputs correlate by the product. */
    heat: row.count('heat'),
    note: row.text('note'),
    /** None for a judgement. */
    citations: whereRead(row),
  }),
)

function whereRead(row: Row): readonly Citation[] {
  return row.words('source') === '' && row.words('where') === '' ? [] : [citationOf(row)]
}

/**
 * What published procurements came to: capital ÷ what had been said before, or years past the day that had been said
 * (a year that was said is its middle). One row of each for a machine.
 */
export const procurements = readTable(
  { name: 'economics/procurements.csv', text: procurementText, key: ['id'] },
  (row) => ({
    /** Procurements of one programme went well or badly together. */
    ...row.texts('id name programme'),
    what: row.oneOf('what', ['capital', 'delayY']) ?? 'capital',
    stage: row.oneOf('stage', stages) ?? 'outline',
    value: row.count('value'),
    citation: citationOf(row),
  }),
)

/** Standard normals of the tenth, ninetieth and thirtieth centile. */
const [normalP90, normalP30] = [1.2815515655446004, -0.5244005127080407]

/** An input at a standard normal: log-normal on either side of its middle; what may be zero or less is normal. */
export function inputAt({ p10, p50, p90 }: Pick<FutureInput, 'p10' | 'p50' | 'p90'>, normal: number): number {
  const end = normal < 0 ? p10 : p90
  const ends = Math.abs(normal) / normalP90
  if (Math.min(p10, p50) > 0) return p50 * Math.exp(ends * Math.log(end / p50))
  const value = p50 + ends * (end - p50)
  return p10 >= 0 ? Math.max(0, value) : value
}

/**
 * General evidence together with what procurements of this kind came to: each of them counts once, and the general
 * evidence as five, at its 10th, 30th, 50th, 70th and 90th centile.
 *
 * Ours. A share p of n values lies at p · (n + 1), so that it is the chance that one more of them lies below (Hyndman
 * and Fan 1996, type 6).
 */
export function pooled<Input extends FutureInput>(general: Input, values: readonly number[]): Input {
  if (values.length === 0) return general
  const five = [-normalP90, normalP30, 0, -normalP30, normalP90].map((normal) => inputAt(general, normal))
  const ascending = [...five, ...values].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = share * (ascending.length + 1) - 1
    return quantile(ascending, clamp(place / (ascending.length - 1), [0, 1]))
  }
  const note = `${general.note}; with ${String(values.length)} published procurements`
  return { ...general, note, p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/** What is believed of each input that differs among the futures. */
export const futureInputs: readonly FutureInput[] = generalInputs.map((input) =>
  pooled(
    input,
    procurements
      .filter(({ what, stage }) => what === input.id && stage === input.stage)
      .map(({ value }) => value),
  ),
)

/** What may befall demand: with which chance, how much of it is left, and for how many years. */
export const demandEvents = readTable(
  { name: 'economics/demand-events.csv', text: eventsText, key: ['id'] },
  (row) => ({ ...row.texts('id name'), ...row.counts('chance left lastsY'), note: row.text('note') }),
)

const risks = readTable(
  { name: 'economics/exchange-risk.csv', text: riskText, key: ['currency'] },
  (row) => ({ currency: row.text('currency'), perYear: row.count('perYear'), citation: citationOf(row) }),
)

const usualRisk = median(risks.map(({ perYear }) => perYear))

/**
 * Standard deviation of the logarithm of a rate of exchange after a year; it grows with the square root of time.
 *
 * Ours: two currencies move against the dollar on their own; one that the table lacks moves like its middle one.
 */
export function exchangeRiskPerY(from: string, to: string): number {
  if (from === to) return 0
  const of = (currency: string) =>
    currency === 'USD' ? 0 : (risks.find((one) => one.currency === currency)?.perYear ?? usualRisk)
  return Math.hypot(of(from), of(to))
}
