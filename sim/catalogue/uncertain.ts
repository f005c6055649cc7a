import { median } from '../base/math.ts'
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
export type FutureInput = {
  readonly id: string
  /** Null where it does not matter. */
  readonly stage: PlanStage | null
  readonly name: string
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** How much of it is the heat of the market for accelerators, 0 to 1: two inputs correlate by the product. */
  readonly heat: number
  readonly note: string
  /** None for a judgement. */
  readonly citations: readonly Citation[]
}

export const futureInputs = readTable(
  { name: 'economics/futures.csv', text: futuresText, key: ['id', 'stage'] },
  (row): FutureInput => ({
    id: row.text('id'),
    stage: row.oneOf('stage', stages),
    name: row.text('name'),
    p10: row.count('p10'),
    p50: row.count('p50'),
    p90: row.count('p90'),
    heat: row.count('heat'),
    note: row.text('note'),
    citations: whereRead(row),
  }),
)

function whereRead(row: Row): readonly Citation[] {
  return row.words('source') === '' && row.words('where') === '' ? [] : [citationOf(row)]
}

/** What published procurements came to: capital ÷ what had been said before, or years past the day that had been said. */
export const procurements = readTable(
  { name: 'economics/procurements.csv', text: procurementText, key: ['id'] },
  (row) => ({
    id: row.text('id'),
    name: row.text('name'),
    what: row.oneOf('what', ['capital', 'delayY']) ?? 'capital',
    stage: row.oneOf('stage', stages) ?? 'outline',
    value: row.count('value'),
    citation: citationOf(row),
  }),
)

/** What may befall demand: with which chance, how much of it is left, and for how many years. */
export const demandEvents = readTable(
  { name: 'economics/demand-events.csv', text: eventsText, key: ['id'] },
  (row) => ({
    id: row.text('id'),
    name: row.text('name'),
    chance: row.count('chance'),
    left: row.count('left'),
    lastsY: row.count('lastsY'),
    note: row.text('note'),
  }),
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
